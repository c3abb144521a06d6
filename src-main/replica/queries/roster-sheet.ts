/** The roster on paper, as one copy shows it: what is not on the copy does not leave the replica (SH1, SH4 of roster-sheet.ts). */
import { capitalAmount } from '#shared/domain/capital-amount.ts';
import { ageOn, parseIdNumber } from '#shared/domain/id-number.ts';
import { copiesFor, sheetLines, type SheetRow } from '#shared/domain/roster-sheet.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import type { RosterSheetInput, RosterSheetView } from '#shared/rpc/payment-shapes.ts';
import { readQuery, readRecord } from '../store/records.ts';
import type { Reading } from './reading.ts';
import { isPayable } from './payments.ts';

const ROWS_MAX = 1_000_000;

function sheetRow(reading: Reading, { scope, values }: Row<'rosterRow'>, isCounty: boolean): SheetRow {
  const idNumber = values.payeeIdNumber ?? '';
  const { birthDate } = parseIdNumber(idNumber, { today: reading.today });
  const village = reading.divisionName(values.payeeVillage);
  return {
    ...{ entitlementId: values.entitlementId ?? 0, name: values.payeeName ?? '', idNumber },
    age: birthDate ? ageOn(birthDate, reading.today) : null,
    village: isCounty ? `${reading.divisionName(scope)}${village}` : village,
    benefit: BENEFITS.find((each) => each === values.benefit) ?? ('LIVING' satisfies Benefit),
    ...{ month: values.month ?? '', kind: values.kind ?? '', amountFen: values.amountFen ?? 0 },
    ...{ bankName: values.bankName ?? '', accountNumber: values.accountNumber ?? '' },
  };
}

export function rosterSheet(
  reading: Reading,
  { rosterId, copy, scope }: RosterSheetInput,
): RosterSheetView | null {
  const roster = readRecord(reading.statements, 'roster', rosterId);
  const hash = roster?.values.lockedHash ?? roster?.values.rowHash;
  if (!roster || !hash || !copiesFor(reading.me.role).includes(copy)) return null;
  const by = { type: 'rosterRow', by: 'rosterId', value: rosterId, limit: ROWS_MAX } as const;
  const rows = (readQuery(reading.statements, by) as Row<'rosterRow'>[])
    .filter((row) => scope === null || row.scope === scope)
    .sort((a, b) => a.scope - b.scope || a.id - b.id);
  const paid = rows.filter(isPayable);
  const held = rows.filter(({ values }) => values.result === 'HELD');
  const sum = (of: readonly Row<'rosterRow'>[]) =>
    of.reduce((fen, { values }) => fen + (values.amountFen ?? 0), 0);
  return {
    place: reading.divisionName(scope ?? roster.scope),
    ...{ month: roster.values.month ?? '', hash },
    lines: sheetLines(
      paid.map((row) => sheetRow(reading, row, scope === null)),
      copy,
    ),
    persons: new Set(paid.map(({ values }) => values.personId)).size,
    ...{ totalFen: sum(paid), capital: capitalAmount(sum(paid)) },
    ...{ heldRows: held.length, heldFen: sum(held) },
  };
}

/** History of payments for the screens: county-months against finance's figure, what differs, what was entered last (past-payment.ts). */
import { differencesIn, type PastState, pastMonthsOf } from '#shared/domain/past-payment.ts';
import { COUNTY_ROLLOUT, countyRollout } from '#shared/domain/rollout.ts';
import { decodeRow, SQLITE_CODEC, selectList, type Stored } from '#shared/records/codec.ts';
import type { Row } from '#shared/records/rows.ts';
import type { PastEntry, PastOverview } from '#shared/rpc/past-shapes.ts';
import { readNeeds } from '../store/needs.ts';
import { readQuery, readRecord } from '../store/records.ts';
import type { Reading } from './reading.ts';

const OPEN_SHOWN = 200;
const NEWEST_SHOWN = 50;
const OF_A_PERSON_MAX = 200;

function every<T extends 'pastPayment' | 'pastMonth'>({ statements }: Reading, type: T): Row<T>[] {
  return statements
    .all<Record<string, Stored>>(`SELECT ${selectList(type)} FROM "${type}" ORDER BY id`)
    .map((stored) => decodeRow(SQLITE_CODEC, type, stored) as Row<T>);
}

function entryOf(reading: Reading, { id, scope, values }: Row<'pastPayment'>): PastEntry {
  const person = readRecord(reading.statements, 'person', values.personId ?? 0);
  return {
    ...{ pastPaymentId: id, personId: values.personId ?? 0, name: person?.values.name ?? '' },
    ...{ township: reading.townshipName(scope), benefit: values.benefit ?? '' },
    village: reading.divisionName(person?.values.hukouVillage ?? null),
    ...{ fromMonth: values.fromMonth ?? '', toMonth: values.toMonth ?? '', amountFen: values.amountFen ?? 0 },
    state: (values.state ?? 'UNRECONCILED') as PastState,
    differences: differencesIn({ values }).map((each) => ({ ...each, because: [...each.because] })),
    ...{ words: values.words, explainedWords: values.explainedWords },
  };
}

export function pastOverview(reading: Reading): PastOverview {
  const payments = every(reading, 'pastPayment');
  const open = payments.filter(({ values }) => values.state === 'UNRECONCILED');
  const { loaded } = readNeeds(reading.statements, COUNTY_ROLLOUT);
  return {
    isSignedOff: countyRollout(loaded)?.values.phase === 'HISTORY_SIGNED_OFF',
    months: pastMonthsOf(payments, every(reading, 'pastMonth')),
    open: { total: open.length, rows: open.slice(0, OPEN_SHOWN).map((row) => entryOf(reading, row)) },
    newest: payments
      .slice(-NEWEST_SHOWN)
      .reverse()
      .map((row) => entryOf(reading, row)),
  };
}

/** What stands of one person, by month. */
export function pastOfPerson(reading: Reading, personId: number): PastEntry[] {
  const by = { type: 'pastPayment', by: 'personId', value: personId, limit: OF_A_PERSON_MAX } as const;
  const rows = readQuery(reading.statements, by) as Row<'pastPayment'>[];
  return rows
    .filter(({ values }) => values.state !== 'WITHDRAWN')
    .map((row) => entryOf(reading, row))
    .sort((a, b) => (a.fromMonth < b.fromMonth ? -1 : 1));
}

/** Policy packs for the screens: which are in force here, what a new one would change, what the last one changed of whom. Only packs whose
 *  signatures hold are shown as packs (PKB1).                                                                                            */
import type { z } from 'zod';
import { PACK_FILE_KIND, type IntakeFault, intakeOf } from '#shared/domain/pack-intake.ts';
import { type IssuedPack, packName, type SignedPack } from '#shared/domain/pack-book.ts';
import { changesOfPack } from '#shared/domain/pack-changes.ts';
import { type DivisionPack, regionPrefix, type Standard } from '#shared/domain/policy-pack.ts';
import { commandByName } from '#shared/domain/commands.ts';
import { decodeRow, SQLITE_CODEC, selectList, type Stored } from '#shared/records/codec.ts';
import type { Row } from '#shared/records/rows.ts';
import type {
  PackChangeRow,
  PackFaultRow,
  PackLook,
  PackRow,
  packsOverview,
  StandardRow,
} from '#shared/rpc/pack-shapes.ts';
import { isPackSigned, packKeysOf } from '#shared/sync/signed-pack.ts';
import { rowsOfType } from '../packs.ts';
import { readRecord } from '../store/records.ts';
import type { Reading } from './reading.ts';

const CHANGES_SHOWN = 200;

function standardRow(standard: Standard): StandardRow {
  const { id, benefit, amountFen, from } = standard;
  return {
    ...{ id, benefit, amountFen, from, to: standard.to ?? null },
    grades: [...(standard.grades ?? [])],
    classes: [...(standard.classes ?? [])],
    households: [...(standard.households ?? [])],
    urbanRural: standard.urbanRural ?? null,
    ageFrom: standard.ageFrom ?? null,
    ageTo: standard.ageTo ?? null,
  };
}

function packRow(pack: DivisionPack | IssuedPack, inForce: readonly DivisionPack[]): PackRow {
  const issued = 'validFrom' in pack ? pack : null;
  return {
    ...{ name: packName(pack), region: pack.region, documentNo: pack.documentNo ?? null },
    ...{ issuedBy: issued?.issuedBy ?? null, publishedOn: issued?.publishedOn ?? null },
    ...{ validFrom: issued?.validFrom ?? null, reason: issued?.reason ?? null },
    isInForce: inForce.includes(pack),
    standards: pack.standards.map(standardRow),
  };
}

function faultRow({ code, detail, month, benefit }: IntakeFault): PackFaultRow {
  return { code, detail: detail ?? null, month: month ?? null, benefit: benefit ?? null };
}

function changeRow(reading: Reading, { id, scope, values }: Row<'rejudgement'>): PackChangeRow {
  const person = readRecord(reading.statements, 'person', values.personId as number);
  return {
    ...{ rejudgementId: id, personId: values.personId as number, name: person?.values.name ?? '' },
    township: reading.townshipName(scope),
    village: reading.divisionName(person?.values.hukouVillage ?? null),
    ...{ benefit: values.benefit ?? '', fromMonth: values.fromMonth ?? '' },
    ...{ beforeFen: values.beforeFen, afterFen: values.afterFen },
    beforeReasons: (values.beforeReasons ?? []) as string[],
    afterReasons: (values.afterReasons ?? []) as string[],
    ...{ rule: values.ruleName ?? '', article: values.article ?? '', documentNo: values.documentNo },
  };
}

/** What packs changed of somebody and nobody has seen to yet. */
export function countRejudged(reading: Reading): number {
  const sql = "SELECT count(*) AS n FROM rejudgement WHERE state = 'OPEN'";
  return reading.statements.get<{ n: number }>(sql)?.n ?? 0;
}

function openChanges(reading: Reading): Row<'rejudgement'>[] {
  const sql = `SELECT ${selectList('rejudgement')} FROM rejudgement WHERE state = 'OPEN' ORDER BY scope, id LIMIT ?`;
  return reading.statements
    .all<Record<string, Stored>>(sql, CHANGES_SHOWN)
    .map((stored) => decodeRow(SQLITE_CODEC, 'rejudgement', stored));
}

const may = (reading: Reading, command: string): boolean =>
  commandByName(command)?.roles.includes(reading.me.role) ?? false;

export function packs(reading: Reading): z.infer<typeof packsOverview> {
  const { statements, me, today, pack } = reading;
  const own = regionPrefix(String(me.unitScope));
  const held = reading.packs.packs.filter(({ region }) => own.startsWith(region));
  const base = pack.divisions.filter((each) => !held.includes(each as IssuedPack));
  const inForce = reading.packs.inForce(today, me.unitScope);
  const isShown = [...base, ...held];
  const offers = rowsOfType(statements, 'packOffer').filter(({ values }) => values.state !== 'TAKEN');
  return {
    version: pack.version,
    packs: isShown.map((each) => packRow(each, held.length ? inForce : pack.divisions)).reverse(),
    offers: offers.map(({ values }) => {
      const { content } = values.signedPack as unknown as SignedPack;
      const faults = ((values.faults ?? []) as unknown as IntakeFault[]).map(faultRow);
      const { documentNo } = content;
      return { name: packName(content), documentNo, state: values.state ?? '', at: values.offeredAt, faults };
    }),
    orders: rowsOfType(statements, 'reevaluation').map(({ values }) => ({
      ...{ name: values.packName ?? '', documentNo: values.documentNo, startsOn: values.startsOn },
      ...{ state: values.state ?? '', judged: values.judged ?? 0, changed: values.changed ?? 0 },
    })),
    changes: {
      total: countRejudged(reading),
      rows: openChanges(reading).map((row) => changeRow(reading, row)),
    },
    mayIssue: may(reading, 'pack.issue'),
    mayAnswer: may(reading, 'rejudgement.answer'),
  };
}

/** What is wrong with a file, and what it would change: the same questions that the centre will ask. Nothing is written. */
export function lookAtPack(reading: Reading, file: string): PackLook {
  const keys = packKeysOf(rowsOfType(reading.statements, 'packKey'));
  const { pack, faults } = intakeOf(file, { book: reading.packs, keys }, isPackSigned);
  const rows = faults.map(faultRow);
  if (!pack) return { name: null, documentNo: null, validFrom: null, faults: rows, changes: [], args: null };
  const { content } = pack;
  const before = reading.packs.inForce(content.validFrom, Number(content.region.padEnd(12, '0')));
  return {
    ...{
      name: packName(content),
      documentNo: content.documentNo,
      validFrom: content.validFrom,
      faults: rows,
    },
    changes: changesOfPack(content, before).map(({ month, beforeFen, afterFen, standard }) => ({
      ...{ month, beforeFen, afterFen, standard: standardRow(standard) },
    })),
    args: { kind: PACK_FILE_KIND, ...pack },
  };
}

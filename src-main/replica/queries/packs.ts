/** Policy packs for the screens: which are in force here, what a new one would change, what the last one changed of whom. Only packs whose
 *  signatures hold are shown as packs (PKB1).                                                                                            */
import type { z } from 'zod';
import { PACK_FILE_KIND, type IntakeFault, intakeOf } from '#shared/domain/pack-intake.ts';
import { type IssuedPack, type PackKey, packName, type SignedPack } from '#shared/domain/pack-book.ts';
import { changesOfPack, numbersChanged, numbersOf, setterOf } from '#shared/domain/pack-changes.ts';
import { fallenBelow } from '#shared/domain/pack-check.ts';
import { type DivisionPack, regionPrefix, type Standard } from '#shared/domain/policy-pack.ts';
import { commandByName } from '#shared/domain/commands.ts';
import { decodeRow, SQLITE_CODEC, selectList, type Stored } from '#shared/records/codec.ts';
import type { Row } from '#shared/records/rows.ts';
import type {
  PackChangeRow,
  PackFaultRow,
  PackKeyRow,
  PackLook,
  PackRow,
  packsOverview,
  StandardRow,
} from '#shared/rpc/pack-shapes.ts';
import { isPackSigned } from '#shared/sync/signed-pack.ts';
import { keyTrust, pinnedKeys, rowsOfType } from '../packs.ts';
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

/** The keys that count here, the first ones apart, and those that do not (PKT1, PKT2). */
function keyRows({ statements }: Reading): PackKeyRow[] {
  const { trusted, refused } = keyTrust(statements);
  const first = pinnedKeys(statements)?.map(({ keyId }) => keyId) ?? [];
  const row = (standing: PackKeyRow['standing'], { keyId, region, unitName }: PackKey): PackKeyRow => ({
    ...{ keyId, region, unitName, standing },
  });
  return [
    ...trusted.map((key) => row(first.includes(key.keyId) ? 'FIRST' : 'VOUCHED', key)),
    ...refused.map((key) => row('REFUSED', key)),
  ];
}

/** Packs that came and are not used, because no key that counts signed them. */
function distrustedPacks({
  statements,
  packs: book,
}: Reading): { name: string; documentNo: string | null }[] {
  const used = new Set(book.packs.map(packName));
  return rowsOfType(statements, 'pack').flatMap(({ values: { content } }) => {
    const pack = content as unknown as IssuedPack | null;
    const name = pack && packName(pack);
    return name === null || used.has(name) ? [] : [{ name, documentNo: pack?.documentNo ?? null }];
  });
}

/** Packs in force here that a level above has been raised over since: whoever issues the county's has to issue another (PC4). */
function belowRows({ packs: book, today, me }: Reading): z.infer<typeof packsOverview>['below'] {
  return fallenBelow(book.inForce(today, me.unitScope)).flatMap(({ pack, faults }) =>
    faults.map(({ benefit, month }) => ({
      ...{ name: packName(pack), documentNo: pack.documentNo ?? null },
      ...{ benefit: benefit ?? '', month: month ?? '' },
    })),
  );
}

/** Whether the own county's pack has fallen below a level above it: a task of whoever issues packs. */
export function countBelow(reading: Reading): number {
  return may(reading, 'pack.issue') ? new Set(belowRows(reading).map(({ name }) => name)).size : 0;
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
    numbers: numbersOf(pack).map(({ name, value }) => {
      const setter = setterOf(name, pack.divisions);
      return { name, value, setBy: setter ? packName(setter) : null };
    }),
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
    keys: keyRows(reading),
    distrusted: distrustedPacks(reading),
    below: belowRows(reading),
    mayIssue: may(reading, 'pack.issue'),
    mayAnswer: may(reading, 'rejudgement.answer'),
  };
}

/** What is wrong with a file, and what it would change: the same questions that the centre will ask. Nothing is written. */
export function lookAtPack(reading: Reading, file: string): PackLook {
  const { trusted, refused } = keyTrust(reading.statements);
  const { pack, faults } = intakeOf(file, { book: reading.packs, keys: trusted, refused }, isPackSigned);
  const rows = faults.map(faultRow);
  if (!pack)
    return {
      ...{ name: null, documentNo: null, validFrom: null, args: null },
      ...{ faults: rows, changes: [], numbers: [] },
    };
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
    numbers: numbersChanged(content, before),
    args: { kind: PACK_FILE_KIND, ...pack },
  };
}

/** Everything done on this computer (07): four numbers that always add up, the acts behind them, their receipts, and what became of
 *  any one of them. made = waiting + received + needs-you. */
import type { z } from 'zod';
import { actNow } from '#shared/domain/commands.ts';
import { MOVED_CODE } from '#shared/domain/conflict.ts';
import type { ActRow, actPage, journalOverview, Place } from '#shared/rpc/desk-shapes.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { isReplaceable, NOT_TAKEN } from '../acts.ts';
import { incarnations, readMeta } from '../identity.ts';
import type { Past } from '../renumber.ts';
import type { Statements } from '../store/statements.ts';
import { proofOf } from '../sync/receipts.ts';
import { WITHDRAWN } from '../sync/withdrawn.ts';
import { ENDED_LIST } from './case-rows.ts';
import { CONFLICT_STANDS, NEEDS_YOU, OPEN_CONFLICT } from './needs-you.ts';
import type { Reading } from './reading.ts';

const RECEIPTS_SHOWN = 10;
const REFUSED = "outcome IN ('refused', 'parked', 'quarantined')";
const ENDED = `EXISTS (SELECT 1 FROM person_list l WHERE l.id = act.person_id AND l.file_state IN (${ENDED_LIST}))`;
const RECEIVED = `outcome <> 'pending' AND NOT ${NEEDS_YOU}`;

/** Place of an act as SQL; one that was settled or seen counts as received: the county has it, nobody need do more. */
const PLACE = `CASE WHEN outcome = 'pending' THEN 'waiting'
  WHEN ${NEEDS_YOU} THEN 'needs-you'
  WHEN ${ENDED} THEN 'decided' ELSE 'received' END`;

/** Acts in a place, so that an index answers: what is saved here only waits too, what is decided was received. */
const IN_PLACE: Readonly<Record<Place, string>> = {
  saved: "outcome = 'pending'",
  waiting: "outcome = 'pending'",
  'needs-you': NEEDS_YOU,
  received: RECEIVED,
  decided: `${RECEIVED} AND ${ENDED}`,
};

export interface StoredAct {
  number: number;
  name: string;
  frame: string;
  actor: number;
  made_at: string;
  person_id: number | null;
  person_name: string | null;
  /** Of whom has moved away from here: what they are called, whereto, when. */
  departed_name: string | null;
  departed_to: number | null;
  departed_on: string | null;
  place: Place;
  outcome: string;
  code: string | null;
  detail: string | null;
  commit_number: number | null;
  receipt: string | null;
  conflict_id: number | null;
  received_at: string | null;
  is_dismissed: number;
  replaced_by: number | null;
  new_ids: string;
  new_types: string | null;
}

const DEPARTED = "d.type = 'person' AND d.id = act.person_id";

export const COLUMNS = `number, act.name, frame, actor, made_at, person_id, (SELECT p.name FROM person p WHERE p.id = act.person_id) AS person_name,
  (SELECT d.name FROM departed d WHERE ${DEPARTED}) AS departed_name, (SELECT d.to_scope FROM departed d WHERE ${DEPARTED}) AS departed_to,
  (SELECT d.moved_on FROM departed d WHERE ${DEPARTED}) AS departed_on,
  ${PLACE} AS place, outcome, code, detail, commit_number, receipt,
  (${OPEN_CONFLICT}) AS conflict_id, received_at, is_dismissed, replaced_by, new_ids, new_types`;

export function toRow(reading: Reading, act: StoredAct): ActRow {
  return {
    number: act.number,
    name: act.name,
    // Of a refused intake, and of whom has moved away, there is nobody to go to.
    personId: act.person_name === null ? null : act.person_id,
    personName: act.person_name ?? act.departed_name ?? nameInArguments(reading, act),
    madeAt: act.made_at,
    who: reading.colleagueName(act.actor),
    place: act.place === 'waiting' ? reading.placeOfPending(act.number) : act.place,
    outcome: act.outcome,
    code: act.code,
    receipt: act.receipt,
    bytes: Buffer.byteLength(act.frame),
    conflictId: act.conflict_id,
    departed:
      act.departed_to === null
        ? null
        : { township: reading.townshipName(act.departed_to), on: act.departed_on },
    movedTo:
      act.code === MOVED_CODE ? ((JSON.parse(act.detail ?? '{}') as { to?: number }).to ?? null) : null,
  };
}

/** A refused intake has left no person: the name stands in what was typed; of what was put off behind it, in that act. */
function nameInArguments(reading: Reading, { frame, outcome, detail }: StoredAct): string | null {
  const { args } = actNow(
    JSON.parse(frame) as { name: string; version: number; args: { person?: { name?: string } } },
  );
  if (args.person?.name !== undefined) return args.person.name;
  const { behind } = (JSON.parse(detail ?? 'null') ?? {}) as { behind?: number };
  if (outcome !== 'parked' || behind === undefined) return null;
  const before = reading.statements.get<StoredAct>(`SELECT ${COLUMNS} FROM act WHERE number = ?`, behind);
  return before ? (before.person_name ?? nameInArguments(reading, before)) : null;
}

export function journal(reading: Reading): z.infer<typeof journalOverview> {
  const { statements } = reading;
  const count = (where: string) =>
    statements.pluck<number>(`SELECT count(*) FROM act WHERE ${where}`)[0] ?? 0;
  const made = statements.pluck<number>('SELECT count(*) FROM act')[0] ?? 0;
  const waiting = countWaiting(statements);
  const needsYou = count(IN_PLACE['needs-you']);
  const receipts = statements.all<{ receipt: string; at: string; acts: number }>(
    'SELECT max(receipt) AS receipt, received_at AS at, count(*) AS acts FROM act WHERE receipt IS NOT NULL GROUP BY received_at ORDER BY received_at DESC LIMIT ?',
    RECEIPTS_SHOWN,
  );
  return {
    made,
    waiting,
    applied: count(`outcome LIKE 'applied%' OR (outcome = 'in-conflict' AND NOT ${CONFLICT_STANDS})`),
    inConflict: count(`outcome = 'in-conflict' AND ${CONFLICT_STANDS}`),
    refused: count(REFUSED),
    refusedLeft: count(`${REFUSED} AND is_dismissed = 0`),
    received: made - waiting - needsYou,
    needsYou,
    decided: count(IN_PLACE.decided),
    oldestWaitingAt: oldestWaiting(statements),
    waitingBytes:
      statements.pluck<number>(
        "SELECT total(octet_length(frame)) FROM act INDEXED BY act_waiting WHERE outcome = 'pending'",
      )[0] ?? 0,
    receipts,
    receiptCount: count('receipt IS NOT NULL'),
    withdrawn: withdrawnFrom(reading),
    renamed: incarnations(statements).at(-1) ?? null,
  };
}

/** What the county took from this computer last (SPEC SC2). */
function withdrawnFrom(reading: Reading): z.infer<typeof journalOverview>['withdrawn'] {
  const text = readMeta(reading.statements, WITHDRAWN);
  if (!text) return null;
  const { at, scopes } = JSON.parse(text) as { at: string; scopes: number[] };
  return { at, townships: scopes.map((scope) => reading.townshipName(scope)) };
}

export function countWaiting(statements: Statements): number {
  return statements.pluck<number>("SELECT count(*) FROM act WHERE outcome = 'pending'")[0] ?? 0;
}

/** When the act that has waited longest was made. */
export function oldestWaiting(statements: Statements): string | null {
  return (
    statements.pluck<string>(
      "SELECT made_at FROM act WHERE outcome = 'pending' ORDER BY number LIMIT 1",
    )[0] ?? null
  );
}

export function acts(
  reading: Reading,
  input: { place?: Place | undefined; offset: number; limit: number },
): { total: number; rows: ActRow[] } {
  const { statements } = reading;
  const { place } = input;
  const where = place ? `WHERE ${IN_PLACE[place]}` : '';
  // Sorted after the index has answered (+): the rows are long, and most of them lie elsewhere.
  const order = place === 'waiting' ? 'number' : place ? '+number DESC' : 'number DESC';
  const total = statements.pluck<number>(`SELECT count(*) FROM act ${where}`)[0] ?? 0;
  const rows = statements.all<StoredAct>(
    `SELECT ${COLUMNS} FROM act WHERE number IN (SELECT number FROM act ${where} ORDER BY ${order} LIMIT ? OFFSET ?)
     ORDER BY number ${place === 'waiting' ? '' : 'DESC'}`,
    input.limit,
    input.offset,
  );
  return { total, rows: rows.map((row) => toRow(reading, row)) };
}

/** The line of history that an act made. One that was not taken has none; one of an older program does not tell which it is. */
function lineOf({ outcome, new_ids, new_types }: StoredAct): number | null {
  if (new_types === null || NOT_TAKEN.some((one) => one === outcome)) return null;
  const at = (JSON.parse(new_types) as string[]).indexOf('history');
  return (JSON.parse(new_ids) as number[])[at] ?? null;
}

export function act(reading: Reading, number: number): z.infer<typeof actPage> | null {
  const { statements } = reading;
  const row = statements.get<StoredAct>(`SELECT ${COLUMNS} FROM act WHERE number = ?`, number);
  if (!row) return null;
  const { args } = actNow(JSON.parse(row.frame) as CommandFrame);
  const detail = row.detail ? (JSON.parse(row.detail) as { behind?: number } | null) : null;
  return {
    ...toRow(reading, row),
    args,
    detail,
    commit: row.commit_number,
    receivedAt: row.received_at,
    isDismissed: row.is_dismissed === 1,
    isMendable: isReplaceable(statements, number),
    replacedBy: row.replaced_by,
    replaces: statements.pluck<number>('SELECT number FROM act WHERE replaced_by = ?', number)[0] ?? null,
    proof: proofOf(statements, number),
    behind: row.outcome === 'parked' ? (detail?.behind ?? null) : null,
    lineId: lineOf(row),
    past: JSON.parse(
      statements.pluck<string | null>('SELECT past FROM act WHERE number = ?', number)[0] ?? '[]',
    ) as Past[],
  };
}

/** Everything done on this computer (07): four numbers that always add up, the acts behind them, their receipts, and what became of
 *  any one of them. made = waiting + received + needs-you. */
import type { z } from 'zod';
import type { ActRow, actPage, journalOverview, Place } from '#shared/rpc/desk-shapes.ts';
import { ENDED_LIST } from './case-rows.ts';
import { NEEDS_YOU, OPEN_CONFLICT } from './needs-you.ts';
import type { Reading } from './reading.ts';

const RECEIPTS_SHOWN = 10;
const ENDED = `EXISTS (SELECT 1 FROM application n WHERE n.person_id = act.person_id AND n.state IN (${ENDED_LIST})
  AND n.id = (SELECT max(id) FROM application WHERE person_id = act.person_id))`;

/** Place of an act as SQL; one that was settled or seen counts as received: the county has it, nobody need do more. */
const PLACE = `CASE WHEN outcome = 'pending' THEN 'waiting'
  WHEN ${NEEDS_YOU} THEN 'needs-you'
  WHEN ${ENDED} THEN 'decided' ELSE 'received' END`;

interface StoredAct {
  number: number;
  name: string;
  frame: string;
  actor: number;
  made_at: string;
  person_id: number | null;
  person_name: string | null;
  place: Place;
  outcome: string;
  code: string | null;
  detail: string | null;
  commit_number: number | null;
  receipt: string | null;
  conflict_id: number | null;
}

const COLUMNS = `number, act.name, frame, actor, made_at, person_id, (SELECT p.name FROM person p WHERE p.id = act.person_id) AS person_name,
  ${PLACE} AS place, outcome, code, detail, commit_number, receipt,
  (${OPEN_CONFLICT}) AS conflict_id`;

function toRow(reading: Reading, act: StoredAct): ActRow {
  return {
    number: act.number,
    name: act.name,
    personId: act.person_id,
    personName: act.person_name ?? nameInArguments(act),
    madeAt: act.made_at,
    who: reading.colleagueName(act.actor),
    place: act.place === 'waiting' ? reading.placeOfPending(act.number) : act.place,
    outcome: act.outcome,
    code: act.code,
    receipt: act.receipt,
    bytes: Buffer.byteLength(act.frame),
    conflictId: act.conflict_id,
  };
}

/** A refused intake has left no person: the name stands in what was typed. */
function nameInArguments(act: StoredAct): string | null {
  const { args } = JSON.parse(act.frame) as { args: { person?: { name?: string } } };
  return args.person?.name ?? null;
}

export function journal(reading: Reading): z.infer<typeof journalOverview> {
  const { statements } = reading;
  const places = new Map(
    statements
      .all<{ place: Place; n: number }>(`SELECT ${PLACE} AS place, count(*) AS n FROM act GROUP BY 1`)
      .map(({ place, n }) => [place, n]),
  );
  const waiting = statements.get<{ oldest: string | null; bytes: number | null }>(
    "SELECT min(made_at) AS oldest, sum(length(frame)) AS bytes FROM act WHERE outcome = 'pending'",
  );
  const receipts = statements.all<{ receipt: string; at: string; acts: number }>(
    'SELECT max(receipt) AS receipt, received_at AS at, count(*) AS acts FROM act WHERE receipt IS NOT NULL GROUP BY received_at ORDER BY received_at DESC LIMIT ?',
    RECEIPTS_SHOWN,
  );
  const decided = places.get('decided') ?? 0;
  const received = (places.get('received') ?? 0) + decided;
  const needsYou = places.get('needs-you') ?? 0;
  const inQueue = places.get('waiting') ?? 0;
  return {
    made: inQueue + received + needsYou,
    waiting: inQueue,
    received,
    needsYou,
    decided,
    oldestWaitingAt: waiting?.oldest ?? null,
    waitingBytes: waiting?.bytes ?? 0,
    receipts,
  };
}

export function acts(
  reading: Reading,
  input: { place?: Place | undefined; offset: number; limit: number },
): { total: number; rows: ActRow[] } {
  const { statements } = reading;
  const wanted: readonly string[] = !input.place
    ? []
    : input.place === 'saved'
      ? ['waiting']
      : input.place === 'received'
        ? ['received', 'decided']
        : [input.place];
  const where = wanted.length ? `WHERE ${PLACE} IN (${wanted.map((each) => `'${each}'`).join(', ')})` : '';
  const order = input.place === 'waiting' ? 'number' : 'number DESC';
  const total = statements.get<{ n: number }>(`SELECT count(*) AS n FROM act ${where}`)?.n ?? 0;
  const rows = statements.all<StoredAct>(
    `SELECT ${COLUMNS} FROM act ${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
    input.limit,
    input.offset,
  );
  return { total, rows: rows.map((row) => toRow(reading, row)) };
}

export function act(reading: Reading, number: number): z.infer<typeof actPage> | null {
  const row = reading.statements.get<StoredAct>(`SELECT ${COLUMNS} FROM act WHERE number = ?`, number);
  if (!row) return null;
  const { args } = JSON.parse(row.frame) as { args: unknown };
  return {
    ...toRow(reading, row),
    args,
    detail: row.detail ? JSON.parse(row.detail) : null,
    commit: row.commit_number,
  };
}

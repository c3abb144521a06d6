/** Everything that was ever done about a person, on any computer, from the rows of this one: lines of history, conflicts, and acts of this
 *  computer that the county did not take; of records merged into this one too.
 *  HI1 in the order in which the county took them, what waits here after all else: a desk's clock orders nothing (DESIGN §4).
 *  HI2 one entry an event: an act that was taken stands as its line. */
import { shanghaiDate } from '#shared/base/clock.ts';
import { bodyOf, ENDED_STATES } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import type { HistoryRow, Place } from '#shared/rpc/desk-shapes.ts';
import type { EntryKey, HistoryEntry, HistoryFilter, HistoryPage } from '#shared/rpc/history-shapes.ts';
import { HISTORY_FILTERS } from '#shared/rpc/history-shapes.ts';
import { NOT_TAKEN } from '../acts.ts';
import { deviceOfAct, ownActOf } from '../identity.ts';
import { readRecord } from '../store/records.ts';
import { act } from './journal.ts';
import type { Reading } from './reading.ts';

/** An entry as far as its place in the order and its filter are concerned. */
export interface Slim {
  readonly key: EntryKey;
  readonly at: string;
  readonly action: string;
  readonly personId: number;
  /** Commit; Infinity while it waits. */
  readonly commit: number;
  readonly isLate: boolean;
}

/** The person and everybody whose record was merged into theirs. */
export function familyOf(reading: Reading, personId: number): number[] {
  return reading.statements.pluck<number>(
    `WITH RECURSIVE family (id) AS (
       SELECT ? UNION SELECT p.id FROM person p JOIN family f ON p.merged_into = f.id
     ) SELECT id FROM family`,
    personId,
  );
}

type Unsorted = Omit<Slim, 'isLate'>;

function linesOf(reading: Reading, family: string): Unsorted[] {
  return reading.statements
    .all<{ id: number; person_id: number; action: string | null; made_at: string | null; v_entry: number }>(
      `SELECT id, person_id, action, made_at, v_entry FROM history WHERE person_id IN (${family})`,
    )
    .map((row) => ({
      key: { kind: 'line', id: row.id },
      at: row.made_at ?? '',
      action: row.action ?? '',
      personId: row.person_id,
      commit: row.v_entry || Number.POSITIVE_INFINITY,
    }));
}

/** Conflicts that this role may see; «not the same person» is told by its own line. */
function conflictsOf(reading: Reading, family: string): Unsorted[] {
  const closed =
    bodyOf(reading.me.role) === 'FEDERATION' ? "AND group_name <> 'bank' AND kind <> 'duplicate'" : '';
  return reading.statements
    .all<{ id: number; person_id: number; mine_at: string | null; v_about: number }>(
      `SELECT id, person_id, mine_at, v_about FROM conflict
       WHERE person_id IN (${family}) AND (kind <> 'duplicate' OR settled_at IS NULL OR settled_at <> mine_at) ${closed}`,
    )
    .map((row) => ({
      key: { kind: 'conflict', id: row.id },
      at: row.mine_at ?? '',
      action: 'conflict',
      personId: row.person_id,
      commit: row.v_about || Number.POSITIVE_INFINITY,
    }));
}

/** Acts that the county did not take: about this person, or mended by one that is. */
function refusedActsOf(reading: Reading, family: string, lines: readonly Unsorted[]): Unsorted[] {
  const outcomes = NOT_TAKEN.map((one) => `'${one}'`).join(', ');
  const rows = reading.statements.all<{
    number: number;
    name: string;
    made_at: string;
    person_id: number | null;
  }>(
    `SELECT number, name, made_at, person_id FROM act WHERE outcome IN (${outcomes}) AND (person_id IN (${family})
       OR replaced_by IN (SELECT number FROM act WHERE person_id IN (${family})))`,
  );
  return rows.map((row) => ({
    key: { kind: 'act', id: row.number },
    at: row.made_at,
    action: row.name,
    personId: row.person_id ?? 0,
    // After what the county had when it was made, as far as clocks can say.
    commit: Math.max(
      0,
      ...lines
        .filter(({ at, commit }) => Number.isFinite(commit) && at <= row.made_at)
        .map((line) => line.commit),
    ),
  }));
}

const KIND_ORDER: Readonly<Record<EntryKey['kind'], number>> = { line: 0, conflict: 1, act: 2 };

/** Everything about a person, oldest first. */
export function feedOf(reading: Reading, personId: number): Slim[] {
  const family = familyOf(reading, personId).join(', ');
  const lines = linesOf(reading, family);
  const all = [...lines, ...conflictsOf(reading, family), ...refusedActsOf(reading, family, lines)];
  all.sort(
    (a, b) =>
      (a.commit === b.commit ? 0 : a.commit - b.commit) ||
      KIND_ORDER[a.key.kind] - KIND_ORDER[b.key.kind] ||
      a.key.id - b.key.id,
  );
  let newestDay = '';
  return all.map((entry) => {
    const day = entry.at && shanghaiDate(Date.parse(entry.at));
    const isLate = day !== '' && day < newestDay;
    if (day > newestDay) newestDay = day;
    return { ...entry, isLate };
  });
}

/** Lines of acts of this computer that wait, or that two desks wrote at once. */
function unsettledLines(reading: Reading, slims: readonly Slim[]): ReadonlySet<number> {
  const own = slims.flatMap(({ key }) => {
    const number = key.kind === 'line' ? ownActOf(reading.statements, key.id) : null;
    return number === null ? [] : [[number, key.id] as const];
  });
  if (own.length === 0) return new Set();
  const open = reading.statements.pluck<number>(
    `SELECT number FROM act WHERE outcome IN ('pending', 'in-conflict') AND number IN (${own.map(([number]) => number).join(', ')})`,
  );
  return new Set(own.filter(([number]) => open.includes(number)).map(([, id]) => id));
}

const PAPER_ACTS = ['application.supplement'];

function filterOf({ key, action }: Slim): Exclude<HistoryFilter, 'all'> {
  if (key.kind !== 'line') return 'sync';
  if (action.startsWith('paper.') || PAPER_ACTS.includes(action)) return 'papers';
  return action.startsWith('application.') || action.startsWith('review.') ? 'handling' : 'changes';
}

function mergedFrom(reading: Reading, personId: number, of: number): HistoryEntry['mergedFrom'] {
  if (of === personId || of === 0) return null;
  const name = readRecord(reading.statements, 'person', of)?.values.name;
  return name === undefined ? null : { personId: of, name: name ?? '' };
}

const NOTHING = {
  ...{ stateAfter: null, reasonCode: null, words: null, documentKind: null, documentNumber: null },
  ...{ details: null, receipt: null, conflict: null, act: null },
};

/** On the way or open: where the act is. Else the county has it, and what it was about is decided or not. */
function placeOfLine(reading: Reading, own: Place | undefined, applicationId: number | null): Place {
  if (own === 'saved' || own === 'waiting' || own === 'needs-you') return own;
  const [state] = reading.statements.pluck<string>(
    'SELECT state FROM application WHERE id = ?',
    applicationId,
  );
  return ENDED_STATES.some((one) => one === state) ? 'decided' : 'received';
}

function lineEntry(reading: Reading, slim: Slim, line: Row<'history'>): Omit<HistoryEntry, 'mergedFrom'> {
  const { values, id } = line;
  const number = ownActOf(reading.statements, id);
  const own = number === null ? null : act(reading, number);
  return {
    ...NOTHING,
    ...{ key: slim.key, at: slim.at, action: slim.action, isLate: slim.isLate },
    place: placeOfLine(reading, own?.place, values.applicationId),
    who: reading.colleagueName(values.actor),
    unit: reading.colleagueUnit(values.actor),
    device: reading.computerName(values.device),
    stateAfter: values.stateAfter,
    reasonCode: values.reasonCode,
    words: values.words,
    documentKind: values.documentKind,
    documentNumber: values.documentNumber,
    details: values.details,
    receipt: own?.receipt ?? null,
  };
}

function conflictEntry(
  reading: Reading,
  slim: Slim,
  { values }: Row<'conflict'>,
): Omit<HistoryEntry, 'mergedFrom'> {
  const { groupName, kind, state } = values;
  return {
    ...NOTHING,
    ...{ key: slim.key, at: slim.at, action: slim.action, isLate: slim.isLate },
    place: state === 'OPEN' ? 'needs-you' : 'received',
    who: reading.colleagueName(values.mineBy),
    unit: reading.colleagueUnit(values.mineBy),
    device: reading.computerName(values.mineDevice),
    conflict: { groupName: groupName ?? '', kind: kind ?? '', state: state ?? '' },
  };
}

function actEntry(reading: Reading, slim: Slim): Omit<HistoryEntry, 'mergedFrom'> | null {
  const page = act(reading, slim.key.id);
  if (!page) return null;
  const device = deviceOfAct(reading.statements, page.number);
  const actor = reading.statements.pluck<number>('SELECT actor FROM act WHERE number = ?', page.number)[0];
  return {
    ...NOTHING,
    ...{ key: slim.key, at: slim.at, action: slim.action, isLate: slim.isLate, place: page.place },
    who: page.who,
    unit: reading.colleagueUnit(actor ?? null),
    device: reading.computerName(device),
    receipt: page.receipt,
    act: { outcome: page.outcome, code: page.code, replacedBy: page.replacedBy },
  };
}

/** An entry with everything that a list shows of it. */
export function entryOf(reading: Reading, personId: number, slim: Slim): HistoryEntry | null {
  const { statements } = reading;
  const { kind, id } = slim.key;
  const line = kind === 'line' ? readRecord(statements, 'history', id) : null;
  const conflict = kind === 'conflict' ? readRecord(statements, 'conflict', id) : null;
  const entry = line
    ? lineEntry(reading, slim, line)
    : conflict
      ? conflictEntry(reading, slim, conflict)
      : actEntry(reading, slim);
  return entry && { ...entry, mergedFrom: mergedFrom(reading, personId, slim.personId) };
}

/** One page of a person's history. */
export function historyPage(
  reading: Reading,
  input: {
    personId: number;
    filter: HistoryFilter;
    order: 'newest' | 'oldest';
    offset: number;
    limit: number;
  },
): HistoryPage {
  const feed = feedOf(reading, input.personId);
  const unsettled = unsettledLines(reading, feed);
  const isIn = (slim: Slim, filter: HistoryFilter): boolean =>
    filter === 'all' ||
    filterOf(slim) === filter ||
    (filter === 'sync' && slim.key.kind === 'line' && unsettled.has(slim.key.id));
  const counts = Object.fromEntries(
    HISTORY_FILTERS.map((filter) => [filter, feed.filter((slim) => isIn(slim, filter)).length]),
  ) as Record<HistoryFilter, number>;
  const wanted = feed.filter((slim) => isIn(slim, input.filter));
  if (input.order === 'newest') wanted.reverse();
  const entries = wanted
    .slice(input.offset, input.offset + input.limit)
    .map((slim) => entryOf(reading, input.personId, slim))
    .filter((entry) => entry !== null);
  return { counts, entries };
}

/** The newest lines alone, newest first. */
export function newestLines(reading: Reading, personId: number, limit: number): HistoryRow[] {
  return feedOf(reading, personId)
    .filter(({ key }) => key.kind === 'line')
    .slice(-limit)
    .reverse()
    .map((slim) => entryOf(reading, personId, slim))
    .filter((entry) => entry !== null)
    .map((entry) => ({ ...entry, lineId: entry.key.id }));
}

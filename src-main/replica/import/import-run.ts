/** Writing the rows of a looked-at file: one act a row, in small batches.
 *  IR1 an act is a row's words: the form id is made of what the row says, so the same row, in whichever file and line, is the same act
 *  and is written once.  IR2 only rows that are ready, and rows to look at that somebody has seen, are written.  IR3 a batch is one
 *  transaction; stopped between two, what is written stays and the rest is not.  IR4 no act is made for a person whom it would not
 *  change, nor for one who was changed here after the look.  IR5 between batches others come first.                    */
import type { z } from 'zod';
import type { PlainDate } from '#shared/domain/calendar.ts';
import { personRegister } from '#shared/domain/person.ts';
import type { importProgress } from '#shared/rpc/import-shapes.ts';
import type { CheckedRow, KnownPerson } from './check-rows.ts';
import { changedFields, type EarlierImport, personOf } from './check-stored.ts';
import { type Finding, finding } from './finding.ts';
import { breathe, type KeptImport } from './import-session.ts';

export interface ImportAct {
  readonly name: typeof personRegister.name;
  readonly args: z.infer<typeof personRegister.args>;
  readonly formId: string;
}

/** A row as it is written: its act, or none where it changes nothing; remembered either way. */
export interface ImportWrite {
  readonly hash: string;
  readonly fileName: string;
  readonly act: ImportAct | null;
}

export type ImportWritten =
  | { readonly ok: true; readonly number: number | null }
  | { readonly ok: false; readonly code: string };

export interface RunOptions {
  readonly today: () => PlainDate;
  readonly findByIdNumber: (idNumber: string) => KnownPerson;
  readonly earlierImport: (hash: string) => EarlierImport | null;
  /** Decides and writes a batch in one transaction; one answer for each row, in order. */
  readonly writeBatch: (batch: readonly ImportWrite[]) => readonly ImportWritten[];
}

export type ImportProgress = z.infer<typeof importProgress>;

/** Rows to look at that were seen: all of them, or spans of places in the list of all rows, both ends included. */
export type Seen = 'all' | readonly (readonly [from: number, to: number])[];

/** A batch holds the writer for some tens of milliseconds: a clerk's own save waits no longer than that and its own. */
const BATCH_ROWS = 50;
const FORM_HASH_LENGTH = 40;
const FILE_AND_SHEET_MAX = 100;

export function isSeen(seen: Seen, index: number): boolean {
  return seen === 'all' || seen.some(([from, to]) => index >= from && index <= to);
}

/** File and, where it has several, sheet: what the history line says. */
function sourceOf({ fileName, plans }: KeptImport, { sheet }: CheckedRow): string {
  const name = plans.length > 1 ? plans[sheet]?.sheet.name : undefined;
  return (name === undefined ? fileName : `${fileName} · ${name}`).slice(0, FILE_AND_SHEET_MAX);
}

type Prepared =
  | { readonly kind: 'write'; readonly write: ImportWrite }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly finding: Finding };

const isSameList = (a: readonly string[] | null, b: readonly string[] | null): boolean =>
  (a === null) === (b === null) && (a ?? []).join() === (b ?? []).join();

/** What is to be written of a row now, in the light of what this computer holds now. */
function prepare(options: RunOptions, entry: KeptImport, row: CheckedRow): Prepared {
  const { act } = row;
  if (!act) return { kind: 'unchanged' };
  const { said, hash, refusedBefore } = act;
  const earlier = options.earlierImport(hash);
  if (earlier && !earlier.isRefused) return { kind: 'unchanged' };
  const known = options.findByIdNumber(said.idNumber);
  if (known === 'merged') return { kind: 'refused', finding: finding('wrong', 'idNumber', 'PERSON_MERGED') };
  const person = personOf(said, known);
  const changes = known && changedFields(known, person, options.today());
  const fileName = entry.fileName;
  if (changes?.length === 0) return { kind: 'write', write: { hash, fileName, act: null } };
  if (!isSameList(changes, act.changes))
    return { kind: 'refused', finding: finding('wrong', 'name', 'CHANGED_SINCE_LOOK') };
  const formId = `import-${hash.slice(0, FORM_HASH_LENGTH)}${refusedBefore === null ? '' : `-${refusedBefore}`}`;
  const args = { person, rosterBenefits: [...act.rosterBenefits], file: sourceOf(entry, row), row: row.row };
  return { kind: 'write', write: { hash, fileName, act: { name: personRegister.name, args, formId } } };
}

/** A row that is on this computer now: the list shows it as imported. */
function asImported(row: CheckedRow, today: PlainDate, file: string): CheckedRow {
  const note = finding('note', 'name', 'IMPORTED_BEFORE', { on: today, today, file, corrected: [] });
  return { ...row, result: 'skipped', findings: [note], act: null };
}

function asRefused(row: CheckedRow, found: Finding): CheckedRow {
  return { ...row, result: 'wrong', findings: [...row.findings, found], act: null };
}

/** Writes one batch and says in the list what became of its rows. */
function writeRows(options: RunOptions, entry: KeptImport, indexes: readonly number[]) {
  const counts = { imported: 0, unchanged: 0, refused: 0 };
  const today = options.today();
  const refuse = (index: number, row: CheckedRow, found: Finding): void => {
    counts.refused += 1;
    entry.rows[index] = asRefused(row, found);
  };
  const writes: { index: number; row: CheckedRow; write: ImportWrite }[] = [];
  for (const index of indexes) {
    const row = entry.rows[index] as CheckedRow;
    const prepared = prepare(options, entry, row);
    if (prepared.kind === 'refused') refuse(index, row, prepared.finding);
    else if (prepared.kind === 'write') writes.push({ index, row, write: prepared.write });
    else {
      counts.unchanged += 1;
      entry.rows[index] = asImported(row, today, entry.fileName);
    }
  }
  const answers = writes.length ? options.writeBatch(writes.map(({ write }) => write)) : [];
  if (answers.length !== writes.length) throw new Error('a row of the import went without an answer');
  for (const [at, { index, row }] of writes.entries()) {
    const answer = answers[at];
    if (!answer?.ok) {
      refuse(index, row, finding('wrong', 'name', 'NOT_WRITTEN', { code: answer?.code ?? '' }));
      continue;
    }
    if (answer.number === null) counts.unchanged += 1;
    else counts.imported += 1;
    entry.rows[index] = asImported(row, today, entry.fileName);
  }
  return counts;
}

const NOTHING_DONE = { done: 0, total: 0, imported: 0, unchanged: 0, refused: 0, unseen: 0, isGone: false };

async function* writeAll(
  options: RunOptions,
  entry: KeptImport,
  seen: Seen,
): AsyncGenerator<ImportProgress, void> {
  const waiting: number[] = [];
  let unseen = 0;
  for (const [index, { act, result }] of entry.rows.entries()) {
    if (!act) continue;
    if (result === 'ready' || isSeen(seen, index)) waiting.push(index);
    else unseen += 1;
  }
  const progress = { ...NOTHING_DONE, total: waiting.length, unseen };
  yield { ...progress, finished: waiting.length === 0 };
  for (let start = 0; start < waiting.length; start += BATCH_ROWS) {
    const page = waiting.slice(start, start + BATCH_ROWS);
    const counts = writeRows(options, entry, page);
    progress.imported += counts.imported;
    progress.unchanged += counts.unchanged;
    progress.refused += counts.refused;
    progress.done += page.length;
    yield { ...progress, finished: progress.done === progress.total };
    await breathe();
  }
}

/** Runs an import; a second run of the same file waits for the first and finds what it has written. */
export async function* runImport(
  options: RunOptions,
  entry: KeptImport | null,
  seen: Seen,
): AsyncGenerator<ImportProgress, void> {
  if (!entry) {
    yield { ...NOTHING_DONE, finished: true, isGone: true };
    return;
  }
  const before = entry.running;
  let over = (): void => undefined;
  entry.running = new Promise((resolve) => {
    over = resolve;
  });
  try {
    await before;
    yield* writeAll(options, entry, seen);
  } finally {
    over();
  }
}

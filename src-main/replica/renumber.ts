/** Acts that the centre has not, or has no longer, are offered anew: under their own number where it is theirs alone, under a new one where
 *  another disk has it too. With an act's number go the ids that it made, wherever somebody on this replica speaks of them.
 *  IN6 the outcome and receipt that held before are kept with the act.  IN7 acts keep their order and their content; only ids and numbers
 *  change, all in one transaction.  IN8 what a person gave up or mended is not offered again. */
import { deviceOf, type Id, IDS_PER_COMMAND, makeId } from '#shared/base/id.ts';
import { judgedHash, matterOf } from '#shared/domain/review.ts';
import type { Role } from '#shared/domain/state.ts';
import { RECORD_TYPE_NAMES } from '#shared/records/registry.ts';
import { fieldsOf } from '#shared/records/rows.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { NOT_TAKEN, type OpenAct } from './acts.ts';
import { readRecord } from './store/records.ts';
import type { Statements } from './store/statements.ts';

/** What was said of an act before. */
export type Past =
  | {
      readonly why: 'lost';
      readonly outcome: string;
      readonly code: string | null;
      readonly commit: number | null;
      readonly receipt: string;
      readonly receivedAt: string;
      /** Where the centre's signature of it stands, if it was signed. */
      readonly receiptHead: number | null;
    }
  | { readonly why: 'renumbered'; readonly device: number; readonly number: number };

interface ActRow {
  number: number;
  device: number;
  frame: string;
  outcome: string;
  code: string | null;
  commit_number: number | null;
  receipt: string;
  received_at: string;
  receipt_head: number | null;
  replaced_by: number | null;
  is_dismissed: number;
}

function addPast(statements: Statements, number: number, past: Past): void {
  statements.run(
    "UPDATE act SET past = json_insert(coalesce(past, '[]'), '$[#]', json(?)) WHERE number = ?",
    JSON.stringify(past),
    number,
  );
}

/** The centre has these outcomes no longer: the acts wait again, but for those that a person gave up (IN8). Inside a transaction. */
export function reopen(statements: Statements, numbers: readonly number[]): void {
  for (const number of numbers) {
    const act = statements.get<ActRow>(
      `SELECT number, device, frame, outcome, code, commit_number, receipt, received_at, receipt_head, replaced_by, is_dismissed
       FROM act WHERE number = ? AND receipt IS NOT NULL`,
      number,
    );
    if (!act) continue;
    const { outcome, code, commit_number: commit, receipt, received_at: receivedAt } = act;
    const receiptHead = act.receipt_head;
    addPast(statements, number, { why: 'lost', outcome, code, commit, receipt, receivedAt, receiptHead });
    const isGivenUp =
      (act.replaced_by !== null || act.is_dismissed === 1) && NOT_TAKEN.some((one) => one === outcome);
    const waits = isGivenUp
      ? ''
      : "outcome = 'pending', code = NULL, detail = NULL, is_open = 1, is_dismissed = 0, local_refusal = NULL,";
    statements.run(
      `UPDATE act SET ${waits} commit_number = NULL, receipt = NULL, received_at = NULL, receipt_head = NULL WHERE number = ?`,
      number,
    );
  }
}

/** The centre may have lost what was uploaded to it: it is asked for every paper again, and takes what it has not. */
export function offerPapersAgain(statements: Statements): void {
  statements.run(
    'UPDATE paper_content SET uploaded_at = NULL, next_try_at = NULL, tries = 0 WHERE file_id IS NOT NULL AND uploaded_at IS NOT NULL',
  );
}

/** Fields of arguments and drafts that hold an id: by their name, and by the registry. */
const ID_FIELDS = new Set(
  RECORD_TYPE_NAMES.flatMap((type) =>
    [...fieldsOf(type)].filter(([, { kind }]) => kind === 'id').map(([field]) => field),
  ),
);
const isIdField = (name: string) => /Ids?$/.test(name) || ID_FIELDS.has(name);
/** Shorter ones are of the centre; a citizen's number is longer. */
const ID_IN_TEXT = /(?<!\d)\d{10,16}(?!\d)/g;

type Numbers = ReadonlyMap<string, number>;

/** What stands for an id, an act's number and a text from now on. */
class NewNames {
  private readonly device: number;
  private readonly numbers: Numbers;

  /** `numbers`: new number by `device/number`. */
  constructor(device: number, numbers: Numbers) {
    this.device = device;
    this.numbers = numbers;
  }

  id(id: Id): Id {
    const from = deviceOf(id);
    const counter = id - makeId(from, 0);
    const number = this.numbers.get(`${from}/${Math.floor(counter / IDS_PER_COMMAND)}`);
    return number === undefined
      ? id
      : makeId(this.device, number * IDS_PER_COMMAND + (counter % IDS_PER_COMMAND));
  }

  value(value: unknown, field: string): unknown {
    if (typeof value === 'number') return isIdField(field) ? this.id(value) : value;
    if (Array.isArray(value)) return value.map((one) => this.value(one, field));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.value(inner, name)]));
  }

  text(text: string): string {
    return text.replace(ID_IN_TEXT, (digits) => {
      const id = Number(digits);
      return Number.isSafeInteger(id) ? String(this.id(id)) : digits;
    });
  }
}

/** An earlier act that this one leans on: renamed with it; dropped where the centre has taken it, for then it needs no naming. */
function newAfter(
  statements: Statements,
  after: readonly number[],
  renamed: ReadonlyMap<number, number>,
): number[] {
  return after.flatMap((number) => {
    const now = renamed.get(number);
    if (now !== undefined) return [now];
    const row = statements.get<{ outcome: string }>('SELECT outcome FROM act WHERE number = ?', number);
    return row && NOT_TAKEN.some((one) => one === row.outcome) ? [number] : [];
  });
}

function newFrame(
  statements: Statements,
  frame: CommandFrame,
  names: NewNames,
  renamed: ReadonlyMap<number, number>,
): CommandFrame {
  const now = (number: number) => renamed.get(number) ?? number;
  return {
    ...frame,
    number: now(frame.number),
    args: names.value(frame.args, '') as CommandFrame['args'],
    groups: frame.groups.map(([type, id, group, version, mode]) => [
      type,
      names.id(id),
      group,
      version,
      mode,
    ]),
    before: frame.before.map(([type, id, group, values]) => [
      type,
      names.id(id),
      group,
      names.value(values, '') as typeof values,
    ]),
    after: newAfter(statements, frame.after, renamed),
    together: frame.together && [now(frame.together[0]), now(frame.together[1])],
  };
}

interface Waiting {
  number: number;
  device: number;
  frame: string;
  person_id: number | null;
  new_ids: string;
}

function renameAct(
  statements: Statements,
  act: Waiting,
  device: number,
  names: NewNames,
  renamed: ReadonlyMap<number, number>,
): void {
  const number = renamed.get(act.number) as number;
  const frame = newFrame(statements, JSON.parse(act.frame) as CommandFrame, names, renamed);
  statements.run(
    `UPDATE act SET number = ?, device = ?, frame = ?, together = ?, person_id = ?, new_ids = ? WHERE number = ?`,
    number,
    device,
    JSON.stringify(frame),
    frame.together?.[1] ?? null,
    act.person_id === null ? null : names.id(act.person_id),
    JSON.stringify((JSON.parse(act.new_ids) as Id[]).map((id) => names.id(id))),
    act.number,
  );
  addPast(statements, number, { why: 'renumbered', device: act.device, number: act.number });
  statements.run('UPDATE act SET replaced_by = ? WHERE replaced_by = ?', number, act.number);
  statements.run('UPDATE import_row SET number = ? WHERE number = ?', number, act.number);
}

/** Whatever else on this replica speaks of records that the acts made. */
function renameElsewhere(statements: Statements, names: NewNames): void {
  const drafts = statements.all<{
    rowid: string;
    account: number;
    kind: string;
    draft_key: string;
    body: string;
  }>('SELECT account, kind, draft_key, body FROM draft');
  for (const { account, kind, draft_key: key, body } of drafts) {
    const [newKey, newBody] = [names.text(key), names.text(body)];
    if (newKey === key && newBody === body) continue;
    statements.run(
      'UPDATE draft SET draft_key = ?, body = ? WHERE account = ? AND kind = ? AND draft_key = ?',
      ...[newKey, newBody, account, kind, key],
    );
  }
  for (const [table, column] of [
    ['paper_content', 'paper_id'],
    ['reveal', 'person_id'],
  ] as const) {
    for (const id of statements.pluck<number>(
      `SELECT DISTINCT ${column} FROM ${table} WHERE ${column} IS NOT NULL`,
    ))
      if (names.id(id) !== id)
        statements.run(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`, names.id(id), id);
  }
}

/** Gives every waiting act a new number under `device`, in order, counting on from the last one here. Between taking the open acts' effects
 *  away and deciding them again (rebaseAll). Tells each number with its new one. */
export function renumberWaiting(
  statements: Statements,
  device: number,
  tell: (from: number, to: number) => void,
): number {
  const waiting = statements.all<Waiting>(
    "SELECT number, device, frame, person_id, new_ids FROM act WHERE outcome = 'pending' ORDER BY number",
  );
  const last = statements.get<{ last: number | null }>('SELECT max(number) AS last FROM act')?.last ?? 0;
  const renamed = new Map(waiting.map(({ number }, at) => [number, last + 1 + at]));
  const byName = waiting.map((act): [string, number] => [
    `${act.device}/${act.number}`,
    renamed.get(act.number) as number,
  ]);
  const names = new NewNames(device, new Map(byName));
  for (const act of waiting) renameAct(statements, act, device, names, renamed);
  renamed.forEach((to, from) => tell(from, to));
  if (waiting.length) renameElsewhere(statements, names);
  return waiting.length;
}

/** A judgement names the hash of what was judged, ids among it. Where it still held, it is of the same file under its new id. */
export function judgedAnew(statements: Statements, act: OpenAct, heldBefore: ReadonlySet<number>): OpenAct {
  const args = act.frame.args as { judged?: unknown; applicationId?: number };
  if (typeof args.judged !== 'string' || args.applicationId === undefined || !heldBefore.has(act.number))
    return act;
  const application = readRecord(statements, 'application', args.applicationId);
  const person = application && readRecord(statements, 'person', application.values.personId as number);
  const role = readRecord(statements, 'colleague', act.frame.actor)?.values.role as Role | undefined;
  if (!application || !person || !role) return act;
  const judged = judgedHash(matterOf(application.values.state, role), person, application);
  if (judged === args.judged) return act;
  const frame = { ...act.frame, args: { ...args, judged } as CommandFrame['args'] };
  statements.run('UPDATE act SET frame = ? WHERE number = ?', JSON.stringify(frame), act.number);
  return { ...act, frame };
}

/** The second program: `node recount.ts FOLDER` reads the log that the story's centre exported and works every case out of it again, then compares
 *  with the centre's own rows and with what lies on every desk, counts every desk's acts, and verifies every receipt with nothing but the
 *  centre's public key. It shares no code with the product, nor with the simulator's oracle: only names of types. Its last line is JSON.  */
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportedCommit, ExportedDesk } from './export.ts';

type Plain = string | number | null;
interface Record_ {
  readonly type: string;
  readonly id: number;
  readonly scope: number;
  readonly fields: Map<string, Plain>;
}
type Records = Map<string, Record_>;
interface CentreRow {
  readonly type: string;
  readonly id: number;
  readonly scope: number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly versions: Readonly<Record<string, number>>;
}
interface Outcome {
  readonly key: string;
  readonly outcome: string;
  readonly receipt: string;
}

export interface Recounted {
  readonly cases: number;
  readonly commits: number;
  readonly desks: number;
  readonly acts: number;
  readonly receipts: number;
  readonly faults: readonly string[];
}

const ALL_CLASSES = ['case', 'money', 'health', 'identity'];
/** What SubjectPublicKeyInfo puts before the 32 bytes of an Ed25519 key. */
const ED25519_PREFIX = '302a300506032b6570032100';

const column = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(pairs.map(([name, each]) => [name, inOrder(each)]));
}

/** A value in the form in which it is compared. */
function plain(value: unknown): Plain {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'object') return JSON.stringify(inOrder(value));
  const isJson = typeof value === 'string' && /^[[{]/.test(value);
  return isJson ? JSON.stringify(inOrder(JSON.parse(value))) : (value as Plain);
}

const movesOf = (record: Record_ | undefined): number => Number(record?.fields.get('moves') ?? 0);

/** The records that the logs of some scopes make, as far as some classes show them. A record that moved stands where it moved last. */
function fromLog(
  commits: readonly ExportedCommit[],
  scopes: readonly number[],
  classes: readonly string[],
): Records {
  const byScope = new Map<number, Records>();
  const left = new Map<string, number>();
  for (const { scope, commit, parts } of commits) {
    if (!scopes.includes(scope)) continue;
    const records = byScope.get(scope) ?? new Map();
    byScope.set(scope, records);
    for (const { audience, entries } of parts) {
      if (!classes.includes(audience)) continue;
      for (const [type, id, group, set] of entries) {
        const key = `${type}:${id}`;
        if (group === 'left') {
          records.delete(key);
          left.set(key, Math.max(left.get(key) ?? 0, Number(set.moves)));
          continue;
        }
        const record: Record_ = records.get(key) ?? { type, id, scope, fields: new Map() };
        for (const [field, value] of Object.entries(set)) record.fields.set(column(field), plain(value));
        record.fields.set(column(`v_${group}`), commit);
        records.set(key, record);
      }
    }
  }
  const whole: Records = new Map();
  for (const records of byScope.values())
    for (const [key, record] of records) {
      const other = whole.get(key);
      const isOld = movesOf(record) < (left.get(key) ?? 0) || (other && movesOf(record) < movesOf(other));
      if (!isOld) whole.set(key, record);
    }
  return whole;
}

function ofCentre(rows: readonly CentreRow[]): Records {
  return new Map(
    rows.map(({ type, id, scope, values, versions }) => {
      const fields = new Map([
        ...Object.entries(values).map(([field, value]): [string, Plain] => [column(field), plain(value)]),
        ...Object.entries(versions).map(([group, at]): [string, Plain] => [column(`v_${group}`), at]),
      ]);
      return [`${type}:${id}`, { type, id, scope, fields }];
    }),
  );
}

function ofDesk({ records }: ExportedDesk): Records {
  const found: Records = new Map();
  for (const [type, rows] of Object.entries(records))
    for (const { id, scope, ...rest } of rows) {
      const fields = new Map(Object.entries(rest).map(([name, value]) => [name, plain(value)]));
      found.set(`${type}:${id}`, { type, id: Number(id), scope: Number(scope), fields });
    }
  return found;
}

/** The person whose case a record belongs to; null for reference data. */
function caseOf({ type, id, fields }: Record_): number | null {
  if (type === 'person') return id;
  const person = fields.get('person_id');
  return typeof person === 'number' ? person : null;
}

function differences(log: Record_, there: Record_): string[] {
  const silent = (name: string, value: Plain) => value === null || (value === 0 && name.startsWith('v_'));
  const found = log.scope === there.scope ? [] : [`in ${log.scope}, there in ${there.scope}`];
  for (const name of new Set([...log.fields.keys(), ...there.fields.keys()])) {
    const [a, b] = [log.fields.get(name) ?? null, there.fields.get(name) ?? null];
    if (a !== b && !(silent(name, a) && silent(name, b))) found.push(`${name} ${a}, there ${b}`);
  }
  return found;
}

/** What differs between the log's records and somebody's, by case. */
function compare(log: Records, there: Records, where: string): string[] {
  const faults: string[] = [];
  for (const [key, record] of log) {
    const other = there.get(key);
    const wrong = other ? differences(record, other) : ['is missing'];
    if (wrong.length)
      faults.push(`case ${caseOf(record)}: ${key} of the log, at ${where}: ${wrong.join('; ')}`);
  }
  for (const [key, record] of there)
    if (!log.has(key)) faults.push(`case ${caseOf(record)}: ${where} has ${key}, which no log has`);
  return faults;
}

/** I4: every log is 1, 2, 3 …; I2: an act has one commit, or two where it moved somebody or was sent on. */
function checkLog(commits: readonly ExportedCommit[]): string[] {
  const faults: string[] = [];
  const last = new Map<number, number>();
  const acts = new Map<string, number>();
  for (const { scope, commit, device, actNumber, parts } of commits) {
    if (commit !== (last.get(scope) ?? 0) + 1)
      faults.push(`scope ${scope}: ${commit} after ${last.get(scope)}`);
    last.set(scope, commit);
    const isOfMove = parts.some(({ entries }) =>
      entries.some(([, , group, set]) => group === 'left' || group === 'place' || set.kind === 'forwarded'),
    );
    const key = `${device}/${actNumber}`;
    if (device > 1 && !isOfMove) acts.set(key, (acts.get(key) ?? 0) + 1);
  }
  for (const [key, times] of acts) if (times > 1) faults.push(`act ${key} took effect ${times} times`);
  return faults;
}

interface Line {
  readonly file: Plain;
  readonly state: Plain;
  readonly action: Plain;
  readonly details: Plain;
  readonly at: string;
}

/** Lines of history in the order in which the logs first had them. */
function linesOf(commits: readonly ExportedCommit[]): Line[] {
  const seen = new Set<number>();
  const found: Line[] = [];
  for (const { scope, commit, parts } of commits)
    for (const { entries } of parts)
      for (const [type, id, group, set] of entries) {
        if (type !== 'history' || group !== 'entry' || seen.has(id)) continue;
        seen.add(id);
        const { applicationId, stateAfter, action, details } = set;
        const said = { file: plain(applicationId), state: plain(stateAfter), action: plain(action) };
        found.push({ ...said, details: plain(details), at: `${scope}@${commit}` });
      }
  return found;
}

/** A file is in the state that its history says; whatever is paid was determined, and what was determined is paid. */
function checkCases(commits: readonly ExportedCommit[], records: Records): string[] {
  const faults: string[] = [];
  const states = new Map<Plain, Plain>();
  const wanted = new Map<string, number>();
  for (const { file, state, action, details } of linesOf(commits)) {
    if (file !== null && state !== null) states.set(file, state);
    if (action !== 'review.determine') continue;
    for (const benefit of (JSON.parse(String(details)) as { approved: string[] }).approved)
      wanted.set(`${file} ${benefit}`, (wanted.get(`${file} ${benefit}`) ?? 0) + 1);
  }
  const places = new Map<Plain, number>();
  for (const { type, id, scope, fields } of records.values()) {
    if (type === 'entitlement') {
      const what = `${fields.get('application_id')} ${fields.get('benefit')}`;
      wanted.set(what, (wanted.get(what) ?? 0) - 1);
    }
    if (type === 'person') places.set(id, scope);
    if (type !== 'application') continue;
    const state = fields.get('state') ?? null;
    // Merging two people says it in the line about them, not in one of the file.
    if (state !== 'MERGED' && states.get(id) !== state)
      faults.push(
        `case ${fields.get('person_id')}: file ${id} is ${state}, its history says ${states.get(id)}`,
      );
  }
  for (const [what, left] of wanted)
    if (left)
      faults.push(
        `file and subsidy ${what}: ${left > 0 ? 'determined and not granted' : 'granted by nobody'}`,
      );
  for (const record of records.values()) {
    const [person, place] = [caseOf(record), places.get(caseOf(record))];
    if (person !== null && place !== record.scope)
      faults.push(
        `case ${person}: ${record.type} ${record.id} is in ${record.scope}, the person in ${place}`,
      );
  }
  return faults;
}

interface SignedOutcome {
  readonly number: number;
  readonly outcome: string;
  readonly code: string | null;
  readonly receipt: string;
  readonly receivedAt: string;
  readonly commit: number | null;
}

/** Every act of a desk has come to something, which the county signed and still says. */
function checkActs(
  { name, acts }: ExportedDesk,
  key: ReturnType<typeof createPublicKey>,
  outcomes: ReadonlyMap<string, Outcome>,
): { faults: string[]; receipts: number } {
  const faults: string[] = [];
  let receipts = 0;
  for (const act of acts) {
    const words = `${name}: act ${act.device}/${act.number}`;
    const judged = outcomes.get(`${act.device}/${act.number}`);
    if (judged?.outcome !== act.outcome || judged?.receipt !== act.receipt)
      faults.push(
        `${words} is ${act.outcome} ${act.receipt}, the centre says ${judged?.outcome} ${judged?.receipt}`,
      );
    const text = String(act.signed_text);
    const signature = Buffer.from(String(act.signature), 'hex');
    if (act.signed_text === null || !verify(null, Buffer.from(text), key, signature)) {
      faults.push(`${words}: its receipt does not verify`);
      continue;
    }
    const signed = JSON.parse(text) as { device: number; outcomes: SignedOutcome[] };
    const said = signed.outcomes.find(({ number }) => number === act.number);
    const [there, here] = [
      [signed.device, said?.outcome, said?.code, said?.receipt, said?.receivedAt, said?.commit],
      [act.device, act.outcome, act.code, act.receipt, act.received_at, act.commit_number],
    ];
    if (JSON.stringify(there) !== JSON.stringify(here))
      faults.push(`${words}: its receipt says ${String(there)}`);
    else receipts++;
  }
  const count = (pattern: RegExp) => acts.filter(({ outcome }) => pattern.test(String(outcome))).length;
  const [applied, conflict, refused] = [
    count(/^applied/),
    count(/^in-conflict$/),
    count(/^(refused|parked)$/),
  ];
  if (applied + conflict + refused !== acts.length)
    faults.push(
      `${name}: ${acts.length} acts, ${applied} applied, ${conflict} in conflict, ${refused} refused`,
    );
  return { faults, receipts };
}

function recount(folder: string): Recounted {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const lines = <T>(name: string): T[] =>
    read(name)
      .split('\n')
      .flatMap((line) => (line ? [JSON.parse(line) as T] : []));
  const commits = lines<ExportedCommit>('log.jsonl').sort((a, b) => a.scope - b.scope || a.commit - b.commit);
  const desks = lines<ExportedDesk>('desks.jsonl');
  const outcomes = new Map(lines<Outcome>('outcomes.jsonl').map((outcome) => [outcome.key, outcome]));
  const spki = Buffer.from(ED25519_PREFIX + read('key.txt'), 'hex');
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const scopes = [...new Set(commits.map(({ scope }) => scope))];
  const records = fromLog(commits, scopes, ALL_CLASSES);
  const faults = [
    ...checkLog(commits),
    ...checkCases(commits, records),
    ...compare(records, ofCentre(lines<CentreRow>('rows.jsonl')), 'the centre'),
  ];
  let [receipts, acts] = [0, 0];
  for (const desk of desks) {
    faults.push(...compare(fromLog(commits, desk.scopes, desk.classes), ofDesk(desk), desk.name));
    const checked = checkActs(desk, key, outcomes);
    faults.push(...checked.faults);
    receipts += checked.receipts;
    acts += desk.acts.length;
  }
  const cases = [...records.values()].filter(({ type }) => type === 'person').length;
  return { cases, commits: commits.length, desks: desks.length, acts, receipts, faults };
}

const [, , folder] = process.argv;
if (!folder) throw new Error('which folder?');
console.log(JSON.stringify(recount(folder)));

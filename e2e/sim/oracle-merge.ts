/** The oracle on merging (SYNC's invariant 7, J4, M3, M5): whatever value somebody wrote and does not stand, and whatever value gave way to
 *  somebody who had not seen it, is kept in a conflict record of the same commit. Judged from the log and the acts as they were sent. */
import type { CommitMeta, LogPart } from '../../src-server/store/central-store.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { type FoldedRow, plainValue, snake } from './oracle-fold.ts';

/** Groups whose values belong to people, not to the state machine. */
const MERGED_GROUPS: Readonly<Record<string, readonly string[]>> = {
  person: ['identity', 'contact', 'hukou', 'certificate', 'household', 'bank'],
  application: ['materials'],
};
/** Orders two statements, is none itself. */
const BOOKKEEPING = ['contactStatedOn'];
const BANK_FIELDS = ['accountHolder', 'bankName', 'accountNumber', 'accountKind'];

export interface JudgedCommit {
  readonly meta: CommitMeta;
  readonly frame: CommandFrame;
  readonly parts: readonly LogPart[];
  /** Rows as they stood before the commit. */
  readonly before: ReadonlyMap<string, FoldedRow>;
}

type Values = Readonly<Record<string, unknown>>;
interface Kept {
  readonly mine: Values[];
  readonly theirs: Values[];
}

function entriesOf(commit: JudgedCommit) {
  return commit.parts.flatMap(({ entries }) => [...entries]);
}

/** Sides of the conflict records that the commit made about one group of one record. */
function keptOf(commit: JudgedCommit, id: number, group: string): Kept {
  const entries = entriesOf(commit);
  const records = entries
    .filter(
      ([type, , name, fields]) =>
        type === 'conflict' && name === 'about' && fields.recordId === id && fields.groupName === group,
    )
    .map(([, conflict]) => conflict);
  const sides = entries
    .filter(
      ([type, conflict, name]) =>
        type === 'conflict' && records.includes(conflict) && name.endsWith('Values'),
    )
    .flatMap(([, , , fields]) => Object.values(fields) as unknown as { mine: Values; theirs: Values }[]);
  return { mine: sides.map(({ mine }) => mine), theirs: sides.map(({ theirs }) => theirs) };
}

function holds(sides: readonly Values[], field: string, value: unknown): boolean {
  return sides.some((side) => plainValue(side[field]) === plainValue(value));
}

/** Values that gave way to an author who had not seen them. */
function overwritten(commit: JudgedCommit): string[] {
  const found: string[] = [];
  for (const [type, id, group, fields] of entriesOf(commit)) {
    if (!MERGED_GROUPS[type]?.includes(group)) continue;
    const row = commit.before.get(`${type}:${id}`);
    if (!row) continue;
    const seen = commit.frame.before.find(([t, i, g]) => t === type && i === id && g === group)?.[3] ?? {};
    for (const [field, value] of Object.entries(fields)) {
      const stood = row.columns.get(snake(field)) ?? null;
      if (BOOKKEEPING.includes(field) || stood === null || stood === plainValue(value)) continue;
      if (stood === plainValue(seen[field])) continue;
      if (!holds(keptOf(commit, id, group).theirs, field, stood))
        found.push(
          `${type} ${id} ${field}: ${String(stood)} gave way to ${String(value)}, unseen and unkept`,
        );
    }
  }
  return found;
}

/** Fields of a person that an act states, as its form had them; an empty field of an intake form states nothing. */
function stated(frame: CommandFrame): Values {
  const args = frame.args as Record<string, Values | null | undefined>;
  if (frame.name === 'application.supplement') return { ...args.bank };
  if (frame.name === 'application.submit' || frame.name === 'person.register') {
    const { bank, ...form } = args.person as Values & { bank: Values | null };
    const filled = Object.entries({ ...form, ...bank });
    return Object.fromEntries(filled.filter(([field, value]) => value !== null && field in GROUP_OF));
  }
  if (frame.name !== 'person.edit') return {};
  const wanted: Record<string, unknown> = { ...args.bank, ...args.household };
  if (args.contact) wanted.phone = args.contact.phone;
  if (args.contact?.residenceAddress) wanted.residenceAddress = args.contact.residenceAddress;
  if (args.certificate) Object.assign(wanted, args.certificate);
  return wanted;
}

/** The person an act is about: by the line of history that it left, or, when it found nothing to change, by the ID number. */
function personOf(commit: JudgedCommit): unknown {
  const line = entriesOf(commit).find(([type]) => type === 'history');
  if (line) return line[3].personId;
  const { person } = commit.frame.args as { person?: { idNumber: string } };
  const rows = [...commit.before.values()];
  const found = rows.find(
    ({ columns }) => person && sameNumber(String(columns.get('id_number')), person.idNumber),
  );
  return found && standing(found, commit.before).id;
}

/** A record that was merged into another keeps its number; what is said of the person is said of the other. */
function standing(row: FoldedRow, rows: JudgedCommit['before']): FoldedRow {
  const into = row.columns.get('merged_into');
  const other = into ? rows.get(`person:${into}`) : undefined;
  return other ? standing(other, rows) : row;
}

/** The number of fifteen digits is that of eighteen without the century and the check digit. */
function sameNumber(one: string, other: string): boolean {
  const old = (number: string) => (number.length === 18 ? number.slice(0, 6) + number.slice(8, 17) : number);
  return old(one) === old(other);
}

const GROUP_OF: Readonly<Record<string, string>> = {
  phone: 'contact',
  residenceAddress: 'contact',
  accountHolder: 'bank',
  bankName: 'bank',
  accountNumber: 'bank',
  accountKind: 'bank',
  householdCategory: 'household',
  householdFrom: 'household',
  needsLongTermCare: 'household',
  certificateNumber: 'certificate',
  certificateExpiresOn: 'certificate',
};

/** A value that an act stated and that does not stand after it, and whether it is kept. */
export interface Lost {
  readonly words: string;
  readonly isKept: boolean;
}

/** Values that an act stated and that do not stand after it. */
export function lost(commit: JudgedCommit): Lost[] {
  const { frame } = commit;
  const id = personOf(commit) as number;
  const written: Record<string, unknown> = {};
  for (const [type, record, , fields] of entriesOf(commit))
    if (type === 'person' && record === id) Object.assign(written, fields);
  const stood = commit.before.get(`person:${id}`)?.columns;
  return Object.entries(stated(frame))
    .filter(([field, value]) => {
      // What the form sent back as its author found it is no statement (M6).
      const seen = frame.before.find(
        ([type, record, group]) => type === 'person' && record === id && group === GROUP_OF[field],
      );
      if (seen && plainValue(seen[3][field]) === plainValue(value)) return false;
      const after = field in written ? plainValue(written[field]) : (stood?.get(snake(field)) ?? null);
      return after !== plainValue(value);
    })
    .map(([field, value]) => ({
      words: `person ${id} ${field}: ${String(value)} of ${commit.meta.device}/${frame.number} is nowhere`,
      isKept: holds(keptOf(commit, id, GROUP_OF[field] as string).mine, field, value),
    }));
}

/** An account is written whole or not at all. */
function mixed(commit: JudgedCommit): string[] {
  return entriesOf(commit)
    .filter(([type, , group]) => type === 'person' && group === 'bank')
    .filter(([, , , fields]) => {
      const count = BANK_FIELDS.filter((field) => field in fields).length;
      const isCorrection =
        commit.frame.name === 'application.submit' || commit.frame.name === 'person.register';
      return count !== BANK_FIELDS.length && !isCorrection;
    })
    .map(([, id]) => `person ${id}: an account was written in part`);
}

/** What is wrong with one commit; nothing when all is kept. */
export function mergeFaults(commit: JudgedCommit): string[] {
  const gone = lost(commit).filter(({ isKept }) => !isKept);
  return [...overwritten(commit), ...gone.map(({ words }) => words), ...mixed(commit)];
}

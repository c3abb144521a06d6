/** The oracle on who wins where two wrote the same field, and on whether the author was told (SPEC M4, M7, O1 and SYNC's invariants 7, 8): the
 *  later date, the field's owner, nobody where neither is; in conflict where somebody has to settle it, never plainly «applied» where less
 *  stands than was asked. Its table of owners is written out again from the dossier.                                               */
import type { CommitMeta } from '../../src-server/store/central-store.ts';
import type { CommandFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import { plainValue, snake } from './oracle-fold.ts';
import { type JudgedCommit, lost } from './oracle-merge.ts';

/** Whose word counts more, by group of a person. */
const OWNERS: Readonly<Record<string, string>> = {
  identity: 'CIVIL_AFFAIRS',
  hukou: 'CIVIL_AFFAIRS',
  household: 'CIVIL_AFFAIRS',
  certificate: 'FEDERATION',
};
const DATED = 'contact';
const DATE = 'contactStatedOn';

export interface PolicyCommit extends JudgedCommit {
  readonly outcome: OutcomeFrame;
  /** Who made an earlier commit of the same log. */
  readonly madeBy: (commit: number) => CommitMeta | undefined;
  /** Earlier acts of the same desk of which not everything stands that their desk showed. */
  readonly mended: readonly CommandFrame[];
}

interface Fault {
  readonly rule: string;
  readonly words: string;
}

type Values = Readonly<Record<string, unknown>>;

/** A conflict record of two writers that the commit made. */
interface Made {
  readonly recordId: unknown;
  readonly group: string;
  readonly kind: string;
}

const entriesOf = ({ parts }: JudgedCommit) => parts.flatMap(({ entries }) => [...entries]);

function madeOf(commit: PolicyCommit): Made[] {
  return entriesOf(commit)
    .filter(([type, , group]) => type === 'conflict' && group === 'about')
    .map(([, , , fields]) => ({
      recordId: fields.recordId,
      group: String(fields.groupName),
      kind: String(fields.kind),
    }))
    .filter(({ kind }) => ['ask', 'merged', 'proposal'].includes(kind));
}

/** What an act was called is what came of it. */
function saidFaults(commit: PolicyCommit, made: readonly Made[]): Fault[] {
  const { frame, meta, outcome } = commit;
  const act = `${meta.device}/${frame.number}`;
  const found: Fault[] = [];
  if (made.some(({ kind }) => kind === 'ask') && outcome.outcome !== 'in-conflict')
    found.push({ rule: 'I7', words: `${act} asks somebody and is said to be ${outcome.outcome}` });
  const less = lost(commit);
  if (less.length && outcome.outcome === 'applied')
    found.push({
      rule: 'I7',
      words: `${act} is said to be applied: ${less.map(({ words }) => words).join('; ')}`,
    });
  return found;
}

/** Whether a group had moved since the author looked and the act, which sends it back as it was found (M6), leaves it so. It is plainly applied;
 *  but until it was judged its desk showed what it sends back, and not the newer value under it: whoever wrote there next had not seen that. Nor
 *  had they where the act, a row of an import whose number had been given up meanwhile, made another record than the one it was shown on. */
export function hasGivenWayUnasked(commit: JudgedCommit): boolean {
  const entries = entriesOf(commit);
  const written = new Set(entries.map(([type, id, group]) => `${type}:${id} ${group}`));
  const hasMadeAnother = entries.some(
    ([type, id]) => type === 'person' && !commit.before.has(`${type}:${id}`),
  );
  return commit.frame.groups.some(([type, id, group, version, mode]) => {
    const stands = commit.before.get(`${type}:${id}`)?.columns.get(snake(`v_${group}`)) ?? 0;
    const isLeft = mode === 'w' && !written.has(`${type}:${id} ${group}`);
    return isLeft && (stands !== version || hasMadeAnother);
  });
}

/** An intake, or a row of an import, finds its person by the number. Where the record that had given the number up has it again, because the
 *  correction was refused, a desk shows the form on that record until the form is judged, whatever its frame names.          */
const isAboutNumber = ({ args }: CommandFrame, number: unknown): boolean =>
  number !== undefined && (args as { person?: Values }).person?.idNumber === number;

/** I8: where nobody else wrote, there is no conflict. */
function needlessFaults(commit: PolicyCommit, made: readonly Made[]): Fault[] {
  const { frame, before, mended } = commit;
  return made.flatMap(({ recordId, group, kind }) => {
    const writes = ([type, id, name, , mode]: CommandFrame['groups'][number]) =>
      id === recordId && name === group && mode === 'w' && before.has(`${type}:${id}`);
    const seen = frame.groups.find(writes);
    const stands = seen && before.get(`${seen[0]}:${seen[1]}`)?.columns.get(snake(`v_${group}`));
    if (!seen || (stands ?? 0) !== seen[3]) return [];
    const number = before.get(`${seen[0]}:${seen[1]}`)?.columns.get('id_number');
    if (mended.some((act) => act.groups.some(writes) || isAboutNumber(act, number))) return [];
    return [
      {
        rule: 'I8',
        words: `${kind} about ${group} of ${String(recordId)}, which stood as its author saw it`,
      },
    ];
  });
}

/** Fields of one group that both wrote, and wrote differently. */
function disputed(commit: PolicyCommit, id: number, group: string, mine: Values): string[] {
  const seen = commit.frame.before.find(
    ([type, record, name]) => type === 'person' && record === id && name === group,
  )?.[3];
  const stood = commit.before.get(`person:${id}`)?.columns;
  if (!seen || !stood) return [];
  return Object.entries(mine)
    .filter(([field, value]) => {
      const [said, was, stands] = [
        plainValue(value),
        plainValue(seen[field]),
        stood.get(snake(field)) ?? null,
      ];
      return field !== DATE && said !== was && stands !== was && stands !== said;
    })
    .map(([field]) => field);
}

/** `mine`, `theirs`, or `ask` where theirs stands until somebody has settled it. */
function winnerOf(
  commit: PolicyCommit,
  id: number,
  group: string,
  mine: Values,
): 'mine' | 'theirs' | 'ask' | null {
  const row = commit.before.get(`person:${id}`)?.columns;
  if (group === DATED) {
    const seen = commit.frame.before.find(([, record, name]) => record === id && name === group)?.[3];
    const [said, stands] = [mine[DATE], row?.get(snake(DATE)) ?? ''];
    // A date that was there before dates nothing new.
    if (typeof said !== 'string' || seen?.[DATE] === said) return null;
    return said === stands ? 'ask' : said > String(stands) ? 'mine' : 'theirs';
  }
  const owner = OWNERS[group];
  const theirs = commit.madeBy(Number(row?.get(snake(`v_${group}`)) ?? 0))?.body;
  if (!owner || !theirs) return null;
  const [isMine, isTheirs] = [commit.meta.body === owner, theirs === owner];
  if (isMine === isTheirs) return 'ask';
  return isMine ? 'mine' : 'theirs';
}

/** Of corrections alone: what an intake form states is read from it by rules of its own. */
function winnerFaults(commit: PolicyCommit, made: readonly Made[]): Fault[] {
  const { frame, before } = commit;
  if (frame.name !== 'person.edit') return [];
  const { personId, ...parts } = frame.args as { personId: number } & Record<string, Values | undefined>;
  const written: Record<string, unknown> = {};
  for (const [type, id, , fields] of entriesOf(commit))
    if (type === 'person' && id === personId) Object.assign(written, fields);
  const stood = before.get(`person:${personId}`)?.columns;
  return ['contact', 'household', 'certificate'].flatMap((group) => {
    const { statedOn, ...given } = (parts[group] ?? {}) as Values;
    // An address that is left empty is none that was stated.
    const stated = Object.fromEntries(
      Object.entries(given).filter(([field, value]) => field !== 'residenceAddress' || value !== null),
    );
    const mine: Values = statedOn === undefined ? stated : { ...stated, [DATE]: statedOn };
    const fields = disputed(commit, personId, group, mine);
    const wins = fields.length ? winnerOf(commit, personId, group, mine) : null;
    if (!wins) return [];
    const kind = made.find((each) => each.recordId === personId && each.group === group)?.kind;
    const words = `${group} of ${personId}: ${wins} ought to win, and it is ${kind ?? 'no conflict'}`;
    if ((kind === 'ask') !== (wins === 'ask')) return [{ rule: 'M4', words }];
    const wrong = fields.filter((field) => {
      const after = field in written ? plainValue(written[field]) : (stood?.get(snake(field)) ?? null);
      return after !== (wins === 'mine' ? plainValue(mine[field]) : (stood?.get(snake(field)) ?? null));
    });
    return wrong.length ? [{ rule: 'I7', words: `${words}; otherwise stand ${wrong.join()}` }] : [];
  });
}

/** Of two dates of one submission the earlier stands, whoever comes last. */
function submissionFaults(commit: PolicyCommit): Fault[] {
  const { frame, before } = commit;
  if (frame.name !== 'application.keepEarliestDate') return [];
  const { applicationId: id, submittedOn } = frame.args as { applicationId: number; submittedOn: string };
  const stood = before.get(`application:${id}`)?.columns.get('submitted_on') ?? null;
  const written = entriesOf(commit).find(
    ([type, record, , fields]) => type === 'application' && record === id && 'submittedOn' in fields,
  )?.[3].submittedOn;
  const after = written === undefined ? stood : written;
  const earliest = stood === null || submittedOn < String(stood) ? submittedOn : stood;
  if (after === earliest) return [];
  return [{ rule: 'M7', words: `file ${id} has ${String(after)}, and ${String(earliest)} was said of it` }];
}

export function policyFaults(commit: PolicyCommit): Fault[] {
  if (/^(conflict\.settle|person\.(merge|mergeElsewhere|takeOver))$/.test(commit.frame.name)) return [];
  const made = madeOf(commit);
  return [
    ...saidFaults(commit, made),
    ...needlessFaults(commit, made),
    ...winnerFaults(commit, made),
    ...submissionFaults(commit),
  ];
}

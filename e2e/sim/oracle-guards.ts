/** The oracle on what holds whoever's program asked for it (SYNC's invariants 8, 9, 10, 19): stages follow one another as the dossier has them, by
 *  the body whose matter it is and not by the same eyes twice; one merge law; an entitlement comes from a determination alone. Its tables
 *  are written out again from the dossier, not taken from the commands.                                                            */
import type { CommitMeta, LogPart } from '../../src-server/store/central-store.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { type FoldedRow, plainValue } from './oracle-fold.ts';

export interface GuardedCommit {
  readonly meta: CommitMeta;
  readonly frame: CommandFrame;
  readonly parts: readonly LogPart[];
  /** Rows as they stood before the commit. */
  readonly before: ReadonlyMap<string, FoldedRow>;
}

export interface GuardFault {
  readonly rule: string;
  readonly words: string;
}

const OPEN_FILES = ['SUBMITTED', 'SUPPLEMENT_REQUESTED', 'RESUBMITTED', 'PRELIMINARY_REVIEW'];
const AT_COUNTY = ['FEDERATION_REVIEW', 'RETURNED_TO_TOWNSHIP', 'DETERMINING', 'RETURNED_TO_FEDERATION'];

interface Stage {
  readonly by: readonly string[];
  readonly from: readonly (string | null)[];
  readonly to: readonly string[];
}

const MERGING: Stage = {
  by: ['TOWNSHIP', 'CIVIL_AFFAIRS'],
  from: [...OPEN_FILES, 'PRELIMINARY_PASSED', ...AT_COUNTY],
  to: ['MERGED'],
};
const stage = (by: string, from: readonly (string | null)[], ...to: string[]): Stage => ({
  by: [by],
  from,
  to,
});

/** Which act takes a file from where to where. */
const STAGES: Readonly<Record<string, Stage>> = {
  'application.submit': stage('TOWNSHIP', [null], 'SUBMITTED', 'SUPPLEMENT_REQUESTED', 'PRELIMINARY_REVIEW'),
  'application.accept': stage('TOWNSHIP', ['SUBMITTED', 'RESUBMITTED'], 'PRELIMINARY_REVIEW'),
  'application.requestSupplement': stage('TOWNSHIP', ['SUBMITTED'], 'SUPPLEMENT_REQUESTED'),
  'application.supplement': stage(
    'TOWNSHIP',
    ['SUBMITTED', 'SUPPLEMENT_REQUESTED', 'RESUBMITTED'],
    'RESUBMITTED',
    'SUBMITTED',
  ),
  'review.passPreliminary': stage('TOWNSHIP', ['PRELIMINARY_REVIEW'], 'PRELIMINARY_PASSED'),
  'review.refusePreliminary': stage('TOWNSHIP', ['PRELIMINARY_REVIEW'], 'REFUSED'),
  'application.sendToFederation': stage(
    'TOWNSHIP',
    ['PRELIMINARY_PASSED', 'RETURNED_TO_TOWNSHIP'],
    'FEDERATION_REVIEW',
  ),
  'application.notifyRefusal': stage('TOWNSHIP', ['RETURNED_TO_TOWNSHIP'], 'REFUSED'),
  'review.passFederation': stage('FEDERATION', ['FEDERATION_REVIEW'], 'DETERMINING'),
  'review.returnToTownship': stage('FEDERATION', ['FEDERATION_REVIEW'], 'RETURNED_TO_TOWNSHIP'),
  'review.forwardReturn': stage('FEDERATION', ['RETURNED_TO_FEDERATION'], 'RETURNED_TO_TOWNSHIP'),
  'review.determine': stage('CIVIL_AFFAIRS', ['DETERMINING'], 'APPROVED', 'REFUSED'),
  'review.returnToFederation': stage('CIVIL_AFFAIRS', ['DETERMINING'], 'RETURNED_TO_FEDERATION'),
  'person.merge': MERGING,
  'person.mergeElsewhere': MERGING,
};

/** Who may not be the one who does it: those who did the steps before. */
const OTHER_EYES: Readonly<Record<string, readonly string[]>> = {
  'review.passPreliminary': ['accepted_by', 'submitted_by'],
  'review.refusePreliminary': ['accepted_by', 'submitted_by'],
  'review.determine': ['preliminary_by', 'federation_by'],
};

function entriesOf(commit: GuardedCommit) {
  return commit.parts.flatMap(({ entries }) => [...entries]);
}

/** I9: the stage machine and the separation of persons. */
function stageFaults(commit: GuardedCommit): string[] {
  const { frame, meta } = commit;
  const found: string[] = [];
  for (const [type, id, , fields] of entriesOf(commit)) {
    if (type !== 'application' || !('state' in fields)) continue;
    const before = commit.before.get(`application:${id}`)?.columns;
    const from = (before?.get('state') ?? null) as string | null;
    const to = String(fields['state']);
    const allowed = STAGES[frame.name];
    const step = `application ${id} went from ${from} to ${to} by ${frame.name} of ${meta.body}`;
    if (!allowed) found.push(step);
    else if (!allowed.from.includes(from) || !allowed.to.includes(to) || !allowed.by.includes(meta.body))
      found.push(step);
    const earlier = (OTHER_EYES[frame.name] ?? []).filter((column) => before?.get(column) === frame.actor);
    if (earlier.length) found.push(`${step}, though ${earlier.join()} is ${frame.actor} as well`);
  }
  return found;
}

const BANK = ['accountHolder', 'bankName', 'accountNumber', 'accountKind'];
/** A person decides there what stands. */
const DECIDED_BY_HAND = /^(conflict\.settle|person\.(merge|mergeElsewhere|takeOver))$/;

const MERGED_KINDS = ['ask', 'merged', 'proposal'];

interface Sides {
  readonly before: Readonly<Record<string, unknown>>;
  readonly mine: Readonly<Record<string, unknown>>;
  readonly theirs: Readonly<Record<string, unknown>>;
}

/** I8: equal values make no conflict, disjoint ones neither, and an account is never made of two. */
function mergeLawFaults(commit: GuardedCommit): string[] {
  const { frame } = commit;
  if (DECIDED_BY_HAND.test(frame.name)) return [];
  const found: string[] = [];
  const entries = entriesOf(commit);
  // Questions about two records are about who somebody is, not about what two people wrote.
  const questions = new Set(
    entries
      .filter(
        ([type, , group, { kind }]) =>
          type === 'conflict' && group === 'about' && !MERGED_KINDS.some((each) => each === kind),
      )
      .map(([, id]) => id),
  );
  for (const [type, id, group, fields] of entries) {
    if (type === 'conflict' && group.endsWith('Values') && !questions.has(id)) {
      for (const sides of Object.values(fields) as unknown as Sides[]) {
        if (!sides?.mine || !sides.theirs) continue;
        const differing = Object.keys(sides.mine).filter(
          (field) => plainValue(sides.mine[field]) !== plainValue(sides.theirs[field]),
        );
        if (!differing.some((field) => field !== 'contactStatedOn'))
          found.push(`conflict ${id} is about nothing: both say ${JSON.stringify(sides.mine)}`);
      }
    }
    if (type === 'person' && group === 'bank') found.push(...accountFaults(commit, id, fields));
  }
  return found;
}

/** What a person's account is after an act is what it was or what the act stated, whole. */
function accountFaults(
  { frame, before }: GuardedCommit,
  id: number,
  fields: Readonly<Record<string, unknown>>,
): string[] {
  const { bank, person } = frame.args as Record<string, Record<string, unknown> | null | undefined>;
  const stated = bank ?? (person?.['bank'] as Record<string, unknown> | null | undefined);
  const columns = before.get(`person:${id}`)?.columns;
  const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const whole = (value: (field: string) => unknown) => BANK.map((field) => String(value(field))).join('|');
  const after = whole((field) =>
    plainValue(field in fields ? fields[field] : (columns?.get(columnOf(field)) ?? null)),
  );
  const was = whole((field) => columns?.get(columnOf(field)) ?? null);
  const said = stated ? whole((field) => plainValue(stated[field])) : null;
  return after === was || after === said
    ? []
    : [`person ${id} has the account ${after}, which nobody stated`];
}

/** I19: an entitlement comes from a determination, of what was approved there, once. */
function moneyFaults(commit: GuardedCommit): string[] {
  const made = entriesOf(commit).filter(
    ([type, id, , fields]) =>
      type === 'entitlement' && 'benefit' in fields && !commit.before.has(`entitlement:${id}`),
  );
  const { approved } = commit.frame.args as { approved?: readonly string[] };
  const wanted = commit.frame.name === 'review.determine' ? [...(approved ?? [])].sort() : [];
  const given = made.map(([, , , fields]) => String(fields['benefit'])).sort();
  return given.join() === wanted.join()
    ? []
    : [`${commit.frame.name} approved ${wanted.join() || 'nothing'} and gave ${given.join() || 'nothing'}`];
}

export function guardFaults(commit: GuardedCommit): GuardFault[] {
  const all = (rule: string, words: readonly string[]) => words.map((each) => ({ rule, words: each }));
  return [
    ...all('I9', stageFaults(commit)),
    ...all('I8', mergeLawFaults(commit)),
    ...all('I19', moneyFaults(commit)),
  ];
}

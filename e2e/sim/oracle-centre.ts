/** The oracle on the centre: its log is numbered without a gap and never changes, every act has its effect at most once and in its desk's
 *  order, outcomes are final and said in the same words each time (SYNC's invariants 2–4, 7).                                       */
import type { CommitMeta, LogPart } from '../../src-server/store/central-store.ts';
import type { CommandFrame, OutcomeFrame, SyncRequest, SyncResponse } from '#shared/sync/frames.ts';
import { claimFaults } from './oracle-claims.ts';
import { columnsOfRow, differences, Fold, ownerOf, sortedJson } from './oracle-fold.ts';
import { guardFaults } from './oracle-guards.ts';
import { couldTell } from './oracle-imports.ts';
import { mergeFaults } from './oracle-merge.ts';
import { groupFaults, leaningFaults } from './oracle-leaning.ts';
import { isOfMove, placeFaults } from './oracle-moves.ts';
import { isOfMoney } from './oracle-ledger.ts';
import { arrivalFaults, isOfCentre } from './oracle-papers.ts';
import { hasGivenWayUnasked, policyFaults } from './oracle-policy.ts';
import { type PostChange, postFaults } from './oracle-posts.ts';
import type { CentreView } from './views.ts';

const ALL_CLASSES = ['case', 'money', 'health', 'identity'];
const REFERENCE = 0;
/** A roster is nobody's file: it says itself who did what. */
const COUNTY = 159999000000;
const OUTCOMES = ['applied', 'applied-with-difference', 'refused', 'in-conflict', 'parked', 'quarantined'];

export type Accuse = (rule: string, words: string) => void;

interface SeenCommit {
  readonly text: string;
}

export class CentreOracle {
  private readonly accuse: Accuse;
  /** Whether two disks gave this number: which of their acts is judged under it says nothing of the order of either's others (I3). */
  private readonly isOfTwoDisks: (key: string) => boolean;
  /** What was sent as an act; more than one where two disks have one number. */
  private readonly frames: Map<string, string[]>;
  /** Acts that are rows of an import. */
  private readonly imported: Set<string>;
  /** The first act of each device that had to wait for a newer centre. */
  private readonly putOff: Map<number, number>;
  /** How far a desk had read when an act came up for the first time: a commit by scope. */
  private readonly readBy = new Map<string, ReadonlyMap<number, number>>();
  /** Where files are copied, two disks may send one number. */
  hasCopies: boolean;
  /** Which of the acts that were sent under one number was judged. */
  private readonly judged = new Map<string, string>();
  /** Acts that nobody may do. */
  private readonly unlawful: Set<string>;
  /** Posts that have changed, in order. */
  readonly posts: PostChange[];
  /** Acts of each device of which not everything stands that their desk showed. */
  private readonly mended = new Map<string, CommandFrame[]>();
  private readonly outcomes = new Map<string, string>();
  private readonly commits = new Map<number, SeenCommit[]>();
  private readonly folds = new Map<number, Fold>();
  private readonly committed = new Map<string, string>();
  /** Last act of each device on each record, and the last that was no row of an import. */
  private readonly lastOnRecord = new Map<string, number>();
  private readonly lastOfDevice = new Map<string, number>();
  /** What was looked at before, by identity: what is the same object need not be read again until the end. */
  private readonly known = new Map<string, unknown>();
  private lastOutcomes: unknown;
  /** Commits that came without their content, until the centre is looked at: an act may be told of before its own answer leaves. */
  private readonly owns: { key: string; scope: number; commit: number; parts: number }[] = [];

  /** `before`: of a centre that is set back, what was sent to it so far. */
  constructor(accuse: Accuse, isOfTwoDisks = (_key: string): boolean => false, before?: CentreOracle) {
    this.accuse = accuse;
    this.isOfTwoDisks = isOfTwoDisks;
    this.frames = before?.frames ?? new Map();
    this.imported = before?.imported ?? new Set();
    this.putOff = before?.putOff ?? new Map();
    this.unlawful = before?.unlawful ?? new Set();
    this.posts = before?.posts ?? [];
    this.hasCopies = before !== undefined;
  }

  /** An act that was sent, by `device/number`: the last form of it. */
  frameOf(key: string): CommandFrame | null {
    return JSON.parse(this.frames.get(key)?.at(-1) ?? 'null') as CommandFrame | null;
  }

  forged(device: number, number: number): void {
    this.unlawful.add(`${device}/${number}`);
  }

  /** A request: the same act is always the same text, and in one request acts stand in the order made (OB1, OB3). `waits`: those that this centre
   *  cannot read yet, whether or not its answer that says so arrives. */
  requested(device: number, text: string, waits: (frame: CommandFrame) => boolean = () => false): void {
    const { commands, cursors } = JSON.parse(text) as Pick<SyncRequest, 'commands' | 'cursors'>;
    const read = new Map(cursors.map(({ scope, commit }) => [scope, commit]));
    let last = 0;
    for (const frame of commands) {
      const key = `${device}/${frame.number}`;
      const sent = sortedJson(frame);
      if (frame.number <= last) this.accuse('OB1', `${key} was sent after ${last}`);
      last = frame.number;
      const known = this.frames.get(key) ?? [];
      if (known.length && !known.includes(sent)) {
        if (!this.hasCopies) this.accuse('OB3', `${key} was sent in two forms`);
      }
      if (!known.includes(sent)) this.frames.set(key, [...known, sent]);
      if (frame.name === 'person.register') this.imported.add(key);
      if (!this.readBy.has(key)) this.readBy.set(key, read);
      if (waits(frame))
        this.putOff.set(device, Math.min(frame.number, this.putOff.get(device) ?? frame.number));
    }
  }

  /** An answer: an outcome for every act, final, and only classes that the session may hold. */
  answered(
    session: {
      readonly device: number;
      readonly classes: readonly string[];
      readonly scopes: readonly number[];
    },
    request: string,
    reply: SyncResponse,
  ): void {
    const { commands } = JSON.parse(request) as { commands: CommandFrame[] };
    const numbers = [...reply.outcomes.map(({ number }) => number), ...reply.later].sort((a, b) => a - b);
    const asked = commands.map(({ number }) => number);
    // To a request that is older than the last one heard a difference is said, which the desk knows to be none.
    const isDifference = reply.acts !== null && reply.scopes.length === 0;
    const isAll = isDifference
      ? numbers.every((number) => asked.includes(number))
      : sortedJson(numbers) === sortedJson(asked);
    if (!isAll)
      this.accuse(
        'X2',
        `device ${session.device}: outcomes for ${numbers.join()} instead of ${asked.join()}`,
      );
    for (const frame of reply.outcomes) this.heard(session.device, frame.number, sortedJson(frame));
    for (const { number } of reply.outcomes) {
      const key = `${session.device}/${number}`;
      const sent = sortedJson(commands.find((frame) => frame.number === number));
      if ((this.judged.get(key) ?? sent) !== sent)
        this.accuse('I13', `${key} was answered with the outcome of another disk's act`);
      this.judged.set(key, sent);
    }
    for (const { number, scope, commit } of reply.outcomes) {
      // I6b: outcomes and rows are of one instant; what is said to be in the log is not past its end.
      const said = reply.scopes.find((each) => each.scope === scope);
      if (commit !== null && said && said.head < commit)
        this.accuse(
          'I6b',
          `device ${session.device}: act ${number} at ${commit}, but ${scope} ends at ${said.head}`,
        );
    }
    for (const { scope, commits } of reply.scopes) {
      for (const { commit, own, parts } of commits)
        if (own !== null)
          this.owns.push({ key: `${session.device}/${own}`, scope, commit, parts: parts.length });
      if (!session.scopes.includes(scope))
        this.accuse('P3', `scope ${scope} went to device ${session.device}`);
      const strange = commits
        .flatMap(({ parts }) => parts.map(({ audience }) => audience))
        .find((audience) => !session.classes.includes(audience));
      if (strange) this.accuse('P3', `${strange} went to device ${session.device}`);
    }
  }

  /** EC2: only what the asker made, and what came of it exactly as it was asked, comes without its content. */
  private checkOwns(view: CentreView): void {
    for (const { key, scope, commit, parts } of this.owns.splice(0)) {
      const said = JSON.parse(this.outcomes.get(key) ?? '{}') as Partial<SyncResponse['outcomes'][number]>;
      if (said.outcome !== 'applied' || said.commit !== commit || said.scope !== scope || parts)
        this.accuse('EC2', `${scope}@${commit} came without its content as ${key}, which is ${said.outcome}`);
      // What the centre alone can write, its author cannot have foreseen.
      const log = view.scopes.get(scope)?.log ?? [];
      const own = log.filter((part) => part.commit === commit);
      if (
        own.some(({ entries }) =>
          entries.some(([type, , group]) => group === 'left' || (type === 'conflict' && group === 'about')),
        )
      )
        this.accuse(
          'EC2',
          `${scope}@${commit} came without its content as ${key}, and the centre wrote more there`,
        );
    }
  }

  private heard(device: number, number: number, text: string): void {
    const key = `${device}/${number}`;
    if ((this.outcomes.get(key) ?? text) !== text)
      this.accuse('I2', `${key} got two outcomes: ${this.outcomes.get(key)} and ${text}`);
    this.outcomes.set(key, text);
  }

  /** Looks at everything that is new, and at the whole when `isWhole`. */
  check(view: CentreView, isWhole: boolean): void {
    if (view.outcomes === this.lastOutcomes && !isWhole) {
      this.checkOwns(view);
      return;
    }
    this.lastOutcomes = view.outcomes;
    for (const [key, stored] of view.outcomes) {
      const { frame } = stored;
      if (this.known.get(key) === stored && !isWhole) continue;
      this.known.set(key, stored);
      const [device] = key.split('/');
      this.heard(Number(device), frame.number, sortedJson(frame));
      if (!OUTCOMES.includes(frame.outcome)) this.accuse('I1', `${key} ended as ${frame.outcome}`);
      if (frame.code === 'server/fault')
        this.accuse('J5', `${key} broke the centre: ${JSON.stringify(frame.detail)}`);
      this.checkLeaning(view, key, frame);
    }
    this.checkOwns(view);
    for (const [scope, state] of view.scopes) this.checkScope(view, scope, state, isWhole);
    this.checkOutcomes(view);
    if (!isWhole) return;
    this.checkRows(view);
    for (const fault of claimFaults(view.rows)) this.accuse('I6', fault);
    for (const fault of placeFaults(view)) this.accuse('I11', fault);
  }

  private checkScope(
    view: CentreView,
    scope: number,
    state: { commits: readonly CommitMeta[]; log: readonly LogPart[] },
    isWhole: boolean,
  ): void {
    const seen = this.commits.get(scope) ?? [];
    const partsOf = new Map<number, LogPart[]>();
    for (const part of state.log) partsOf.set(part.commit, [...(partsOf.get(part.commit) ?? []), part]);
    if (state.commits.length < seen.length) this.accuse('I4', `log of ${scope} became shorter`);
    const strange = state.log.find(({ commit }) => commit < 1 || commit > state.commits.length);
    if (strange)
      this.accuse('I4', `log of ${scope} has a part of commit ${strange.commit}, which is not there`);
    state.commits.forEach((meta, index) => {
      const before = seen[index];
      if (before && !isWhole) return;
      const parts = partsOf.get(index + 1) ?? [];
      const text = sortedJson([meta, parts.map(({ audience, entries }) => [audience, entries])]);
      if (before && before.text !== text) this.accuse('I4', `commit ${index + 1} of ${scope} changed`);
      if (before) return;
      seen.push({ text });
      if (scope !== REFERENCE) this.checkCommit(view, scope, index + 1, meta, parts);
      this.fold(scope).readTo(state.log, index + 1);
    });
    this.commits.set(scope, seen);
  }

  private fold(scope: number): Fold {
    const fold = this.folds.get(scope) ?? new Fold(ALL_CLASSES);
    this.folds.set(scope, fold);
    return fold;
  }

  private checkCommit(
    view: CentreView,
    scope: number,
    commit: number,
    meta: CommitMeta,
    parts: LogPart[],
  ): void {
    const key = `${meta.device}/${meta.actNumber}`;
    const where = `${scope}@${commit}`;
    if (isOfCentre(meta)) {
      if (!isOfMoney(parts))
        for (const words of arrivalFaults(parts, this.fold(scope).rows))
          this.accuse('I16', `${where}: ${words}`);
      return;
    }
    const move = isOfMove(parts);
    if (move === 'came' || move === 'forwarded') return this.checkOrder(view, scope, meta, parts, where);
    if (this.unlawful.has(key)) this.accuse('I10', `${key} took effect at ${where}, and nobody may do that`);
    const earlier = this.committed.get(key);
    if (earlier) this.accuse('I2', `${key} took effect at ${earlier} and at ${where}`);
    this.committed.set(key, where);
    this.checkOrder(view, scope, meta, parts, where);
    const outcome = view.outcomes.get(key)?.frame;
    if (outcome?.commit !== commit || outcome.scope !== scope)
      this.accuse('I2', `${where} is of ${key}, whose outcome says ${outcome?.outcome} ${outcome?.commit}`);
    if (move) return;
    const { rows } = this.fold(scope);
    const made = new Set<string>();
    for (const [type, id] of parts.flatMap(({ entries }) => entries)) {
      const isNew = !rows.has(`${type}:${id}`);
      if (isNew) made.add(`${type}:${id}`);
      if (isNew !== (ownerOf(id) === key))
        this.accuse('I2', `${where} of ${key} touches ${type} ${id} ${isNew ? 'as new' : 'again'}`);
    }
    const lines = [...made].filter((each) => each.startsWith('history:')).length;
    if (parts.length && scope !== COUNTY && lines !== 1)
      this.accuse('I2', `${key} left ${lines} lines of history`);
    const madeBy = (at: number) => view.scopes.get(scope)?.commits[at - 1];
    const mended = this.mended.get(`${meta.device}`) ?? [];
    this.mended.set(`${meta.device}`, mended);
    const sent = this.frames.get(key) ?? [];
    if (!sent.length) this.accuse('I2', `${where} is of ${key}, which nobody sent`);
    const faults = sent.map((frame) => {
      const judged = { meta, parts, before: rows, frame: JSON.parse(frame) as CommandFrame };
      const kept = mergeFaults(judged).map((words) => ({ rule: 'I7', words }));
      const told = outcome && !this.hasCopies ? policyFaults({ ...judged, outcome, madeBy, mended }) : [];
      if (hasGivenWayUnasked(judged)) mended.push(judged.frame);
      return [...guardFaults(judged), ...kept, ...told];
    });
    // Of two disks' acts under one number one was judged.
    if (faults.some((found) => found.length === 0)) return;
    for (const { rule, words } of faults.at(-1) ?? []) this.accuse(rule, `${where}: ${words}`);
  }

  /** LE1, and remembers what did not come to be as it was asked. */
  private checkLeaning(view: CentreView, key: string, outcome: OutcomeFrame): void {
    const [text] = this.frames.get(key) ?? [];
    if (!text || this.hasCopies) return;
    const frame = JSON.parse(text) as CommandFrame;
    const device = key.split('/')[0] as string;
    if (outcome.outcome !== 'applied' || outcome.code !== null)
      this.mended.set(device, [...(this.mended.get(device) ?? []), frame]);
    const outcomeOf = (other: string) => view.outcomes.get(other)?.frame;
    for (const words of leaningFaults(device, { frame, outcome }, ownerOf, outcomeOf))
      this.accuse('LE1', words);
    if (!this.unlawful.has(key))
      for (const words of postFaults(key, { frame, outcome }, this.posts)) this.accuse('PO1', words);
    for (const words of groupFaults(device, frame, outcomeOf)) this.accuse('G1', words);
  }

  /** I3: in the order made on every record, and in every scope but for what others may overtake. */
  private checkOrder(
    view: CentreView,
    scope: number,
    { device, actNumber }: CommitMeta,
    parts: LogPart[],
    where: string,
  ): void {
    const key = `${device}/${actNumber}`;
    const late = (
      last: Map<string, number>,
      line: string,
      isExcused: (before: number) => boolean = () => false,
    ): void => {
      const before = last.get(line) ?? 0;
      if (before > actNumber && !isExcused(before) && !this.isOfTwoDisks(key))
        this.accuse('I3', `${key} came late at ${where} (${line})`);
      last.set(line, Math.max(before, actNumber));
    };
    for (const [type, id] of parts.flatMap(({ entries }) => entries))
      late(
        this.lastOnRecord,
        `${device} on ${type}:${id} in ${scope}`,
        (before) => type === 'person' && !this.wasBound(view, scope, key, `${device}/${before}`, id),
      );
    if (!this.mayBeOvertaken(key)) late(this.lastOfDevice, `${device} in ${scope}`);
  }

  /** Whether a desk could tell that a row of an import is about this person, when a later act on them went up before it (OB1). */
  private wasBound(
    view: CentreView,
    scope: number,
    row: string,
    overtaking: string,
    person: number,
  ): boolean {
    if (!this.mayBeOvertaken(row)) return true;
    const log = view.scopes.get(scope)?.log ?? [];
    const read = this.readBy.get(overtaking)?.get(scope) ?? 0;
    const said = (this.frames.get(row) ?? []).map((frame) => JSON.parse(frame) as CommandFrame);
    return said.some((frame) => couldTell(frame, log, read, person));
  }

  /** Rows of an import (OB1); what waits for a newer centre, and whatever its desk keeps back with it (V4). */
  private mayBeOvertaken(key: string): boolean {
    const [device, number] = key.split('/').map(Number) as [number, number];
    return this.imported.has(key) || number >= (this.putOff.get(device) ?? Number.POSITIVE_INFINITY);
  }

  private checkOutcomes(view: CentreView): void {
    const receipts = new Map<string, { number: number; receipt: number }>();
    const ordered = [...view.outcomes].sort(([, a], [, b]) => a.frame.number - b.frame.number);
    for (const [key, { frame }] of ordered) {
      if (frame.commit !== null && this.committed.get(key) !== `${frame.scope}@${frame.commit}`)
        this.accuse('I2', `${key} claims commit ${frame.commit} of ${frame.scope}`);
      const device = key.split('/')[0] as string;
      const receipt = Number(frame.receipt.split('-').at(-1));
      const last = receipts.get(device);
      if (this.mayBeOvertaken(key)) continue;
      if (last && last.receipt >= receipt && !this.isOfTwoDisks(`${device}/${last.number}`))
        this.accuse('I3', `${key} was judged before ${device}/${last.number}`);
      receipts.set(device, { number: frame.number, receipt });
    }
  }

  /** The centre's rows are what its log says. */
  private checkRows(view: CentreView): void {
    let count = 0;
    for (const row of view.rows) {
      const folded = this.folds.get(row.scope)?.rows.get(`${row.type}:${row.id}`);
      const wrong = folded ? differences(folded.columns, columnsOfRow(row)) : ['not in the log'];
      if (wrong.length) this.accuse('I4', `centre's ${row.type} ${row.id}, log / row: ${wrong.join('; ')}`);
      count++;
    }
    const folded = [...this.folds.values()].reduce((sum, { rows }) => sum + rows.size, 0);
    if (folded !== count) this.accuse('I4', `the log makes ${folded} rows, the centre has ${count}`);
  }
}

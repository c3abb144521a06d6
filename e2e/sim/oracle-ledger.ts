/** The oracle's own books of a county: the logs of its scopes read in the order in which they were written, and in them rosters, their rows and the
 *  entitlements that they pay.                                                                                                       */
import type { CommandFrame } from '#shared/sync/frames.ts';
import type { CommitMeta, LogPart } from '../../src-server/store/central-store.ts';
import { Fold, type FoldedRow } from './oracle-fold.ts';
import type { OwedMonth } from './oracle-owed.ts';

const CLASSES = ['case', 'money', 'health', 'identity'];
const COUNTY = 159999000000;

type Columns = FoldedRow['columns'];
type Entries = LogPart['entries'];
interface ScopeLog {
  readonly commits: readonly CommitMeta[];
  readonly log: readonly LogPart[];
}

const OF_MONEY = ['roster', 'rosterRow', 'entitlement'];

/** A commit of the centre's own that makes or settles a roster. */
export function isOfMoney(parts: readonly LogPart[]): boolean {
  return parts.every(({ entries }) => entries.every(([type]) => OF_MONEY.includes(type)));
}

/** Parts of one commit: they lie together, in order of commit. */
function entriesIn(
  log: readonly LogPart[],
  commit: number,
  from: number,
): { entries: Entries[number][]; end: number } {
  const entries: Entries[number][] = [];
  let end = from;
  for (let part = log[end]; part && part.commit <= commit; part = log[++end])
    if (part.commit === commit) entries.push(...part.entries);
  return { entries, end };
}

export class Ledger {
  readonly rosters = new Map<number, Columns>();
  /** The roster that the last act wrote, as it was before. */
  rosterBefore: Columns | undefined;
  /** The act that settled a roster. */
  private readonly settledBy = new Map<number, string>();
  private readonly folds = new Map<number, Fold>();
  private readonly places = new Map<number, number>();
  /** Where a row of a roster is: it never moves. */
  private readonly rowScope = new Map<number, number>();
  private readonly byRoster = new Map<number, Set<number>>();
  private readonly byEntitlement = new Map<number, Set<number>>();
  private readonly entitlements = new Map<number, Set<number>>();
  private readonly disputes = new Map<number, Set<number>>();
  /** Between which pieces of work an entitlement came into a scope. */
  private readonly came = new Map<string, number>();

  /** Lays down a scope's log up to a commit; `hear` is told of each when it has been laid down. `turn`: pieces of work before it. */
  read(
    scope: number,
    { commits, log }: ScopeLog,
    to: number,
    turn: number,
    hear: (meta: CommitMeta, entries: Entries) => void,
  ): void {
    const fold = this.folds.get(scope) ?? new Fold(CLASSES);
    this.folds.set(scope, fold);
    while (fold.at < to) {
      const commit = fold.at + 1;
      const { entries, end } = entriesIn(log, commit, this.places.get(scope) ?? 0);
      this.places.set(scope, end);
      const meta = commits[commit - 1] as CommitMeta;
      const roster = entries.find(([type]) => type === 'roster')?.[1];
      const columns = roster === undefined ? undefined : this.rosters.get(roster);
      this.rosterBefore = columns && new Map(columns);
      fold.readTo(log, commit);
      for (const [type, id, group] of entries) this.file(scope, turn, fold, { type, id, group });
      if (
        roster !== undefined &&
        this.rosterBefore &&
        !this.rosterBefore.get('job') &&
        this.rosters.get(roster)?.get('job') === 'SETTLE'
      )
        this.settledBy.set(roster, `${meta.device}/${meta.actNumber}`);
      hear(meta, entries);
    }
  }

  private file(
    scope: number,
    turn: number,
    fold: Fold,
    { type, id, group }: { readonly type: string; readonly id: number; readonly group: string },
  ): void {
    const columns = fold.rows.get(`${type}:${id}`)?.columns;
    const add = (index: Map<number, Set<number>>, key: unknown): void => {
      index.set(Number(key), (index.get(Number(key)) ?? new Set()).add(id));
    };
    if (type === 'roster' && columns && scope === COUNTY) this.rosters.set(id, columns);
    if (type === 'conflict' && columns) add(this.disputes, columns.get('person_id'));
    if (type === 'entitlement') {
      if (group === 'left') this.entitlements.get(scope)?.delete(id);
      else if (!this.entitlements.get(scope)?.has(id)) {
        this.came.set(`${scope} ${id}`, turn);
        add(this.entitlements, scope);
      }
    }
    if (type !== 'rosterRow' || !columns) return;
    this.rowScope.set(id, scope);
    add(this.byRoster, columns.get('roster_id'));
    add(this.byEntitlement, columns.get('entitlement_id'));
  }

  /** Types and ids that a commit writes. */
  keysIn({ log }: ScopeLog, commit: number): string[] {
    return log
      .filter((part) => part.commit === commit)
      .flatMap(({ entries }) => entries.map(([type, id]) => `${type}:${id}`));
  }

  rowAt(scope: number, key: string): Columns | undefined {
    return this.folds.get(scope)?.rows.get(key)?.columns;
  }

  payRow(id: number): Columns | undefined {
    return this.rowAt(this.rowScope.get(id) ?? 0, `rosterRow:${id}`);
  }

  scopeOf(id: number): number {
    return this.rowScope.get(id) ?? 0;
  }

  private standing(ids: ReadonlySet<number> | undefined): Columns[] {
    return [...(ids ?? [])]
      .map((id) => this.payRow(id) as Columns)
      .filter((row) => row.get('result') !== 'DROPPED');
  }

  /** Ids of the rows that stand on a roster, in order. */
  idsOn(roster: number): number[] {
    return [...(this.byRoster.get(roster) ?? [])]
      .filter((id) => this.payRow(id)?.get('result') !== 'DROPPED')
      .sort((a, b) => a - b);
  }

  rowsOn(roster: number): Columns[] {
    return this.standing(this.byRoster.get(roster));
  }

  rowsIn(scope: number, roster: number): Columns[] {
    return this.idsOn(roster)
      .filter((id) => this.rowScope.get(id) === scope)
      .map((id) => this.payRow(id) as Columns);
  }

  /** Rows of an entitlement, wherever they were made. */
  rowsOf(entitlement: number): Columns[] {
    return this.standing(this.byEntitlement.get(entitlement));
  }

  /** Rows of the person's other entitlements of the subsidy. */
  rowsOfOthers(scope: number, entitlement: number, columns: Columns): Columns[] {
    return this.entitlementsIn(scope)
      .filter((id) => id !== entitlement)
      .filter((id) => {
        const other = this.rowAt(scope, `entitlement:${id}`);
        return ['person_id', 'benefit'].every((column) => other?.get(column) === columns.get(column));
      })
      .flatMap((id) => this.rowsOf(id));
  }

  entitlementsIn(scope: number): number[] {
    return [...(this.entitlements.get(scope) ?? [])].sort((a, b) => a - b);
  }

  /** It came since the last piece of work: whoever does the next may have looked before. */
  isNew(scope: number, entitlement: number, turn: number): boolean {
    return this.came.get(`${scope} ${entitlement}`) === turn;
  }

  isDisputed(scope: number, person: number): boolean {
    return [...(this.disputes.get(person) ?? [])].some(
      (id) => this.rowAt(scope, `conflict:${id}`)?.get('state') === 'OPEN',
    );
  }

  /** Rosters whose rows were all made. */
  get rostersBuilt(): Columns[] {
    return [...this.rosters.values()].filter((roster) => roster.get('row_hash') ?? null);
  }

  /** Σ by township and month of what was paid, against what was owed when the rows were made, less what the act that settled sent back. */
  sumFaults(
    roster: number,
    owedOf: ReadonlyMap<string, ReadonlyMap<string, OwedMonth>>,
    frameOf: (key: string) => CommandFrame | null,
  ): string[] {
    const args = frameOf(this.settledBy.get(roster) ?? '')?.args as
      | {
          readonly paidFen: number;
          readonly returnedFen: number;
          readonly returned: readonly { rowId: number }[];
        }
      | undefined;
    if (!args) return [`roster ${roster} was settled by no act`];
    const returned = new Set(args.returned.map(({ rowId }) => rowId));
    const sums = new Map<string, { paid: number; owed: number }>();
    let [paidFen, returnedFen] = [0, 0];
    for (const id of this.idsOn(roster)) {
      const row = this.payRow(id) as Columns;
      const [month, fen] = [String(row.get('month')), Number(row.get('amount_fen'))];
      const key = `${this.rowScope.get(id)} ${month}`;
      const sum = sums.get(key) ?? { paid: 0, owed: 0 };
      sums.set(key, sum);
      if (row.get('result') === 'PAID') sum.paid += fen;
      const owed =
        owedOf
          .get(`${roster} ${row.get('entitlement_id')}`)
          ?.get(month)
          ?.fen.at(-1) ?? 0;
      if (row.get('result') !== 'HELD' && !returned.has(id)) sum.owed += owed;
      if (row.get('result') === 'PAID') paidFen += fen;
      if (row.get('result') === 'RETURNED') returnedFen += fen;
    }
    const wrong = [...sums].filter(([, { paid, owed }]) => paid !== owed);
    const faults = wrong.map(
      ([key, { paid, owed }]) => `roster ${roster}, ${key}: ${paid} fen paid, ${owed} owed`,
    );
    if (paidFen !== args.paidFen || returnedFen !== args.returnedFen)
      faults.push(
        `roster ${roster}: ${paidFen} paid and ${returnedFen} sent back, the bank says ${args.paidFen} and ${args.returnedFen}`,
      );
    return faults;
  }
}

/** The oracle on money (SYNC's invariant 19, and 9 on months): every row of a roster is judged at the instant at which the centre wrote it, out of
 *  the log up to there. A roster holds what is owed, each month at its standard or held with a reason that is one; no month of a person's
 *  subsidy is paid twice; what was locked changes no more; what was paid adds up to what was owed less what the bank sent back.      */
import type { CommandFrame } from '#shared/sync/frames.ts';
import type { CommitMeta, LogPart } from '../../src-server/store/central-store.ts';
import { longForm } from './oracle-claims.ts';
import { type Columns, inQuestion, isBase, isStanding, owedOn, type OwedMonth } from './oracle-owed.ts';
import { Ledger } from './oracle-ledger.ts';
import { partFaults, rosterFaults } from './oracle-rosters.ts';
import type { CentreView } from './views.ts';

const RULE = 'I19';
const COUNTY = 159999000000;
/** Reasons that the records alone do not show; each is asked about where it is said. */
const OTHER_REASONS = ['ACCOUNT_SHARED', 'PAID_ELSEWHERE', 'NOT_ELIGIBLE'];

/** A transaction of the centre's own: what it made, and how far every log was then. */
export interface Work {
  readonly made: ReadonlyMap<number, number>;
  readonly heads: ReadonlyMap<number, number>;
}

interface Progress {
  readonly townships: readonly number[];
  readonly at: number;
  readonly afterId: number;
  readonly isClearing?: boolean;
}

type Entry = LogPart['entries'][number];
const parsed = <T>(value: unknown): T | null =>
  value === null || value === undefined ? null : (JSON.parse(String(value)) as T);

export class PaymentsOracle {
  private readonly words: (words: string) => void;
  private readonly count: (what: string) => void;
  private readonly frameOf: (key: string) => CommandFrame | null;
  private readonly ledger = new Ledger();
  /** Pieces of the centre's work that were judged. */
  private done = 0;
  /** Which row stands for a month, by payee and by entitlement. */
  private readonly paidBy = new Map<string, string>();
  /** Months owed to an entitlement when its page was last made, by roster. */
  private readonly owed = new Map<string, ReadonlyMap<string, OwedMonth>>();
  /** Accounts that two people ever had. */
  private readonly accounts = new Map<unknown, Set<number>>();
  /** Months whose roster a restore took away. */
  private readonly lost: ReadonlySet<string>;

  constructor(
    accuse: (rule: string, words: string) => void,
    count: (what: string) => void,
    frameOf: (key: string) => CommandFrame | null,
    before?: PaymentsOracle,
  ) {
    this.words = (words) => accuse(RULE, words);
    this.count = count;
    this.frameOf = frameOf;
    this.lost = new Set([...(before?.lost ?? []), ...(before?.months ?? [])]);
  }

  private get months(): string[] {
    return this.ledger.rostersBuilt.map((roster) => String(roster.get('month')));
  }

  /** Judges what is new, in the order in which it was done. */
  check({ scopes }: CentreView, works: readonly Work[]): void {
    for (let work = works[this.done]; work; work = works[++this.done]) this.judge(scopes, work);
    for (const [scope, { commits }] of scopes) this.readActs(scopes, scope, commits.length);
  }

  /** When the faults have stopped: no job is left, and every row has come to what its roster came to. */
  checkQuiet(): void {
    for (const [id, roster] of this.ledger.rosters)
      if (roster.get('job') ?? null) this.words(`roster ${id} still waits for ${roster.get('job')}`);
  }

  private readActs(scopes: CentreView['scopes'], scope: number, to: number): void {
    const state = scopes.get(scope);
    if (!state || scope === 0) return;
    this.ledger.read(scope, state, Math.min(to, state.commits.length), this.done, (meta, entries) =>
      this.hearAct(scope, meta, entries),
    );
  }

  private hearAct(scope: number, meta: CommitMeta, entries: readonly Entry[]): void {
    const key = `${meta.device}/${meta.actNumber}`;
    for (const [type, id, , fields] of entries) {
      if (type === 'rosterRow') this.words(`${key} wrote row ${id} of a roster`);
      if (type === 'person' && fields.accountNumber)
        this.accounts.set(
          fields.accountNumber,
          (this.accounts.get(fields.accountNumber) ?? new Set()).add(id),
        );
    }
    const roster = scope === COUNTY ? entries.find(([type]) => type === 'roster') : undefined;
    if (!roster) return;
    const columns = this.ledger.rosters.get(roster[1]) as Columns;
    const before = this.ledger.rosterBefore;
    for (const words of rosterFaults({ id: roster[1], before, after: columns, meta }, this.ledger))
      this.words(`${key}: ${words}`);
    const state = String(columns.get('state'));
    if (state === 'LOCKED') this.count('a roster locked');
    if (state === 'DRAFT' && before?.get('pass') && before.get('pass') !== columns.get('pass'))
      this.count('a roster made again');
    if (columns.get('cycle') === 'QUARTERLY' && state === 'LOCKED') this.count('a quarter locked');
  }

  private judge(scopes: CentreView['scopes'], work: Work): void {
    for (const [scope, head] of work.heads)
      this.readActs(scopes, scope, (work.made.get(scope) ?? head + 1) - 1);
    const before = new Map([...this.ledger.rosters].map(([id, columns]) => [id, new Map(columns)]));
    const made: Entry[] = [];
    const rowsBefore = new Map<string, Columns>();
    for (const [scope, commit] of work.made) {
      const state = scopes.get(scope);
      if (!state) continue;
      for (const key of this.ledger.keysIn(state, commit)) {
        const row = this.ledger.rowAt(scope, key);
        if (row) rowsBefore.set(key, new Map(row));
      }
      this.ledger.read(scope, state, commit, this.done, (_meta, entries) => made.push(...entries));
    }
    // Of papers, which are judged elsewhere.
    if (made.every(([type]) => type === 'paper')) return;
    const [, id] = made.find(([type]) => type === 'roster') ?? [];
    const roster = id === undefined ? undefined : before.get(id);
    if (id === undefined || !roster) return this.words('the centre worked at no roster');
    const job = String(roster.get('job'));
    this.checkWritten(id, roster, made, rowsBefore);
    if (job === 'BUILD') this.checkBuilding(id, roster);
    if (job === 'SETTLE') this.checkSettling(id);
  }

  /** Which fields the centre may write when, and that no month is given twice. */
  private checkWritten(
    id: number,
    roster: Columns,
    made: readonly Entry[],
    before: ReadonlyMap<string, Columns>,
  ): void {
    const [job, state] = [String(roster.get('job')), String(roster.get('state'))];
    const returned = new Set(
      (parsed<{ rowId: number }[]>(roster.get('returned')) ?? []).map(({ rowId }) => rowId),
    );
    for (const [type, row, group, fields] of made) {
      if (type === 'roster' && row === id) continue;
      if (type === 'entitlement' && Object.keys(fields).join() === 'accountReturnedOn') continue;
      if (type !== 'rosterRow') this.words(`the centre wrote ${group} of ${type} ${row} with roster ${id}`);
      const was = before.get(`${type}:${row}`);
      if (job === 'BUILD' && state !== 'DRAFT')
        this.words(`row ${row} was made while roster ${id} was ${state}`);
      if (job === 'SETTLE' && (group !== 'result' || was?.get('result') !== 'PENDING'))
        this.words(`${group} of row ${row}, ${was?.get('result')}, was settled with roster ${id}`);
      if (job === 'SETTLE' && (fields.result === 'RETURNED') !== returned.has(row))
        this.words(`row ${row} is ${String(fields.result)}, and the bank said otherwise`);
      if (['PAID', 'RETURNED'].includes(String(was?.get('result'))))
        this.words(`row ${row} was ${was?.get('result')} already`);
    }
    for (const row of new Set(made.flatMap(([type, key]) => (type === 'rosterRow' ? [key] : []))))
      this.checkTwice(row);
  }

  /** I9 of SYNC: one payment a person, subsidy and month. */
  private checkTwice(id: number): void {
    const row = this.ledger.payRow(id) as Columns;
    if (!Number.isInteger(row.get('amount_fen')) || Number(row.get('amount_fen')) < 0)
      this.words(`row ${id} is of ${row.get('amount_fen')} fen`);
    if (!isBase(row)) this.words(`row ${id} raises a month whose standard nobody raised`);
    const month = `${row.get('benefit')} ${row.get('month')}`;
    const keys = [
      `payee ${longForm(String(row.get('payee_id_number')))} ${month}`,
      `entitlement ${row.get('entitlement_id')} ${month}`,
    ];
    for (const key of keys) {
      const other = this.paidBy.get(key);
      if (!isStanding(row)) {
        if (other === String(id)) this.paidBy.delete(key);
      } else if (
        other !== undefined &&
        other !== String(id) &&
        isStanding(this.ledger.payRow(Number(other)) as Columns)
      )
        this.words(`${key} is paid by row ${other} and by row ${id}`);
      else this.paidBy.set(key, String(id));
    }
  }

  private checkBuilding(id: number, before: Columns): void {
    const after = this.ledger.rosters.get(id) as Columns;
    const [from, to] = [parsed<Progress>(before.get('progress')), parsed<Progress>(after.get('progress'))];
    if (!from || from.isClearing) return;
    const scope = from.townships[from.at];
    if (to && scope !== undefined && to.at === from.at)
      this.checkPage(id, after, scope, [from.afterId, to.afterId]);
    if (to && scope !== undefined && to.at > from.at) {
      const passed = this.ledger
        .entitlementsIn(scope)
        .filter((each) => each > from.afterId && !this.ledger.isNew(scope, each, this.done));
      if (passed.length)
        this.words(`roster ${id} was made without the entitlements ${passed.join()} of ${scope}`);
    }
    if (!to) this.checkMade(id, after);
  }

  private checkPage(id: number, roster: Columns, scope: number, [from, to]: readonly [number, number]): void {
    const of = {
      ...{ id, month: String(roster.get('month')), firstMonth: String(roster.get('first_month')) },
      since: String(roster.get('since_month') ?? roster.get('first_month')),
    };
    for (const entitlement of this.ledger.entitlementsIn(scope).filter((each) => each > from && each <= to)) {
      const columns = this.ledger.rowAt(scope, `entitlement:${entitlement}`) as Columns;
      const person = this.ledger.rowAt(scope, `person:${columns.get('person_id')}`);
      if (!person) continue;
      const own = this.ledger.rowsOf(entitlement);
      const others = this.ledger.rowsOfOthers(scope, entitlement, columns);
      const owed = owedOn(of, { entitlement: columns, person, own, others });
      this.owed.set(`${id} ${entitlement}`, owed);
      const rows = this.ledger.rowsIn(scope, id).filter((row) => row.get('entitlement_id') === entitlement);
      const isNew = this.ledger.isNew(scope, entitlement, this.done);
      for (const [month, { is }] of owed)
        if (is === 'row' && !isNew && !rows.some((row) => row.get('month') === month))
          this.words(`${month} of entitlement ${entitlement} is owed and not on roster ${id}`);
      const isDisputed = this.ledger.isDisputed(scope, Number(columns.get('person_id')));
      const question = inQuestion(columns, person, own, isDisputed);
      for (const row of rows) this.checkRow(row, owed.get(String(row.get('month'))), question);
    }
  }

  private checkRow(row: Columns, owed: OwedMonth | undefined, question: readonly string[]): void {
    const [month, fen, result] = [row.get('month'), Number(row.get('amount_fen')), row.get('result')];
    const words = `${String(month)} of entitlement ${row.get('entitlement_id')}, ${fen} fen ${String(result)}`;
    if (!owed) return this.words(`${words}, is owed to nobody`);
    if (!owed.fen.includes(fen)) this.words(`${words}, and owed are ${owed.fen.join(' or ')}`);
    if (owed.kind !== row.get('kind'))
      this.words(`${words} is ${String(row.get('kind'))} and not ${owed.kind}`);
    const held = row.get('held_reason') ?? null;
    if ((held !== null) !== (result === 'HELD')) this.words(`${words}: ${String(held)}`);
    if (result === 'PENDING' && (question.length || fen === 0))
      this.words(`${words}, is paid in spite of ${question.join()}`);
    if (held === null) {
      if (owed.kind !== 'CURRENT')
        this.count(owed.kind === 'REISSUE' ? 'a payment issued again' : 'back-pay');
      return;
    }
    this.count('a row held');
    if (!question.includes(String(held)) && !OTHER_REASONS.includes(String(held)))
      this.words(`${words}: ${String(held)}, and that is not so`);
    if (held === 'ACCOUNT_SHARED' && (this.accounts.get(row.get('account_number'))?.size ?? 0) < 2)
      this.words(`${words}: nobody shares the account ${String(row.get('account_number'))}`);
    if (held === 'NOT_ELIGIBLE' && !owed.fen.includes(0)) this.words(`${words}: entitled, and held as not`);
    const other = this.paidBy.get(
      `payee ${longForm(String(row.get('payee_id_number')))} ${row.get('benefit')} ${row.get('month')}`,
    );
    if (held === 'PAID_ELSEWHERE' && other === undefined) this.words(`${words}: paid nowhere else`);
  }

  /** The rows are all made: what stands is owed still, and the figures are those of the rows. */
  private checkMade(id: number, roster: Columns): void {
    for (const row of this.ledger.rowsOn(id)) {
      const owed = this.owed.get(`${id} ${row.get('entitlement_id')}`);
      if (row.get('result') === 'PENDING' && owed && !owed.has(String(row.get('month'))))
        this.words(
          `${row.get('month')} of entitlement ${row.get('entitlement_id')} stands from an earlier building of roster ${id}`,
        );
    }
    for (const words of partFaults(id, roster, this.ledger)) this.words(words);
    if (this.lost.has(String(roster.get('month')))) this.count('a roster lost by a restore and made again');
  }

  private checkSettling(id: number): void {
    const roster = this.ledger.rosters.get(id) as Columns;
    const rows = this.ledger.rowsOn(id);
    if (roster.get('job') ?? null) return;
    this.count('a roster paid');
    const left = rows.filter((row) => row.get('result') === 'PENDING').length;
    if (left) this.words(`roster ${id} is settled, and ${left} rows are not answered`);
    if (rows.some((row) => row.get('result') === 'RETURNED')) this.count('a payment returned');
    for (const words of this.ledger.sumFaults(id, this.owed, this.frameOf)) this.words(words);
  }
}

/** The oracle: judges a history by SYNC's invariants 1–5, 7 (its light form) and 14 from what people were told, what went over the wire and
 *  what the files hold. It imports no product code but types, so that it shares no mistake with it; a test holds it to that.        */
import type { CommandFrame, SyncResponse } from '#shared/sync/frames.ts';
import { ActsOracle, NEEDS_YOU, wasNumber } from './oracle-acts.ts';
import { CentreOracle } from './oracle-centre.ts';
import { type columnsOfRaw, confirmedColumns, differences, Fold, type FoldedRow } from './oracle-fold.ts';
import { laterFaults } from './oracle-later.ts';
import { Newest } from './oracle-moves.ts';
import { PapersOracle } from './oracle-papers.ts';
import { PaymentsOracle, type Work } from './oracle-payments.ts';
import type { CentreView, DeskView, RawRow, Recomputed, Violation } from './views.ts';

/** What a person was told: «saved on this computer». */
export interface Acknowledged {
  readonly desk: string;
  /** As it is now: a copy gives its acts other ones (IN7). */
  number: number;
  readonly formId: string;
  readonly name: string;
}

const RECEIVED = ['applied', 'applied-with-difference'];
type Columns = ReturnType<typeof columnsOfRaw>;
const NOTHING: Columns = new Map();
const MONEY_COLUMNS = ['account_holder', 'bank_name', 'account_number', 'account_kind', 'money_values'];

export class Oracle {
  readonly violations: Violation[] = [];
  private centre: CentreOracle;
  private readonly acknowledged = new Map<string, Acknowledged[]>();
  /** Forms sent off when the process died: done or not, but never twice. */
  private readonly doubtful = new Set<string>();
  private readonly folds = new Map<string, Fold>();
  /** Columns of a file that were found to be what a row of a log says, as long as both are as they were then. */
  private readonly fitted = new WeakMap<Columns, { readonly row: FoldedRow; readonly laid: number }>();
  /** Rows in which no secret was found. */
  private readonly clean = new WeakSet<RawRow>();
  private readonly acts: ActsOracle;
  /** I16. */
  readonly papers = new PapersOracle((words) => this.accuse('I16', words));
  /** Forms that people sent off and were told of, each once. */
  private made = 0;
  /** The centre as it was before each time that it was set back. */
  private readonly lost: CentreView[] = [];
  /** Texts that a desk without money may never hold. */
  private readonly secrets: readonly string[];

  private readonly count: (what: string) => void;
  private payments: PaymentsOracle;

  /** `count` is told of states that histories are to reach. */
  constructor(secrets: readonly string[], count: (what: string) => void = () => {}) {
    this.secrets = secrets;
    this.count = count;
    this.centre = this.centreAfter();
    this.payments = this.paymentsAfter();
    this.acts = new ActsOracle((rule, words) => this.accuse(rule, words), this.lost);
  }

  private centreAfter(before?: CentreOracle): CentreOracle {
    const accuse = (rule: string, words: string): void => this.accuse(rule, words);
    return new CentreOracle(accuse, (key) => this.isOfTwoDisks(key), before);
  }

  private paymentsAfter(before?: PaymentsOracle): PaymentsOracle {
    const accuse = (rule: string, words: string): void => this.accuse(rule, words);
    return new PaymentsOracle(accuse, this.count, (key) => this.centre.frameOf(key), before);
  }

  /** What the centre did by itself, each piece as it was done. */
  checkWorks(view: CentreView, works: readonly Work[], isQuiet: boolean): void {
    this.payments.check(view, works);
    if (isQuiet) this.payments.checkQuiet();
  }

  /** Whether a file was copied or a centre set back: only then may two sides differ (IN1). */
  get hasCopies(): boolean {
    return this.centre.hasCopies;
  }

  toldOf(desk: string): readonly Acknowledged[] {
    return (this.acknowledged.get(desk) ?? []).map((act) => ({ ...act }));
  }

  /** A desk's disk was copied: what people were told at the one is in the other too. */
  copied(of: string, copy: string): void {
    this.centre.hasCopies = true;
    this.papers.copied(of, copy);
    this.acknowledged.set(
      copy,
      this.toldOf(of).map((act) => ({ ...act, desk: copy })),
    );
  }

  /** A desk has an earlier file again: nothing else of it is there. */
  deskSetBack(desk: string, told: readonly Acknowledged[]): void {
    this.centre.hasCopies = true;
    this.acknowledged.set(
      desk,
      told.map((act) => ({ ...act })),
    );
    this.papers.deskSetBack(desk, new Set(told.map(({ formId }) => formId)));
    this.forget(desk);
    this.acts.forget(desk);
  }

  /** `before`: what it was. A desk may go by that until it has heard of it (I12). */
  centreSetBack(before: CentreView): void {
    this.lost.push(before);
    this.centre = this.centreAfter(this.centre);
    this.payments = this.paymentsAfter(this.payments);
    for (const name of this.folds.keys()) this.folds.delete(name);
  }

  private forget(desk: string): void {
    for (const name of this.folds.keys()) if (name.startsWith(`${desk}/`)) this.folds.delete(name);
  }

  accuse(rule: string, words: string): void {
    this.violations.push({ rule, words });
  }

  acknowledge(act: Acknowledged): void {
    const told = this.acknowledged.get(act.desk) ?? [];
    const before = told.find(({ formId }) => formId === act.formId);
    if (!before) this.made++;
    if (before && before.number !== act.number && !this.hasCopies)
      this.accuse('E3', `${act.desk}: form ${act.formId} became act ${before.number} and act ${act.number}`);
    if (!before) told.push(act);
    this.acknowledged.set(act.desk, told);
  }

  doubt(formId: string): void {
    this.doubtful.add(formId);
  }

  requested(device: number, text: string): void {
    this.centre.requested(device, text, this.isUnreadable);
  }

  answered(
    session: {
      readonly device: number;
      readonly classes: readonly string[];
      readonly scopes: readonly number[];
    },
    request: string,
    reply: SyncResponse,
  ): void {
    for (const words of laterFaults(request, reply, this.isUnreadable)) this.accuse('V4', words);
    this.centre.answered(session, request, reply);
  }

  /** Whether two disks gave an act this number, as `device/number`. */
  isOfTwoDisks: (key: string) => boolean = () => false;

  /** Acts that only a program newer than the centre's can read. */
  isUnreadable: (frame: CommandFrame) => boolean = () => false;

  /** No act of this number may ever have an effect (I10). */
  forged(device: number, number: number): void {
    this.centre.forged(device, number);
  }

  /** An account has another township from now on (PO). */
  postChanged(account: number, atMs: number, scope: number): void {
    this.centre.posts.push({ account, atMs, scope });
  }

  checkCentre(view: CentreView, isWhole: boolean): void {
    this.centre.check(view, isWhole);
  }

  /** One desk against the centre, at any moment between two steps. */
  checkDesk(
    view: DeskView,
    centre: CentreView,
    recomputed: Recomputed,
    shown: ReadonlyMap<string, string>,
  ): void {
    this.checkActs(view, centre);
    this.checkShadows(view);
    this.checkPrefix(view, centre);
    this.checkVisible(view, recomputed, shown);
    this.checkClasses(view);
  }

  /** I1: what was acknowledged is there, and nothing that nobody made. */
  private checkActs(view: DeskView, centre: CentreView): void {
    const told = this.acknowledged.get(view.desk) ?? [];
    const byForm = new Map(view.acts.map((act) => [act.form_id, act]));
    for (const each of told) {
      const act = byForm.get(each.formId);
      if (act && wasNumber(act, each.number)) each.number = act.number as number;
      if (!act || act.number !== each.number || act.name !== each.name)
        this.accuse('I1', `${view.desk}: act ${each.number} (${each.name}) was acknowledged and is gone`);
    }
    const forms = new Set(told.map(({ formId }) => formId));
    for (const act of view.acts) {
      if (!forms.has(act.form_id as string) && !this.doubtful.has(act.form_id as string))
        this.accuse('I1', `${view.desk}: act ${act.number} was made by nobody`);
      this.acts.check(view, act, centre);
    }
    const count = (outcomes: readonly string[]) =>
      view.acts.filter(({ outcome }) => outcomes.includes(outcome as string)).length;
    const [waiting, received, needsYou] = [count(['pending']), count(RECEIVED), count(NEEDS_YOU)];
    if (waiting + received + needsYou !== view.acts.length || view.acts.length < told.length)
      this.accuse('I1', `${view.desk}: ${view.acts.length} acts are ${waiting} + ${received} + ${needsYou}`);
  }

  /** SH1: a row has a shadow exactly while an open act's effects lie on it. */
  private checkShadows(view: DeskView): void {
    const open = new Set(view.acts.filter(({ is_open }) => is_open === 1).map(({ number }) => number));
    const written = new Set<string>();
    for (const { touched, number, mode } of view.touches) {
      if (!open.has(number as number)) this.accuse('SH1', `${view.desk}: touch of closed act ${number}`);
      if (mode === 'w') written.add(touched as string);
    }
    const shadows = new Set(view.shadows.map(({ type, id }) => `${type}:${id}`));
    for (const key of written)
      if (!shadows.has(key)) this.accuse('SH1', `${view.desk}: ${key} has no shadow`);
    for (const key of shadows)
      if (!written.has(key)) this.accuse('SH1', `${view.desk}: ${key} kept its shadow`);
  }

  /** I4: the confirmed rows are what the log up to the cursor makes, for the desk's scopes and classes. */
  private checkPrefix(view: DeskView, centre: CentreView): void {
    const shadows = new Map(view.shadows.map((shadow) => [`${shadow.type}:${shadow.id}`, shadow.confirmed]));
    const confirmed = new Map<number, Map<string, Columns>>();
    const put = (scope: number, key: string, columns: Columns): void => {
      if (!view.scopes.includes(scope)) this.accuse('I10', `${view.desk} holds ${key} of scope ${scope}`);
      const rows = confirmed.get(scope) ?? new Map();
      confirmed.set(scope, rows.set(key, columns));
    };
    for (const [type, rows] of Object.entries(view.records)) {
      for (const row of rows) {
        const key = `${type}:${row.id}`;
        const text = shadows.get(key);
        if (text === null) continue;
        // Open acts write values alone: all else of a row is as it was confirmed.
        const { values = {} } = JSON.parse((text as string | undefined) ?? '{}') as { values?: object };
        put(row.scope as number, key, confirmedColumns(row, values));
      }
    }
    const newest = new Newest();
    for (const rows of confirmed.values())
      for (const [key, columns] of rows) newest.hear(key, columns.get('moves'));
    const logs = view.isAgreed ? [] : this.lost;
    const own: RawRow[] = [];
    for (const cursor of view.cursors) {
      const past = this.foldOfThePast(view, logs, cursor, confirmed);
      if (past) newest.hearFold(past);
      else own.push(cursor);
    }
    for (const cursor of own) this.readLog(view, centre, cursor);
    for (const { scope } of own) {
      const fold = this.folds.get(`${view.desk}/${scope}`);
      if (fold) newest.hearFold(fold);
    }
    for (const { scope } of own)
      this.checkScope(view, scope as number, newest, confirmed.get(scope as number) ?? new Map());
  }

  /** I12: a desk that has not yet heard that the centre was set back may hold what the log made that was lost: that, or null. Of whom it
   *  holds in another township that one's log tells, which it may have heard of sooner (MV4). */
  private foldOfThePast(
    { classes }: DeskView,
    logs: readonly CentreView[],
    cursor: RawRow,
    confirmed: ReadonlyMap<number, ReadonlyMap<string, Columns>>,
  ): Fold | null {
    const [scope, at] = [cursor.scope as number, cursor.commit_number as number];
    const rows = confirmed.get(scope) ?? new Map<string, Columns>();
    const isElsewhere = (key: string): boolean =>
      !rows.has(key) && [...confirmed.values()].some((others) => others.has(key));
    for (const { scopes } of logs) {
      const state = scopes.get(scope);
      if (!state || state.commits.length < at) continue;
      const fold = new Fold(classes);
      fold.readTo(state.log, at);
      const isMadeOfIt = [...fold.rows].every(
        ([key, { columns }]) => isElsewhere(key) || !differences(columns, rows.get(key) ?? NOTHING).length,
      );
      if (isMadeOfIt && [...rows.keys()].every((key) => fold.rows.has(key))) return fold;
    }
    return null;
  }

  private readLog(view: DeskView, centre: CentreView, cursor: RawRow): void {
    const [scope, at] = [cursor.scope as number, cursor.commit_number as number];
    const name = `${view.desk}/${scope}`;
    const state = centre.scopes.get(scope);
    if (!state || at > state.commits.length) {
      this.accuse('I4', `${name} stands at ${at}, past the log's end`);
      return;
    }
    const fold = this.folds.get(name) ?? new Fold(view.classes);
    this.folds.set(name, fold);
    if (at < fold.at) this.accuse('I4', `${name} went back from ${fold.at} to ${at}`);
    fold.readTo(state.log, at);
  }

  private checkScope(
    view: DeskView,
    scope: number,
    newest: Newest,
    confirmed: ReadonlyMap<string, Columns>,
  ): void {
    const name = `${view.desk}/${scope}`;
    const fold = this.folds.get(name);
    if (!fold) return;
    const { at } = fold;
    for (const [key, row] of fold.rows) {
      // Another scope's log has it newer: the row is that one's (MV4).
      if (newest.isOld(key, row.columns.get('moves')) && !confirmed.has(key)) continue;
      const held = confirmed.get(key) ?? NOTHING;
      const fitted = this.fitted.get(held);
      if (fitted?.row === row && fitted.laid === row.laid) continue;
      const wrong = differences(row.columns, held);
      if (!wrong.length) this.fitted.set(held, { row, laid: row.laid });
      else this.accuse('I4', `${name}@${at} ${key}, log / file: ${wrong.join('; ')}`);
    }
    for (const key of confirmed.keys())
      if (!fold.rows.has(key)) this.accuse('I4', `${name}@${at} has ${key}, which the log has not`);
  }

  /** I5: what shows is the confirmed rows with the open acts decided over them. */
  private checkVisible(view: DeskView, recomputed: Recomputed, shown: ReadonlyMap<string, string>): void {
    for (const key of new Set([...recomputed.rows.keys(), ...shown.keys()])) {
      const [want, have] = [recomputed.rows.get(key), shown.get(key)];
      if (want !== have) this.accuse('I5', `${view.desk} ${key} shows ${have}, ought to show ${want}`);
    }
    for (const act of view.acts) {
      const refusal = recomputed.refusals.get(act.number as number) ?? null;
      if (act.is_open === 1 && act.local_refusal !== refusal)
        this.accuse(
          'B2',
          `${view.desk} act ${act.number} says ${act.local_refusal}, ought to say ${refusal}`,
        );
    }
  }

  /** A desk holds nothing of a class that its role may not see. */
  private checkClasses(view: DeskView): void {
    if (view.classes.includes('money')) return;
    const { records, acts, touches, shadows, cursors } = view;
    const tables = { ...records, act: acts, touch: touches, shadow: shadows, cursor: cursors };
    for (const [table, rows] of Object.entries(tables)) {
      for (const row of rows) {
        if (this.clean.has(row)) continue;
        const column = table in records && MONEY_COLUMNS.find((each) => (row[each] ?? null) !== null);
        if (column) this.accuse('I10', `${view.desk} holds ${column} of ${table} ${row.id}`);
        const text = JSON.stringify(row);
        const secret = this.secrets.find((each) => text.includes(each));
        if (secret) this.accuse('I10', `${view.desk} holds the account number ${secret}`);
        if (!column && !secret) this.clean.add(row);
      }
    }
  }

  /** After the storm: nothing waits, nothing lies over the confirmed rows, every cursor is at its log's end. */
  checkQuiet(view: DeskView, centre: CentreView): void {
    const waiting = view.acts.filter(({ is_open }) => is_open === 1).length;
    if (waiting) this.accuse('I20', `${view.desk}: ${waiting} acts still open`);
    if (view.shadows.length || view.touches.length)
      this.accuse('SH1', `${view.desk}: ${view.shadows.length} shadows, ${view.touches.length} touches left`);
    for (const scope of view.scopes) {
      const head = centre.scopes.get(scope)?.commits.length ?? 0;
      const at = view.cursors.find((cursor) => cursor.scope === scope)?.commit_number ?? 0;
      if (at !== head) this.accuse('I20', `${view.desk}/${scope} stands at ${at} of ${head}`);
    }
    for (const act of view.acts)
      if (!centre.outcomes.has(`${act.device}/${act.number}`))
        this.accuse('I1', `${view.desk} act ${act.device}/${act.number} never reached the centre`);
    if (!view.isAgreed) this.accuse('I12', `${view.desk} never came to an end with the centre set back`);
  }

  /** Acts that people were told are saved. */
  get actCount(): number {
    return this.made;
  }
}

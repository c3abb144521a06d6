/** Rows of a roster: the cases of the dossier as a table, and random years of one person's subsidy, in which no month may be paid twice or
 *  lost (S000 唯一性; S004 arts 4, 12).                                                                                                  */
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../base/chance.ts';
import { addMonths, monthsFromTo } from './month.ts';
import {
  dueRows,
  type LedgerRow,
  type Movement,
  rosterIdentity,
  type Standing,
  type Suspension,
} from './roster-rows.ts';

const active = (rest: Partial<Standing> = {}): Standing => ({
  ...{ entitledFrom: '2022-05', lastPayableMonth: null, suspensions: [], isAccountGood: true },
  ...rest,
});
const row = (
  month: string,
  kind: LedgerRow['kind'],
  amountFen: number,
  result: LedgerRow['result'] = 'PAID',
) => ({
  ...{ month, kind, amountFen, result },
});
const hundred = () => 10_000;
const brief = (rows: ReturnType<typeof dueRows>) =>
  rows.map(({ month, kind, amountFen, held }) => `${month} ${kind} ${amountFen}${held ? ` ${held}` : ''}`);

describe('what a month is owed', () => {
  const paid = [row('2022-05', 'CURRENT', 10_000), row('2022-06', 'CURRENT', 10_000)];
  const raised = (month: string) => (month >= '2022-06' ? 12_000 : 10_000);
  const doubt = (outcome: Suspension['outcome']): Standing =>
    active({ suspensions: [{ from: '2022-06', to: '2022-06', outcome }] });
  test.each<[string, Standing, LedgerRow[], (month: string) => number | null, string[]]>([
    [
      'S004 art.4 all that is unpaid from before',
      active(),
      [],
      hundred,
      ['2022-05 BACK_PAY 10000', '2022-06 BACK_PAY 10000', '2022-07 CURRENT 10000'],
    ],
    [
      'RO1 what is on a roster is not paid again',
      active(),
      [...paid, row('2022-07', 'CURRENT', 10_000, 'PENDING')],
      hundred,
      [],
    ],
    ['RO3 a raise dated back', active(), paid, raised, ['2022-06 ADJUST 2000', '2022-07 CURRENT 12000']],
    ['RO3 never less', active(), paid, () => 9000, ['2022-07 CURRENT 9000']],
    [
      'RO4 returned, the account not mended',
      active({ isAccountGood: false }),
      [row('2022-05', 'CURRENT', 10_000), row('2022-06', 'CURRENT', 10_000, 'RETURNED')],
      hundred,
      ['2022-06 REISSUE 10000 ACCOUNT_RETURNED', '2022-07 CURRENT 10000 ACCOUNT_RETURNED'],
    ],
    [
      'e.10 returned, then mended',
      active(),
      [row('2022-05', 'CURRENT', 10_000), row('2022-06', 'CURRENT', 10_000, 'RETURNED')],
      hundred,
      ['2022-06 REISSUE 10000', '2022-07 CURRENT 10000'],
    ],
    [
      'a difference that came back is owed again',
      active(),
      [...paid, row('2022-06', 'ADJUST', 2000, 'RETURNED')],
      raised,
      ['2022-06 ADJUST 2000', '2022-07 CURRENT 12000'],
    ],
    [
      'a payment that comes back after its difference was paid: the rest',
      active(),
      [
        row('2022-05', 'CURRENT', 10_000),
        row('2022-06', 'CURRENT', 10_000, 'RETURNED'),
        row('2022-06', 'ADJUST', 2000),
      ],
      raised,
      ['2022-06 REISSUE 10000', '2022-07 CURRENT 12000'],
    ],
    [
      'e.3 a row that was held is back-paid',
      active(),
      [row('2022-05', 'CURRENT', 10_000), row('2022-06', 'CURRENT', 10_000, 'HELD')],
      hundred,
      ['2022-06 BACK_PAY 10000', '2022-07 CURRENT 10000'],
    ],
    ['RO5 in doubt', doubt('OPEN'), [row('2022-05', 'CURRENT', 10_000)], hundred, ['2022-07 CURRENT 10000']],
    [
      'RO5 the doubt was unfounded',
      doubt('UNFOUNDED'),
      [row('2022-05', 'CURRENT', 10_000)],
      hundred,
      ['2022-06 BACK_PAY 10000', '2022-07 CURRENT 10000'],
    ],
    [
      'RO5 it was not',
      doubt('FORFEITED'),
      [row('2022-05', 'CURRENT', 10_000)],
      hundred,
      ['2022-07 CURRENT 10000'],
    ],
    [
      '(f) nothing after the last payable month',
      active({ lastPayableMonth: '2022-06' }),
      [row('2022-05', 'CURRENT', 10_000)],
      hundred,
      ['2022-06 BACK_PAY 10000'],
    ],
    ['RO6 an unknown amount', active(), paid, () => null, ['2022-07 CURRENT 0 AMOUNT_UNKNOWN']],
    [
      'RO7 history pays nothing',
      active(),
      [row('2022-05', 'HISTORY', 5000), row('2022-06', 'HISTORY', 5000)],
      raised,
      ['2022-07 CURRENT 12000'],
    ],
    ['e.6 a month that is not due', active(), paid, (month) => (month === '2022-07' ? 0 : 10_000), []],
  ])('%s', (_what, standing, ledger, amountOf, expected) => {
    expect(brief(dueRows(standing, ledger, '2022-07', amountOf))).toEqual(expected);
  });
});

/** Months in which the standard rises, and from which month on: a raise may be dated back. */
interface Raise {
  readonly knownIn: string;
  readonly from: string;
  readonly fen: number;
}

/** Thirty-six rosters of one person, each answered by the bank, at once or only after the next one was built, with all that may happen
 *  between them; the first months may have been paid before the rosters began.                                                        */
function play(seed: number) {
  const chance = seededRandom(seed);
  const one = (in_: number): boolean => chance.next() < 1 / in_;
  const months = monthsFromTo('2020-01', '2022-12');
  const raises: Raise[] = [];
  const suspensions: Suspension[] = [];
  const ledger: LedgerRow[] = [];
  let standing = active({ entitledFrom: months[Math.floor(chance.next() * 6)] as string });
  const begins = addMonths(standing.entitledFrom, one(2) ? Math.floor(chance.next() * 5) : 0);
  // What was paid the old way, now and then at less than the rules give.
  for (const month of monthsFromTo(standing.entitledFrom, addMonths(begins, -1)))
    ledger.push({ month, kind: 'HISTORY', amountFen: one(3) ? 9_000 : 10_000, result: 'PAID' });
  let diedIn: string | null = null;
  const standardOf = (month: string): number =>
    raises.reduce((fen, raise) => (raise.from <= month ? Math.max(fen, raise.fen) : fen), 10_000);
  const roster = (month: string, isLast: boolean): void => {
    const wasGood = standing.isAccountGood;
    for (const { held, ...due } of dueRows(standing, ledger, month, standardOf)) {
      expect(due.month <= (standing.lastPayableMonth ?? '9999-12'), `seed ${seed}: known to have ended`).toBe(
        true,
      );
      if (!wasGood) expect(held, `seed ${seed} ${month}: to an account that came back`).not.toBeNull();
      const result = held || (!isLast && one(15)) ? 'HELD' : !isLast && one(5) ? 'PENDING' : bankSays(isLast);
      ledger.push({ ...due, result });
    }
  };
  const bankSays = (isLast: boolean): 'RETURNED' | 'PAID' => {
    if (isLast || !one(8)) return 'PAID';
    standing = { ...standing, isAccountGood: false };
    return 'RETURNED';
  };
  /** Rows on a roster that the bank had not answered when the next one was built. */
  const answerAll = (known: readonly LedgerRow[], isLast: boolean): void => {
    for (const row of known)
      if (row.result === 'PENDING')
        ledger.splice(ledger.indexOf(row), 1, { ...row, result: bankSays(isLast) });
  };
  const happen = (month: string): void => {
    if (one(9))
      raises.push({
        knownIn: month,
        from: addMonths(month, -Math.floor(chance.next() * 8)),
        fen: 10_000 + 500 * (raises.length + 1),
      });
    const open = suspensions.at(-1);
    if (open?.outcome === 'OPEN') {
      if (one(3)) {
        const outcome = one(2) ? 'UNFOUNDED' : 'FORFEITED';
        suspensions.splice(-1, 1, { from: open.from, to: addMonths(month, -1), outcome });
      }
    } else if (one(10)) suspensions.push({ from: month, to: null, outcome: 'OPEN' });
    if (!diedIn && one(60)) diedIn = addMonths(month, -Math.floor(chance.next() * 4));
    const isAccountGood = standing.isAccountGood || one(2);
    standing = { ...standing, isAccountGood, suspensions: [...suspensions], lastPayableMonth: diedIn };
  };
  for (const month of months) {
    happen(month);
    const waiting = [...ledger];
    if (month >= begins) roster(month, false);
    answerAll(waiting, false);
  }
  answerAll([...ledger], true);
  const open = suspensions.at(-1);
  if (open?.outcome === 'OPEN') suspensions.splice(-1, 1, { ...open, to: '2022-12', outcome: 'UNFOUNDED' });
  standing = { ...standing, isAccountGood: true, suspensions: [...suspensions] };
  roster('2022-12', true);
  return { months, ledger, standing, standardOf, begins };
}

describe('three years of rosters, six hundred times', () => {
  test('no month is paid twice, none is lost, and each in the end at its standard', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 600; seed++) {
      const { months, ledger, standing, standardOf, begins } = play(seed);
      for (const month of months) {
        const rows = ledger.filter((each) => each.month === month && each.result === 'PAID');
        const sum = rows.reduce((fen, { amountFen }) => fen + amountFen, 0);
        const base = rows.filter(({ kind }) => kind !== 'ADJUST');
        expect(base.length, `seed ${seed} ${month}`).toBeLessThanOrEqual(1);
        for (const { kind } of rows) seen.add(kind);
        const isForfeited = standing.suspensions.some(
          ({ from, to, outcome }) => outcome === 'FORFEITED' && from <= month && month <= (to as string),
        );
        const isOver = standing.lastPayableMonth !== null && month > standing.lastPayableMonth;
        const where = `seed ${seed} ${month}`;
        if (month < standing.entitledFrom) expect(sum, where).toBe(0);
        else if (month < begins)
          expect(
            rows.map(({ kind }) => kind),
            where,
          ).toEqual(['HISTORY']);
        else if (isForfeited) expect(sum, where).toBe(0);
        else if (!isOver) expect(sum, where).toBe(standardOf(month));
        else expect(sum, where).toBeLessThanOrEqual(standardOf(month));
      }
    }
    expect([...seen].sort()).toEqual(['ADJUST', 'BACK_PAY', 'CURRENT', 'HISTORY', 'REISSUE']);
  });
});

describe('the identity of a roster', () => {
  test('last + new + resumed − exited − suspended = this, and whoever nothing explains is named', () => {
    const movements: Record<number, Movement> = { 4: 'NEW', 5: 'RESUMED', 1: 'EXITED', 2: 'SUSPENDED' };
    const of = (last: number[], current: number[]) =>
      rosterIdentity(new Set(last), new Set(current), (person) => movements[person] ?? null);
    const { unexplained, ...counted } = of([1, 2, 3], [3, 4, 5]);
    expect(counted).toEqual({ last: 3, added: 1, resumed: 1, exited: 1, suspended: 1, current: 3 });
    expect(unexplained).toEqual([]);
    expect(of([1, 3, 6], [3, 7]).unexplained).toEqual([7, 6]);
    expect(of([1], [1, 1 + 4]).unexplained).toEqual([]);
    expect(of([4], []).unexplained).toEqual([4]);
  });

  test('it balances whatever happens, as soon as everybody is explained', () => {
    const chance = seededRandom(7);
    for (let round = 0; round < 500; round++) {
      const people = Array.from({ length: 30 }, (_, at) => at);
      const last = new Set(people.filter(() => chance.next() < 0.6));
      const current = new Set(people.filter(() => chance.next() < 0.6));
      const isOdd = (person: number): boolean => person % 2 === 1;
      const movementOf = (person: number): Movement =>
        current.has(person) ? (isOdd(person) ? 'NEW' : 'RESUMED') : isOdd(person) ? 'EXITED' : 'SUSPENDED';
      const identity = rosterIdentity(last, current, movementOf);
      const { added, resumed, exited, suspended } = identity;
      expect(identity.last + added + resumed - exited - suspended).toBe(identity.current);
      expect(identity.unexplained).toEqual([]);
      // Whoever nothing explains is named, all of them and nobody else.
      const isLost = new Set(people.filter(() => chance.next() < 0.2));
      const half = rosterIdentity(last, current, (person) =>
        isLost.has(person) ? null : movementOf(person),
      );
      const changed = people.filter((person) => last.has(person) !== current.has(person));
      expect(half.unexplained.toSorted((a, b) => a - b)).toEqual(
        changed.filter((person) => isLost.has(person)),
      );
      const sum = half.last + half.added + half.resumed - half.exited - half.suspended;
      const cameMinusWent = half.unexplained.reduce((by, person) => by + (current.has(person) ? 1 : -1), 0);
      expect(sum + cameMinusWent).toBe(half.current);
    }
  });
});

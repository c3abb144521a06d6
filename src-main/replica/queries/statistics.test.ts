/** Statistics of a small township, counted by hand (dossier (l)). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CrossDimension, StatisticTable } from '#shared/rpc/statistics-shapes.ts';
import { CHEN, demoPerson, NAREN, NORTH, personFields, SAREN, TestDesk } from '../test-desk.ts';
import { statisticsOf } from './statistics.ts';

const MONTH = '2026-11';
let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
});
afterEach(() => desk.close());

/** So many draw living alone, nursing alone, both; one of each kind came in the month. */
function fill(onlyLiving: number, onlyNursing: number, both: number): void {
  let at = 0;
  const people = (count: number, benefits: readonly string[], more: Record<string, string> = {}) =>
    Array.from({ length: count }, (_, nth) => {
      const id = 60_000 + at * 10;
      const person = {
        ...personFields(demoPerson(at)),
        grade: benefits.includes('NURSING') ? 1 : 3,
        sex: 'F',
        hukouKind: 'RURAL',
        birthDate: '1980-01-01',
      };
      at += 1;
      const decidedOn = nth === 0 ? '2026-11-01' : '2026-01-05';
      return [
        { type: 'person' as const, id, set: person },
        ...benefits.map((benefit, which) => ({
          type: 'entitlement' as const,
          id: id + 1 + which,
          set: { personId: id, benefit, state: 'ACTIVE', entitledFrom: '2026-01', decidedOn, ...more },
        })),
      ];
    }).flat();
  desk.confirm(NORTH, [
    ...people(onlyLiving, ['LIVING']),
    ...people(onlyNursing, ['NURSING']),
    ...people(both, ['LIVING', 'NURSING']),
    ...people(2, ['LIVING'], {
      state: 'EXITED',
      exitedOn: '2026-11-03',
      exitReason: 'DEATH',
      decidedOn: '2025-01-01',
    }),
  ]);
}

const tablesOf = (
  who: typeof NAREN,
  forOutside = false,
  cross: CrossDimension[] = [],
): Map<string, StatisticTable> =>
  new Map(
    statisticsOf(desk.reading(who), { month: MONTH, forOutside, cross }).tables.map((table) => [
      table.key,
      table,
    ]),
  );
const briefly = (table: StatisticTable | undefined) =>
  Object.fromEntries(
    (table?.rows ?? []).map(({ code, cells, sum }) => [code, sum === undefined ? cells : [...cells, sum]]),
  );

describe('who receives', () => {
  test('ST1 everybody once, in the kinds of benefit, class, grade, age, hukou and sex', () => {
    fill(7, 6, 8);
    const tables = tablesOf(SAREN);
    expect(tables.get('people.grade')).toMatchObject({
      unit: 'PERSONS',
      sums: { cells: [7, 6, 8], sum: 21 },
    });
    expect(briefly(tables.get('people.grade'))).toEqual({
      1: [0, 6, 8, 14],
      2: [0, 0, 0, 0],
      3: [7, 0, 0, 7],
      4: [0, 0, 0, 0],
    });
    expect(briefly(tables.get('people.township'))).toEqual({ 查干淖尔苏木: [7, 6, 8, 21] });
    expect(briefly(tables.get('people.age'))['18-59']).toEqual([7, 6, 8, 21]);
    expect(briefly(tables.get('people.hukou'))).toEqual({ URBAN: [0, 0, 0, 0], RURAL: [7, 6, 8, 21] });
    expect(briefly(tables.get('movement'))).toMatchObject({ NEW: [2, 2], DEATH: [2, 0] });
    expect(tables.get('movement')?.unit).toBe('PERSON_TIMES');
  });

  test('a township counts by village', () => {
    fill(7, 6, 8);
    expect([...tablesOf(NAREN).keys()]).toContain('people.village');
  });
});

describe('ST2 small cells', () => {
  test('civil affairs and the federation see them', () => {
    fill(3, 6, 8);
    expect(briefly(tablesOf(CHEN).get('people.sex'))).toMatchObject({ F: [3, 6, 8, 17] });
  });
  test('outside they are left out, with what would give them away', () => {
    fill(3, 6, 8);
    const table = tablesOf(SAREN, true).get('people.sex');
    const cells = [
      ...(table?.rows ?? []).flatMap(({ cells: of, sum }) => [...of, sum]),
      ...(table?.sums?.cells ?? []),
    ];
    expect(cells).not.toContain(3);
    expect(table?.sums?.cells.filter((cell) => cell === null).length).not.toBe(1);
  });
  test('outside, two more than the month before are left out too (SC8)', () => {
    fill(7, 6, 8);
    const row = { personId: 60_000, benefit: 'LIVING', kind: 'CURRENT', amountFen: 10_000, result: 'PAID' };
    desk.confirm(NORTH, [
      { type: 'rosterRow', id: 90_000, set: { ...row, rosterMonth: '2026-10', month: '2026-10' } },
      ...[0, 1].map((at) => ({
        ...{ type: 'person' as const, id: 70_000 + at },
        set: { ...personFields(demoPerson(40 + at)), sex: 'F' },
      })),
      ...[0, 1].map((at) => ({
        ...{ type: 'entitlement' as const, id: 70_010 + at },
        set: { personId: 70_000 + at, benefit: 'LIVING', state: 'ACTIVE', entitledFrom: MONTH },
      })),
    ]);
    expect(tablesOf(SAREN).get('people.sex')?.sums).toEqual({ cells: [9, 6, 8], sum: 23 });
    const sums = tablesOf(SAREN, true).get('people.sex')?.sums;
    expect([sums?.cells[0], sums?.sum]).toEqual([null, null]);
  });
  test('finance sees nothing else, and no class or grade (ST3)', () => {
    fill(3, 6, 8);
    const finance = { ...SAREN, role: 'COUNTY_FINANCE' as const, classes: ['case', 'money', 'identity'] };
    const found = statisticsOf(desk.reading(finance), { month: MONTH, forOutside: false });
    expect(found).toMatchObject({ isSuppressed: true, isOnlyOutside: true });
    expect(found.tables.map(({ key }) => key)).not.toContain('people.grade');
    expect(JSON.stringify(found.tables.filter(({ key }) => key.startsWith('people.')))).not.toContain('[3,');
  });
});

describe('several dimensions together', () => {
  const rowsOf = (table: StatisticTable | undefined) =>
    Object.fromEntries(
      (table?.rows ?? []).map(({ parts, cells, sum }) => [
        parts?.map(({ code }) => code).join(' '),
        [...cells, sum],
      ]),
    );
  test('inside: up to three, rows in which somebody is', () => {
    fill(7, 6, 8);
    const table = tablesOf(SAREN, false, ['sex', 'place', 'grade']).get('people.cross');
    expect(rowsOf(table)).toEqual({
      '查干淖尔苏木 1 F': [0, 6, 8, 14],
      '查干淖尔苏木 3 F': [7, 0, 0, 7],
    });
    expect(table?.sums).toEqual({ cells: [7, 6, 8], sum: 21 });
    expect(tablesOf(SAREN, false, ['sex']).has('people.cross')).toBe(false);
  });
  test('ST2 outside: two, every row, and the small ones left out', () => {
    fill(3, 6, 8);
    const table = tablesOf(SAREN, true, ['grade', 'sex', 'age']).get('people.cross');
    expect(table?.rows[0]?.parts?.map(({ dimension }) => dimension)).toEqual(['grade', 'age']);
    expect(table?.rows).toHaveLength(20);
    expect(rowsOf(table)['3 18-59']?.[0]).toBeNull();
  });
  test('ST3 finance crosses no class or grade', () => {
    fill(7, 6, 8);
    const finance = { ...SAREN, role: 'COUNTY_FINANCE' as const, classes: ['case', 'money', 'identity'] };
    expect(tablesOf(finance, false, ['grade', 'sex']).has('people.cross')).toBe(false);
    expect(tablesOf(finance, false, ['age', 'sex']).has('people.cross')).toBe(true);
  });
});

describe('ST4 the money, from the rows of the rosters', () => {
  /** So many people paid in the month, one more sent back, and one paid the month before. */
  function pay(count: number): void {
    const row = (id: number, set: object) => ({
      ...{ type: 'rosterRow' as const, id: 90_000 + id },
      set: {
        ...{ rosterMonth: MONTH, month: MONTH, benefit: 'LIVING', kind: 'CURRENT', amountFen: 10_000 },
        ...{ personId: 60_000 + id * 10, result: 'PAID' },
        ...set,
      },
    });
    const recovery = {
      personId: 60_000,
      entitlementId: 60_001,
      paidBack: [{ amountFen: 700, on: '2026-11-02' }],
    };
    desk.confirm(NORTH, [
      ...Array.from({ length: count }, (_, at) => row(at, {})),
      row(100, { personId: 60_000, month: '2026-10', kind: 'BACK_PAY', amountFen: 9_000 }),
      row(101, { result: 'RETURNED', amountFen: 300 }),
      row(102, { result: 'HELD', amountFen: 0 }),
      row(103, { rosterMonth: '2026-10', month: '2026-10', benefit: 'NURSING', amountFen: 5_000 }),
      row(104, { kind: 'HISTORY', amountFen: 77_777 }),
      row(105, { result: 'DROPPED', amountFen: 88_888 }),
      { type: 'recovery', id: 95_000, set: recovery as never },
    ]);
  }
  test('inside: to the fen, by kind, and what was not paid apart', () => {
    fill(7, 6, 8);
    pay(6);
    const tables = tablesOf(SAREN);
    expect(briefly(tables.get('money'))).toMatchObject({
      CURRENT: [60_000, 0, 60_000],
      BACK_PAY: [9_000, 0, 9_000],
    });
    expect(tables.get('money')?.sums).toEqual({ cells: [69_000, 0], sum: 69_000 });
    expect(briefly(tables.get('money.times'))).toMatchObject({ CURRENT: [6, 0, 6], BACK_PAY: [1, 0, 1] });
    expect(briefly(tables.get('money.aside'))).toEqual({
      ...{ PENDING: [0, 0], HELD: [0, 0], RETURNED: [300, 0], RECOVERED: [700, 0] },
    });
    expect(briefly(tables.get('money.months'))).toEqual({
      '2026-10': [0, 5_000, 5_000],
      '2026-11': [69_000, 0, 69_000],
    });
  });
  test('ST5 outside: of fewer than five people nothing, nor what would give it away', () => {
    fill(7, 6, 8);
    pay(6);
    const tables = tablesOf(SAREN, true);
    const back = briefly(tables.get('money'))['BACK_PAY'];
    expect(back?.[0]).toBeNull();
    expect(briefly(tables.get('money.aside'))['RETURNED']?.[0]).toBeNull();
    expect(tables.has('money.months')).toBe(false);
    const shown = tables.get('money')?.sums?.cells[0];
    const current = briefly(tables.get('money'))['CURRENT']?.[0];
    expect(shown === null || current === null).toBe(true);
  });
  test('ST5 where the people’s own sums are left out, all of it is', () => {
    fill(3, 6, 8);
    pay(6);
    const cells = [...tablesOf(SAREN, true)]
      .filter(([key]) => key.startsWith('money'))
      .flatMap(([, table]) => table.rows.flatMap((row) => row.cells));
    expect(new Set(cells)).toEqual(new Set([null]));
  });
});

/** Statistics of a small township, counted by hand (dossier (l)). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StatisticTable } from '#shared/rpc/statistics-shapes.ts';
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

const tablesOf = (who: typeof NAREN, forOutside = false): Map<string, StatisticTable> =>
  new Map(
    statisticsOf(desk.reading(who), { month: MONTH, forOutside }).tables.map((table) => [table.key, table]),
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
  test('finance sees nothing else, and no class or grade (ST3)', () => {
    fill(3, 6, 8);
    const finance = { ...SAREN, role: 'COUNTY_FINANCE' as const, classes: ['case', 'money', 'identity'] };
    const found = statisticsOf(desk.reading(finance), { month: MONTH, forOutside: false });
    expect(found).toMatchObject({ isSuppressed: true, isOnlyOutside: true });
    expect(found.tables.map(({ key }) => key)).not.toContain('people.grade');
    expect(JSON.stringify(found.tables.filter(({ key }) => key.startsWith('people.')))).not.toContain('[3,');
  });
});

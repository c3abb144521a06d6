/** The form of a register that moves: what is checked, what is sent, what is told before it is done. */
import { describe, expect, test } from 'vitest';
import { personMove } from '#shared/domain/move.ts';
import { DEMO_DIVISIONS, DEMO_TOWNSHIPS } from '#shared/domain/division.ts';
import { holdPlaces } from '../../data/places.ts';
import {
  moveArgs,
  moveFaults,
  type MoveTyped,
  type Moving,
  sayAfterMoving,
  townshipOf,
  villagesElsewhere,
  writtenMove,
} from './move.ts';

holdPlaces(DEMO_DIVISIONS);
const TODAY = '2026-11-23';
const [NORTH, SOUTH] = DEMO_TOWNSHIPS.map(({ code }) => code) as [number, number];
const whole: MoveTyped = {
  ...{ toVillage: villagesElsewhere(NORTH)[0]?.value ?? 0, hukouAddress: ' 新村 3 号 ' },
  ...{ movedOn: '2026-11-20', together: [8, 7, 9], reason: ' 新户口簿 ' },
};

test('what is sent is what the command takes, the person first and nobody twice', () => {
  const args = moveArgs(7, whole);
  expect(args).toMatchObject({ personIds: [7, 8, 9], hukouAddress: '新村 3 号', reason: '新户口簿' });
  expect(personMove.args.safeParse(args).success).toBe(true);
  expect(moveArgs(7, { ...whole, hukouAddress: ' ' }).hukouAddress).toBeNull();
});

test('a move that the county did not take opens as it was written', () => {
  const { hukouAddress, ...rest } = moveArgs(7, whole);
  expect(moveArgs(7, writtenMove(7, { ...rest, hukouAddress: hukouAddress ?? null }))).toEqual(
    moveArgs(7, whole),
  );
});

describe('faults', () => {
  test.each([
    [{}, []],
    [{ toVillage: null }, ['toVillage']],
    [{ movedOn: '2026-11-24' }, ['movedOn']],
    [{ movedOn: '2026-11-23' }, []],
    [{ movedOn: '11月20日' }, ['movedOn']],
    [{ reason: '  ' }, ['reason']],
    [{ toVillage: null, movedOn: '', reason: '' }, ['toVillage', 'movedOn', 'reason']],
  ] as const)('%o: %o', (change, fields) => {
    const faults = moveFaults({ ...whole, ...change }, TODAY);
    expect(Object.entries(faults).flatMap(([field, words]) => (words ? [field] : []))).toEqual(fields);
  });
});

test('every village of every other township of the county can be chosen, none of its own', () => {
  const villages = villagesElsewhere(NORTH);
  const townships = new Set(villages.map(({ value }) => townshipOf(value)));
  expect([...townships]).toEqual(DEMO_TOWNSHIPS.slice(1).map(({ name }) => name));
  expect(villages.every(({ value, label }) => label.startsWith(townshipOf(value)))).toBe(true);
  expect(townshipOf(null)).toBe('');
  expect(villagesElsewhere(SOUTH).map(({ value }) => townshipOf(value))).toContain(DEMO_TOWNSHIPS[0]?.name);
});

describe('what will happen', () => {
  const moving: Moving = {
    ...{ names: ['张三'], from: '甲苏木', to: '乙镇', movedOn: '2026-12-03', openFiles: 0 },
    ...{ isPaid: false, isOffline: false },
  };
  test.each([
    ['nobody knows whereto yet', { to: '' }, []],
    [
      'one person without a file',
      {},
      [
        '张三（共 1 人）从甲苏木到乙镇，案件、材料、经过都跟着走。',
        '没有在办的申请，只是人和旧案过去。',
        '甲苏木以后只看得到“已迁往乙镇”；那边还没传上来的改动转给乙镇定，一条不丢。',
      ],
    ],
    [
      'a household with open files that is paid, over the end of a year, offline',
      { names: ['张三', '李四'], openFiles: 2, isPaid: true, isOffline: true },
      [
        '张三、李四（共 2 人）从甲苏木到乙镇，案件、材料、经过都跟着走。',
        '在办的 2 件由乙镇接着办，申请日期不变。',
        '2026年12月的补贴还由甲苏木发，2027年1月起由乙镇发。',
        '甲苏木以后只看得到“已迁往乙镇”；那边还没传上来的改动转给乙镇定，一条不丢。',
        '现在没连着旗里：先存本机，传上去了才迁。',
      ],
    ],
  ] as const)('%s', (_, change, sentences) =>
    expect(sayAfterMoving({ ...moving, ...change })).toEqual(sentences),
  );
  test('no month is said of a day that is none', () => {
    expect(sayAfterMoving({ ...moving, isPaid: true, movedOn: '12月' }).join('')).not.toContain('补贴');
  });
});

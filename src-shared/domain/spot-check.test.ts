/** Spot checks: a sample that can be drawn again, results, the two a year (S004 art.7). */
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../base/chance.ts';
import { makeId } from '../base/id.ts';
import { decideAs, madeUpPerson, rowOf, setsOf } from './made-up-file.ts';
import { drawSample, type SampledRow, SPOT_CHECK_RULE, spotChecksMissing } from './spot-sample.ts';
import { BENEFITS, type Role } from './state.ts';

const SEED = '0123456789abcdef';
const TOWNSHIPS = [159999101000, 159999102000, 159999103000];

function population(count: number, seed = 1): SampledRow[] {
  const { next } = seededRandom(seed);
  return Array.from({ length: count }, (_, at) => ({
    personId: 1_000 + at,
    township: TOWNSHIPS[Math.floor(next() * TOWNSHIPS.length)] as number,
    benefits: next() < 0.3 ? BENEFITS : [next() < 0.5 ? ('LIVING' as const) : ('NURSING' as const)],
    isFlagged: next() < 0.01,
  }));
}
function shuffled<T>(all: readonly T[], seed: number): T[] {
  const { next } = seededRandom(seed);
  return all
    .map((one) => [next(), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one);
}

describe('SS1', () => {
  const rows = population(900);
  const drawn = drawSample(rows, SEED, SPOT_CHECK_RULE);
  test.each([1, 2, 3, 4, 5])(
    'the rows in another order (%i) give the same list and the same hash',
    (seed) => {
      expect(drawSample(shuffled(rows, seed), SEED, SPOT_CHECK_RULE)).toEqual(drawn);
    },
  );
  test('another seed gives another list, from the same data', () => {
    const other = drawSample(rows, 'fedcba9876543210', SPOT_CHECK_RULE);
    expect(other.people).not.toEqual(drawn.people);
    expect(other.populationHash).toBe(drawn.populationHash);
  });
  test('one person more is other data', () => {
    const more = drawSample([...rows, { ...rows[0], personId: 5 } as SampledRow], SEED, SPOT_CHECK_RULE);
    expect(more.populationHash).not.toBe(drawn.populationHash);
  });
});

describe.each([7, 60, 900, 2_500])('SS2 of %i people', (count) => {
  const rows = population(count, count);
  const { people } = drawSample(rows, SEED, SPOT_CHECK_RULE);
  const byChance = new Set(people.filter(({ why }) => why === 'DRAWN').map(({ personId }) => personId));
  test.each(TOWNSHIPS)('%i has 5 in 100 of each benefit, and 5 people or all', (township) => {
    const there = rows.filter((row) => row.township === township);
    const drawn = there.filter(({ personId }) => byChance.has(personId));
    expect(drawn.length).toBeGreaterThanOrEqual(Math.min(5, there.length));
    for (const benefit of BENEFITS) {
      const layer = there.filter(({ benefits }) => benefits.includes(benefit));
      const inLayer = drawn.filter(({ benefits }) => benefits.includes(benefit));
      expect(inLayer.length).toBeGreaterThanOrEqual(Math.ceil(layer.length * 0.05));
    }
  });
  test('not many more than that, and nobody twice', () => {
    expect(new Set(people.map(({ personId }) => personId)).size).toBe(people.length);
    const most = rows.length * 0.1 + TOWNSHIPS.length * 7 + rows.filter(({ isFlagged }) => isFlagged).length;
    expect(people.length).toBeLessThanOrEqual(most);
  });
  test('SS3 everybody with something open is there', () => {
    const flagged = rows.filter(({ isFlagged }) => isFlagged).map(({ personId }) => personId);
    const listed = people.map(({ personId }) => personId);
    expect(flagged.filter((id) => !listed.includes(id))).toEqual([]);
    const only = people.filter(({ why }) => why === 'FLAGGED').map(({ personId }) => personId);
    expect(only.filter((id) => !flagged.includes(id))).toEqual([]);
  });
});

test('chance is fair enough: over many seeds everybody comes up about as often', () => {
  const rows = population(60, 3).map((row) => ({
    ...row,
    township: TOWNSHIPS[0] as number,
    benefits: ['LIVING' as const],
    isFlagged: false,
  }));
  const times = new Map<number, number>();
  const ROUNDS = 600;
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { personId } of drawSample(rows, round.toString(16).padStart(16, '0'), SPOT_CHECK_RULE).people)
      times.set(personId, (times.get(personId) ?? 0) + 1);
  const expected = (ROUNDS * 5) / 60;
  expect(times.size).toBe(60);
  for (const often of times.values()) expect(Math.abs(often - expected)).toBeLessThan(expected * 0.7);
});

const MANY = { ...SPOT_CHECK_RULE, perYear: 4, firstBy: '03-31', allBy: '12-15' };
test.each([
  ['2026-06-29', 0, SPOT_CHECK_RULE, 'NONE', null],
  ['2026-06-30', 0, SPOT_CHECK_RULE, 'FIRST', '2026-06-30'],
  ['2026-06-30', 1, SPOT_CHECK_RULE, 'NONE', null],
  ['2026-11-29', 1, SPOT_CHECK_RULE, 'NONE', null],
  ['2026-11-30', 1, SPOT_CHECK_RULE, 'REST', '2026-11-30'],
  ['2026-11-30', 2, SPOT_CHECK_RULE, 'NONE', null],
  ['2026-12-31', 0, SPOT_CHECK_RULE, 'FIRST', '2026-06-30'],
  ['2026-03-31', 0, MANY, 'FIRST', '2026-03-31'],
  ['2026-11-30', 2, MANY, 'NONE', null],
  ['2026-12-15', 3, MANY, 'REST', '2026-12-15'],
  ['2026-12-15', 4, MANY, 'NONE', null],
] as const)('SS4 (S004 art.7) on %s with %i drawn by %o: %s', (today, drawn, rule, missing, dueOn) => {
  expect(spotChecksMissing(today, drawn, rule)).toEqual({ missing, dueOn });
});

test.each([
  [100, 1, 60],
  [20, 1, 12],
  [1, 10, 10],
  [1, 90, 60],
])('SS2 where a pack says %i in 100 and at least %i, of 60 people %i', (percent, atLeast, count) => {
  const rows = population(60, 4).map((row) => ({
    ...row,
    township: TOWNSHIPS[0] as number,
    benefits: ['LIVING' as const],
    isFlagged: false,
  }));
  expect(drawSample(rows, SEED, { ...SPOT_CHECK_RULE, percent, atLeast }).people).toHaveLength(count);
});

const person = madeUpPerson();
const CHECK = makeId(9, 900);
const DRAW = {
  ...{ seed: SEED, population: 20, populationHash: 'a'.repeat(64) },
  sample: [{ personId: person.id, township: TOWNSHIPS[0], benefits: ['LIVING'], why: 'DRAWN' }],
};
test('SC1 a draw is written with its seed, its body and its year', () => {
  const of = (role: 'COUNTY_FEDERATION_REVIEWER' | 'COUNTY_CIVIL_AFFAIRS_APPROVER') =>
    setsOf(decideAs(role, 'spotCheck.draw', DRAW, {}), 'spotCheck');
  expect(of('COUNTY_FEDERATION_REVIEWER')).toMatchObject([{ ...DRAW, body: 'FEDERATION', year: 2026 }]);
  expect(of('COUNTY_CIVIL_AFFAIRS_APPROVER')).toMatchObject([
    { body: 'CIVIL_AFFAIRS', drawnOn: '2026-03-18' },
  ]);
});
test.each([
  ['somebody twice', { sample: [...DRAW.sample, ...DRAW.sample] }],
  [
    'more people than there are',
    { population: 1, sample: [...DRAW.sample, { ...DRAW.sample[0], personId: 5 }] },
  ],
])('SC1 %s is no sample', (_what, args) => {
  expect(decideAs('COUNTY_FEDERATION_REVIEWER', 'spotCheck.draw', { ...DRAW, ...args }, {})).toMatchObject({
    refusal: 'spot-check/not-a-sample',
  });
});

const RESULT = {
  ...{ spotCheckId: CHECK, personId: person.id, result: 'CONFIRMED', checkedOn: '2026-03-17' },
  ...{ checkers: '陈立群、萨仁', resultWords: null },
};
const record = (args: object = {}, results: object[] = [], people: object[] = [person]) =>
  decideAs('COUNTY_FEDERATION_REVIEWER', 'spotCheck.note', { ...RESULT, ...args }, {
    person: people,
    results,
  } as never);
test('SC2, SC3 a result that is not as it should be is a task', () => {
  expect(setsOf(record(), 'spotCheckResult')).toMatchObject([{ result: 'CONFIRMED', taskState: null }]);
  const found = { result: 'DISCREPANCY', resultWords: '已去世，没有报' };
  expect(setsOf(record(found), 'spotCheckResult')).toMatchObject([{ ...found, taskState: 'OPEN' }]);
});
test.each([
  [
    'twice',
    {},
    [rowOf('spotCheckResult', 5, { spotCheckId: CHECK })],
    [person],
    'spot-check/already-recorded',
  ],
  ['of nobody', {}, [], [], 'person/not-found'],
  ['tomorrow', { checkedOn: '2026-03-19' }, [], [person], 'spot-check/future-date'],
  ['without a word of what is wrong', { result: 'NOT_MET' }, [], [person], 'spot-check/words-needed'],
] as const)('SC2 a result %s: refused', (_what, args, results, people, refusal) => {
  expect(record(args, [...results], [...people])).toMatchObject({ refusal });
});

test('SC3 the township closes it, once', () => {
  const close = (taskState: string) =>
    decideAs(
      'TOWNSHIP_CLERK',
      'spotCheck.closeTask',
      { resultId: 5, taskOutcome: 'EXITED', taskWords: '已办退出' },
      { result: [rowOf('spotCheckResult', 5, { taskState })] } as never,
    );
  expect(setsOf(close('OPEN'), 'spotCheckResult')).toMatchObject([
    { taskState: 'CLOSED', taskOutcome: 'EXITED' },
  ]);
  expect(close('CLOSED')).toMatchObject({ refusal: 'spot-check/task-closed' });
});

describe('SC4 a supervisor looks without telling', () => {
  const CITY = 159_900_000_000;
  const COUNTY = 159_999_000_000;
  const seen = { place: COUNTY, checkedOn: '2026-03-10', looked: 12, wrong: 1, words: '一人已迁出' };
  const note = (given: object, role: Role = 'SUPERVISOR') =>
    decideAs(role, 'spotCheck.unscheduled', { ...seen, ...given }, {}, { scope: CITY });
  test('it stays with place, day and numbers, of no person', () => {
    expect(setsOf(note({}), 'spotCheck')).toMatchObject([
      {
        ...{ body: 'SUPERVISION', year: 2026, drawnOn: '2026-03-10', population: 12 },
        sample: [{ place: COUNTY, wrong: 1, words: '一人已迁出' }],
      },
    ]);
  });
  test.each<[string, object, string]>([
    ['another city’s county', { place: 150_401_000_000 }, 'spot-check/not-your-place'],
    ['the city itself', { place: CITY }, 'spot-check/not-your-place'],
    ['a day to come', { checkedOn: '2026-03-19' }, 'spot-check/future-date'],
    ['more than were looked at', { wrong: 13 }, 'spot-check/more-than-looked'],
    ['something wrong and not a word', { words: null }, 'spot-check/words-needed'],
  ])('%s', (_what, given, refusal) => expect(note(given)).toMatchObject({ refusal }));
  test('nobody else makes one', async () => {
    const { commandByName } = await import('./commands.ts');
    expect(commandByName('spotCheck.unscheduled')?.roles).toEqual(['SUPERVISOR']);
  });
});

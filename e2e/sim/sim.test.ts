/** A handful of fixed histories for every run, and proofs that the simulator is one: it replays, it does what it says, and its oracle
 *  shares no code with what it judges.                                                                                             */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playHistory } from './history.ts';
import { readSavedHistories } from './saved.ts';
import { planOf } from './scenarios.ts';

const ROOMY_MS = 60_000;
const SHORT = 40;
const FIXED_SEEDS = [1, 2, 3, 4, 5, 6];

const saved = readSavedHistories().map((each) => [each.name, each] as const);
test.each(saved)(
  'once failed: %s',
  async (_name, { plan }) => {
    expect((await playHistory(plan)).violations).toEqual([]);
  },
  ROOMY_MS,
);

test.each(FIXED_SEEDS)(
  'seed %i: I1–I5 I7 I10 I20 hold',
  async (seed) => {
    const { violations, acts } = await playHistory(planOf(seed, 'mixed', SHORT));
    expect(violations).toEqual([]);
    expect(acts).toBeGreaterThanOrEqual(SHORT);
  },
  ROOMY_MS,
);

test.each([3])(
  'I14 seed %i gives one trace',
  async (seed) => {
    const [first, second] = [
      await playHistory(planOf(seed, 'mixed', SHORT)),
      await playHistory(planOf(seed, 'mixed', SHORT)),
    ];
    expect(second.hash).toBe(first.hash);
    expect((await playHistory(planOf(seed + 1, 'mixed', SHORT))).hash).not.toBe(first.hash);
  },
  ROOMY_MS,
);

test('the oracle imports nothing of the product but types', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => /^(oracle.*|views)\.ts$/.test(name));
  expect(files).toEqual(
    expect.arrayContaining(['oracle.ts', 'oracle-centre.ts', 'oracle-fold.ts', 'oracle-merge.ts']),
  );
  for (const name of files.filter((file) => !file.endsWith('.test.ts'))) {
    const text = readFileSync(join(import.meta.dirname, name), 'utf8');
    const taken = [...text.matchAll(/^import (type )?[^;]*? from '([^']+)';/gms)];
    const values = taken.filter(([, isType]) => !isType).map(([, , from]) => from);
    expect(
      values.filter(
        (from) =>
          !/^(\.\/(oracle-(acts|fold|merge|centre|claims|guards|imports|later|leaning|ledger|moves|owed|papers|policy|posts|payments|rosters)|views)\.ts|node:crypto)$/.test(
            from ?? '',
          ),
      ),
    ).toEqual([]);
  }
});

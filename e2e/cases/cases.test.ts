/** The program that asks the rules the cases of a file: what it counts, and that it ends with 1 for a case that fails. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differences, isUncertain } from './compare.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-cases-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const MAIN = join(import.meta.dirname, 'main.ts');
const PACKS = {
  base: {
    standards: [{ id: 'L', region: '15', benefit: 'LIVING', amount: 100, from: '2016-01' }],
    scope: { livingHouseholds: { 15: ['DIBAO'] } },
  },
  raised: {
    extends: 'base',
    standards: [{ id: 'L2', region: '159999', benefit: 'LIVING', amount: 112.5, from: '2023-01' }],
    scope: { livingHouseholds: { '159999@2023-01': ['DIBAO', 'DIBAO_EDGE'] } },
  },
};
const ID = '159999197005061018';

function eligibility(
  month: string,
  policyPack: string,
  household: string,
  monthly: number,
  rest: object = {},
) {
  return {
    ...{ id: `${month} ${household}`, kind: 'eligibility', policyPack },
    input: {
      ...{ month, applied: ['LIVING'], householdCategory: household },
      person: { idNumber: ID, birthDate: '1970-05-06', hukouRegion: '159999101000' },
      certificate: { number: `${ID}43`, disabilityClass: 4, grade: 3, status: 'VALID' },
    },
    expected: { LIVING: { eligible: monthly > 0, monthly }, warnings: [] },
    ...rest,
  };
}

function run(cases: readonly object[]) {
  const path = join(folder, 'cases.json');
  writeFileSync(path, JSON.stringify({ policyPacks: PACKS, cases }));
  const { stdout, status } = spawnSync(process.execPath, [MAIN, path], { encoding: 'utf8' });
  const lines = stdout.trim().split('\n');
  return { status, last: lines.at(-1), lines: lines.slice(0, -1) };
}

describe('a file of cases', () => {
  test('packs that lie over one another, scopes from a month on, amounts in yuan', () => {
    const cases = [
      eligibility('2022-12', 'base', 'DIBAO', 100),
      eligibility('2023-01', 'base', 'DIBAO_EDGE', 0),
      eligibility('2022-12', 'raised', 'DIBAO_EDGE', 0),
      eligibility('2023-01', 'raised', 'DIBAO_EDGE', 112.5),
    ];
    expect(run(cases)).toEqual({ status: 0, last: '4 passed, 0 failed, 0 uncertain', lines: [] });
  });

  test('a case that fails is named with what differs; one that only differs where it is uncertain does not fail', () => {
    const wrong = eligibility('2023-01', 'raised', 'DIBAO', 100);
    const unsure = { ...wrong, uncertain: ['/expected/LIVING'] };
    const { status, last, lines } = run([wrong, unsure, { ...wrong, kind: 'weather' }]);
    expect({ status, last }).toEqual({ status: 1, last: '0 passed, 2 failed, 1 uncertain' });
    expect(lines[0]).toContain('/expected/LIVING/monthly: 100 expected, 112.5 found');
    expect(lines[1]).toMatch(/^uncertain/);
    expect(lines[2]).toContain('no cases of kind weather');
  });

  test('a file that cannot be read ends with an error', () => {
    const path = join(folder, 'torn.json');
    writeFileSync(path, '{"cases":[');
    expect(spawnSync(process.execPath, [MAIN, path]).status).toBe(1);
  });
});

describe('comparing', () => {
  test.each([
    [{ a: 1 }, { a: 1, b: 2 }, []],
    [{ warnings: ['b', 'a'] }, { warnings: ['a', 'b'] }, []],
    [{ reasons: ['b', 'a'] }, { reasons: ['a', 'b'] }, ['/expected/reasons/0', '/expected/reasons/1']],
    [{ list: [1, 2] }, { list: [1] }, ['/expected/list']],
    [{ amount: 0.1 + 0.2 }, { amount: 0.3 }, []],
    [{ id: null }, {}, []],
    [{ deep: { x: 'a' } }, { deep: 'a' }, ['/expected/deep/x']],
  ])('%j beside %j', (expected, actual, pointers) => {
    expect(differences(expected, actual).map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test('a place is uncertain with all that lies under it, not beside it', () => {
    const at = (pointer: string) => ({ pointer, expected: 1, actual: 2 });
    expect(isUncertain(at('/expected/a/b'), ['/expected/a'])).toBe(true);
    expect(isUncertain(at('/expected/ab'), ['/expected/a'])).toBe(false);
  });
});

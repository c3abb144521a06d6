/** The program that asks the rules the cases of a file: what it counts, and that it ends with 1 for a case that fails. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askAll } from './ask.ts';
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
    expect(lines[0]).toMatch(/^FAIL 2023-01 DIBAO: /);
    expect(lines[0]).toContain('/expected/LIVING/monthly: 100 expected, 112.5 found');
    expect(lines[1]).toMatch(/^uncertain/);
    expect(lines[2]).toContain('no cases of kind weather');
  });

  test('several files, one torn, one missing, one empty: each is one line, and the others are counted', () => {
    const good = join(folder, 'good.json');
    const torn = join(folder, 'torn.json');
    const empty = join(folder, 'empty.json');
    const nothing = join(folder, 'nothing.json');
    writeFileSync(
      good,
      JSON.stringify({ policyPacks: PACKS, cases: [eligibility('2022-12', 'base', 'DIBAO', 100)] }),
    );
    writeFileSync(torn, '{"cases":[');
    writeFileSync(empty, '');
    writeFileSync(nothing, '{"cases":[]}');
    const files = [torn, good, join(folder, 'missing.json'), empty, nothing, good];
    const { stdout, stderr, status } = spawnSync(process.execPath, [MAIN, ...files], { encoding: 'utf8' });
    const lines = stdout.trim().split('\n');
    expect({ status, stderr, last: lines.at(-1) }).toEqual({
      ...{ status: 1, stderr: '', last: '2 passed, 4 failed, 0 uncertain' },
    });
    expect(lines.slice(0, -1)).toEqual([
      expect.stringContaining(`FAIL ${torn}: not JSON: `),
      expect.stringContaining(`FAIL ${join(folder, 'missing.json')}: `),
      expect.stringContaining(`FAIL ${empty}: not JSON: `),
      `FAIL ${nothing}: no cases in the file`,
    ]);
  });
});

const PERSON = { idNumber: ID, birthDate: '1970-05-06', hukouRegion: '159999101000' };

/** What is said of one case; the others of its file are asked all the same. */
function said(broken: object, packs: object = PACKS): string {
  const cases = [eligibility('2022-12', 'base', 'DIBAO', 100), broken];
  const answers = askAll(JSON.stringify({ policyPacks: { ...PACKS, ...packs }, cases }), 'file');
  expect(answers.map(({ verdict }) => verdict)).toEqual(['passed', 'failed']);
  const { id, words } = answers[1] as { id: string; words: string };
  expect(words).not.toContain('\n');
  return `${id}: ${words}`;
}

describe('a case that cannot be asked fails with one clear line', () => {
  const whole = { id: 'X', ...{ kind: 'publicity', input: { postedOn: '2022-06-06' }, expected: {} } };
  const asked = (kind: string, input: object, more: object = {}) =>
    said({ id: 'X', kind, input, expected: { none: 1 }, ...more });
  const lent = { ...PERSON, certificate: null };
  test.each([
    ['unknown kind', asked('toString', {}), 'no cases of kind toString'],
    ['unknown act', asked('workflow', { state: 'SUBMITTED', action: 'toString' }), 'no act toString'],
    ['unknown state', asked('workflow', { state: 'LOST', action: 'APPROVE' }), 'Invalid option'],
    [
      'unknown event',
      asked('change', { event: { type: 'WEDDING', on: '2022-01-01' }, before: {} }),
      'no event WEDDING',
    ],
    [
      'unknown field of an edit',
      asked('conflict', { local: { changes: { hat: 1 } }, server: { changes: {} } }),
      'no field hat',
    ],
    ['unknown channel', asked('mask', { name: '李芳', channel: 'RADIO' }), 'channel'],
    ['unknown expectation', asked('publicity', { postedOn: '2022-06-06' }), '/expected/none: 1 expected'],
    ['no such day', asked('publicity', { postedOn: '2022-02-30' }), 'not a date'],
    ['no such month', asked('eligibility', { ...lent, person: PERSON, month: '2022-13' }), 'not a month'],
    ['no day at all', asked('publicity', {}), 'expected string'],
    ['day in another form', asked('exit', { asOf: '1 June 2022' }), 'not a date'],
    ['no person', asked('eligibility', { month: '2022-05' }), 'person'],
    ['no event', asked('exit', { asOf: '2022-06-01' }), 'no event that ends the subsidy'],
    [
      'more ballots than delegates',
      asked('vote', { eligibleVoters: 2, votes: { TRUE: 3 } }),
      '3 ballots of 2',
    ],
    ['no such pack', said({ ...whole, policyPack: 'toString' }), 'no pack toString'],
    ['no input', said({ id: 'X', kind: 'mask', expected: {} }), 'X: input'],
    ['no case at all', said(null as never), '#2: '],
    ['nothing expected', said({ ...whole, expected: {} }), 'the case expects nothing'],
    ['nothing expected, deeper', said({ ...whole, expected: { lastDay: {} } }), 'the case expects nothing'],
    ['a misspelt expectation of nothing', said({ ...whole, expected: { lastDya: null } }), 'no answer has'],
    ['a number for a name', said({ ...whole, id: 7 }), '#2: id: '],
    ['a list for a case', said([whole]), '#2: '],
    ['nobody may vote', asked('vote', { eligibleVoters: 0, votes: {} }), 'eligibleVoters'],
    ['nobody counted who may vote', asked('vote', { votes: { TRUE: 1 } }), 'eligibleVoters'],
    ['half a ballot', asked('vote', { eligibleVoters: 5, votes: { TRUE: 0.5 } }), 'votes.TRUE'],
    [
      'no such role',
      asked('workflow', { state: 'DETERMINING', action: 'DETERMINE', actorRole: 'KING' }),
      'none',
    ],
    ['a pack that is a number', said({ ...whole, policyPack: 7 }), 'policyPack'],
  ])('%s', (_name, line, words) => expect(line).toContain(words));

  test.each([
    [
      'no amount',
      { standards: [{ id: 'A', region: '15', benefit: 'LIVING', from: '2020-01' }] },
      'pack odd: standards.0.amount',
    ],
    [
      'no such month',
      { standards: [{ id: 'A', region: '15', benefit: 'LIVING', amount: 1, from: '2020-14' }] },
      'not a month',
    ],
    ['over itself', { extends: 'odd' }, 'pack odd extends itself'],
    ['over nothing', { extends: 'gone' }, 'no pack gone'],
    ['a scope from no month', { scope: { livingHouseholds: { '15@soon': [] } } }, 'not a month'],
  ])('a pack that does not load: %s', (_name, odd, words) => {
    expect(said({ ...whole, policyPack: 'odd' }, { odd })).toContain(words);
  });

  test('a county below its province is refused, and the case says so', () => {
    const low = {
      extends: 'base',
      standards: [{ id: 'K', region: '159999', benefit: 'LIVING', amount: 90, from: '2020-01' }],
    };
    const line = said(eligibility('2022-12', 'low', 'DIBAO', 90), { low });
    expect(line).toContain('the pack of 159999 is refused: PACK_BELOW_PARENT LIVING 2020-01');
  });
});

describe('files of our own, worked out from the dossier', () => {
  const MORE = join(import.meta.dirname, 'more');
  test.each(readdirSync(MORE))('%s', (name) => {
    const answers = askAll(readFileSync(join(MORE, name), 'utf8'), name);
    expect(answers.length).toBeGreaterThan(30);
    expect(answers.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
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

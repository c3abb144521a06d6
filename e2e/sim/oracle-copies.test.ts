/** The oracle can fail on copies too: a centre that cannot tell two disks apart, a desk that keeps what a centre set back has lost. */
import { expect, test } from 'vitest';
import type { ActKey } from '../../src-server/store/central-store.ts';
import { MemoryStore } from '../../src-server/store/memory-store.ts';
import { SimDesk } from './desk.ts';
import { playHistory } from './history.ts';
import { ActsOracle } from './oracle-acts.ts';
import { CentreOracle } from './oracle-centre.ts';
import { planOf } from './scenarios.ts';
import type { CentreView, DeskView, RawRow } from './views.ts';

const ROOMY_MS = 120_000;
const ACTS = 60;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Rules that are broken in the first history in which any is. */
async function rulesBroken(
  scenario: string,
  makeStore: (epochOf: (scope: number) => string) => MemoryStore = (epochOf) => new MemoryStore(epochOf),
): Promise<string[]> {
  for (const seed of SEEDS) {
    const { violations } = await playHistory(planOf(seed, scenario, ACTS), { makeStore });
    if (violations.length) return [...new Set(violations.map(({ rule }) => rule))];
  }
  return [];
}

test(
  'J2: a centre that does not tell two disks with one number apart judges nothing of the second all the same',
  async () => {
    class Forgetful extends MemoryStore {
      /** It compares the outcome that a desk names, and no act that it sends. */
      override async readActs(device: number, asked: readonly ActKey[]) {
        const { stored } = await super.readActs(device, asked.slice(0, 1));
        return { last: 0, stored };
      }
    }
    const broken = await rulesBroken('copies', (epochOf) => new Forgetful(epochOf));
    expect(broken[0]).toBe('J5');
    // What was not judged waits for ever; nothing of the other disk's was taken for it.
    for (const rule of ['I2', 'I7', 'I13']) expect(broken).not.toContain(rule);
  },
  ROOMY_MS,
);

test(
  'I12: a desk that is told which acts were lost, and lets them lie',
  async () => {
    const { prototype } = SimDesk as unknown as { prototype: { open(this: SimDesk): void } };
    const { open } = prototype;
    prototype.open = function (this: SimDesk): void {
      open.call(this);
      const { statements } = this;
      const prepare = statements.prepare.bind(statements);
      statements.prepare = (sql) =>
        prepare(
          sql.replace(
            "UPDATE act SET outcome = 'pending', code = NULL, detail = NULL, is_open = 1,",
            'UPDATE act SET',
          ),
        );
    };
    try {
      expect(await rulesBroken('restores')).toContain('I12');
    } finally {
      prototype.open = open;
    }
  },
  ROOMY_MS,
);

test('I13: a desk that goes by the commit of another disk’s act', () => {
  const found: string[] = [];
  const oracle = new ActsOracle((rule) => found.push(rule), []);
  const frame = { number: 7, actor: 3, madeAt: '2026-03-02T01:00:00.000Z' };
  const words = { outcome: 'applied', code: null, commit: 1, receipt: 'r-1', receivedAt: 'then', scope: 5 };
  const act = (madeAt: string): RawRow => ({
    ...{ device: 11, number: 7, form_id: 'form', past: null, is_open: 0, effect: null },
    ...{ outcome: 'applied', code: null },
    ...{ commit_number: 1, receipt: 'r-1', received_at: 'then', frame: JSON.stringify({ ...frame, madeAt }) },
  });
  const meta = {
    device: 11,
    actNumber: 7,
    actor: 3,
    body: 'TOWNSHIP',
    madeAt: frame.madeAt,
    receivedAt: 'then',
  };
  const centre = {
    rows: [],
    outcomes: new Map([['11/7', { digest: 'd', frame: { ...words, number: 7, detail: null } }]]),
    scopes: new Map([[5, { epoch: 'e', commits: [meta], log: [] }]]),
  } as unknown as CentreView;
  const view = {
    desk: 'north',
    isAgreed: true,
    hasReadAnswer: false,
    cursors: [{ scope: 5, commit_number: 1 }],
  } as unknown as DeskView;
  oracle.check(view, act(frame.madeAt), centre);
  expect(found).toEqual([]);
  oracle.check(view, act('2026-03-02T09:00:00.000Z'), centre);
  expect(found).toEqual(['I13']);
});

test.each([
  ['two disks gave it: the other one went on to 44 while its row 43 waited', ['100/43'], []],
  ['no other disk gave it', [], ['100/44 was judged before 100/43']],
  ['the act before which it came is of two, it is not', ['100/44'], ['100/44 was judged before 100/43']],
])('I3: a number that comes after a higher one; %s', (_words, ofTwo, said) => {
  const found: string[] = [];
  const oracle = new CentreOracle(
    (_rule, words) => found.push(words),
    (key) => ofTwo.includes(key),
  );
  const refused = (number: number, receipt: string) => ({
    ...{ number, receipt, outcome: 'refused', code: 'file/gone', commit: null, scope: 5, detail: null },
  });
  const outcomes = new Map([
    ['100/44', { digest: 'd', frame: refused(44, 'r-000094') }],
    ['100/43', { digest: 'd', frame: refused(43, 'r-000104') }],
  ]);
  oracle.check({ rows: [], outcomes, scopes: new Map() } as unknown as CentreView, false);
  expect(found).toEqual(said);
});

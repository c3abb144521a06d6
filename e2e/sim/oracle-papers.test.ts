/** The oracle on papers can fail (I16): for each of its rules a small made-up centre or desk that breaks it, and programs of both sides that go
 *  wrong with bytes, played. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { LogPart } from '../../src-server/store/central-store.ts';
import { SimDesk } from './desk.ts';
import { playHistory } from './history.ts';
import { arrivalFaults, PapersOracle } from './oracle-papers.ts';
import type { Plan } from './plan.ts';
import { planOf } from './scenarios.ts';
import { inMemory, type StoreUnderTest } from './store-under-test.ts';
import type { CentrePapersView, DeskPapersView } from './views.ts';

const ROOMY_MS = 120_000;
const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-06-01T00:00:00.000Z');
const ago = (days: number): string => new Date(NOW - days * DAY_MS).toISOString();
const BYTES = Buffer.from('一张照片');
const HASH = createHash('sha256').update(BYTES).digest('hex');
const OTHER = Buffer.from('另一张');

interface Said {
  readonly removedAt?: string | null;
  readonly arrivedAt?: string | null;
  readonly erasedAt?: string | null;
}

function centreOf(records: readonly Said[], contents: readonly (readonly [string, Buffer])[]) {
  const papers = records.map((said, at) => {
    const values = { sha256: HASH, removedAt: null, arrivedAt: null, erasedAt: null, ...said };
    return { type: 'paper', scope: 5, id: 2 ** 30 * 11 + at, values };
  });
  return { papers, contents: new Map(contents) } as unknown as CentrePapersView;
}

const HERE = [[HASH, BYTES]] as const;
const ARRIVED = { arrivedAt: ago(60) };

/** What is accused when these looks follow one another. */
function accused(...looks: readonly CentrePapersView[]): string[] {
  const words: string[] = [];
  const oracle = new PapersOracle((said) => words.push(said));
  for (const look of looks) oracle.checkCentre(look, NOW);
  return words;
}

describe('I16 at the centre', () => {
  test('what is so is fine: awaited, arrived, taken away, erased after a month', () => {
    expect(accused(centreOf([{}], []), centreOf([ARRIVED], HERE))).toEqual([]);
    const away = { ...ARRIVED, removedAt: ago(31) };
    expect(accused(centreOf([away], HERE), centreOf([away], []))).toEqual([]);
    expect(accused(centreOf([{ ...away, erasedAt: ago(0) }], []))).toEqual([]);
  });

  test.each([
    ['a record says arrived before the bytes are there', [centreOf([ARRIVED], [])]],
    ['other bytes are kept under a hash', [centreOf([ARRIVED], [[HASH, OTHER]])]],
    ['what stands is erased', [centreOf([ARRIVED, {}], HERE), centreOf([{}, {}], [])]],
    [
      'what was taken away yesterday is erased',
      [centreOf([{ removedAt: ago(1) }], HERE), centreOf([{ removedAt: ago(1) }], [])],
    ],
    ['what stands says erased', [centreOf([{ ...ARRIVED, erasedAt: ago(1) }], HERE)]],
  ])('%s', (_what, looks) => {
    expect(accused(...looks)).not.toEqual([]);
  });

  test('bytes that were put back from another instant are excused until the house is kept, and no longer', () => {
    const words: string[] = [];
    const oracle = new PapersOracle((said) => words.push(said));
    oracle.checkCentre(centreOf([ARRIVED], HERE), NOW);
    const inParts = centreOf([ARRIVED], []);
    oracle.centreSetBack(inParts, NOW);
    oracle.checkCentre(inParts, NOW);
    expect(words).toEqual([]);
    oracle.houseKept();
    oracle.checkCentre(inParts, NOW);
    expect(words).toHaveLength(1);
  });

  test('of its own it writes about the arrival of papers that are there, and nothing else', () => {
    const rows = new Map([
      ['paper:7', { columns: new Map<string, unknown>([['removed_at', null]]) }],
      ['paper:8', { columns: new Map<string, unknown>([['removed_at', ago(40)]]) }],
    ]);
    const parts = (...entry: readonly unknown[]) =>
      [{ commit: 1, audience: 'case', entries: [entry] }] as unknown as LogPart[];
    const came = { arrivedAt: ago(0), erasedAt: null };
    const went = { arrivedAt: ago(9), erasedAt: ago(0) };
    expect(arrivalFaults(parts('paper', 7, 'arrival', came), rows)).toEqual([]);
    expect(arrivalFaults(parts('paper', 8, 'arrival', went), rows)).toEqual([]);
    expect(arrivalFaults(parts('paper', 7, 'arrival', went), rows)).toHaveLength(1);
    expect(arrivalFaults(parts('paper', 9, 'arrival', came), rows)).toHaveLength(1);
    expect(arrivalFaults(parts('person', 7, 'contact', { phone: '1' }), rows)).toHaveLength(1);
  });
});

describe('I16 at a desk', () => {
  const deskOf = (held: readonly (readonly [string, Buffer | null])[], takenAway: readonly string[] = []) =>
    ({ desk: 'north', device: 11, held: new Map(held), takenAway: new Set(takenAway) }) as DeskPapersView;
  const judged = (desk: DeskPapersView, centre: CentrePapersView): string[] => {
    const words: string[] = [];
    const oracle = new PapersOracle((said) => words.push(said));
    oracle.tell('north', 'form-1', HASH, NOW);
    oracle.checkDesk(desk, centre, false);
    return words;
  };

  test('saved is what is here, or at the centre, or was taken away', () => {
    expect(judged(deskOf(HERE), centreOf([], []))).toEqual([]);
    expect(judged(deskOf([]), centreOf([ARRIVED], HERE))).toEqual([]);
    expect(judged(deskOf([], [HASH]), centreOf([{}], []))).toEqual([]);
    expect(judged(deskOf([]), centreOf([{ removedAt: ago(40) }], []))).toEqual([]);
  });

  test.each([
    ['bytes that it was told are saved are nowhere', deskOf([]), centreOf([{}], [])],
    ['it says that it has a file which is not there', deskOf([[HASH, null]]), centreOf([ARRIVED], HERE)],
    ['its file holds something else', deskOf([[HASH, OTHER]]), centreOf([ARRIVED], HERE)],
  ])('%s', (_what, desk, centre) => {
    expect(judged(desk, centre)).not.toEqual([]);
  });

  test.each([
    ['nobody need have it that was told two months ago', 60, 0],
    ['who was told yesterday has it', 1, 1],
  ])('records come back that name what the centre had erased: %s', (_what, daysAgo, faults) => {
    const words: string[] = [];
    const oracle = new PapersOracle((said) => words.push(said));
    oracle.tell('north', 'form-1', HASH, NOW - daysAgo * DAY_MS);
    const away = { ...ARRIVED, removedAt: ago(31) };
    oracle.checkCentre(centreOf([away], HERE), NOW);
    oracle.checkCentre(centreOf([away], []), NOW);
    const before = centreOf([ARRIVED], []);
    oracle.centreSetBack(before, NOW);
    oracle.checkDesk(deskOf([]), before, false);
    expect(words).toHaveLength(faults);
  });

  test('in the end nothing is awaited that a desk has and may bring', () => {
    const words: string[] = [];
    const oracle = new PapersOracle((said) => words.push(said));
    const quiet = (
      device: number,
      scopes: readonly number[],
      held = HERE as readonly (readonly [string, Buffer])[],
    ) => oracle.checkQuiet(centreOf([{}], []), [{ ...deskOf(held), device, scopes }]);
    quiet(12, [6]);
    quiet(11, [5], []);
    expect(words).toEqual([]);
    quiet(12, [5]);
    quiet(11, [6]);
    expect(words).toHaveLength(2);
  });
});

const SEEDS = [3, 8, 1, 2, 4, 5, 6, 7];
const ACTS = 60;

/** Whether one of a few histories of papers breaks I16. */
async function breaksI16(openStore?: () => Promise<StoreUnderTest>, scenario = 'papers'): Promise<boolean> {
  for (const seed of SEEDS) {
    const plan: Plan = planOf(seed, scenario, ACTS);
    const { violations } = await playHistory(plan, openStore && { openStore });
    if (violations.some(({ rule }) => rule === 'I16')) return true;
  }
  return false;
}

type Contents = StoreUnderTest['papers']['contents'];

type Patch = (real: Contents, under: StoreUnderTest) => Partial<Contents>;

/** A centre whose papers do something else. */
function centreWith(patch: Patch): () => Promise<StoreUnderTest> {
  return async () => {
    const under = inMemory();
    const real = under.papers.contents;
    const other = patch(real, under);
    const contents = new Proxy(real, {
      get: (target, name) => {
        const from = Reflect.has(other, name) ? other : target;
        const member = Reflect.get(from, name) as (...given: never[]) => unknown;
        return member.bind(from);
      },
    });
    return { ...under, papers: { ...under.papers, contents } };
  };
}

describe('a centre that goes wrong with papers, played', () => {
  test.each<[string, Patch]>([
    ['it erases what stands', (real) => ({ eraseUnnamed: () => real.eraseUnnamed('9999') })],
    [
      'it says arrived of what is not there',
      (_real, under) => ({
        outOfStep: async () =>
          under
            .papersView()
            .papers.filter(({ values }) => values.arrivedAt === null && values.removedAt === null)
            .map(({ scope, id }) => ({ scope, id, isHere: true })),
      }),
    ],
    [
      'it keeps a byte too few',
      (real) => ({ keep: (sha256, type, body) => real.keep(sha256, type, body.subarray(1)) }),
    ],
    ['it takes nobody’s bytes', () => ({ place: async () => 'unknown' })],
  ])(
    'I16: %s',
    async (_what, patch) => {
      expect(await breaksI16(centreWith(patch))).toBe(true);
    },
    ROOMY_MS,
  );
});

describe('a desk that goes wrong with papers, played', () => {
  async function breaksWith(damage: (sql: string) => string): Promise<boolean> {
    const { prototype } = SimDesk as unknown as { prototype: { open(this: SimDesk): void } };
    const open = prototype.open;
    prototype.open = function (this: SimDesk): void {
      open.call(this);
      const { statements } = this;
      const prepare = statements.prepare.bind(statements);
      statements.prepare = (sql) => prepare(damage(sql));
    };
    try {
      return await breaksI16();
    } finally {
      prototype.open = open;
    }
  }

  test.each<[string, (sql: string) => string]>([
    [
      'it drops its bytes before they have arrived',
      (sql) => sql.replace('SET sent_bytes = ? WHERE', 'SET sent_bytes = ?, file_id = NULL WHERE'),
    ],
    [
      'it sweeps what stands',
      (sql) => sql.replace('(p.removed_at IS NULL OR p.removed_at > ?)', '(p.removed_at > ?)'),
    ],
    [
      'it never sends',
      (sql) => sql.replace('ORDER BY c.sent_bytes IS NULL, c.kept_at', 'AND c.sha256 IS NULL'),
    ],
  ])(
    'I16: %s',
    async (_what, damage) => {
      expect(await breaksWith(damage)).toBe(true);
    },
    ROOMY_MS,
  );
});

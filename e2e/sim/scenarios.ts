/** What a seed becomes: a scenario is a mix of steps, who sits where, and whether desks have files. `mixed` takes one of the others by the
 *  seed. A scenario is registered once the feature that it tries is there.                                                         */
import { type Chance, seededRandom } from '#shared/base/chance.ts';
import { PAYING_DESK, PEOPLE_AT_FIRST } from './people.ts';
import { pick, type Plan, smallSeed } from './plan.ts';
import { STEPS } from './steps/index.ts';

export interface Scenario {
  readonly name: string;
  /** What it is for, in a line. */
  readonly tries: string;
  /** How many of the seeds of `mixed` it gets, beside the others. */
  readonly share: number;
  /** Weights that differ from the steps' own. */
  readonly weights: Readonly<Record<string, number>>;
  /** One history in so many lives in files; 0 for none. */
  readonly onDiskOneIn: number;
  readonly layouts?: readonly (readonly string[])[];
  /** Desks whose program is two releases older than the others' (ages/). */
  readonly old?: readonly string[];
  /** The centre is brought up to date after some of its desks. */
  readonly isAhead?: true;
}

const LAYOUTS: readonly (readonly string[])[] = [
  ['north', 'federation', 'civil-affairs'],
  ['north', 'north-second', 'south'],
  ['north', 'north-second', 'federation', 'civil-affairs'],
  ['north', 'south', 'federation', 'civil-affairs'],
  ['north', 'north-second', 'south', 'federation', 'civil-affairs'],
];

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'storm',
    tries: 'everything at once',
    share: 6,
    weights: {},
    onDiskOneIn: 3,
  },
  {
    name: 'quiet',
    tries: 'work and a good line; nothing breaks, so that what goes wrong is no fault’s',
    share: 1,
    weights: {
      ...Object.fromEntries(
        [
          ...['link', 'centre', 'stale', 'store-fault', 'centre-crash', 'crash', 'power-cut'],
          ...['half-open', 'long-wait', 'mixed-up'],
        ].map((name) => [name, 0]),
      ),
      check: 8,
    },
    onDiskOneIn: 0,
  },
  {
    name: 'kills',
    tries: 'processes die at every other step, on both sides',
    share: 2,
    weights: { crash: 16, 'power-cut': 22, 'centre-crash': 12, 'store-fault': 8 },
    onDiskOneIn: 1,
  },
  {
    name: 'long-queues',
    tries:
      'offices import and work for days with hardly a line: queues of many requests, acts overtaking rows',
    share: 1,
    weights: { act: 90, import: 8, sync: 8, 'good-line': 1, link: 40 },
    onDiskOneIn: 6,
  },
  {
    name: 'scopes',
    tries:
      'people move between townships, and townships are taken from county desks and given back, in the storm',
    share: 1,
    weights: { move: 8, revoke: 2 },
    onDiskOneIn: 3,
    layouts: [
      ['north', 'south', 'civil-affairs'],
      ['north', 'south', 'federation', 'civil-affairs'],
    ],
  },
  {
    name: 'copies',
    tries: 'disks are copied and both used, desks put back to old copies, noticed or not, in the storm',
    share: 1,
    weights: { clone: 3, 'back-up-desk': 5, 'set-back-desk': 3, stick: 5, stale: 0 },
    onDiskOneIn: 1,
    layouts: [
      ['north', 'civil-affairs'],
      ['north', 'south', 'civil-affairs'],
    ],
  },
  {
    name: 'restores',
    tries: 'the centre is set back to backups, beside desks that are copied and put back',
    share: 1,
    weights: {
      ...{ 'back-up-centre': 6, 'set-back-centre': 3, clone: 1, 'back-up-desk': 2, 'set-back-desk': 1 },
      ...{ stick: 3, stale: 0 },
    },
    onDiskOneIn: 2,
    layouts: [
      ['north', 'civil-affairs'],
      ['north', 'south', 'federation'],
    ],
  },
  {
    name: 'sticks',
    tries:
      'offices far from any line: packets and answers lost, repeated, overtaken by each other and by the line',
    share: 1,
    weights: { stick: 12, sync: 6, 'good-line': 1, link: 30 },
    onDiskOneIn: 4,
  },
  {
    name: 'ages',
    tries:
      'desks two releases old beside new ones and a new centre; one after another is brought up to date in the middle of its work',
    share: 1,
    // A packet of the one program is none of the other's mistakes.
    // The centre is of the later program there; this program's row checks are not its.
    weights: { update: 1.5, stick: 0, join: 2, meet: 6, check: 0 },
    onDiskOneIn: 1,
    layouts: [
      ['north', 'north-second', 'civil-affairs'],
      ['north', 'north-second', 'federation', 'civil-affairs'],
    ],
    old: ['north', 'federation', 'civil-affairs'],
  },
  {
    name: 'ahead',
    tries:
      'desks two releases newer than their centre, beside old ones: they wait for it, or what only they can read does; then it is brought up to date',
    share: 0,
    // As in `ages`.
    weights: { 'update-centre': 0.3, update: 1, stick: 0, join: 2, meet: 6, check: 0 },
    onDiskOneIn: 1,
    layouts: [
      ['north', 'north-second', 'civil-affairs'],
      ['north', 'north-second', 'federation', 'civil-affairs'],
    ],
    old: ['north-second', 'federation'],
    isAhead: true,
  },
  {
    name: 'bad-line',
    tries: 'half-open connections, answers of other requests, desks that give up, first syncs cut anywhere',
    share: 2,
    weights: { link: 80, 'half-open': 14, 'long-wait': 14, 'mixed-up': 12, stale: 8, join: 4, sync: 30 },
    onDiskOneIn: 6,
    layouts: [['north', 'civil-affairs'], ['south', 'federation'], ['north']],
  },
  {
    name: 'crossings',
    tries:
      'offices correct, register, review and merge the same people at once, under long queues and beside a poor line; groups that stand or fall together, posts that change',
    share: 2,
    weights: {
      ...{ 'same-field': 14, restated: 6, 'dates-at-once': 3, newcomer: 4, 'review-crossed': 5, behind: 3 },
      ...{ together: 8, post: 1, act: 40, link: 70 },
    },
    onDiskOneIn: 6,
    layouts: [
      ['north', 'north-second', 'civil-affairs'],
      ['north', 'north-second', 'federation', 'civil-affairs'],
      ['north', 'north-second', 'civil-affairs', 'civil-affairs-second'],
    ],
  },
  {
    name: 'papers',
    tries:
      'papers on cases that move, are merged and judged; their bytes on lines that break, at a centre and at desks that die, are cleaned and are put back in parts',
    share: 1,
    weights: {
      ...{ paper: 22, 'paper-line': 12, 'paper-away': 5, 'keep-house': 4, 'paper-look': 3, move: 1.5 },
      ...{ 'centre-crash': 5, 'power-cut': 8, 'store-fault': 5, 'back-up-centre': 1, 'set-back-centre': 0.5 },
      stale: 0,
    },
    onDiskOneIn: 2,
    layouts: [
      ['north', 'north-second', 'civil-affairs'],
      ['north', 'south', 'federation', 'civil-affairs'],
    ],
  },
  {
    name: 'payments',
    tries:
      'months pass, and the county pays: rosters are made, locked, signed, answered by the bank, while offices are away, steps are done twice, the centre dies at its own work or is set back',
    share: 1,
    weights: {
      ...{ grant: 6, month: 4, roster: 70, 'roster-at-once': 8, jobs: 12, standing: 10, act: 12, import: 1 },
      ...{ 'centre-crash': 5, 'store-fault': 4, move: 2, 'back-up-centre': 0.5, 'set-back-centre': 0.15 },
    },
    onDiskOneIn: 6,
    layouts: [
      ['north', 'south', 'federation', 'civil-affairs', PAYING_DESK],
      ['north', 'north-second', 'federation', 'civil-affairs', 'civil-affairs-second', PAYING_DESK],
    ],
  },
  {
    name: 'twice-settled',
    tries: 'desks write one account at once and settle what comes of it twice and at once',
    share: 1,
    weights: { meet: 30, 'settle-at-once': 30, sync: 30, 'good-line': 14 },
    onDiskOneIn: 6,
    layouts: [
      ['north', 'north-second'],
      ['north', 'north-second', 'civil-affairs'],
    ],
  },
];

/** Acts that a history makes, where nothing else is said. */
export const ACTS = 200;
/** About so many steps make an act that is saved. */
const STEPS_AN_ACT = 3;
const STEPS_MORE = 0.3;
const ACTS_A_PERSON = 6;

export function scenarioNamed(name: string): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  if (found) return found;
  throw new RangeError(
    `no scenario ${name}; there are mixed, ${SCENARIOS.map((each) => each.name).join(', ')}`,
  );
}

function byShare(seed: number): Scenario {
  const bag = SCENARIOS.flatMap((scenario) => Array.from({ length: scenario.share }, () => scenario));
  return bag[seed % bag.length] as Scenario;
}

type Weights = readonly (readonly [string, number])[];

function pickWeighted(chance: Chance, weights: Weights): string {
  let left = chance.next() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of weights) {
    left -= weight;
    if (left < 0) return kind;
  }
  return 'link';
}

/** The history of a seed. */
export function planOf(seed: number, name = 'mixed', acts = ACTS): Plan {
  const chance = seededRandom(seed);
  const scenario = name === 'mixed' ? byShare(seed) : scenarioNamed(name);
  const isOnDisk = scenario.onDiskOneIn > 0 && Math.floor(chance.next() * scenario.onDiskOneIn) === 0;
  const desks = pick(chance, scenario.layouts ?? LAYOUTS);
  const weights: Weights = STEPS.filter(({ needsDisk }) => isOnDisk || !needsDisk).map(
    ({ name: kind, weight }) => [kind, scenario.weights[kind] ?? weight],
  );
  const count = Math.floor(acts * STEPS_AN_ACT * (1 + chance.next() * STEPS_MORE));
  const steps = Array.from({ length: count }, () => ({
    kind: pickWeighted(chance, weights),
    seed: smallSeed(chance),
  }));
  const people = PEOPLE_AT_FIRST + Math.floor(acts / ACTS_A_PERSON);
  // Every fourth of them has a protocol of its own: there a newer desk can but wait.
  const ahead = scenario.isAhead && ({ ahead: seed % 4 ? 'schema' : 'protocol' } as const);
  const old = scenario.old && { old: scenario.old, ...ahead };
  return { seed, scenario: scenario.name, desks, ...old, isOnDisk, people, steps, actsMin: acts };
}

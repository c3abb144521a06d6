/** Money: files go to their determination, months pass, the county makes the roster of each, and the bank answers. Nothing of it where finance has
 *  no desk.                                                                                                                          */
import type { Chance } from '#shared/base/chance.ts';
import { shanghaiDate } from '#shared/base/clock.ts';
import { MATERIAL_CODES } from '#shared/domain/state.ts';
import { judgedHash } from '#shared/domain/review.ts';
import type { SimDesk } from '../desk.ts';
import { ACCOUNTS, COUNTY, type SimAccount } from '../people.ts';
import { pick } from '../plan.ts';
import { drawCorrection, drawRosterAct, drawStanding } from '../roster-acts.ts';
import { type DrawnAct, rowsOf, type Scene } from '../scene.ts';
import type { StepEntry } from '../step.ts';
import { HOUR, type World } from '../world.ts';
import { issueForm } from './act.ts';

const DAY = 24 * HOUR;
/** After these no certificate of the made-up people is valid any more. */
const LAST_MONTH = '2026-07';

function sceneAt(world: World, desk: SimDesk, chance: Chance, account: SimAccount): Scene {
  return { chance, desk, account, callers: world.callers, today: shanghaiDate(world.timeAt(desk.name)) };
}

const firstOf = (desk: SimDesk): SimAccount => desk.accounts[0] as SimAccount;
const isPaying = (world: World): boolean => world.centre.jobs !== null;

function officesOf(world: World): readonly SimDesk[] {
  return world.desks.filter(({ accounts }) => accounts.some(({ unitScope }) => unitScope === COUNTY));
}

function issue(world: World, desk: SimDesk, act: DrawnAct): string {
  if (
    act.name === 'roster.build' &&
    world.desks.some((each) => each.countWaiting() && !officesOf(world).includes(each))
  )
    world.count('a roster built while an office had work waiting');
  return issueForm(world, desk, world.sendOff(desk.name, act));
}

async function hear(world: World, desks: readonly SimDesk[]): Promise<void> {
  for (const desk of desks) desk.startSync();
  await world.drain();
}

export const rosterStep: StepEntry = {
  name: 'roster',
  does: 'one of the county’s offices does its step of a roster; often the others hear of it',
  weight: 0,
  reaches: [
    'a roster built while an office had work waiting',
    'a roster made again',
    'a row held',
    'back-pay',
    'a payment returned',
    'a payment issued again',
    'a roster lost by a restore and made again',
  ],
  take: async ({ world, chance }) => {
    if (!isPaying(world)) return 'no county that pays';
    const desk = pick(chance, officesOf(world));
    const act = drawRosterAct(sceneAt(world, desk, chance, firstOf(desk)));
    const words = act ? issue(world, desk, act) : `${desk.name}: not its turn`;
    if (chance.next() < 0.5) await hear(world, officesOf(world));
    return words;
  },
};

export const rosterAtOnceStep: StepEntry = {
  name: 'roster-at-once',
  does: 'two of the county’s offices do what they take to be the next step of a roster',
  weight: 0,
  reaches: ['two steps of a roster at once', 'a roster locked', 'a quarter locked', 'a roster paid'],
  take: ({ world, chance }) => {
    if (!isPaying(world)) return 'no county that pays';
    const acts = officesOf(world).flatMap((desk) => {
      const act = drawRosterAct(sceneAt(world, desk, chance, firstOf(desk)));
      return act ? [{ desk, act }] : [];
    });
    const said = acts.map(({ desk, act }) => issue(world, desk, act));
    if (said.filter((words) => / → act /.test(words)).length > 1)
      world.count('two steps of a roster at once');
    return said.join(' and ') || 'nobody’s turn';
  },
};

export const standingStep: StepEntry = {
  name: 'standing',
  does: 'a subsidy is stopped, goes on or ends; an account to which money came back is put right',
  weight: 0,
  take: ({ world, chance }) => {
    if (!isPaying(world)) return 'no county that pays';
    const draw = chance.next() < 0.5 ? drawStanding : drawCorrection;
    for (const desk of world.desks) {
      const act = draw(sceneAt(world, desk, chance, firstOf(desk)));
      if (act) return issue(world, desk, act);
    }
    return 'nobody is paid';
  },
};

export const monthStep: StepEntry = {
  name: 'month',
  does: 'the next month begins',
  weight: 0,
  take: ({ world, chance }) => {
    if (!isPaying(world)) return 'no county that pays';
    const today = shanghaiDate(world.now);
    if (today.slice(0, 7) >= LAST_MONTH) return 'not for ever';
    const next = new Date(`${today.slice(0, 7)}-01T01:00:00.000Z`);
    next.setUTCMonth(next.getUTCMonth() + 1);
    world.now = Math.max(world.now, next.getTime()) + Math.floor(chance.next() * 25 * DAY);
    return new Date(world.now).toISOString();
  },
};

const PIECES_MAX = 200;
const CUT_SHARE = 0.25;

/** The offices sync, and the centre is killed somewhere in the work that comes of it. */
async function cutOff(world: World, chance: Chance): Promise<void> {
  const { centre, link } = world;
  for (const desk of officesOf(world)) desk.startSync();
  for (let pieces = 0; pieces < PIECES_MAX; pieces++) {
    await world.settle();
    if (centre.isAtWork && chance.next() < CUT_SHARE) break;
    if (centre.store.holds) centre.store.openOne(chance);
    else if (link.isEmpty && !link.timeOut()) break;
    else link.moveFaithfully();
  }
  const { isAtWork } = centre;
  for (const call of centre.crash()) link.giveUp(call);
  link.loseAnswers();
  if (isAtWork) world.count('a job cut off between its pages');
}

export const jobsStep: StepEntry = {
  name: 'jobs',
  does: 'the centre looks for work of its own, at times two servers of it, and is killed at it',
  weight: 0,
  reaches: ['a job cut off between its pages', 'two servers at the jobs'],
  take: async ({ world, chance }) => {
    const { jobs } = world.centre;
    if (!jobs) return 'no county that pays';
    jobs.look(chance.next() < 0.3);
    if (jobs.count > 1) world.count('two servers at the jobs');
    if (chance.next() < 0.3) await cutOff(world, chance);
    return `${jobs.count} at work`;
  },
};

interface Way {
  readonly world: World;
  readonly chance: Chance;
  readonly township: SimDesk;
}

/** A form of somebody whom the rules entitle, with an account of their own. */
function form({ chance, world, township }: Way): DrawnAct {
  const caller = pick(chance, world.callers);
  const person = {
    ...{
      name: caller.name,
      idNumber: caller.idNumber,
      ethnicity: caller.ethnicity,
      phone: null,
      residenceAddress: null,
    },
    ...{ hukouVillage: caller.hukouVillage, hukouKind: caller.hukouKind, hukouAddress: caller.hukouAddress },
    certificateNumber: `${caller.idNumber}${caller.disabilityClass}${pick(chance, [1, 2])}`,
    certificateExpiresOn: caller.certificateExpiresOn,
    ...{ householdCategory: 'DIBAO', householdFrom: '2025-07', needsLongTermCare: true },
    bank: {
      ...{ accountHolder: caller.name, bankName: '农信社', accountKind: 'SOCIAL_CARD' },
      accountNumber: caller.accountNumber,
    },
  };
  const args = {
    ...{
      person,
      benefits: pick(chance, [['LIVING'], ['NURSING'], ['LIVING', 'NURSING'], ['LIVING', 'NURSING']]),
    },
    submittedOn: shanghaiDate(world.timeAt(township.name) - Math.floor(chance.next() * 40) * DAY),
    ...{ submittedVia: 'COUNTER', materials: [...MATERIAL_CODES], atCounter: 'ACCEPT' },
    declarations: { truth: true, privacyNotice: true },
  };
  return { account: firstOf(township), name: 'application.submit', args };
}

/** Does the next thing with every file that waits at a desk. */
function pass(world: World, desk: SimDesk, state: string, name: string, account: SimAccount): void {
  for (const file of rowsOf(desk, 'application').filter(({ values }) => values.state === state)) {
    const person = rowsOf(desk, 'person').find(({ id }) => id === file.values.personId);
    if (!person) continue;
    const of = { applicationId: file.id };
    const body =
      { 'review.passPreliminary': 'TOWNSHIP', 'review.passFederation': 'FEDERATION' }[name] ??
      'CIVIL_AFFAIRS';
    const judged = name.startsWith('review.') && { judged: judgedHash(body as 'TOWNSHIP', person, file) };
    const { appliedLiving, appliedNursing } = file.values;
    const approved = [...(appliedLiving ? ['LIVING'] : []), ...(appliedNursing ? ['NURSING'] : [])];
    const args = { ...of, ...judged, ...(name === 'review.determine' && { approved }) };
    world.say(issueForm(world, desk, world.sendOff(desk.name, { account, name, args })));
  }
}

export const grantStep: StepEntry = {
  name: 'grant',
  does: 'somebody’s form goes from the counter to the determination, with every file that waits on its way, over a good line',
  weight: 0,
  take: async ({ world, chance }) => {
    const townships = world.desks.filter(({ accounts }) => accounts[0]?.role === 'TOWNSHIP_CLERK');
    const [federation, civil] = ['federation', 'civil-affairs'].map((name) => world.deskNamed(name));
    if (!isPaying(world) || !townships.length || !federation || !civil) return 'nobody to grant anything';
    const township = pick(chance, townships);
    const reviewer = township.accounts.find(({ role }) => role === 'TOWNSHIP_REVIEWER') ?? firstOf(township);
    for (let forms = 1 + Math.floor(chance.next() * 2); forms > 0; forms--)
      world.say(issue(world, township, form({ world, chance, township })));
    pass(world, township, 'PRELIMINARY_REVIEW', 'review.passPreliminary', reviewer);
    pass(world, township, 'PRELIMINARY_PASSED', 'application.enter', firstOf(township));
    pass(world, township, 'PRELIMINARY_PASSED', 'application.sendToFederation', firstOf(township));
    await hear(world, [township]);
    await hear(world, [federation]);
    pass(world, federation, 'FEDERATION_REVIEW', 'review.passFederation', ACCOUNTS.federation);
    await hear(world, [federation]);
    await hear(world, [civil]);
    pass(world, civil, 'DETERMINING', 'review.determine', ACCOUNTS.civilAffairs);
    await hear(world, [civil]);
    return `${rowsOf(civil, 'entitlement').length} are entitled`;
  },
};

export const PAYDAY_STEPS: readonly StepEntry[] = [
  grantStep,
  monthStep,
  rosterStep,
  rosterAtOnceStep,
  jobsStep,
  standingStep,
];

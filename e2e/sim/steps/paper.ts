/** Papers: a clerk puts a picture onto a case, the same twice now and then, or takes one away; somebody wants to look at one; the house is kept at
 *  the centre and at a desk, sooner or a month later. Their bytes go and come as the link moves, behind every sync. What the oracle wants
 *  of it is I16. */
import type { Chance } from '#shared/base/chance.ts';
import { bodyOf } from '#shared/domain/state.ts';
import { CASE_MATERIALS } from '#shared/domain/paper-limits.ts';
import { StoreFault } from '../../../src-server/store/central-store.ts';
import type { SimDesk } from '../desk.ts';
import { PowerCut } from '../fused-statements.ts';
import { CentreGone } from '../faulty-store.ts';
import { BROUGHT } from '../paper-bytes.ts';
import type { SimAccount } from '../people.ts';
import { pick } from '../plan.ts';
import { rowsOf } from '../scene.ts';
import type { StepEntry } from '../step.ts';
import { HOUR, type World } from '../world.ts';
import { issueForm } from './act.ts';

const AGAIN_SHARE = 0.12;
const OF_A_FILE_SHARE = 0.7;
/** Onto a file that is about to be determined. */
const BEFORE_MONEY_SHARE = 0.6;
const DAYS_31 = 31 * 24 * HOUR;
const MONTH_LATER_SHARE = 0.35;

interface Brought {
  readonly personId: number;
  readonly applicationId: number | null;
  readonly material: string;
  readonly number: number;
}

interface Attached {
  forms: number;
  /** The last at each desk. */
  readonly last: Map<string, Brought>;
}
const byWorld = new WeakMap<World, Attached>();

function attachedIn(world: World): Attached {
  const known = byWorld.get(world) ?? { forms: 0, last: new Map() };
  byWorld.set(world, known);
  return known;
}

const isTownships = ({ accounts, isDead }: SimDesk): boolean =>
  !isDead && accounts.some(({ role }) => bodyOf(role) === 'TOWNSHIP');

/** The drawn desk, or another one where there is a counter. */
function counterOf(world: World, desk: SimDesk, chance: Chance): SimDesk | null {
  if (isTownships(desk)) return desk;
  const counters = world.desks.filter(isTownships);
  return counters.length ? pick(chance, counters) : null;
}

function drawPaper(desk: SimDesk, chance: Chance): Brought | null {
  const people = rowsOf(desk, 'person');
  if (!people.length) return null;
  const files = rowsOf(desk, 'application');
  const judged = files.filter(({ values }) => values.state === 'DETERMINING');
  const which = judged.length && chance.next() < BEFORE_MONEY_SHARE ? judged : files;
  const file = which.length && chance.next() < OF_A_FILE_SHARE ? pick(chance, which) : null;
  return {
    personId: file?.values.personId ?? pick(chance, people).id,
    applicationId: file?.id ?? null,
    material: pick(chance, CASE_MATERIALS),
    number: Math.floor(chance.next() * BROUGHT.length),
  };
}

async function attach(world: World, desk: SimDesk, chance: Chance): Promise<string> {
  const { papers } = desk;
  const attached = attachedIn(world);
  const again = chance.next() < AGAIN_SHARE ? attached.last.get(desk.name) : undefined;
  const brought = again ?? drawPaper(desk, chance);
  if (!brought || !papers) return `${desk.name}: nobody to put it on`;
  attached.last.set(desk.name, brought);
  const { number, ...place } = brought;
  const paper = BROUGHT[number] as (typeof BROUGHT)[number];
  const formId = `paper-${desk.name}-${++attached.forms}`;
  const account = pick(chance, desk.accounts) as SimAccount;
  const { sha256, bytes, fileName } = paper;
  const words = `${desk.name} ${account.name} puts ${sha256.slice(0, 6)} onto ${place.applicationId ?? place.personId}`;
  try {
    const issued = await papers.add(
      (input, alongside) => desk.issueWith(account, input, alongside),
      { ...place, fileName, thumbnailBase64: null, formId },
      bytes,
    );
    if (!issued.ok) {
      if (issued.code === 'paper/already-there') world.count('the same paper twice');
      return `${words} → ${issued.code}`;
    }
    world.oracle.acknowledge({ desk: desk.name, number: issued.number, formId, name: 'paper.attach' });
    world.oracle.papers.tell(desk.name, formId, sha256, world.now);
    world.count('paper.attach');
    return `${words} → act ${issued.number}`;
  } catch (error) {
    if (!desk.isDead) throw error;
    world.oracle.doubt(formId);
    world.count('killed between a paper and its act');
    return `${words} → killed`;
  }
}

export const paperStep: StepEntry = {
  name: 'paper',
  does: 'a clerk puts a paper onto a case, now and then the same once more',
  weight: 3,
  // The determination is refused in act.ts or at the centre.
  reaches: [
    'a determination waits for papers',
    'paper.attach',
    'the same paper twice',
    'killed between a paper and its act',
  ],
  take: ({ world, desk, chance }) => {
    const counter = counterOf(world, desk, chance);
    return counter ? attach(world, counter, chance) : 'no counter';
  },
};

export const paperAwayStep: StepEntry = {
  name: 'paper-away',
  does: 'a clerk takes a paper away from a case',
  weight: 1,
  // Counted as any act is, by its name.
  reaches: ['paper.remove'],
  take: ({ world, desk, chance }) => {
    const counter = counterOf(world, desk, chance);
    const papers = counter ? rowsOf(counter, 'paper') : [];
    if (!counter || !papers.length) return 'nothing to take away';
    const args = { paperId: pick(chance, papers).id, reason: '放错了' };
    const account = pick(chance, counter.accounts);
    const act = { account, name: 'paper.remove', args };
    return issueForm(world, counter, world.sendOff(counter.name, act));
  },
};

/** Pieces and answers that the line carries, or does not, in that while. */
const MOVES_MAX = 14;
const STEPS_MAX = 400;

/** Lets the acts through, then papers for a while, on a line that fails as it does. */
async function carry(world: World, desk: SimDesk, chance: Chance): Promise<string> {
  const { link } = world;
  desk.startSync();
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    await world.settle();
    if (world.centre.store.holds) world.centre.store.openOne(chance);
    else if (!link.moveActs()) break;
  }
  const moves = 2 + Math.floor(chance.next() * MOVES_MAX);
  const said: string[] = [];
  for (let move = 0; move < moves && !link.isEmpty; move++) {
    const { words, fate } = link.move(chance);
    if (fate) world.count(fate);
    said.push(words);
    await world.settle();
    if (world.centre.store.holds) world.centre.store.openOne(chance);
  }
  return `${desk.name}: ${said.join(', ')}`;
}

export const paperLineStep: StepEntry = {
  name: 'paper-line',
  does: 'a desk’s acts get through, then its papers begin to go and come on a line that fails',
  weight: 1,
  isTelling: true,
  reaches: ['piece cut', 'answer cut', 'answer to a piece lost'],
  take: ({ world, desk, chance }) => {
    if (desk.isDead || !world.oracle.papers.isAsked) return `${desk.name}: nothing to carry`;
    return carry(world, desk, chance);
  },
};

const FAULTS = [CentreGone.name, StoreFault.name];

/** Keeps house at the centre; it goes on as its doors open. */
export function keepHouse(world: World): void {
  const { generation } = world.centre;
  world.centre.papers.keepHouse().then(
    (erased) => {
      if (generation === world.centre.generation) world.oracle.papers.houseKept();
      if (erased) world.count('bytes erased at the centre');
    },
    (error: unknown) => {
      // By name, for a later release has classes of its own.
      if (FAULTS.includes((error as Error).constructor.name)) return;
      world.oracle.accuse('J5', `keeping house: ${String(error)}`);
    },
  );
}

export const keepHouseStep: StepEntry = {
  name: 'keep-house',
  does: 'the centre and a desk look after their papers, now and then a month later',
  weight: 0.6,
  isTelling: true,
  reaches: ['bytes erased at the centre', 'bytes swept at a desk'],
  take: async ({ world, desk, chance }) => {
    const isLater = world.oracle.papers.isAsked && chance.next() < MONTH_LATER_SHARE;
    if (isLater) world.now += DAYS_31;
    keepHouse(world);
    const words = isLater ? 'a month later' : 'as every hour';
    if (desk.isDead || !desk.papers) return words;
    try {
      const swept = await desk.papers.sweep();
      if (swept) world.count('bytes swept at a desk');
      return `${words}, ${desk.name} sweeps ${swept}`;
    } catch (error) {
      if (error instanceof PowerCut || desk.isDead) return `${words}, ${desk.name} killed`;
      throw error;
    }
  },
};

export const lookStep: StepEntry = {
  name: 'paper-look',
  does: 'somebody at a desk wants to see a paper, whose bytes are fetched when they are not there',
  weight: 0.6,
  take: ({ world, desk, chance }) => {
    const papers = desk.isDead ? [] : rowsOf(desk, 'paper');
    if (!papers.length || !desk.papers) return `${desk.name}: nothing to see`;
    const { values } = pick(chance, papers);
    desk.papers.look(values.sha256 ?? '').then(
      (isHere) => isHere && world.count('a paper seen'),
      (error: unknown) => {
        if (!desk.isDead && !(error instanceof PowerCut)) world.oracle.accuse('I16', String(error));
      },
    );
    return `${desk.name} looks at ${values.sha256?.slice(0, 6)}`;
  },
};

/** The story of three weeks, from its first morning to the second program's word on it: `npm run sim -- --scenario three-weeks [--seeds N]
 *  [--from S] [--store postgres]`. Ends with `N stories, N acts, N violations`.                                                   */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { openStoreNamed } from '../store-named.ts';
import { DAYS, ordinaryDay } from './days.ts';
import { addUp, checkEnding } from './ending.ts';
import { exportStory } from './export.ts';
import { settleInbox } from './inbox.ts';
import type { Recounted } from './recount.ts';
import { Story } from './story.ts';

export const THREE_WEEKS = 'three-weeks';
const RECOUNT = join(import.meta.dirname, 'recount.ts');
const FAULTS_TOLD = 12;

export interface StoryTold {
  readonly acts: number;
  readonly violations: readonly string[];
}

async function play(story: Story): Promise<void> {
  await story.centre.publish();
  for (const { morning = [], noon = [], evening = [] } of DAYS) {
    for (const event of morning) await event(story);
    await ordinaryDay(story);
    for (const event of [...noon, ...evening]) await event(story);
    for (const office of story.offices) addUp(story, office);
    story.nextDay();
  }
  await settleInbox(story);
}

/** Hands the files to a process of its own. */
function recount(folder: string): Recounted {
  const said = execFileSync(process.execPath, [RECOUNT, folder], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return JSON.parse(said.trim().split('\n').at(-1) as string) as Recounted;
}

export async function tellStory(
  seed: number,
  store: string,
  say: (line: string) => void,
): Promise<StoryTold> {
  const story = new Story(seed, await openStoreNamed(store)(), say);
  try {
    await play(story);
    const { receipts } = await checkEnding(story);
    for (const office of story.offices) {
      const { made, applied, refused, inConflict, waiting } = office.numbers();
      say(
        `  ${office.words}: ${made} acts = ${applied} applied + ${refused} refused + ${inConflict} in conflict + ${waiting} waiting`,
      );
    }
    await exportStory(story, story.folder);
    const second = recount(story.folder);
    say(
      `  a second program, from the log: ${second.cases} cases out of ${second.commits} commits, ${second.desks} desks, ${second.receipts} of ${second.acts} receipts`,
    );
    for (const fault of second.faults.slice(0, FAULTS_TOLD)) story.accuse(`recount: ${fault}`);
    if (second.faults.length > FAULTS_TOLD) story.accuse(`recount: ${second.faults.length} faults in all`);
    if (second.receipts !== receipts)
      story.accuse(`${receipts} receipts proved here, ${second.receipts} there`);
  } catch (error) {
    story.accuse(`BUG ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    await story.close();
  }
  return { acts: story.told.length, violations: story.violations };
}

/** As the command line has it; whether all went well. */
export async function tellStories(seeds: number, from: number, store: string): Promise<boolean> {
  let [acts, violations] = [0, 0];
  for (let seed = from; seed < from + seeds; seed++) {
    if (seeds > 1) console.log(`story ${seed}`);
    const told = await tellStory(seed, store, (line) => console.log(line));
    acts += told.acts;
    violations += told.violations.length;
  }
  console.log(`${seeds} ${seeds === 1 ? 'story' : 'stories'}, ${acts} acts, ${violations} violations`);
  return violations === 0;
}

/** After the storm, papers: what waits for a pause is asked for again a quarter of an hour later, and the house is kept once, as it is every hour.
 *  Within three rounds every paper that any desk can bring has come, and everybody has heard of it (I16). */
import { keepHouse } from './steps/paper.ts';
import { MINUTE, type World } from './world.ts';

const ROUNDS_MAX = 3;
/** More than the longest pause between two tries (paper-rows.ts). */
const A_PAUSE = 15 * MINUTE;

export async function carryPapers(world: World, isQuiet: () => Promise<boolean>): Promise<void> {
  keepHouse(world);
  await world.drain();
  for (let round = 1; round <= ROUNDS_MAX; round++) {
    world.now += A_PAUSE;
    for (const desk of world.desks) {
      desk.startSync();
      await world.drain();
    }
    if (round > 1 && (await isQuiet())) break;
  }
  const { centre, oracle } = world;
  await centre.refresh(false);
  oracle.papers.checkCentre(centre.papersView(), world.now);
  const desks = world.desks.flatMap(({ papers, device, granted }) =>
    papers ? [{ ...papers.view(device), scopes: granted }] : [],
  );
  for (const desk of world.desks) world.checkPapers(desk);
  oracle.papers.checkQuiet(centre.papersView(), desks);
}

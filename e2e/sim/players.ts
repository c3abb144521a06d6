/** Players: processes that play histories side by side, one a core. Each is this file run as a child; a job goes over, what came of it comes
 *  back. One that dies takes its job down with it, said as a violation: a history may not end the program.                         */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import '../../src-main/replica/native-sha256.ts';
import { type Job, play, type Played } from './play.ts';
import { closeStores } from './store-named.ts';

/** As many as there are cores, for a machine of two and a little more. */
export const PLAYERS = Math.max(1, Math.min(availableParallelism(), 8));

function died(job: Job, code: number | null): Played {
  const words = `the process that played it ended with ${code}`;
  const failure = { rule: 'BUG', words, plan: job.plan, trace: [], violations: [words] };
  return { name: job.name, acts: 0, steps: 0, seen: {}, failure };
}

function playIn(child: ChildProcess, job: Job): Promise<Played> {
  return new Promise((resolve) => {
    const ended = (code: number | null): void => resolve(died(job, code));
    child.once('exit', ended);
    child.once('message', (played) => {
      child.off('exit', ended);
      resolve(played as Played);
    });
    child.send(job);
  });
}

/** Lets a player go home; one with a database of its own takes that down first. */
function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) resolve();
    child.once('exit', () => resolve());
    child.disconnect();
  });
}

/** Plays every job; `done` hears of each in the order of the jobs, whatever order they end in. */
export async function playAll(
  jobs: readonly Job[],
  players: number,
  done: (played: Played) => void,
): Promise<void> {
  const results: Played[] = [];
  let next = 0;
  let told = 0;
  const work = async (): Promise<void> => {
    let child: ChildProcess | null = null;
    for (let at = next++; at < jobs.length; at = next++) {
      if (child?.exitCode !== null) child = fork(import.meta.filename);
      results[at] = await playIn(child, jobs[at] as Job);
      for (let ready = results[told]; ready; ready = results[told]) {
        told++;
        done(ready);
      }
    }
    if (child) await end(child);
  };
  await Promise.all(Array.from({ length: Math.min(players, jobs.length) }, work));
}

if (import.meta.main) {
  process.on('disconnect', () => void closeStores());
  process.on('message', (job) => {
    play(job as Job).then(
      (played) => process.send?.(played),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

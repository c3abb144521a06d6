/** The runner of jobs: what says that it is to be done gets done, once, whoever else works at it and however often a server ends. */
import { afterEach, expect, test } from 'vitest';
import { type JobKind, type JobRecord, JobRunner } from './runner.ts';

let runner: JobRunner | undefined;
afterEach(() => runner?.close());

/** Jobs of so many pages each, kept apart from the runner, as records are. */
class Jobs implements JobKind {
  readonly name = 'toy';
  readonly left = new Map<number, number>();
  readonly looks: (readonly number[] | null)[] = [];
  readonly steps: number[] = [];
  onStep: (job: JobRecord) => void = () => {};

  async find(scopes: readonly number[] | null) {
    this.looks.push(scopes);
    const ids = [...this.left].filter(([, pages]) => pages > 0).map(([id]) => id);
    return ids.filter((id) => !scopes || scopes.includes(id)).map((id) => ({ scope: id, id }));
  }

  async step(job: JobRecord) {
    this.onStep(job);
    this.steps.push(job.id);
    const left = (this.left.get(job.id) ?? 0) - 1;
    this.left.set(job.id, left);
    return left > 0;
  }
}

function start(jobs: JobKind, notes: string[] = []): JobRunner {
  runner = new JobRunner({ kinds: [jobs], note: (line) => notes.push(line), lookEveryMs: 3_600_000 });
  return runner;
}

test('JB1 what was left undone is found at the start and done page by page', async () => {
  const jobs = new Jobs();
  jobs.left.set(7, 3);
  jobs.left.set(8, 1);
  await start(jobs).idle();
  expect(jobs.steps).toEqual([7, 7, 7, 8]);
});

test('JB1 a commit wakes it, and it looks only where that was', async () => {
  const jobs = new Jobs();
  const running = start(jobs);
  await running.idle();
  jobs.left.set(5, 2);
  jobs.left.set(6, 1);
  running.wake([]);
  await running.idle();
  expect(jobs.steps).toEqual([]);
  running.wake([5]);
  await running.idle();
  expect(jobs.steps).toEqual([5, 5]);
  expect(jobs.looks).toEqual([null, [5]]);
  running.lookEverywhere();
  await running.idle();
  expect(jobs.steps).toEqual([5, 5, 6]);
});

test('JB1 what comes while it works is done after it', async () => {
  const jobs = new Jobs();
  jobs.left.set(1, 1);
  jobs.onStep = ({ id }) => {
    if (id !== 1) return;
    jobs.left.set(2, 1);
    runner?.wake([2]);
  };
  const running = start(jobs);
  await running.idle();
  expect(jobs.steps).toEqual([1, 2]);
});

test('JB2 a server that ends stops after the page under way, and the next goes on there', async () => {
  const jobs = new Jobs();
  jobs.left.set(3, 4);
  const ending: Promise<void>[] = [];
  jobs.onStep = () => {
    if (jobs.steps.length === 1 && runner) ending.push(runner.close());
  };
  await start(jobs).idle();
  await Promise.all(ending);
  expect(jobs.left.get(3)).toBe(2);
  jobs.onStep = () => {};
  await start(jobs).idle();
  expect(jobs.steps).toEqual([3, 3, 3, 3]);
});

test('JB4 a job that fails is told of, holds up no other, and is tried again', async () => {
  const jobs = new Jobs();
  const notes: string[] = [];
  jobs.left.set(1, 2);
  jobs.left.set(2, 1);
  jobs.onStep = ({ id }) => {
    if (id === 1) throw new Error('this one is broken');
  };
  const running = start(jobs, notes);
  await running.idle();
  expect(jobs.steps).toEqual([2]);
  expect(notes).toEqual(['job toy 1 in 1 did not go on: this one is broken']);
  jobs.onStep = () => {};
  running.lookEverywhere();
  await running.idle();
  expect(jobs.left.get(1)).toBe(0);
});

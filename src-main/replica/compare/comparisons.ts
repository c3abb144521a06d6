/** A run of the comparison as the writer makes it: the thread judges, the acts are issued in small batches as an import does, the run is closed with
 *  its numbers.
 *  CS1 a run that was broken off is begun again as another: what stands already is found to stand (finding.ts FN1), and nothing is written
 *  twice.  CS2 the run is open until its last finding is written: the federation's answer is
 *  never half an answer.                                                                                                             */
import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { Clock } from '#shared/base/clock.ts';
import { shanghaiDate } from '#shared/base/clock.ts';
import { comparisonFinish, comparisonOpen } from '#shared/domain/comparison-run.ts';
import { findingRaise, findingRaiseHolder, findingRaisePlace } from '#shared/domain/finding.ts';
import type { RunStep } from '#shared/rpc/compare-shapes.ts';
import type { Issued, IssueInput } from '../executor.ts';
import { packInForceHere } from '../packs.ts';
import type { Statements } from '../store/statements.ts';
import type { ComparerAnswer, ComparerData } from './comparer.ts';
import type { FoundAll } from './find-all.ts';

export interface ComparisonPorts {
  readonly statements: Statements;
  /** Division of this person's unit, whose packs judge. */
  readonly division: number;
  readonly path: string;
  readonly key: Uint8Array;
  readonly clock: Clock;
  /** Entry of the comparer thread. */
  readonly comparerFile: URL;
  /** Issues acts in one transaction and answers beside them. */
  readonly issueBatch: (inputs: readonly IssueInput[], beside: (results: readonly Issued[]) => void) => void;
}

/** The comparer beside the entry that asks: out/main/comparer.js, or its source. */
export function comparerFileFor(entryUrl: string): URL {
  return new URL(entryUrl.endsWith('.ts') ? './compare/comparer.ts' : './comparer.js', entryUrl);
}

const MEMORY_MB = 768;
/** A batch holds the writer for some tens of milliseconds. */
const BATCH_ACTS = 25;

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What the thread says, as it says it. */
async function* hear(file: URL, data: ComparerData): AsyncGenerator<ComparerAnswer, void> {
  const worker = new Worker(file, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const said: ComparerAnswer[] = [];
  let wake = (): void => undefined;
  const state: { isOver: boolean; fault: Error | null } = { isOver: false, fault: null };
  const end = (fault: Error | null): void => {
    state.isOver = true;
    state.fault ??= fault;
    wake();
  };
  worker.on('message', (answer: ComparerAnswer) => {
    said.push(answer);
    wake();
  });
  worker.once('error', end);
  worker.once('exit', () => end(null));
  try {
    while (said.length || !state.isOver) {
      const next = said.shift();
      if (next) yield next;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    if (state.fault) throw state.fault;
  } finally {
    await worker.terminate();
  }
}

function actsOf(found: FoundAll, comparisonId: number, month: string): IssueInput[] {
  const form = (of: string) => `compare-${comparisonId}-${of}`;
  const about = { comparisonId, month };
  return [
    ...found.people.map(({ personId, alerts }) => ({
      name: findingRaise.name,
      args: { personId, ...about, alerts },
      formId: form(`p${personId}`),
    })),
    ...found.holders.map(({ township, holder, alerts }, at) => ({
      name: findingRaiseHolder.name,
      args: { township, holder, ...about, alerts },
      formId: form(`h${at}`),
    })),
    ...found.places.map(({ township, alerts }) => ({
      name: findingRaisePlace.name,
      args: { township, ...about, alerts },
      formId: form(`t${township}`),
    })),
  ];
}

function issueOne(ports: ComparisonPorts, input: IssueInput): Issued {
  let result: Issued = { ok: false, code: 'command/unknown' };
  ports.issueBatch([input], ([issued]) => {
    if (issued) result = issued;
  });
  return result;
}

/** How many of a batch were taken; what changes nothing stands already. */
function issueBatch(
  ports: ComparisonPorts,
  batch: readonly IssueInput[],
): { taken: number; refused: string[] } {
  let taken = 0;
  const refused: string[] = [];
  ports.issueBatch(batch, (results) => {
    for (const result of results) {
      if (result.ok) taken += 1;
      else if (result.code !== 'command/changes-nothing') refused.push(result.code);
    }
  });
  return { taken, refused };
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((all, count) => all + count, 0);

async function* writeAll(
  ports: ComparisonPorts,
  found: FoundAll,
  month: string,
): AsyncGenerator<RunStep, void> {
  const opened = issueOne(ports, {
    name: comparisonOpen.name,
    args: { month, registers: found.registers },
    formId: `compare-open-${randomUUID()}`,
  });
  const comparisonId = opened.ok ? opened.ids[0] : undefined;
  if (!opened.ok || comparisonId === undefined)
    return yield { kind: 'refused', code: opened.ok ? 'command/unknown' : opened.code };
  const acts = actsOf(found, comparisonId, month);
  let refusedCount = 0;
  for (let at = 0; at < acts.length; at += BATCH_ACTS) {
    const { refused } = issueBatch(ports, acts.slice(at, at + BATCH_ACTS));
    refusedCount += refused.length;
    yield { kind: 'writing', done: Math.min(at + BATCH_ACTS, acts.length), total: acts.length };
    await breathe();
  }
  const fresh = [...found.people, ...found.holders, ...found.places].reduce(
    (all, { alerts }) => all + alerts.length,
    0,
  );
  const numbers = {
    persons: found.persons,
    holders: found.holderCount,
    counts: { ...found.counts, ...(found.unplaced && { UNPLACED: found.unplaced }) },
    raised: fresh,
    seenAgain: sum(found.counts) - fresh,
  };
  const closed = issueOne(ports, {
    name: comparisonFinish.name,
    args: { comparisonId, ...numbers },
    formId: `compare-finish-${comparisonId}`,
  });
  yield closed.ok
    ? { kind: 'done', comparisonId, ...numbers, refused: refusedCount }
    : { kind: 'refused', code: closed.code };
}

export type RunComparison = (month: string) => AsyncGenerator<RunStep, void>;

/** One run at a time. */
export function comparisonsOf(ports: ComparisonPorts): RunComparison {
  let isRunning = false;
  return async function* run(month) {
    if (isRunning) return yield { kind: 'refused', code: 'comparison/running' };
    const pack = packInForceHere(ports.statements, shanghaiDate(ports.clock.now()), ports.division);
    isRunning = true;
    try {
      yield { kind: 'reading', done: 0 };
      const data: ComparerData = { path: ports.path, key: ports.key, month, pack };
      for await (const answer of hear(ports.comparerFile, data)) {
        if (answer.kind === 'told') yield { kind: 'reading', done: answer.done };
        else yield* writeAll(ports, answer.found, month);
      }
    } finally {
      isRunning = false;
    }
  };
}

/** Reads and marks files of clerks in a process of its own. Runs in the replica.
 *  RW1 nothing the file does can hurt the replica: memory, time and crashes are the child's.  RW2 every answer is a
 *  value, rows or a fault; the child is gone when it comes.  RW3 the child's environment carries none of ours, and no
 *  part of the file is written to disk or to a log.
 *  Elsewhere: what the rows mean (map-columns.ts, check-rows.ts).                                                 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type FaultAnswer, faultAnswer, sightOf } from './file-sight.ts';
import type { MarkOrder } from './mark-order.ts';
import type { ParseAnswer, ParseRequest } from './parser-messages.ts';
import type { FileKind, Sheet, SheetRow } from './sheet.ts';

export type WorkbookRead =
  | { readonly ok: true; readonly kind: FileKind; readonly sheets: readonly Sheet[] }
  | FaultAnswer;

/** Aborted, the child ends at once; the answer is then worth nothing. */
export type ReadWorkbook = (bytes: Uint8Array, signal?: AbortSignal) => Promise<WorkbookRead>;

export type WorkbookMarked = { readonly ok: true; readonly bytes: Uint8Array } | FaultAnswer;

/** Marks rows in a copy of the file; the bytes that come back are of the same kind. */
export type MarkWorkbook = (bytes: Uint8Array, order: MarkOrder) => Promise<WorkbookMarked>;

export interface ParserOptions {
  /** The parser entry: parser.ts from source, out/main/parser.js when built. */
  readonly parserFile: string;
  readonly memoryMb?: number;
  readonly timeMs?: number;
}

const MEMORY_MB = 256;
const TIME_MS = 60_000;

/** The parser beside the entry file that asks: `import.meta.url` of out/main/replica.js or writer.js, or of their sources. */
export function parserFileFor(entryUrl: string): string {
  const isSource = entryUrl.endsWith('.ts');
  return fileURLToPath(new URL(isSource ? './import/parser.ts' : './parser.js', entryUrl));
}

/** PATH and SystemRoot so that a process can start at all; nothing of the desk. */
function childEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ELECTRON_RUN_AS_NODE: '1' };
  for (const name of ['PATH', 'SystemRoot', 'LD_LIBRARY_PATH']) {
    if (process.env[name] !== undefined) env[name] = process.env[name];
  }
  return env;
}

function startParser({ parserFile, memoryMb = MEMORY_MB }: ParserOptions): ChildProcess {
  return fork(parserFile, [], {
    env: childEnvironment(),
    execArgv: [`--max-old-space-size=${memoryMb}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/** Why a child went without an answer: V8 aborts when its heap is full. */
function faultOfExit(signal: NodeJS.Signals | null, code: number | null): FaultAnswer {
  const ABORTED_CODE = 134;
  return faultAnswer(
    signal === 'SIGABRT' || signal === 'SIGTRAP' || code === ABORTED_CODE ? 'FILE_MEMORY' : 'FILE_PARSER',
  );
}

/** Takes what a child says until it gives the last answer; undefined while there is more to come. */
type Listener<T> = (said: ParseAnswer) => T | FaultAnswer | undefined;

function ask<T>(
  options: ParserOptions,
  request: ParseRequest,
  listen: Listener<T>,
  signal?: AbortSignal,
): Promise<T | FaultAnswer> {
  if (signal?.aborted) return Promise.resolve(faultAnswer('FILE_PARSER'));
  const child = startParser(options);
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(faultAnswer('FILE_TIME')), options.timeMs ?? TIME_MS);
    let answer: T | FaultAnswer | null = null;
    const finish = (result: T | FaultAnswer): void => {
      answer ??= result;
      clearTimeout(timer);
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) resolve(answer);
      else child.kill('SIGKILL');
    };
    signal?.addEventListener('abort', () => finish(faultAnswer('FILE_PARSER')), { once: true });
    child.on('message', (message) => {
      const said = message as ParseAnswer;
      const result = said.kind === 'fault' ? faultAnswer(said.code, said.place) : listen(said);
      if (result !== undefined) finish(result);
    });
    child.once('error', () => finish(faultAnswer('FILE_PARSER')));
    child.once('exit', (code, signal) => finish(faultOfExit(signal, code)));
    child.send(request, undefined, undefined, () => undefined);
  });
}

function readingListener(kind: FileKind): Listener<WorkbookRead> {
  const sheets: (Sheet & { rows: SheetRow[] })[] = [];
  return (said) => {
    if (said.kind === 'sheet') sheets.push({ ...said.sheet, rows: [] });
    else if (said.kind === 'rows') sheets.at(-1)?.rows.push(...said.rows);
    return said.kind === 'whole' ? { ok: true, kind, sheets } : undefined;
  };
}

/** Lets one piece of work begin when the one before it is over. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result;
    return result;
  };
}

/** A reader that parses one file at a time. */
export function createWorkbookReader(options: ParserOptions): ReadWorkbook {
  const inTurn = createQueue();
  return async (bytes, signal) => {
    const file = sightOf(bytes);
    if (typeof file !== 'string') return file;
    return inTurn(() => ask(options, { bytes, file }, readingListener(file), signal));
  };
}

/** A marker that works on one file at a time. */
export function createWorkbookMarker(options: ParserOptions): MarkWorkbook {
  const inTurn = createQueue();
  return async (bytes, order) => {
    const file = sightOf(bytes);
    if (typeof file !== 'string') return file;
    return inTurn(() =>
      ask<WorkbookMarked>(options, { bytes, file, order }, (said) =>
        said.kind === 'marked' ? { ok: true, bytes: said.bytes } : undefined,
      ),
    );
  };
}

/** Reads a workbook in a process of its own. Runs in the replica.
 *  RW1 nothing the file does can hurt the replica: memory, time and crashes are the child's.  RW2 every answer is a
 *  value, rows or a fault; the child is gone when it comes.  RW3 the child's environment carries none of ours, and no
 *  part of the file is written to disk or to a log.
 *  Elsewhere: what the rows mean (map-columns.ts, check-rows.ts).                                                 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type FaultPlace, FILE_LIMITS, type FileFaultCode } from './file-fault.ts';
import type { ParseAnswer, ParseRequest } from './parser-messages.ts';
import type { FileKind, Sheet, SheetRow } from './sheet.ts';

export type WorkbookRead =
  | { readonly ok: true; readonly kind: FileKind; readonly sheets: readonly Sheet[] }
  | { readonly ok: false; readonly code: FileFaultCode; readonly place: FaultPlace };

export type ReadWorkbook = (bytes: Uint8Array) => Promise<WorkbookRead>;

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

const fault = (code: FileFaultCode, place: FaultPlace = {}): WorkbookRead => ({ ok: false, code, place });

const OLE_MAGIC = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');
const ZIP_MAGIC = Buffer.from('PK');
const HEAD_BYTES = 1_024;

/** What can be told without opening anything; null when it may be a workbook. */
export function faultAtFirstSight(bytes: Uint8Array): WorkbookRead | null {
  if (bytes.length > FILE_LIMITS.bytes) return fault('FILE_TOO_LARGE');
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.some((byte) => byte !== 0)) return fault('FILE_EMPTY');
  if (file.indexOf(OLE_MAGIC) === 0)
    return fault(file.includes(ENCRYPTED_STREAM) ? 'FILE_PASSWORD' : 'FILE_OLD_XLS');
  if (file.indexOf(ZIP_MAGIC) === 0) return null;
  const head = file.toString('latin1', 0, HEAD_BYTES);
  return fault(
    /<(!doctype\s+html|html|table|head|body|meta)\b/i.test(head) ? 'FILE_HTML' : 'FILE_NOT_WORKBOOK',
  );
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
function faultOfExit(signal: NodeJS.Signals | null, code: number | null): WorkbookRead {
  const ABORTED_CODE = 134;
  return fault(
    signal === 'SIGABRT' || signal === 'SIGTRAP' || code === ABORTED_CODE ? 'FILE_MEMORY' : 'FILE_PARSER',
  );
}

function answerOf(child: ChildProcess, request: ParseRequest, timeMs: number): Promise<WorkbookRead> {
  const sheets: (Sheet & { rows: SheetRow[] })[] = [];
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(fault('FILE_TIME')), timeMs);
    let answer: WorkbookRead | null = null;
    const finish = (result: WorkbookRead): void => {
      answer ??= result;
      clearTimeout(timer);
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) resolve(answer);
      else child.kill('SIGKILL');
    };
    child.on('message', (message) => {
      const said = message as ParseAnswer;
      if (said.kind === 'sheets')
        sheets.push(...said.names.map((name) => ({ name, isHidden: false, rows: [], hiddenColumns: [] })));
      else if (said.kind === 'rows') sheets[said.sheet]?.rows.push(...said.rows);
      else finish(said.kind === 'whole' ? { ok: true, kind: 'xlsx', sheets } : fault(said.code, said.place));
    });
    child.once('error', () => finish(fault('FILE_PARSER')));
    child.once('exit', (code, signal) => finish(faultOfExit(signal, code)));
    child.send(request, undefined, undefined, () => undefined);
  });
}

/** A reader that parses one workbook at a time. */
export function createWorkbookReader(options: ParserOptions): ReadWorkbook {
  let last: Promise<unknown> = Promise.resolve();
  return (bytes) => {
    const early = faultAtFirstSight(bytes);
    if (early) return Promise.resolve(early);
    const result = last.then(() => answerOf(startParser(options), { bytes }, options.timeMs ?? TIME_MS));
    last = result;
    return result;
  };
}

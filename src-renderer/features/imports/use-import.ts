/** One import from the chosen file to its end. Kept outside the screen, so that a run goes on, and is found again, while the
 *  person works at another desk. View state only: what the file holds stays in the replica.
 *  IMP1 nothing is written before `run`.  IMP2 a run that ends early keeps what was written and says how much is left.  */
import { create } from 'zustand';
import { isLineLost } from '../../data/channel.ts';
import { desk } from '../../data/desk.ts';
import type { Preview, Progress } from './counts.ts';
import { type FileRefusal, readBase64, refuseFile } from './read-file.ts';

export type Fault = { readonly code: FileRefusal | 'noAnswer' | 'readFault' } | { readonly message: string };

export type ImportStage =
  | { readonly at: 'choose'; readonly fault?: Fault }
  | { readonly at: 'reading'; readonly fileName: string }
  | { readonly at: 'look'; readonly preview: Preview }
  | { readonly at: 'running'; readonly preview: Preview; readonly progress: Progress }
  | {
      readonly at: 'done';
      readonly preview: Preview;
      readonly progress: Progress;
      readonly end: 'finished' | 'stopped' | 'lost';
    };

interface ImportStore {
  readonly stage: ImportStage;
  /** Rows to look at that were on the screen, by their row number in the sheet. */
  readonly seen: ReadonlySet<number>;
  readonly isAllSeen: boolean;
}

const START: ImportStore = { stage: { at: 'choose' }, seen: new Set(), isAllSeen: false };
const NO_PROGRESS: Progress = { done: 0, total: 0, imported: 0, unchanged: 0, refused: 0, finished: false };

export const useImport = create<ImportStore>(() => START);

const turn = (stage: ImportStage): void => useImport.setState({ stage });
let stopRun: AbortController | undefined;

/** Back to choosing; a run under way goes on only as far as it was stopped. */
export function chooseAgain(): void {
  useImport.setState(START);
}

export async function previewFile(file: File): Promise<void> {
  const code = refuseFile(file);
  if (code) return turn({ at: 'choose', fault: { code } });
  turn({ at: 'reading', fileName: file.name });
  try {
    const contentBase64 = await readBase64(file);
    const result = await desk().imports.preview({ fileName: file.name, contentBase64 });
    if (!result.ok) return turn({ at: 'choose', fault: { message: result.message } });
    useImport.setState({ ...START, stage: { at: 'look', preview: result.preview } });
  } catch (error) {
    turn({ at: 'choose', fault: { code: isLineLost(error) ? 'noAnswer' : 'readFault' } });
  }
}

export function markSeen(rows: readonly number[]): void {
  const { seen } = useImport.getState();
  if (rows.every((row) => seen.has(row))) return;
  useImport.setState({ seen: new Set([...seen, ...rows]) });
}

export function markAllSeen(): void {
  useImport.setState({ isAllSeen: true });
}

export async function runImport(preview: Preview): Promise<void> {
  if (useImport.getState().stage.at === 'running') return;
  stopRun = new AbortController();
  const { signal } = stopRun;
  let progress: Progress = NO_PROGRESS;
  turn({ at: 'running', preview, progress });
  try {
    const steps = await desk().imports.run({ importId: preview.importId }, { signal });
    for await (const step of steps) {
      progress = step;
      turn({ at: 'running', preview, progress });
    }
    turn({ at: 'done', preview, progress, end: progress.finished ? 'finished' : 'stopped' });
  } catch {
    turn({ at: 'done', preview, progress, end: signal.aborted ? 'stopped' : 'lost' });
  }
}

export function stopImport(): void {
  stopRun?.abort();
}

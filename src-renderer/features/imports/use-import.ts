/** One import from the chosen file to its end. Kept outside the screen, so that a run goes on, and is found again, while the
 *  person works at another desk. View state only: what the file holds stays in the replica.
 *  IMP1 nothing is written before `run`.  IMP2 a run that ends early keeps what was written and says how much is left.
 *  IMP3 whatever takes long can be left: reading, checking, writing.                                                  */
import type { z } from 'zod';
import { create } from 'zustand';
import type { importStep } from '#shared/rpc/import-shapes.ts';
import { isLineLost } from '../../data/channel.ts';
import { desk } from '../../data/desk.ts';
import { isDiskFull } from '../../data/disk.ts';
import { languageNow } from '../../text/i18n.ts';
import { type Draft, draftOf, wishesOf } from './columns-draft.ts';
import { type Preview, type Progress, type Sighting, seenRows } from './counts.ts';
import { readBase64 } from '../../data/base64.ts';
import { type FileRefusal, refuseFile } from './read-file.ts';

export type Fault =
  | { readonly code: FileRefusal | 'noAnswer' | 'readFault' | 'gone' }
  | { readonly message: string };

/** How far the look at a file is; null while it is being read. */
export type Checking = { readonly done: number; readonly total: number } | null;

/** `lost`: the replica did not answer. `disk-full`: it could write no more. */
export type RunEnd = 'finished' | 'stopped' | 'lost' | 'disk-full';

export type ImportStage =
  | { readonly at: 'choose'; readonly fault?: Fault }
  | { readonly at: 'reading'; readonly fileName: string; readonly checking: Checking }
  | { readonly at: 'columns'; readonly preview: Preview; readonly draft: Draft; readonly checking?: Checking }
  | { readonly at: 'look'; readonly preview: Preview }
  | { readonly at: 'running'; readonly preview: Preview; readonly progress: Progress }
  | {
      readonly at: 'done';
      readonly preview: Preview;
      readonly progress: Progress;
      readonly end: RunEnd;
    };

interface ImportStore extends Sighting {
  readonly stage: ImportStage;
}

const UNSEEN: Sighting = { seen: new Set(), isAllSeen: false, leftOut: new Set() };
const START: ImportStore = { stage: { at: 'choose' }, ...UNSEEN };
const NO_PROGRESS: Progress = {
  ...{ done: 0, total: 0, imported: 0, unchanged: 0, refused: 0, unseen: 0 },
  ...{ finished: false, isGone: false },
};

export const useImport = create<ImportStore>(() => START);

const turn = (stage: ImportStage): void => useImport.setState({ stage });
let stopWork: AbortController | undefined;

type Step = z.infer<typeof importStep>;

/** Back to choosing; a run under way goes on only as far as it was stopped. */
export function chooseAgain(): void {
  stopWork?.abort();
  useImport.setState(START);
}

/** Leaves whatever is under way; what is written stays. */
export function stopImport(): void {
  stopWork?.abort();
}

const faultOf = (error: unknown): Fault => ({ code: isLineLost(error) ? 'noAnswer' : 'readFault' });

/** Follows a look to its end; null when the person left it. */
async function follow(
  open: (signal: AbortSignal) => Promise<AsyncIterable<Step>>,
  onChecking: (checking: Checking) => void,
): Promise<{ preview: Preview } | { fault: Fault } | null> {
  stopWork?.abort();
  const own = new AbortController();
  stopWork = own;
  try {
    for await (const step of await open(own.signal)) {
      if (own.signal.aborted) return null;
      if (step.kind === 'looked') return { preview: step.preview };
      if (step.kind === 'fault')
        return { fault: step.code === 'IMPORT_GONE' ? { code: 'gone' } : { message: step.message } };
      if (step.kind === 'checking') onChecking({ done: step.done, total: step.total });
    }
    return own.signal.aborted ? null : { fault: { code: 'readFault' } };
  } catch (error) {
    return own.signal.aborted ? null : { fault: faultOf(error) };
  }
}

export async function previewFile(file: File): Promise<void> {
  const code = refuseFile(file);
  if (code) return turn({ at: 'choose', fault: { code } });
  turn({ at: 'reading', fileName: file.name, checking: null });
  const result = await follow(
    async (signal) => {
      const contentBase64 = await readBase64(file);
      return desk().imports.preview(
        { fileName: file.name, contentBase64, language: languageNow() },
        { signal },
      );
    },
    (checking) => turn({ at: 'reading', fileName: file.name, checking }),
  );
  if (!result) return turn({ at: 'choose' });
  if ('fault' in result) return turn({ at: 'choose', fault: result.fault });
  const { preview } = result;
  useImport.setState({ ...UNSEEN, stage: { at: 'columns', preview, draft: draftOf(preview) } });
}

/** Changes what the person makes of the columns. */
export function changeDraft(change: (draft: Draft) => Draft): void {
  const { stage } = useImport.getState();
  if (stage.at === 'columns') turn({ ...stage, draft: change(stage.draft) });
}

/** Has the rows judged by the columns as they are now; null when it was left or the file is gone. */
async function remap(
  stage: Extract<ImportStage, { at: 'columns' }>,
  header?: { index: number; row: number },
): Promise<Preview | null> {
  const { preview, draft } = stage;
  turn({ ...stage, checking: null });
  const wish = { importId: preview.importId, language: languageNow(), sheets: wishesOf(draft, header) };
  const result = await follow(
    (signal) => desk().imports.remap(wish, { signal }),
    (checking) => turn({ ...stage, checking }),
  );
  if (!result) turn({ at: 'columns', preview, draft });
  else if ('fault' in result) turn({ at: 'choose', fault: result.fault });
  return result && 'preview' in result ? result.preview : null;
}

/** Another header row for a sheet: its columns are found anew. */
export async function chooseHeader(index: number, row: number): Promise<void> {
  const { stage } = useImport.getState();
  if (stage.at !== 'columns') return;
  const preview = await remap(stage, { index, row });
  if (preview) turn({ at: 'columns', preview, draft: draftOf(preview) });
}

/** On to the rows. */
export async function lookAtRows(): Promise<void> {
  const { stage } = useImport.getState();
  if (stage.at !== 'columns') return;
  const preview = stage.draft.isChanged ? await remap(stage) : stage.preview;
  if (preview) useImport.setState({ ...UNSEEN, stage: { at: 'look', preview } });
}

/** Back to the columns. */
export function backToColumns(): void {
  const { stage } = useImport.getState();
  if (stage.at === 'look') turn({ at: 'columns', preview: stage.preview, draft: draftOf(stage.preview) });
}

export function markSeen(places: readonly number[]): void {
  const { seen } = useImport.getState();
  if (places.every((place) => seen.has(place))) return;
  useImport.setState({ seen: new Set([...seen, ...places]) });
}

export function markAllSeen(): void {
  useImport.setState({ isAllSeen: true });
}

/** Leaves a row to look at out of the import, or takes it in again. */
export function toggleLeftOut(place: number): void {
  const leftOut = new Set(useImport.getState().leftOut);
  if (!leftOut.delete(place)) leftOut.add(place);
  useImport.setState({ leftOut });
}

export async function runImport(preview: Preview): Promise<void> {
  const { stage, ...sighting } = useImport.getState();
  if (stage.at === 'running') return;
  const own = new AbortController();
  stopWork = own;
  let progress: Progress = NO_PROGRESS;
  turn({ at: 'running', preview, progress });
  try {
    const input = { importId: preview.importId, seen: seenRows(preview.counts, sighting) };
    for await (const step of await desk().imports.run(input, { signal: own.signal })) {
      progress = step;
      if (step.isGone) return turn({ at: 'choose', fault: { code: 'gone' } });
      turn({ at: 'running', preview, progress });
    }
    await finish(preview, progress, progress.finished ? 'finished' : 'stopped');
  } catch (error) {
    const end = isDiskFull(error) ? 'disk-full' : 'lost';
    await finish(preview, progress, own.signal.aborted ? 'stopped' : end);
  }
}

/** The end of a run, with the file as it stands now. */
async function finish(before: Preview, progress: Progress, end: RunEnd): Promise<void> {
  const now =
    end === 'lost'
      ? null
      : await desk()
          .imports.look({ importId: before.importId })
          .catch(() => null);
  turn({ at: 'done', preview: now ?? before, progress, end });
}

/** The rows that are left: not seen, not written, refused. */
export function lookAgain(): void {
  const { stage } = useImport.getState();
  if (stage.at === 'done') useImport.setState({ ...UNSEEN, stage: { at: 'look', preview: stage.preview } });
}

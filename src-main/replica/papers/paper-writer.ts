/** What the writer does with papers: adds them, fetches one that somebody wants to see, keeps small pictures, carries bytes between here and
 *  the centre, sweeps. */
import { z } from 'zod';
import type { Clock } from '#shared/base/clock.ts';
import { materialsFor } from '#shared/domain/paper-limits.ts';
import { papersLineMode } from '#shared/rpc/desk-shapes.ts';
import type { Statements } from '../store/statements.ts';
import { os } from '../writer-os.ts';
import { type AddPaper, addPaper, type AddPorts, keepThumbnail } from './add-paper.ts';
import { LineMeter } from './line-meter.ts';
import { letsWorkGoFirst, readLineMode, writeLineMode } from './line-mode.ts';
import { httpPaperCentre } from './paper-centre.ts';
import { PaperFiles } from './paper-files.ts';
import { PaperParts } from './paper-parts.ts';
import { contentOf, writeLost } from './paper-rows.ts';
import { sweepPapers } from './sweep.ts';
import { PaperTransfer } from './transfer.ts';

export interface PaperWriterSettings {
  readonly statements: Statements;
  readonly clock: Clock;
  readonly folder: string;
  readonly key: Uint8Array;
  readonly classes: readonly string[];
  readonly centralUrl: string;
  /** Null when this person has not signed in at the centre from here. */
  readonly token: (() => string) | null;
  readonly issue: AddPorts['issue'];
  readonly onChanged: () => void;
  /** Whether acts wait, or a pull is behind. */
  readonly workWaits: () => boolean;
}

const FIRST_SWEEP_MS = 20_000;
const DAY_MS = 86_400_000;

/** Sweeps a moment after the start, then daily. */
function sweepDaily(sweep: () => Promise<unknown>): () => void {
  const safely = () => void sweep().catch((error: unknown) => console.error(error));
  const first = setTimeout(safely, FIRST_SWEEP_MS);
  const daily = setInterval(safely, DAY_MS);
  return () => {
    clearTimeout(first);
    clearInterval(daily);
  };
}

/** Opens the papers of a replica. `wake` after every sync that succeeded, `close` before the file is closed. */
export function openPapers(settings: PaperWriterSettings) {
  const { statements, clock, token, centralUrl, issue, onChanged } = settings;
  const files = new PaperFiles(settings.folder, settings.key);
  const parts = new PaperParts(clock);
  const meter = new LineMeter();
  const givesWay = (): boolean =>
    letsWorkGoFirst(readLineMode(statements), meter.isPoor) && settings.workWaits();
  const transfer =
    token === null
      ? null
      : new PaperTransfer({
          ...{ statements, files, clock, onChanged, meter, givesWay },
          centre: httpPaperCentre(centralUrl, token),
          materials: materialsFor(settings.classes),
          broke: (error) => console.error(error),
        });
  const stopSweeping = sweepDaily(() => sweepPapers(statements, files, clock));
  /** A file that is gone or broken is awaited like one that never was here. */
  const fetchPaper = async (sha256: string): Promise<boolean> => {
    const fileId = contentOf(statements, sha256)?.fileId;
    if (fileId && (await files.readWhole(fileId))) return true;
    if (fileId) writeLost(statements, sha256);
    return (await transfer?.fetchNow(sha256)) ?? false;
  };
  const procedures = {
    sendPaper: os
      .input(z.strictObject({ formId: z.string(), at: z.number(), contentBase64: z.string() }))
      .handler(({ input }) => {
        parts.take(input.formId, input.at, Buffer.from(input.contentBase64, 'base64'));
        return {};
      }),
    addPaper: os
      .input(z.custom<AddPaper>())
      .handler(({ input }) =>
        addPaper({ statements, files, clock, issue }, input, parts.whole(input.formId)),
      ),
    fetchPaper: os
      .input(z.strictObject({ sha256: z.string() }))
      .handler(async ({ input }) => ({ isHere: await fetchPaper(input.sha256) })),
    keepThumbnail: os
      .input(z.strictObject({ sha256: z.string(), contentBase64: z.string() }))
      .handler(({ input }) => {
        keepThumbnail(statements, input.sha256, input.contentBase64);
        return {};
      }),
  };
  const lineProcedures = {
    setPapersLine: os.input(z.strictObject({ mode: papersLineMode })).handler(({ input }) => {
      writeLineMode(statements, input.mode);
      onChanged();
      return {};
    }),
  };
  return {
    procedures: { ...procedures, ...lineProcedures },
    wake: () => transfer?.wake(),
    close: async () => {
      stopSweeping();
      await transfer?.stop();
    },
  };
}

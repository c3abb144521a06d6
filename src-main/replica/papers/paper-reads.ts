/** The contract's part on papers, answered on the main thread: lists and bytes are read here, everything that writes goes to the writer. */
import { setImmediate } from 'node:timers/promises';
import type { implement } from '@orpc/server';
import type { deskContract } from '#shared/rpc/desk.ts';
import type { paperContent } from '#shared/rpc/desk-shapes.ts';
import type { z } from 'zod';
import type { Reading } from '../queries/reading.ts';
import type { WriterClient } from '../writer-client.ts';
import type { PaperFiles } from './paper-files.ts';
import { contentOf, papersWaiting, readThumbnail } from './paper-rows.ts';
import { readLineMode } from './line-mode.ts';
import { materialsFor } from '#shared/domain/paper-limits.ts';
import { openablePaper, papersOfNotice, papersOfPerson } from './paper-views.ts';

const PART_BYTES = 1024 * 1024;

type Implementer = ReturnType<typeof implement<typeof deskContract>>;

/** What is open while somebody is signed in; asked for anew by each call. */
export interface OpenPapers {
  readonly reading: Reading;
  readonly files: PaperFiles;
  readonly writer: WriterClient;
}

/** The bytes of a content, fetched when they are not here. */
async function bytesOf({ reading, files, writer }: OpenPapers, sha256: string): Promise<Buffer | null> {
  const read = async () => {
    const fileId = contentOf(reading.statements, sha256)?.fileId;
    return fileId ? await files.readWhole(fileId) : null;
  };
  const here = await read();
  if (here) return here;
  const { isHere } = await writer.call.fetchPaper({ sha256 });
  return isHere ? await read() : null;
}

/** The bytes in parts: one long message would hold up the screens. */
function* partsOf(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += PART_BYTES)
    yield { state: 'part' as const, contentBase64: bytes.toString('base64', at, at + PART_BYTES) };
}

async function* contentFor(
  open: OpenPapers,
  paperId: number,
  purpose: 'look' | 'thumbnail',
): AsyncGenerator<z.infer<typeof paperContent>, void> {
  const found = openablePaper(open.reading, paperId);
  if (typeof found === 'string') {
    yield { state: found };
    return;
  }
  const { values } = found.paper;
  const bytes = await bytesOf(open, values.sha256 ?? '');
  if (!bytes) {
    yield { state: 'awaited' };
    return;
  }
  const { personId } = values;
  // A notice is there for everybody to see; a look at it is nobody's secret.
  if (purpose === 'look' && personId !== null)
    await open.writer.call.recordReveal({ personId, reason: `paper ${paperId}` });
  const mediaType = found.content?.mediaType ?? values.mediaType ?? '';
  yield { state: 'here', mediaType, byteCount: bytes.length };
  for (const part of partsOf(bytes)) {
    yield part;
    // Whoever else asked something is answered in between.
    await setImmediate();
  }
}

function thumbnailFor({ reading }: OpenPapers, paperId: number) {
  const found = openablePaper(reading, paperId);
  if (typeof found === 'string') return null;
  const small = readThumbnail(reading.statements, found.paper.values.sha256 ?? '');
  return small && { mediaType: small.mediaType, contentBase64: small.body.toString('base64') };
}

export function paperProcedures(os: Implementer, opened: () => OpenPapers) {
  return {
    list: os.papers.list.handler(({ input }) =>
      'noticeId' in input
        ? papersOfNotice(opened().reading, input.noticeId)
        : papersOfPerson(opened().reading, input.personId),
    ),
    send: os.papers.send.handler(({ input }) => opened().writer.call.sendPaper(input)),
    add: os.papers.add.handler(({ input }) => opened().writer.call.addPaper(input)),
    content: os.papers.content.handler(async function* ({ input }) {
      yield* contentFor(opened(), input.paperId, input.purpose);
    }),
    thumbnail: os.papers.thumbnail.handler(({ input }) => thumbnailFor(opened(), input.paperId)),
    line: os.papers.line.handler(() => {
      const { statements, me } = opened().reading;
      return { mode: readLineMode(statements), ...papersWaiting(statements, materialsFor(me.classes)) };
    }),
    setLine: os.papers.setLine.handler(({ input }) => opened().writer.call.setPapersLine(input)),
    keepThumbnail: os.papers.keepThumbnail.handler(async ({ input }) => {
      const { reading, writer } = opened();
      const found = openablePaper(reading, input.paperId);
      const sha256 = typeof found === 'string' ? null : found.paper.values.sha256;
      if (sha256) await writer.call.keepThumbnail({ sha256, contentBase64: input.contentBase64 });
      return {};
    }),
  };
}

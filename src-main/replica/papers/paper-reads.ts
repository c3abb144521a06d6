/** The contract's part on papers, answered on the main thread: lists and bytes are read here, everything that writes goes to the writer. */
import type { implement } from '@orpc/server';
import type { deskContract } from '#shared/rpc/desk.ts';
import type { Reading } from '../queries/reading.ts';
import type { WriterClient } from '../writer-client.ts';
import type { PaperFiles } from './paper-files.ts';
import { contentOf, readThumbnail } from './paper-rows.ts';
import { openablePaper, papersOfPerson } from './paper-views.ts';

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

async function contentFor(open: OpenPapers, paperId: number, purpose: 'look' | 'thumbnail') {
  const found = openablePaper(open.reading, paperId);
  if (typeof found === 'string') return { state: found };
  const { values } = found.paper;
  const bytes = await bytesOf(open, values.sha256 ?? '');
  if (!bytes) return { state: 'awaited' as const };
  const looked = { personId: values.personId ?? 0, reason: `paper ${paperId}` };
  if (purpose === 'look') await open.writer.call.recordReveal(looked);
  const mediaType = found.content?.mediaType ?? values.mediaType ?? '';
  return { state: 'here' as const, mediaType, contentBase64: bytes.toString('base64') };
}

function thumbnailFor({ reading }: OpenPapers, paperId: number) {
  const found = openablePaper(reading, paperId);
  if (typeof found === 'string') return null;
  const small = readThumbnail(reading.statements, found.paper.values.sha256 ?? '');
  return small && { mediaType: small.mediaType, contentBase64: small.body.toString('base64') };
}

export function paperProcedures(os: Implementer, opened: () => OpenPapers) {
  return {
    list: os.papers.list.handler(({ input }) => papersOfPerson(opened().reading, input.personId)),
    add: os.papers.add.handler(({ input }) => opened().writer.call.addPaper(input)),
    content: os.papers.content.handler(({ input }) => contentFor(opened(), input.paperId, input.purpose)),
    thumbnail: os.papers.thumbnail.handler(({ input }) => thumbnailFor(opened(), input.paperId)),
    keepThumbnail: os.papers.keepThumbnail.handler(async ({ input }) => {
      const { reading, writer } = opened();
      const found = openablePaper(reading, input.paperId);
      const sha256 = typeof found === 'string' ? null : found.paper.values.sha256;
      if (sha256) await writer.call.keepThumbnail({ sha256, contentBase64: input.contentBase64 });
      return {};
    }),
  };
}

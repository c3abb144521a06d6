/** The small picture of a paper: the one that is kept, or one drawn from the picture itself when it came from another desk. Drawn one at a time:
 *  a grid of forty does not hold forty large pictures at once.                                                          */
import type { PaperView } from '#shared/rpc/desk-shapes.ts';
import { useMemo } from 'react';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { blobOf, useBlobAddress } from './bytes.ts';
import { readContent } from './content.ts';
import { thumbnailOf } from './prepare.ts';

interface Small {
  readonly mediaType: string;
  readonly contentBase64: string;
}

let drawing: Promise<unknown> = Promise.resolve();

async function drawSmall(paperId: number): Promise<Small | null> {
  const content = await readContent(paperId, 'thumbnail');
  if (content.state !== 'here') return null;
  const contentBase64 = await thumbnailOf(content.blob);
  if (!contentBase64) return null;
  await desk().papers.keepThumbnail({ paperId, contentBase64 });
  return { mediaType: 'image/jpeg', contentBase64 };
}

async function readSmall(paperId: number): Promise<Small | null> {
  const kept = await desk().papers.thumbnail({ paperId });
  if (kept) return kept;
  const drawn = drawing.then(() => drawSmall(paperId));
  drawing = drawn.catch(() => undefined);
  return drawn;
}

export const isPicture = ({ mediaType }: Pick<PaperView, 'mediaType'>): boolean =>
  mediaType.startsWith('image/');

/** Address of the small picture, when there is one. */
export function useThumbnail(paper: PaperView): string | undefined {
  const { paperId, state } = paper;
  const isHere = state === 'kept' || state === 'uploaded';
  const { data } = useLive([], ['papers.thumbnail', paperId], () => readSmall(paperId), {
    enabled: isHere && isPicture(paper),
  });
  const blob = useMemo(() => (data ? blobOf(data.contentBase64, data.mediaType) : undefined), [data]);
  return useBlobAddress(blob);
}

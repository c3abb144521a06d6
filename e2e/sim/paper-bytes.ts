/** Papers that people bring: few, so that one is put onto several cases and at several desks, and of sizes on both sides of a piece. */
import { createHash } from 'node:crypto';
import { madeUpJpeg, madeUpPdf } from '#shared/domain/made-up-papers.ts';

export interface BroughtPaper {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly fileName: string;
}

/** Bytes of picture data behind the first; a piece on a poor line is 16 KB. */
const MORE = [0, 0, 900, 3_000, 9_000, 17_000, 26_000, 40_000] as const;

function jpegOf(number: number, more: number): Buffer {
  const picture = Buffer.from(madeUpJpeg(8 + number, 8));
  // Coded data may be as long as it likes: zeros are coded data.
  return Buffer.concat([picture.subarray(0, -2), Buffer.alloc(more), picture.subarray(-2)]);
}

export const BROUGHT: readonly BroughtPaper[] = [
  ...MORE.map((more, number) => jpegOf(number, more)),
  Buffer.from(madeUpPdf()),
].map((bytes, number) => ({
  bytes,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  fileName: `照片${number}.jpg`,
}));

/** The last look before a file is kept: what the window's look covers, and what a PDF packs away. */
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bytesOf, exifWithPlace, madeUpJpeg, madeUpPdf, madeUpPng } from '#shared/domain/made-up-papers.ts';
import { PAPER_LIMITS } from '#shared/domain/paper-limits.ts';
import { checkPaper, thumbnailType } from './check-paper.ts';

/** A PDF with an object stream that packs these words. */
function packed(words: string, { name = '/ObjStm', bytes = deflateSync(words) } = {}): Buffer {
  const body = `<< /Type ${name} /N 1 /First 4 /Filter /FlateDecode /Length ${bytes.length} >>\nstream\n${bytes.toString('latin1')}\nendstream`;
  return Buffer.from(madeUpPdf({ objects: [body] }));
}
const codeOf = (bytes: Uint8Array) => {
  const checked = checkPaper(Buffer.from(bytes));
  return checked.ok ? checked.shape.mediaType : checked.code;
};

const TABLE: readonly (readonly [string, Uint8Array, string])[] = [
  ['a photo drawn anew', madeUpJpeg(640, 480), 'image/jpeg'],
  [
    'a photo as the phone wrote it',
    madeUpJpeg(64, 48, { segments: [exifWithPlace()] }),
    'paper/metadata-left',
  ],
  ['a plain PDF', madeUpPdf({ words: 'BT (hello) Tj ET' }), 'application/pdf'],
  ['harmless packed objects', packed('1 0 << /Type /Font /BaseFont /Helvetica >>'), 'application/pdf'],
  ['JavaScript packed away', packed('1 0 << /S /JavaScript /JS (x) >>'), 'paper/pdf-active'],
  [
    'a packed stream whose type is spelt otherwise',
    packed('1 0 << /S /Launch >>', { name: '/#4fbjStm' }),
    'paper/pdf-active',
  ],
  ['a packed stream that is none', packed('', { bytes: Buffer.from('x\x9cgarbage') }), 'paper/pdf-broken'],
  [
    'a packed stream in another packing',
    packed('', { bytes: Buffer.from('<~87cURD~>') }),
    'paper/pdf-broken',
  ],
  ['a packed bomb', packed('', { bytes: deflateSync(Buffer.alloc(64 * 1024 * 1024)) }), 'paper/pdf-broken'],
];
test.each(TABLE)('%s', (_what, bytes, code) => {
  expect(codeOf(bytes)).toBe(code);
});

test('CP1 many small bombs are one: what is unpacked in all is limited', () => {
  const bomb = deflateSync(Buffer.alloc(7 * 1024 * 1024)).toString('latin1');
  const objects = Array.from(
    { length: 8 },
    () => `<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n${bomb}\nendstream`,
  );
  expect(codeOf(madeUpPdf({ objects }))).toBe('paper/pdf-broken');
});

test('20 MB of a PDF are looked at in a moment', () => {
  const bytes = madeUpPdf({ words: '/Name (text) /E /J /L '.repeat(900_000) });
  expect(bytes.length).toBeGreaterThan(19_000_000);
  const startedMs = performance.now();
  expect(codeOf(bytes)).toBe('application/pdf');
  expect(performance.now() - startedMs).toBeLessThan(5_000);
});

test('a thumbnail is a small picture and nothing else', () => {
  const type = (bytes: Uint8Array) => thumbnailType(Buffer.from(bytes));
  const { thumbnailEdge, thumbnailBytes } = PAPER_LIMITS;
  expect(type(madeUpJpeg(thumbnailEdge, 200))).toBe('image/jpeg');
  expect(type(madeUpPng(40, 40))).toBe('image/png');
  expect(type(madeUpJpeg(thumbnailEdge + 1, 200))).toBe(null);
  expect(type(madeUpPdf())).toBe(null);
  expect(type(bytesOf('<svg>'))).toBe(null);
  const words = new Uint8Array(thumbnailBytes);
  expect(type(bytesOf(madeUpPng(40, 40), words))).toBe(null);
});

/** What a file is by its bytes: every kind that passes, and every one that must not. */
import { describe, expect, test } from 'vitest';
import {
  bigWebp,
  bytesOf,
  exifWithPlace,
  jpegSegment,
  MADE_UP_WEBP,
  madeUpJpeg,
  madeUpPdf,
  madeUpPng,
  pngChunk,
} from './made-up-papers.ts';
import { faultInPdfNames, inspectKeptPaper, inspectPaper, type PaperFault } from './paper-file.ts';
import { PAPER_LIMITS } from './paper-limits.ts';

const shapeOf = (bytes: Uint8Array) => {
  const inspected = inspectPaper(bytes);
  return inspected.ok ? inspected.shape : inspected.code;
};

test('a whole JPEG, PNG, WebP and PDF are what they are', () => {
  const plain = { hasMore: false };
  expect(shapeOf(madeUpJpeg(640, 480))).toEqual({
    mediaType: 'image/jpeg',
    width: 640,
    height: 480,
    ...plain,
  });
  expect(shapeOf(madeUpPng(9, 7))).toEqual({ mediaType: 'image/png', width: 9, height: 7, ...plain });
  expect(shapeOf(MADE_UP_WEBP)).toEqual({ mediaType: 'image/webp', width: 1, height: 1, ...plain });
  expect(shapeOf(madeUpPdf())).toEqual({ mediaType: 'application/pdf', width: 0, height: 0, ...plain });
});

const zip = bytesOf('PK\x03\x04', new Uint8Array(100));
const box = (brand: string) => bytesOf([0, 0, 0, 24], 'ftyp', brand, new Uint8Array(40));
const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

const REFUSED: readonly (readonly [string, Uint8Array, PaperFault])[] = [
  ['nothing', new Uint8Array(), 'paper/empty'],
  [
    '20 MB and a byte',
    bytesOf([0xff, 0xd8, 0xff], new Uint8Array(PAPER_LIMITS.fileBytes - 2)),
    'paper/too-large',
  ],
  ['a JPEG of 30,000 × 30,000', madeUpJpeg(8, 8, { declared: [30_000, 30_000] }), 'paper/too-many-pixels'],
  ['a PNG of 30,000 × 30,000', madeUpPng(8, 8, { declared: [30_000, 30_000] }), 'paper/too-many-pixels'],
  ['a PNG of 4 billion × 1', madeUpPng(8, 8, { declared: [0xffffffff, 1] }), 'paper/too-many-pixels'],
  ['a WebP whose canvas is too large', bigWebp(16_000, 16_000), 'paper/too-many-pixels'],
  ['a PNG of no width', madeUpPng(8, 8, { declared: [0, 8] }), 'paper/damaged'],
  ['a JPEG that begins and goes no further', bytesOf([0xff, 0xd8, 0xff]), 'paper/damaged'],
  ['a JPEG without its end', madeUpJpeg(64, 64).subarray(0, -2), 'paper/damaged'],
  ['a JPEG cut in its data', madeUpJpeg(640, 640).subarray(0, -300), 'paper/damaged'],
  ['a JPEG cut in its tables', madeUpJpeg().subarray(0, 40), 'paper/damaged'],
  [
    'a JPEG with a second frame behind a small first',
    madeUpJpeg(8, 8, { segments: [jpegSegment(0xc0, bytesOf([8, 0x75, 0x30, 0x75, 0x30, 1, 1, 0x11, 0]))] }),
    'paper/damaged',
  ],
  ['a PNG without its end', madeUpPng(64, 64).subarray(0, -12), 'paper/damaged'],
  ['a PNG cut in its data', madeUpPng(64, 64).subarray(0, 200), 'paper/damaged'],
  [
    'a PNG that says more than it holds',
    madeUpPng(8, 8, { extra: [bytesOf([0x7f, 0xff, 0xff, 0xff], 'IDAT')] }),
    'paper/damaged',
  ],
  ['a WebP cut off', MADE_UP_WEBP.subarray(0, -4), 'paper/damaged'],
  ['an SVG', bytesOf(svg.slice(21)), 'paper/web-page'],
  ['an SVG with a script', bytesOf(svg), 'paper/web-page'],
  ['a web page', bytesOf('\n<!DOCTYPE html><html><body>'), 'paper/web-page'],
  ['a HEIC photo of a phone', box('heic'), 'paper/heic'],
  ['another HEIC', box('mif1'), 'paper/heic'],
  ['an AVIF', box('avif'), 'paper/other-picture'],
  ['a film', box('isom'), 'paper/not-a-paper'],
  ['a GIF', bytesOf('GIF89a', new Uint8Array(40)), 'paper/other-picture'],
  ['a BMP', bytesOf('BM', new Uint8Array(40)), 'paper/other-picture'],
  ['a TIFF', bytesOf('II*\0', new Uint8Array(40)), 'paper/other-picture'],
  ['a Word file called .jpg', zip, 'paper/office-file'],
  ['an old Word file', bytesOf([0xd0, 0xcf, 0x11, 0xe0], new Uint8Array(40)), 'paper/office-file'],
  ['a program', bytesOf('MZ', new Uint8Array(200)), 'paper/not-a-paper'],
  ['words', bytesOf('hello, this is a letter'), 'paper/not-a-paper'],
  ['a PDF behind something else', bytesOf('GARBAGE', madeUpPdf()), 'paper/pdf-broken'],
  ['a PDF cut off', madeUpPdf().subarray(0, 200), 'paper/pdf-broken'],
  ['a PDF with an archive behind it', bytesOf(madeUpPdf(), zip), 'paper/pdf-broken'],
  ['a PDF whose end points nowhere', bytesOf('%PDF-1.4\nstartxref\n99999\n%%EOF'), 'paper/pdf-broken'],
  ['a PDF with a password', madeUpPdf({ trailer: '/Encrypt 5 0 R' }), 'paper/pdf-locked'],
  [
    'a PDF with JavaScript',
    madeUpPdf({ objects: ['<< /S /JavaScript /JS (app.alert(1)) >>'] }),
    'paper/pdf-active',
  ],
  [
    'a PDF with JavaScript spelt otherwise',
    madeUpPdf({ objects: ['<< /S /J#61vaScri#70t >>'] }),
    'paper/pdf-active',
  ],
  [
    'a PDF that starts a program',
    madeUpPdf({ objects: ['<< /S /Launch /F (cmd.exe) >>'] }),
    'paper/pdf-active',
  ],
  ['a PDF with a file in it', madeUpPdf({ objects: ['<< /Type /EmbeddedFile >>'] }), 'paper/pdf-active'],
];

test.each(REFUSED)('%s is refused', (_what, bytes, code) => {
  expect(shapeOf(bytes)).toBe(code);
});

describe('a picture that carries more', () => {
  const photo = madeUpJpeg(64, 48, { segments: [exifWithPlace()] });
  const CARRIES: readonly (readonly [string, Uint8Array])[] = [
    ['where it was taken', photo],
    ['a comment', madeUpJpeg(8, 8, { segments: [jpegSegment(0xfe, bytesOf('hello'))] })],
    ['a web page behind its end', bytesOf(madeUpJpeg(), '<html><script>')],
    ['an archive behind its end', bytesOf(madeUpPng(8, 8), zip)],
    ['words in a PNG', madeUpPng(8, 8, { extra: [pngChunk('tEXt', bytesOf('a\0b'))] })],
    ['EXIF in a PNG', madeUpPng(8, 8, { extra: [pngChunk('eXIf', bytesOf('MM'))] })],
    ['something behind a WebP', bytesOf(MADE_UP_WEBP, 'PK')],
  ];
  test.each(CARRIES)('%s: may be chosen, is not kept', (_what, bytes) => {
    expect(inspectPaper(bytes)).toMatchObject({ ok: true, shape: { hasMore: true } });
    expect(inspectKeptPaper(bytes)).toEqual({ ok: false, code: 'paper/metadata-left' });
  });

  test('colour profiles are part of a picture', () => {
    const profile = jpegSegment(0xe2, bytesOf('ICC_PROFILE\0'));
    expect(inspectKeptPaper(madeUpJpeg(8, 8, { segments: [profile] }))).toMatchObject({ ok: true });
  });
});

test('names of a PDF are read whole: a longer one that begins alike is another', () => {
  expect(faultInPdfNames(bytesOf('/EncryptMetadata true /LaunchPad /JavaScripts'))).toBe(null);
  expect(faultInPdfNames(bytesOf('/Launch'))).toBe('paper/pdf-active');
  expect(faultInPdfNames(bytesOf('/'))).toBe(null);
});

test('whatever a file is cut to, it is looked at without a fault of ours', () => {
  const photo = madeUpJpeg(64, 64, { segments: [exifWithPlace()] });
  // The line feed behind a PDF's last word may be missing.
  for (const bytes of [photo, madeUpPng(32, 32), bigWebp(8, 8), madeUpPdf().subarray(0, -1)])
    for (let length = 0; length < bytes.length; length++)
      expect(inspectPaper(bytes.subarray(0, length)).ok).toBe(false);
});

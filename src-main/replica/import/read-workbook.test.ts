/** The parser process from outside: what comes out of it, and what its parent does when it does not come back. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { FileFaultCode } from './file-fault.ts';
import { makeRawWorkbook, makeZip, sheetXml, WORKBOOK_PARTS } from './fixtures/make-zip.ts';
import { createWorkbookReader } from './read-workbook.ts';

const parserFile = fileURLToPath(new URL('./parser.ts', import.meta.url));
const read = createWorkbookReader({ parserFile });
const small = [
  ['花名册', null, null],
  ['姓名', '身份证号', null],
  ['其其格·玛', { number: '1.5999919800101123E17' }, 'a & <b>'],
];

test.each([false, true])('a workbook written by hand is read, deflated %s', async (isDeflated) => {
  expect(await read(makeRawWorkbook(small, isDeflated))).toEqual({
    ok: true,
    kind: 'xlsx',
    sheets: [
      {
        name: '花名册',
        isHidden: false,
        hiddenColumns: [],
        rows: [
          { row: 1, texts: ['花名册'], kinds: 't' },
          { row: 2, texts: ['姓名', '身份证号'], kinds: 'tt' },
          { row: 3, texts: ['其其格·玛', '1.5999919800101123E+17', 'a & <b>'], kinds: 'tnt' },
        ],
      },
    ],
  });
});

test('no character is lost where pieces meet', async () => {
  const rows = Array.from({ length: 9_000 }, (_, at) => [`${'x'.repeat(at % 7)}乌云其其格𠀀`, '敖包图嘎查']);
  const result = await read(makeRawWorkbook(rows));
  expect(result.ok && result.sheets[0]?.rows.map((row) => row.texts)).toEqual(rows);
});

test('ten thousand rows pass through a heap of 48 MB', async () => {
  const rows = Array.from({ length: 10_000 }, (_, at) =>
    Array.from({ length: 25 }, (_cell, column) => `敖包图嘎查 ${at} ${column}`),
  );
  const result = await createWorkbookReader({ parserFile, memoryMb: 48 })(makeRawWorkbook(rows, true));
  expect(result.ok && result.sheets[0]?.rows.map(({ texts }) => texts)).toEqual(rows);
}, 60_000);

test('RW1 caps on memory and time, and a parser that is not there', async () => {
  // Rows pass through; shared strings have to be kept.
  const strings = Array.from({ length: 300_000 }, (_, at) => `<si><t>额尔敦·巴特尔${at}</t></si>`);
  const content = `<sst>${strings.join('')}</sst>`;
  const links = `<Relationships><Relationship Id="rId1" Type="/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="/sharedStrings" Target="sharedStrings.xml"/></Relationships>`;
  const bytes = makeZip([
    { name: 'xl/sharedStrings.xml', content, isDeflated: true },
    { name: 'xl/_rels/workbook.xml.rels', content: links },
    { name: 'xl/worksheets/sheet1.xml', content: sheetXml(small) },
    ...WORKBOOK_PARTS.slice(0, 1),
  ]);
  expect(await read(bytes)).toMatchObject({ ok: true });
  const caps: [object, FileFaultCode][] = [
    [{ memoryMb: 16 }, 'FILE_MEMORY'],
    [{ timeMs: 50 }, 'FILE_TIME'],
    [{ parserFile: '/nowhere/parser.js' }, 'FILE_PARSER'],
  ];
  for (const [cap, code] of caps) {
    expect(await createWorkbookReader({ parserFile, ...cap })(bytes)).toMatchObject({ ok: false, code });
  }
}, 30_000);

test('RW2 a fault found in the last sheet takes the rows of the first ones back', async () => {
  const whole = readFileSync(new URL('./fixtures/workbooks/sheet-per-village.xlsx', import.meta.url));
  expect((await read(whole)).ok).toBe(true);
  const at = whole.lastIndexOf('xl/worksheets/sheet5.xml', whole.indexOf('PK\x01\x02', 0, 'latin1'));
  expect(at).toBeGreaterThan(0);
  const spoilt = Buffer.from(whole);
  spoilt.writeUInt32LE((spoilt.readUInt32LE(at + 200) ^ 0xffff) >>> 0, at + 200);
  expect(await read(spoilt)).toEqual({ ok: false, code: 'FILE_DAMAGED', place: {} });
});

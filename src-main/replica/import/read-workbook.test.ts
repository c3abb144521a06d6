import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { FileFault, type FileFaultCode, faultSentence } from './file-fault.ts';
import { makeRawWorkbook, makeZip, sheetXml, WORKBOOK_PARTS, type ZipPart } from './fixtures/make-zip.ts';
import { createWorkbookReader, faultAtFirstSight } from './read-workbook.ts';
import { readSheetRows } from './sheet-rows.ts';
import { openWorkbook } from './workbook-parts.ts';

const parserFile = fileURLToPath(new URL('./parser.ts', import.meta.url));
const read = createWorkbookReader({ parserFile });
const small = [
  ['花名册', null, null],
  ['姓名', '身份证号', null],
  ['其其格·玛', { number: '1.5999919800101123E17' }, 'a & <b>'],
];

/** What the parser process would answer, without starting one. */
async function codeOf(bytes: Buffer): Promise<string> {
  const early = faultAtFirstSight(bytes);
  if (early && !early.ok) return early.code;
  try {
    for await (const { rows } of readSheetRows(openWorkbook(bytes), 500))
      expect(rows.length).toBeGreaterThan(0);
    return 'read';
  } catch (error) {
    if (error instanceof FileFault) return error.code;
    throw error;
  }
}
const sheet = (content: string | Buffer, rest: Partial<ZipPart> = {}): Buffer =>
  makeZip([{ name: 'xl/worksheets/sheet1.xml', content, ...rest }, ...WORKBOOK_PARTS]);

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
          { row: 3, texts: ['其其格·玛', '159999198001011230', 'a & <b>'], kinds: 'tnt' },
        ],
      },
    ],
  });
});

test('WP3 no character is lost where chunks meet', async () => {
  const rows = Array.from({ length: 9_000 }, (_, at) => [`${'x'.repeat(at % 7)}乌云其其格𠀀`, '敖包图嘎查']);
  const result = await read(makeRawWorkbook(rows));
  expect(result.ok && result.sheets[0]?.rows.map((row) => row.texts)).toEqual(rows);
});

test('files that are no workbook are told apart', async () => {
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4_000)]);
  const locked = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]);
  expect(await codeOf(Buffer.alloc(0))).toBe('FILE_EMPTY');
  expect(await codeOf(Buffer.alloc(3_000))).toBe('FILE_EMPTY');
  expect(await codeOf(Buffer.alloc(20_000_001, 1))).toBe('FILE_TOO_LARGE');
  expect(await codeOf(ole)).toBe('FILE_OLD_XLS');
  expect(await codeOf(locked)).toBe('FILE_PASSWORD');
  expect(await codeOf(Buffer.from('\ufeff<html><table><tr><td>姓名</td></tr></table></html>'))).toBe(
    'FILE_HTML',
  );
  expect(await codeOf(Buffer.from('姓名,身份证号\n'))).toBe('FILE_NOT_WORKBOOK');
  expect(await codeOf(makeZip([{ name: 'word/document.xml', content: '<a/>' }]))).toBe('FILE_NOT_WORKBOOK');
});

test('a broken file is refused whole', async () => {
  const whole = makeRawWorkbook(small, true);
  for (const part of [0.1, 0.5, 0.9, 0.99]) {
    expect(await codeOf(whole.subarray(0, Math.floor(whole.length * part)))).toBe('FILE_DAMAGED');
  }
  expect(await codeOf(sheet(sheetXml(small), { claimedCrc: 1 }))).toBe('FILE_DAMAGED');
  expect(await codeOf(sheet('<worksheet><sheetData><row r="1"><c r="A1"'))).toBe('FILE_DAMAGED');
  const untold = '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>';
  expect(await codeOf(sheet(untold))).toBe('FILE_DAMAGED');
  expect(await codeOf(sheet('<worksheet><sheetData></row></worksheet>'))).toBe('FILE_DAMAGED');
  expect(
    await codeOf(
      sheet('<worksheet><sheetData><row r="1"><c r="ZZZZ1"><v>1</v></c></row></sheetData></worksheet>'),
    ),
  ).toBe('FILE_DAMAGED');
  expect(await codeOf(makeZip(WORKBOOK_PARTS))).toBe('FILE_DAMAGED');
});

test('ZIP2 ZIP3 bombs cost nothing, lying ones neither', async () => {
  const zeros = Buffer.alloc(60_000_000, 0x20);
  expect(await codeOf(sheet(zeros, { isDeflated: true }))).toBe('FILE_BOMB');
  expect(await codeOf(sheet(zeros, { isDeflated: true, claimedSize: 1_000 }))).toBe('FILE_BOMB');
  expect(await codeOf(sheet(sheetXml(small), { claimedSize: 0xfffffff0 }))).toBe('FILE_BOMB');
  const many = Array.from({ length: 2_001 }, (_, at) => ({ name: `a${at}`, content: '' }));
  expect(await codeOf(makeZip([...WORKBOOK_PARTS, ...many]))).toBe('FILE_BOMB');
});

test('WP2 XML with entities of its own is refused', async () => {
  const entity = '<!DOCTYPE a [<!ENTITY b "ha">]>';
  expect(await codeOf(sheet(`<?xml version="1.0"?>${entity}<worksheet/>`))).toBe('FILE_ENTITIES');
});

test('what would be read wrongly is not read', async () => {
  expect(await codeOf(sheet('<x:worksheet xmlns:x="a"><x:sheetData/></x:worksheet>'))).toBe('FILE_UNUSUAL');
  expect(await codeOf(sheet(Buffer.from('\ufeff<worksheet/>', 'utf16le')))).toBe('FILE_UNUSUAL');
  expect(await codeOf(sheet('<worksheet><sheetData><![CDATA[名]]></sheetData></worksheet>'))).toBe(
    'FILE_UNUSUAL',
  );
});

test('SR1 limits inside the sheet', async () => {
  const wide = `<worksheet><sheetData><row r="7"><c r="XFD7"><v>1</v></c></row></sheetData></worksheet>`;
  expect(await read(sheet(wide))).toEqual({ ok: false, code: 'FILE_TOO_MANY_COLUMNS', place: { row: 7 } });
  expect(await codeOf(makeRawWorkbook([['字'.repeat(32_767)]]))).toBe('read');
  expect(await codeOf(makeRawWorkbook([['字'.repeat(32_768)]]))).toBe('FILE_CELL_TOO_LONG');
  const long = Array.from({ length: 100_001 }, () => ['a']);
  expect(await codeOf(makeRawWorkbook(long, true))).toBe('FILE_TOO_MANY_ROWS');
}, 30_000);

test('one text used a hundred thousand times is stopped', async () => {
  const cells = Array.from(
    { length: 2_000 },
    (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="s"><v>0</v></c></row>`,
  );
  const shared = {
    name: 'xl/sharedStrings.xml',
    content: `<sst><si><t>${'字'.repeat(32_000)}</t></si></sst>`,
  };
  const content = `<worksheet><sheetData>${cells.join('')}</sheetData></worksheet>`;
  const bytes = makeZip([{ name: 'xl/worksheets/sheet1.xml', content }, shared, ...WORKBOOK_PARTS]);
  expect(await codeOf(bytes)).toBe('FILE_TOO_MUCH_TEXT');
});

test('RW1 caps on memory and time, and a parser that is not there', async () => {
  const rows = Array.from({ length: 60_000 }, (_, at) => [`名${at}`, `格${at}`, `字${at}`]);
  const bytes = makeRawWorkbook(rows, true);
  const caps: [object, FileFaultCode][] = [
    [{ memoryMb: 12 }, 'FILE_MEMORY'],
    [{ timeMs: 50 }, 'FILE_TIME'],
    [{ parserFile: '/nowhere/parser.js' }, 'FILE_PARSER'],
  ];
  for (const [cap, code] of caps) {
    expect(await createWorkbookReader({ parserFile, ...cap })(bytes)).toMatchObject({ ok: false, code });
  }
}, 30_000);

test('FF1 every sentence says what is kept', () => {
  for (const code of ['FILE_EMPTY', 'FILE_BOMB', 'COLUMNS_MISSING', 'NO_ROWS', 'FILE_ENTITIES'] as const) {
    expect(faultSentence(code, { row: 3, words: '嘎查村' })).toContain('本机什么都没动');
  }
});

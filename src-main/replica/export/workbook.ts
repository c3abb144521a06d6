/** A list as an .xlsx: `writeWorkbook` is the port that the export uses; what is behind it writes the few parts of the format that a list
 *  needs, straight to compressed bytes. Written here and not with exceljs, which reads our files in the tests: it has no quote mark for
 *  texts that look like formulas, loses carriage returns, and turns a text like `_x0041_` into another one.
 *  WB1 no part can hold a formula, a link or a macro.  WB2 the head says what list it is, what narrowed it, who made it, where, when and
 *  under which number; every printed page repeats it.  WB3 the same list makes the same bytes. */
import {
  cellXml,
  type CellKind,
  type CellValue,
  columnLetters,
  shownWidth,
  textCell,
  xmlText,
} from './cells.ts';
import { ZipWriter } from './zip-writer.ts';

export interface BookColumn {
  readonly title: string;
  readonly kind: CellKind;
}

export interface Book {
  readonly title: string;
  /** Lines between the title and the head of the table. */
  readonly notes: readonly string[];
  readonly columns: readonly BookColumn[];
  readonly rowCount: number;
  /** Cells of a row, one for each column. */
  readonly row: (index: number) => readonly CellValue[];
  readonly madeBy: string;
  /** ISO UTC text. */
  readonly madeAt: string;
  readonly serialNumber: string;
  /** What the serial number is called, in the language of the list. */
  readonly serialLabel: string;
}

export type WriteWorkbook = (book: Book) => Promise<Buffer>;

/** Rows of one sheet, the head lines not among them. */
export const BOOK_ROWS_MAX = 1_048_000;
const MEASURED_ROWS = 300;
const NARROWEST = 6;
const WIDEST = 44;
const PART_CHARACTERS = 64 * 1024;
const SHEET_NAME_MAX = 31;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** In the order of STYLES: [font, fill, border, number format, more]. */
const LOOKS: readonly string[] = [
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>',
  '<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>',
  '<xf numFmtId="49" fontId="3" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>',
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>',
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
];

const font = (size: number, more = '') =>
  `<font>${more}<sz val="${size}"/><name val="等线"/><family val="2"/></font>`;

function stylesXml(): string {
  return `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/><numFmt numFmtId="165" formatCode="yyyy-mm-dd hh:mm"/></numFmts><fonts count="4">${font(11)}${font(14, '<b/>')}${font(10)}${font(11, '<b/>')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF1F1EC"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF85837A"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${LOOKS.length}">${LOOKS.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

/** Rows above the first row of the list: title, notes, head. */
function headRows({ notes }: Book): number {
  return notes.length + 2;
}

function widthsXml({ columns, rowCount, row }: Book): string {
  const widths = columns.map(({ title }) => shownWidth('text', title));
  for (let index = 0; index < Math.min(rowCount, MEASURED_ROWS); index++) {
    row(index).forEach((value, at) => {
      widths[at] = Math.max(widths[at] ?? 0, shownWidth(columns[at]?.kind ?? 'text', value));
    });
  }
  const cols = widths.map((width, at) => {
    const shown = Math.min(WIDEST, Math.max(NARROWEST, width)) + 2;
    return `<col min="${at + 1}" max="${at + 1}" width="${shown}" customWidth="1"/>`;
  });
  return `<cols>${cols.join('')}</cols>`;
}

function headXml(book: Book): string {
  const lines = [book.title, ...book.notes].map(
    (words, at) => `<row r="${at + 1}">${textCell(`A${at + 1}`, words, at === 0 ? 'title' : 'note')}</row>`,
  );
  const at = headRows(book);
  const cells = book.columns.map(({ title }, column) =>
    textCell(`${columnLetters(column)}${at}`, title, 'head'),
  );
  return `${lines.join('')}<row r="${at}">${cells.join('')}</row>`;
}

function* sheetXml(book: Book): Generator<string> {
  const first = headRows(book);
  const letters = book.columns.map((_, at) => columnLetters(at));
  const lastCell = `${letters.at(-1) ?? 'A'}${first + book.rowCount}`;
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:${lastCell}"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="${first}" topLeftCell="A${first + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>${widthsXml(book)}<sheetData>${headXml(book)}`;
  let part = '';
  for (let index = 0; index < book.rowCount; index++) {
    const number = first + 1 + index;
    const values = book.row(index);
    const cells = book.columns.map(({ kind }, at) =>
      cellXml(`${letters[at]}${number}`, kind, values[at] ?? null),
    );
    part += `<row r="${number}">${cells.join('')}</row>`;
    if (part.length < PART_CHARACTERS) continue;
    yield part;
    part = '';
  }
  const foot = `&amp;L${xmlText(book.serialLabel)} ${xmlText(book.serialNumber)}&amp;R&amp;P / &amp;N`;
  yield `${part}</sheetData><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>${foot}</oddFooter></headerFooter></worksheet>`;
}

/** A sheet's name holds no \ / ? * [ ] : and no quote. */
function sheetName({ title }: Book): string {
  return title.replace(/[\\/?*[\]:']/g, ' ').slice(0, SHEET_NAME_MAX);
}

function workbookXml(book: Book): string {
  const name = xmlText(sheetName(book));
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${name}'!$1:$${headRows(book)}</definedName></definedNames></workbook>`;
}

function relationships(...targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

const CONTENT_TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>`;

function coreXml({ title, madeBy, madeAt, serialNumber }: Book): string {
  const at = madeAt.replace(/\.\d+Z$/, 'Z');
  return `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(madeBy)}</dc:creator><cp:keywords>${xmlText(serialNumber)}</cp:keywords><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created></cp:coreProperties>`;
}

function customXml({ serialLabel, serialNumber }: Book): string {
  return `${XML}<Properties xmlns="${OFFICE}/custom-properties" xmlns:vt="${OFFICE}/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="${xmlText(serialLabel)}"><vt:lpwstr>${xmlText(serialNumber)}</vt:lpwstr></property></Properties>`;
}

export const writeWorkbook: WriteWorkbook = async (book) => {
  if (book.rowCount > BOOK_ROWS_MAX) throw new RangeError('more rows than a sheet holds');
  const zip = new ZipWriter();
  const rels = `${OFFICE}/relationships`;
  await zip.add('[Content_Types].xml', [CONTENT_TYPES]);
  await zip.add('_rels/.rels', [
    relationships(
      [`${rels}/officeDocument`, 'xl/workbook.xml'],
      [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
      [`${rels}/custom-properties`, 'docProps/custom.xml'],
    ),
  ]);
  await zip.add('docProps/core.xml', [coreXml(book)]);
  await zip.add('docProps/custom.xml', [customXml(book)]);
  await zip.add('xl/workbook.xml', [workbookXml(book)]);
  await zip.add('xl/_rels/workbook.xml.rels', [
    relationships([`${rels}/worksheet`, 'worksheets/sheet1.xml'], [`${rels}/styles`, 'styles.xml']),
  ]);
  await zip.add('xl/styles.xml', [stylesXml()]);
  await zip.add('xl/worksheets/sheet1.xml', sheetXml(book));
  return zip.finish();
};

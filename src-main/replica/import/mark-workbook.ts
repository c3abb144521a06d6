/** Puts the rows at fault back into the clerk's own workbook: red cells, and words beside each row. Runs in the parser
 *  process.
 *  MW1 parts that are not marked stay packed as they are, byte by byte; nothing is calculated and nothing left out.
 *  Elsewhere: which cells (mark-plan.ts), the sheet's XML (mark-sheet.ts), formats (mark-styles.ts), CSV (mark-csv.ts). */
import { FileFault } from './file-fault.ts';
import type { MarkOrder } from './mark-order.ts';
import { planEdits } from './mark-plan.ts';
import { markSheet } from './mark-sheet.ts';
import { createMarkStyles, PLAIN_STYLES } from './mark-styles.ts';
import { readSheetRows } from './sheet-cells.ts';
import { readSheetFrame } from './sheet-frame.ts';
import { openWorkbook, type WorkbookParts } from './workbook-parts.ts';
import { readSharedStrings } from './workbook-strings.ts';
import { prefixOf, withAttributes } from './xml-edit.ts';
import { repackZip } from './zip-pack.ts';

export type { HeaderRow, MarkOrder, WorkbookMark } from './mark-order.ts';

const TYPES = '[Content_Types].xml';
const STYLES_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml';

/** A part with one element more at the end of its root. */
function withElement(part: Buffer, name: string, attributes: Readonly<Record<string, string>>): Buffer {
  const xml = part.toString();
  const end = xml.lastIndexOf('</');
  if (end < 0) throw new FileFault('FILE_UNUSUAL');
  const prefix = prefixOf(xml.slice(end).replace('</', '<'));
  return Buffer.from(xml.slice(0, end) + withAttributes(`<${prefix}${name}/>`, attributes) + xml.slice(end));
}

/** Styles for a workbook without: the part, and what tells of it. Nothing when the workbook's links are not found. */
function newStyles(workbook: WorkbookParts, styles: Buffer): Map<string, Buffer> {
  const changed = new Map<string, Buffer>();
  const types = workbook.read(TYPES);
  const links = workbook.read(workbook.linksPath);
  if (!types || !links) return changed;
  const folder = workbook.linksPath.replace(/_rels\/[^/]*$/, '');
  // Some programs look for this name and no other.
  const usual = `${folder}styles.xml`;
  const path = workbook.entryOf(usual) ? `${folder}styles-sumu.xml` : usual;
  const type = `${workbook.relations}/styles`;
  changed.set(path, styles);
  changed.set(TYPES, withElement(types, 'Override', { PartName: `/${path}`, ContentType: STYLES_TYPE }));
  changed.set(
    workbook.linksPath,
    withElement(links, 'Relationship', { Id: 'sumuStyles', Type: type, Target: `/${path}` }),
  );
  return changed;
}

/** The sheets that change, and the styles they need, by path. */
function markedParts(workbook: WorkbookParts, order: MarkOrder): Map<string, Buffer> {
  const { stringsPath, stylesPath, is1904 } = workbook;
  const strings = readSharedStrings(stringsPath === undefined ? undefined : workbook.read(stringsPath));
  const context = { strings, dateFormats: [], is1904 };
  const had = stylesPath === undefined ? undefined : workbook.read(stylesPath);
  const styles = createMarkStyles(had ?? Buffer.from(PLAIN_STYLES));
  const changed = new Map<string, Buffer>();
  for (const [index, { path }] of workbook.sheets.entries()) {
    const part = workbook.read(path);
    if (!part) throw new FileFault('FILE_DAMAGED');
    const { merges } = readSheetFrame(part);
    const rows = readSheetRows(part, { merges: [], hiddenColumns: [] }, context);
    const edits = planEdits(index, order, { rows, merges });
    if (edits) changed.set(path, markSheet(part, edits, styles));
  }
  const edited = styles.edited();
  if (edited && had && stylesPath !== undefined) changed.set(stylesPath, edited);
  else if (edited) for (const [path, part] of newStyles(workbook, edited)) changed.set(path, part);
  return changed;
}

/** A copy of a workbook with marks. Throws a FileFault. */
export function markWorkbook(bytes: Uint8Array, order: MarkOrder): Buffer {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const workbook = openWorkbook(file);
  const replaced = new Map<string, Buffer>();
  const added = new Map<string, Buffer>();
  for (const [path, part] of markedParts(workbook, order)) {
    const entry = workbook.entryOf(path);
    if (entry) replaced.set(entry.name, part);
    else added.set(path, part);
  }
  return repackZip(file, workbook.entries, replaced, added);
}

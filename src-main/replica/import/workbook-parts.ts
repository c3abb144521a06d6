/** Takes out of a workbook the few XML parts that hold cells, checks them, and packs them anew for the library.
 *  Pure, runs in the parser process.
 *  WP1 parts that are not needed (pictures, macros, links, comments) never reach the library.  WP2 DOCTYPE and ENTITY
 *  are refused.  WP3 the new zip is plain ASCII: exceljs decodes each chunk for itself and turns a Chinese character that
 *  lies across two chunks into «�».  WP4 strings come before sheets: exceljs otherwise writes the sheet, people's numbers
 *  and all, into a temporary file.                                                                                   */
import { isAscii, isUtf8 } from 'node:buffer';
import { FileFault } from './file-fault.ts';
import { readZipDirectory, readZipEntry } from './zip-directory.ts';

export interface WorkbookParts {
  /** Names of the visible sheets in the workbook's order; the library meets them as sheet1, sheet2 … */
  readonly sheetNames: readonly string[];
  /** The packed parts, in chunks. */
  readonly chunks: Iterable<Buffer>;
}

interface Part {
  readonly path: string;
  readonly content: Buffer;
}

const WORKBOOK = 'xl/workbook.xml';
const WORKBOOK_LINKS = 'xl/_rels/workbook.xml.rels';
const HEAD_BYTES = 4_096;
const BYTE_ORDER_MARK = Buffer.from('\ufeff');
const REFUSED_MARKUP = ['<!DOCTYPE', '<!ENTITY'];

function checkXml(raw: Buffer): Buffer {
  const content = raw.subarray(raw.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0);
  if (!isUtf8(content) || content.includes(0)) throw new FileFault('FILE_UNUSUAL');
  if (REFUSED_MARKUP.some((markup) => content.includes(markup))) throw new FileFault('FILE_ENTITIES');
  const head = content.toString('latin1', 0, HEAD_BYTES);
  const encoding = /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/.exec(head)?.[1] ?? 'utf-8';
  const hasPrefix = /<[\w.-]+:(worksheet|workbook|sst|styleSheet|Relationships)\b/.test(head);
  if (encoding.toLowerCase() !== 'utf-8' || hasPrefix || content.includes('<![CDATA['))
    throw new FileFault('FILE_UNUSUAL');
  return content;
}

function decodeXml(text: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return named[name as string] ?? whole;
    const point = hex ? Number.parseInt(hex as string, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function encodeXml(text: string): string {
  return text.replace(/[<>&"']/g, (it) => `&#${it.charCodeAt(0)};`);
}

/** Attributes of every element of a name, by local name. */
function elements(xml: string, name: string): Map<string, string>[] {
  const found = xml.matchAll(new RegExp(`<${name}(\\s[^<>]*?)/?>`, 'g'));
  return [...found].map(
    ([, attributes = '']) =>
      new Map(
        [...attributes.matchAll(/([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map((it) => [
          it[1] ?? '',
          decodeXml(it[2] ?? it[3] ?? ''),
        ]),
      ),
  );
}

/** Path of a link's target: absolute in the package, or from xl/. */
function targetPath(target: string): string {
  const segments: string[] = [];
  for (const segment of (target.startsWith('/') ? target.slice(1) : `xl/${target}`).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}

/** Finds parts by path, whatever the case, and reads them. */
function partReader(bytes: Buffer): (path: string) => Buffer | null {
  const entries = new Map(readZipDirectory(bytes).map((entry) => [entry.name.toLowerCase(), entry]));
  return (path) => {
    const entry = entries.get(path.toLowerCase());
    return entry ? checkXml(readZipEntry(bytes, entry)) : null;
  };
}

/** The library does not notice when a sheet stops in the middle. */
function isWhole(sheet: Buffer): boolean {
  return /<\/worksheet\s*>|<worksheet[^<>]*\/>/.test(
    sheet.toString('latin1', Math.max(0, sheet.length - HEAD_BYTES)),
  );
}

interface Sheet {
  readonly name: string;
  readonly path: string;
}

function visibleSheets(workbook: string, links: string): Sheet[] {
  const targets = new Map(
    elements(links, 'Relationship').map((it) => [it.get('Id'), it.get('Target') ?? '']),
  );
  const sheets: Sheet[] = [];
  for (const sheet of elements(workbook, 'sheet')) {
    const target = targets.get(sheet.get('id'));
    const isVisible = (sheet.get('state') ?? 'visible') === 'visible';
    if (target && isVisible) sheets.push({ name: sheet.get('name') ?? '', path: targetPath(target) });
  }
  return sheets;
}

function linkedPath(links: string, kind: string): string | undefined {
  const link = elements(links, 'Relationship').find((it) => it.get('Type')?.endsWith(`/${kind}`));
  return link && targetPath(link.get('Target') ?? '');
}

const text = (xml: string): Buffer => Buffer.from(xml);

function workbookXml(names: readonly string[], is1904: boolean): Buffer {
  const sheets = names.map(
    (name, at) => `<sheet name="${encodeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return text(
    `<workbook><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${sheets.join('')}</sheets></workbook>`,
  );
}

function linksXml(count: number): Buffer {
  const links = Array.from(
    { length: count },
    (_, at) => `<Relationship Id="rId${at + 1}" Type="worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  return text(`<Relationships>${links.join('')}</Relationships>`);
}

/** Opens a workbook. Throws a FileFault. */
export function openWorkbook(bytes: Buffer): WorkbookParts {
  const read = partReader(bytes);
  const workbook = read(WORKBOOK)?.toString();
  const links = read(WORKBOOK_LINKS)?.toString();
  if (workbook === undefined || links === undefined) throw new FileFault('FILE_NOT_WORKBOOK');
  const found = visibleSheets(workbook, links).map(({ name, path }) => ({ name, content: read(path) }));
  const sheets = found.filter((sheet): sheet is { name: string; content: Buffer } => sheet.content !== null);
  if (!sheets.length || !sheets.every(({ content }) => isWhole(content))) throw new FileFault('FILE_DAMAGED');
  const is1904 = elements(workbook, 'workbookPr').some((it) => /^(1|true)$/.test(it.get('date1904') ?? ''));
  const names = sheets.map(({ name }) => name);
  const strings = read(linkedPath(links, 'sharedStrings') ?? 'xl/sharedStrings.xml');
  const styles = read(linkedPath(links, 'styles') ?? 'xl/styles.xml');
  const parts: Part[] = [
    { path: WORKBOOK_LINKS, content: linksXml(sheets.length) },
    { path: WORKBOOK, content: workbookXml(names, is1904) },
    ...(styles ? [{ path: 'xl/styles.xml', content: styles }] : []),
    { path: 'xl/sharedStrings.xml', content: strings ?? text('<sst/>') },
    ...sheets.map(({ content }, at) => ({ path: `xl/worksheets/sheet${at + 1}.xml`, content })),
  ];
  return { sheetNames: names, chunks: packed(parts) };
}

const CHUNK_BYTES = 65_536;
const CONTINUATION = 0x80;
/** `&#x00004e;`: as long for every character, so that sizes are known beforehand. */
const REFERENCE_LENGTH = 10;

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === CONTINUATION;
}

function asciiLength(content: Buffer): number {
  if (isAscii(content)) return content.length;
  let length = 0;
  for (const byte of content) {
    if (byte < CONTINUATION) length += 1;
    else if (!isContinuation(byte)) length += REFERENCE_LENGTH;
  }
  return length;
}

function reference(character: string): string {
  return `&#x${(character.codePointAt(0) ?? 0).toString(16).padStart(REFERENCE_LENGTH - 4, '0')};`;
}

function* asciiChunks(content: Buffer): Generator<Buffer> {
  for (let start = 0; start < content.length; ) {
    let end = Math.min(content.length, start + CHUNK_BYTES);
    while (isContinuation(content[end])) end -= 1;
    const chunk = content.subarray(start, end);
    yield isAscii(chunk)
      ? chunk
      : Buffer.from(chunk.toString().replace(/[^\u0000-\u007f]/gu, reference), 'latin1');
    start = end;
  }
}

function localHeader(path: string, size: number): Buffer {
  const header = Buffer.alloc(30 + path.length);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt32LE(size, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(path.length, 26);
  header.write(path, 30, 'latin1');
  return header;
}

/** A zip of stored entries as its streaming readers want it: local headers, and an end. */
function* packed(parts: readonly Part[]): Generator<Buffer> {
  for (const { path, content } of parts) {
    yield localHeader(path, asciiLength(content));
    yield* asciiChunks(content);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  yield end;
}

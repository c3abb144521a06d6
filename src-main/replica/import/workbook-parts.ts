/** Opens a workbook: which sheets it has, where their parts are, which date system. Pure, runs in the parser process.
 *  WP1 parts that are not needed (pictures, macros, links, comments) are never unpacked.  WP2 names of entries are only
 *  compared, never used as paths: «../../x» is a name like others.  WP3 a sheet that the workbook names and the file does
 *  not hold is damage, not an empty sheet.
 *  Elsewhere: the zip (zip-directory.ts), what is in the sheets (sheet-cells.ts).                                    */
import { FileFault, type FileFaultCode } from './file-fault.ts';
import { isYes, prefixedAttribute, scanXml, type XmlAttributes } from './workbook-xml.ts';
import { readZipDirectory, readZipEntry, type ZipEntry } from './zip-directory.ts';

export interface SheetPart {
  readonly name: string;
  readonly isHidden: boolean;
  readonly path: string;
}

export interface WorkbookParts {
  /** In the workbook's order; charts have no rows and are left out. */
  readonly sheets: readonly SheetPart[];
  readonly is1904: boolean;
  readonly stringsPath: string | undefined;
  readonly stylesPath: string | undefined;
  /** The part that links the workbook to its sheets, strings and styles. */
  readonly linksPath: string;
  /** How types of links begin: they differ between strict and ordinary workbooks. */
  readonly relations: string;
  /** The bytes of a part, or undefined. */
  read(path: string): Buffer | undefined;
  /** The entry as it is named in the zip. */
  entryOf(path: string): ZipEntry | undefined;
  readonly entries: readonly ZipEntry[];
}

interface Link {
  readonly id: string;
  /** Last word of the type: worksheet, styles, sharedStrings … */
  readonly kind: string;
  readonly type: string;
  readonly path: string;
}

const ROOT_LINKS = '_rels/.rels';
const USUAL_WORKBOOK = 'xl/workbook.xml';
/** Excel allows less; this is against lists of a million sheets. */
const SHEETS_MAX = 1_000;

/** What else comes as a zip, by an entry that only it has. */
const OTHER_KINDS: readonly (readonly [RegExp, FileFaultCode])[] = [
  [/^xl\/workbook\.bin$/i, 'FILE_XLSB'],
  [/^word\/document\.xml$/i, 'FILE_WORD'],
  [/^encryptedpackage$/i, 'FILE_PASSWORD'],
];
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument.';

/** Path of a link's target: absolute in the package, or from the folder of the part that links. */
function targetPath(folder: string, target: string): string {
  const segments: string[] = [];
  const plain = target.replaceAll('\\', '/');
  for (const segment of (plain.startsWith('/') ? plain : `${folder}/${plain}`).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function linksPathOf(path: string): string {
  const folder = folderOf(path);
  return `${folder && `${folder}/`}_rels/${path.slice(path.lastIndexOf('/') + 1)}.rels`;
}

function readLinks(part: Buffer | undefined, folder: string): Link[] {
  const links: Link[] = [];
  if (!part) return links;
  scanXml(part, {
    open(name, { Id, Type = '', Target, TargetMode }) {
      if (name !== 'Relationship' || Target === undefined || TargetMode === 'External') return;
      const kind = Type.slice(Type.lastIndexOf('/') + 1);
      links.push({ id: Id ?? '', kind, type: Type, path: targetPath(folder, Target) });
    },
  });
  return links;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Finds entries by path, whatever the case, also when the link writes spaces as %20. */
function entryFinder(entries: readonly ZipEntry[]): (path: string) => ZipEntry | undefined {
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase().replace(/^\//, ''), entry]));
  return (path) => byName.get(path.toLowerCase()) ?? byName.get(decoded(path).toLowerCase());
}

/** Told when the zip holds no workbook. */
function faultOfOtherZip(entries: readonly ZipEntry[], bytes: Buffer): FileFault {
  const type = entries.find(({ name }) => name === 'mimetype');
  if (type && type.size < 200) {
    const kind = readZipEntry(bytes, type).toString('latin1');
    if (kind.startsWith(`${OPEN_DOCUMENT}spreadsheet`)) return new FileFault('FILE_ODS');
    if (kind.startsWith(`${OPEN_DOCUMENT}text`)) return new FileFault('FILE_WORD');
  }
  const other = OTHER_KINDS.find(([name]) => entries.some((entry) => name.test(entry.name)));
  return new FileFault(other?.[1] ?? 'FILE_NOT_WORKBOOK');
}

interface WorkbookPart {
  readonly is1904: boolean;
  readonly sheets: readonly XmlAttributes[];
}

function readWorkbookPart(part: Buffer): WorkbookPart {
  let is1904 = false;
  let root = '';
  const sheets: XmlAttributes[] = [];
  scanXml(part, {
    open(name, attributes) {
      root ||= name;
      if (name === 'workbookPr') is1904 = isYes(attributes.date1904);
      if (name === 'sheet') sheets.push(attributes);
      if (sheets.length > SHEETS_MAX) throw new FileFault('FILE_BOMB');
    },
  });
  if (root !== 'workbook') throw new FileFault('FILE_NOT_WORKBOOK');
  return { is1904, sheets };
}

/** Opens a workbook. Throws a FileFault. */
export function openWorkbook(bytes: Buffer): WorkbookParts {
  const entries = readZipDirectory(bytes);
  const entryOf = entryFinder(entries);
  const read = (path: string): Buffer | undefined => {
    const entry = entryOf(path);
    return entry && readZipEntry(bytes, entry);
  };
  const root = readLinks(read(ROOT_LINKS), '').find(({ kind }) => kind === 'officeDocument');
  const path = root && entryOf(root.path) ? root.path : USUAL_WORKBOOK;
  const part = /\.bin$/i.test(path) ? undefined : read(path);
  if (!part) throw faultOfOtherZip(entries, bytes);
  const { is1904, sheets: named } = readWorkbookPart(part);
  const linksPath = linksPathOf(path);
  const links = readLinks(read(linksPath), folderOf(path));
  const byId = new Map(links.map((link) => [link.id, link]));
  const sheets = named.flatMap((attributes): SheetPart[] => {
    const link = byId.get(prefixedAttribute(attributes, 'id') ?? attributes.id ?? '');
    if (!link) throw new FileFault('FILE_DAMAGED');
    if (link.kind !== 'worksheet') return [];
    if (!entryOf(link.path)) throw new FileFault('FILE_DAMAGED');
    const isHidden = (attributes.state ?? 'visible') !== 'visible';
    return [{ name: attributes.name ?? '', isHidden, path: link.path }];
  });
  if (!sheets.length) throw new FileFault('FILE_DAMAGED');
  const pathOf = (kind: string): string | undefined => links.find((link) => link.kind === kind)?.path;
  return {
    sheets,
    is1904,
    stringsPath: pathOf('sharedStrings'),
    stylesPath: pathOf('styles'),
    linksPath,
    relations: folderOf(links.find(({ kind }) => kind === 'worksheet')?.type ?? ''),
    read,
    entryOf,
    entries,
  };
}

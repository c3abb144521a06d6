/** Files that are broken, disguised or made to hurt: each is told by its own code, and none costs much. In this process,
 *  so that a hang or a crash would be the test's own.                                                               */
import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '#shared/base/chance.ts';
import { FILE_LIMITS, FileFault } from './file-fault.ts';
import { sightOf } from './file-sight.ts';
import { makeRawWorkbook, makeZip, sheetXml, WORKBOOK_PARTS, type ZipPart } from './fixtures/make-zip.ts';
import { type ParsedPiece, parseFile } from './parse-file.ts';

const small = [
  ['花名册', null],
  ['姓名', '身份证号'],
  ['其其格·玛', { number: '1.5999919800101123E17' }],
];
const fixture = (name: string): Buffer =>
  readFileSync(new URL(`./fixtures/workbooks/${name}`, import.meta.url));

/** What a file yields: its pieces, or the code of the fault, with the row when it has one. */
async function outcomeOf(bytes: Uint8Array): Promise<string | ParsedPiece[]> {
  const file = sightOf(bytes);
  if (typeof file !== 'string') return file.code;
  const pieces: ParsedPiece[] = [];
  try {
    for await (const piece of parseFile(Buffer.from(bytes), file)) pieces.push(piece);
    return pieces;
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return error.place.row === undefined ? error.code : `${error.code} ${error.place.row}`;
  }
}

async function codeOf(bytes: Uint8Array): Promise<string> {
  const outcome = await outcomeOf(bytes);
  return typeof outcome === 'string' ? outcome : 'read';
}

const sheet = (content: string | Buffer, rest: Partial<ZipPart> = {}): Buffer =>
  makeZip([{ name: 'xl/worksheets/sheet1.xml', content, ...rest }, ...WORKBOOK_PARTS]);
const rowsXml = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;

/** A compound file with streams of these names in its directory. */
function compoundFile(...streams: string[]): Buffer {
  const names = streams.map((name) => {
    const entry = Buffer.alloc(128);
    entry.write(name, 'utf16le');
    return entry;
  });
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_016), ...names]);
}

/** Excel's ~$ file of a clerk of this name. */
function lockFile(name: string): Buffer {
  const file = Buffer.alloc(165, 0x20);
  file[0] = name.length;
  file.write(name, 1, 'latin1');
  file.writeUInt16LE(name.length, 55);
  file.write(name.padEnd(54), 57, 'utf16le');
  return file;
}

describe('kinds that cannot be read', () => {
  const html = '<html><meta charset="gbk"><table><tr><td>姓名</td></tr></table></html>';
  const gbkHtml = Buffer.concat([Buffer.from('<table><tr><td>'), Buffer.from('d0d5c3fb', 'hex')]);
  const xmlSheet = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>';
  const noise = Buffer.from(Array.from({ length: 999 }, (_, at) => crc32(String(at)) & 0xff));
  const cases: [string, Uint8Array, string][] = [
    ['nothing', Buffer.alloc(0), 'FILE_EMPTY'],
    ['zeros', Buffer.alloc(3_000), 'FILE_EMPTY'],
    ['blanks and line ends', Buffer.from('\ufeff  \t\r\n \n'), 'FILE_EMPTY'],
    ['too large', Buffer.alloc(20_000_001, 1), 'FILE_TOO_LARGE'],
    ['.xls', compoundFile('Workbook'), 'FILE_OLD_XLS'],
    ['.xls of 1995', compoundFile('Book'), 'FILE_OLD_XLS'],
    ['.et of WPS', compoundFile('Workbook', 'ETExtData'), 'FILE_OLD_XLS'],
    ['.doc or .wps', compoundFile('WordDocument'), 'FILE_WORD'],
    ['another compound file', compoundFile('__properties'), 'FILE_NOT_WORKBOOK'],
    ['a password', compoundFile('EncryptionInfo', 'EncryptedPackage'), 'FILE_PASSWORD'],
    ['a web page', Buffer.from(`\ufeff${html}`), 'FILE_HTML'],
    ['a web page in wide letters', Buffer.from(`\ufeff${html}`, 'utf16le'), 'FILE_HTML'],
    ['a web page in GBK', gbkHtml, 'FILE_HTML'],
    [
      'a web page in one file',
      Buffer.from('MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n'),
      'FILE_HTML',
    ],
    ['XML of 2003', Buffer.from(xmlSheet), 'FILE_XML_SHEET'],
    ['flat OpenDocument', Buffer.from('<?xml version="1.0"?><office:document/>'), 'FILE_ODS'],
    ['other XML', Buffer.from('<?xml version="1.0"?><a/>'), 'FILE_NOT_WORKBOOK'],
    ["Excel's lock file", lockFile('Suhe'), 'FILE_LOCK'],
    ["LibreOffice's", Buffer.from(',suhe,pc-3,20.11.2026 09:00,file:///home/suhe;'), 'FILE_LOCK'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'FILE_PICTURE'],
    ['a photo', Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF', 'latin1'), 'FILE_PICTURE'],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'FILE_PICTURE'],
    ['noise', noise, 'FILE_NOT_WORKBOOK'],
    ['text with NULs', Buffer.from('姓名\0,身份证号\n'), 'FILE_NOT_WORKBOOK'],
    ['text of another encoding', Buffer.from('名前\xff,\xff\n', 'latin1'), 'FILE_ENCODING'],
    ['a zip of other things', makeZip([{ name: 'a.txt', content: 'a' }]), 'FILE_NOT_WORKBOOK'],
    ['an empty zip', makeZip([]), 'FILE_NOT_WORKBOOK'],
    ['.docx', makeZip([{ name: 'word/document.xml', content: '<a/>' }]), 'FILE_WORD'],
    ['.xlsb', makeZip([{ name: 'xl/workbook.bin', content: 'a' }]), 'FILE_XLSB'],
    [
      '.ods',
      makeZip([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' }]),
      'FILE_ODS',
    ],
  ];
  test.each(cases)('%s', async (_, bytes, code) => expect(await codeOf(bytes)).toBe(code));
});

describe('broken workbooks', () => {
  const cell = (address: string): string => `<c r="${address}"><v>1</v></c>`;
  const cases: [string, Buffer, string][] = [
    ['a wrong sum', sheet(sheetXml(small), { claimedCrc: 1 }), 'FILE_DAMAGED'],
    ['a sheet that stops in a tag', sheet('<worksheet><sheetData><row r="1"><c r="A1"'), 'FILE_DAMAGED'],
    ['a sheet that stops', sheet(`<worksheet><sheetData><row r="1">${cell('A1')}</row>`), 'FILE_DAMAGED'],
    ['tags that do not match', sheet('<worksheet><sheetData></row></worksheet>'), 'FILE_DAMAGED'],
    ['no such column', sheet(rowsXml(`<row r="1">${cell('ZZZ1')}</row>`)), 'FILE_DAMAGED'],
    ['an address of another row', sheet(rowsXml(`<row r="1">${cell('A2')}</row>`)), 'FILE_DAMAGED'],
    ['rows out of order', sheet(rowsXml('<row r="2"/><row r="1"/>')), 'FILE_DAMAGED'],
    ['a row beyond the last', sheet(rowsXml('<row r="1048577"/>')), 'FILE_DAMAGED'],
    ['a text that is not there', sheet(rowsXml('<row><c t="s"><v>7</v></c></row>')), 'FILE_DAMAGED'],
    [
      'merged cells that make no sense',
      sheet('<worksheet><mergeCell ref="A1:?"/></worksheet>'),
      'FILE_DAMAGED',
    ],
    ['an entity of its own', sheet(rowsXml('<row><c t="str"><v>&who;</v></c></row>')), 'FILE_DAMAGED'],
    ['no sheet', makeZip(WORKBOOK_PARTS), 'FILE_DAMAGED'],
    ['a name twice', makeZip([...WORKBOOK_PARTS, ...WORKBOOK_PARTS]), 'FILE_DAMAGED'],
    ['wide letters', sheet(Buffer.from('\ufeff<worksheet/>', 'utf16le')), 'FILE_UNUSUAL'],
    ['another encoding', sheet('<?xml version="1.0" encoding="GBK"?><worksheet/>'), 'FILE_UNUSUAL'],
    ['elements too deep', sheet('<a>'.repeat(5_000) + '</a>'.repeat(5_000)), 'FILE_UNUSUAL'],
  ];
  test.each(cases)('%s', async (_, bytes, code) => expect(await codeOf(bytes)).toBe(code));

  test('what is unusual and harmless is read', async () => {
    const outside = { name: '../../../etc/passwd', content: 'x' };
    const parts = [{ name: 'xl/worksheets/sheet1.xml', content: sheetXml(small) }, ...WORKBOOK_PARTS];
    expect(await codeOf(makeZip([outside, ...parts]))).toBe('read');
    expect(await codeOf(sheet(sheetXml(small), { hasDescriptor: true, isDeflated: true }))).toBe('read');
    expect(await codeOf(sheet(sheetXml(small), { claimedLocalSize: 7 }))).toBe('read');
    expect(await codeOf(Buffer.concat([makeRawWorkbook(small), Buffer.from('\r\n')]))).toBe('read');
    const long = makeZip(parts, true);
    expect(await outcomeOf(long)).toEqual(await outcomeOf(makeZip(parts)));
    for (let cut = 1; cut < long.length; cut += 7)
      expect(await codeOf(long.subarray(0, cut))).toBe('FILE_DAMAGED');
  });
});

describe('bombs', () => {
  test('ZIP2 ZIP3 of a zip', async () => {
    const zeros = Buffer.alloc(60_000_000, 0x20);
    expect(await codeOf(sheet(zeros, { isDeflated: true }))).toBe('FILE_BOMB');
    expect(await codeOf(sheet(zeros, { isDeflated: true, claimedSize: 1_000 }))).toBe('FILE_BOMB');
    expect(await codeOf(sheet(sheetXml(small), { claimedSize: 0xfffffff0 }))).toBe('FILE_BOMB');
    const many = Array.from({ length: 2_001 }, (_, at) => ({ name: `a${at}`, content: '' }));
    expect(await codeOf(makeZip([...WORKBOOK_PARTS, ...many]))).toBe('FILE_BOMB');
    const nested = makeZip([
      { name: 'a.zip', content: makeZip([{ name: 'b', content: zeros, isDeflated: true }]) },
    ]);
    expect(await codeOf(nested)).toBe('FILE_NOT_WORKBOOK');
  });

  test('ZIP1 entries that share their data', async () => {
    const inner = { name: 'b', content: 'x'.repeat(99) };
    const whole = makeZip([{ name: 'a', content: makeZip([inner]) }, inner]);
    const second = whole.lastIndexOf('PK\x01\x02');
    whole.writeUInt32LE(whole.indexOf('PK\x03\x04', 1), second + 42);
    expect(await codeOf(whole)).toBe('FILE_BOMB');
  });

  test('WX1 XML with entities', async () => {
    const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`);
    const doctype = `<!DOCTYPE lolz [<!ENTITY l0 "lol">${laughs.join('')}]>`;
    expect(await codeOf(sheet(`<?xml version="1.0"?>${doctype}<worksheet>&l9;</worksheet>`))).toBe(
      'FILE_ENTITIES',
    );
    const outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    expect(await codeOf(sheet(`${outside}<worksheet>&x;</worksheet>`))).toBe('FILE_ENTITIES');
    expect(await codeOf(sheet('<!DOCTYPE a SYSTEM "http://159.99.0.1/a.dtd"><worksheet/>'))).toBe(
      'FILE_ENTITIES',
    );
  });

  test('attributes and names without end', async () => {
    const many = Array.from({ length: 300_000 }, (_, at) => ` a${at}="${at}"`).join('');
    expect(await codeOf(sheet(`<worksheet${many}/>`, { isDeflated: true }))).toBe('read');
    const same = ' a="1"'.repeat(300_000);
    expect(await codeOf(sheet(`<worksheet${same}/>`, { isDeflated: true }))).toBe('FILE_DAMAGED');
  });

  test('SF2 merged cells over each other', async () => {
    const merges = '<mergeCell ref="A1:B1048576"/>'.repeat(150_000);
    const xml = sheetXml([['一'], ['二']]).replace(
      '</worksheet>',
      `<mergeCells>${merges}</mergeCells></worksheet>`,
    );
    expect(await codeOf(sheet(xml))).toBe('FILE_DAMAGED');
    const lawful = sheetXml([['一'], ['二']]).replace(
      '</worksheet>',
      '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
    );
    expect(await codeOf(sheet(lawful))).toBe('read');
  });

  test('SR1 limits inside a sheet', async () => {
    expect(await codeOf(sheet(rowsXml('<row r="7"><c r="XFD7"><v>1</v></c></row>')))).toBe(
      'FILE_TOO_MANY_COLUMNS 7',
    );
    expect(await codeOf(makeRawWorkbook([['字'.repeat(32_767)]]))).toBe('read');
    expect(await codeOf(makeRawWorkbook([['a'], ['字'.repeat(40_000)]]))).toBe('FILE_CELL_TOO_LONG 2');
    const long = Array.from({ length: FILE_LIMITS.rows + 1 }, () => ['a']);
    expect(await codeOf(makeRawWorkbook(long, true))).toBe('FILE_TOO_MANY_ROWS');
    const wide = `<row>${'<c/>'.repeat(199)}<c><v>1</v></c></row>`;
    expect(await codeOf(sheet(rowsXml(wide.repeat(20_001)), { isDeflated: true }))).toMatch(
      /TOO_MUCH_TEXT|BOMB/,
    );
  });

  test('one text used by two thousand cells', async () => {
    const cells = '<row><c t="s"><v>0</v></c></row>'.repeat(2_000);
    const links = WORKBOOK_PARTS.map((part) => ({
      ...part,
      content: String(part.content).replace(
        '</Relationships>',
        '<Relationship Id="rId2" Type="a/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>',
      ),
    }));
    const strings = {
      name: 'xl/sharedStrings.xml',
      content: `<sst><si><t>${'字'.repeat(32_000)}</t></si></sst>`,
    };
    const part = { name: 'xl/worksheets/sheet1.xml', content: rowsXml(cells) };
    expect(await codeOf(makeZip([part, strings, ...links]))).toBe('FILE_TOO_MUCH_TEXT');
  });

  test('of a CSV', async () => {
    expect(await codeOf(Buffer.from(`${'姓名,'.repeat(100_000)}\n`))).toBe('FILE_TOO_MANY_COLUMNS 1');
    expect(await codeOf(Buffer.from(`姓名\n${'字'.repeat(40_000)}\n`))).toBe('FILE_CELL_TOO_LONG 2');
    expect(await codeOf(Buffer.from('a\n'.repeat(FILE_LIMITS.rows + 1)))).toBe('FILE_TOO_MANY_ROWS');
    expect(await codeOf(Buffer.from('姓名,住址\n其其格,"敖包图嘎查\n'))).toBe('FILE_QUOTES 2');
    expect(await codeOf(Buffer.from(',\n'.repeat(1_000_000)))).toBe('read');
  });
});

describe('files that were cut or rotted', () => {
  const files = ['yearly-roster.xlsx', 'sheet-per-village.xlsx'].map(
    (name) => [name, fixture(name)] as const,
  );

  test.each(files)('%s cut at 40 places', async (_, whole) => {
    for (let cut = 1; cut <= 40; cut += 1) {
      const at = Math.floor((whole.length * cut) / 41);
      expect(await codeOf(whole.subarray(0, at))).toBe('FILE_DAMAGED');
    }
    for (const at of [1, 2, 3, 4, whole.length - 1])
      expect(await codeOf(whole.subarray(0, at))).toBe('FILE_DAMAGED');
  });

  test.each(files)('%s with 200 bytes changed, one at a time', async (name, whole) => {
    const random = seededRandom(name.length).next;
    const right = await outcomeOf(whole);
    let faults = 0;
    for (let time = 0; time < 200; time += 1) {
      const spoilt = Buffer.from(whole);
      const at = Math.floor(random() * whole.length);
      spoilt[at] = ((spoilt[at] ?? 0) + 1 + Math.floor(random() * 255)) & 0xff;
      const outcome = await outcomeOf(spoilt);
      // A byte of a part that is not read, or a time of day: then the rows are the right ones.
      if (typeof outcome === 'string') {
        expect(outcome).toMatch(/^FILE_[A-Z_]+$/);
        faults += 1;
      } else expect(outcome).toEqual(right);
    }
    expect(faults).toBeGreaterThan(100);
  });

  test('XML with 300 bytes changed under right checksums', async () => {
    const xml = Buffer.from(sheetXml(small));
    const random = seededRandom(7).next;
    for (let time = 0; time < 300; time += 1) {
      const spoilt = Buffer.from(xml);
      for (let more = 0; more <= time % 3; more += 1)
        spoilt[Math.floor(random() * xml.length)] = Math.floor(random() * 256);
      expect(await codeOf(sheet(spoilt))).toMatch(/^(read|FILE_[A-Z_]+( \d+)?)$/);
    }
  });
});

/** The port to the XML library: reads a part of a workbook piece by piece. Pure, runs in the parser process.
 *  WX1 a part must be well-formed to its end; DOCTYPE and ENTITY are refused, whatever they hold.  WX2 names come without
 *  their prefix: some programs write <x:row>.  WX3 text is UTF-8; elements nest no deeper than a workbook needs.
 *  Positions are counted in UTF-16 units from the first character behind a byte order mark.                          */
import { isUtf8 } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import { SaxesParser } from 'saxes';
import { FileFault } from './file-fault.ts';

export type XmlAttributes = Readonly<Record<string, string>>;

export interface XmlHandlers {
  /** `name` without prefix. */
  open?(name: string, attributes: XmlAttributes, isSelfClosing: boolean): void;
  close?(name: string): void;
  /** A piece of text or CDATA; one text may come in several pieces. */
  text?(text: string): void;
}

const DEPTH_MAX = 100;
const CHUNK_BYTES = 65_536;
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** An attribute by its name without prefix, for those that stand in a namespace of their own: r:id. */
export function prefixedAttribute(attributes: XmlAttributes, name: string): string | undefined {
  const key = Object.keys(attributes).find((it) => it.endsWith(`:${name}`));
  return key === undefined ? undefined : attributes[key];
}

/** «1» and «true» mean yes. */
export function isYes(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

export interface XmlScanner {
  write(text: string): void;
  /** Faults when the part stops in the middle. */
  end(): void;
  /** Where the next character would be; inside `open`, the end of the tag. */
  readonly position: number;
}

export function createXmlScanner(handlers: XmlHandlers): XmlScanner {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('error', () => {
    throw new FileFault('FILE_DAMAGED');
  });
  parser.on('doctype', () => {
    throw new FileFault('FILE_ENTITIES');
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) throw new FileFault('FILE_UNUSUAL');
  });
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    depth += 1;
    if (depth > DEPTH_MAX) throw new FileFault('FILE_UNUSUAL');
    handlers.open?.(withoutPrefix(name), attributes, isSelfClosing);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    handlers.close?.(withoutPrefix(name));
  });
  if (handlers.text) {
    const text = handlers.text.bind(handlers);
    parser.on('text', text);
    parser.on('cdata', text);
  }
  return {
    write: (text) => void parser.write(text),
    end: () => void parser.close(),
    get position() {
      return parser.position;
    },
  };
}

/** The bytes of a part as text in pieces, without a byte order mark. */
export function* xmlPieces(part: Buffer): Generator<string> {
  if (!isUtf8(part)) throw new FileFault('FILE_UNUSUAL');
  const decoder = new StringDecoder('utf8');
  for (
    let start = part.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0;
    start < part.length;
    start += CHUNK_BYTES
  )
    yield decoder.write(part.subarray(start, start + CHUNK_BYTES));
}

/** Reads a part from its beginning to its end. */
export function scanXml(part: Buffer, handlers: XmlHandlers): void {
  const scanner = createXmlScanner(handlers);
  for (const piece of xmlPieces(part)) scanner.write(piece);
  scanner.end();
}

/** Edits XML text in place: whatever is not replaced stays as it is, letter by letter. Pure, runs in the parser process.
 *  XE1 positions are those of the scanner that reads the same pieces.  XE2 no more of the text is kept than from the
 *  beginning of the tag or cell being read.                                                                          */
import { createXmlScanner, type XmlHandlers, xmlPieces } from './workbook-xml.ts';

/** A name with its value and the quotes around it, in a tag. */
const ATTRIBUTE = /(\s+)([^\s=/>]+)(\s*=\s*)("[^"]*"|'[^']*')/g;

export function escapeXml(text: string): string {
  return text.replace(/[<>&"\r]/g, (it) => `&#${it.charCodeAt(0)};`);
}

/** A start tag with attributes set, or taken out where the value is null. */
export function withAttributes(tag: string, values: Readonly<Record<string, string | null>>): string {
  const left = new Map(Object.entries(values));
  const changed = tag.replace(ATTRIBUTE, (whole, _space, name: string) => {
    const value = left.get(name);
    if (value === undefined) return whole;
    left.delete(name);
    return value === null ? '' : ` ${name}="${escapeXml(value)}"`;
  });
  const added = [...left].flatMap(([name, value]) =>
    value === null ? [] : [` ${name}="${escapeXml(value)}"`],
  );
  return changed.replace(/\s*\/?>$/, (end) => `${added.join('')}${end.trim()}`);
}

/** «x:» of <x:row …>, '' without a prefix. */
export function prefixOf(tag: string): string {
  return /^<([^\s/>:]+:)/.exec(tag)?.[1] ?? '';
}

/** Inside `close`: the prefix of the element that ends, whether its end tag is written or not. */
export function closingPrefix({ tag }: XmlEditor): string {
  return prefixOf(tag.replace('</', '<'));
}

export interface XmlEditor {
  /** The tag being read as it is written. */
  readonly tag: string;
  /** Where the tag being read begins. */
  readonly tagStart: number;
  /** Where the tag being read ends. */
  readonly tagEnd: number;
  /** Takes the text up to `position` over as it is. */
  copyTo(position: number): void;
  /** Leaves the text up to `position` out. */
  skipTo(position: number): void;
  insert(text: string): void;
  /** Keeps the text from `position` on until it is let go with undefined. */
  hold(position: number | undefined): void;
  /** The text between two positions that are kept. */
  between(start: number, end: number): string;
}

/** Reads a part with handlers that edit it; gives the edited part. */
export function editXml(part: Buffer, handlersOf: (editor: XmlEditor) => XmlHandlers): Buffer {
  const done: Buffer[] = [];
  let output: string[] = [];
  let kept = '';
  let keptFrom = 0;
  let copied = 0;
  let held: number | undefined;

  const between = (start: number, end: number): string => kept.slice(start - keptFrom, end - keptFrom);
  const editor: XmlEditor = {
    get tag() {
      return between(editor.tagStart, editor.tagEnd);
    },
    get tagStart() {
      return keptFrom + kept.lastIndexOf('<', editor.tagEnd - keptFrom - 1);
    },
    get tagEnd() {
      return scanner.position;
    },
    copyTo(position) {
      output.push(between(copied, position));
      copied = position;
    },
    skipTo(position) {
      copied = position;
    },
    insert(text) {
      output.push(text);
    },
    hold(position) {
      held = position;
    },
    between,
  };
  const scanner = createXmlScanner(handlersOf(editor));

  /** Lets go of what no edit can need any more. */
  function release(): void {
    const end = Math.min(held ?? Number.POSITIVE_INFINITY, keptFrom + Math.max(0, kept.lastIndexOf('<')));
    if (copied < end) editor.copyTo(end);
    done.push(Buffer.from(output.join('')));
    output = [];
    const start = Math.min(end, copied);
    kept = kept.slice(start - keptFrom);
    keptFrom = start;
  }
  for (const piece of xmlPieces(part)) {
    kept += piece;
    scanner.write(piece);
    release();
  }
  scanner.end();
  editor.copyTo(keptFrom + kept.length);
  done.push(Buffer.from(output.join('')));
  return Buffer.concat(done);
}

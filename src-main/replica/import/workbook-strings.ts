/** The shared strings of a workbook. Pure, runs in the parser process.
 *  ST1 a text in several fonts is one text; what only tells its pronunciation (rPh) is left out.  ST2 _xHHHH_ stands for
 *  the character of that number; characters that nobody can see, tab and line ends apart, are left out.               */
import { scanXml, type XmlHandlers } from './workbook-xml.ts';

/** Control characters, and halves of characters. */
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '').toWellFormed();
}

/** A text as the file has it (ST2). */
export function plainText(text: string): string {
  const spelt = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
  return withoutUnseen(spelt);
}

/** Gathers the text of elements like <si> and <is> (ST1). */
export interface TextGatherer extends Required<XmlHandlers> {
  /** What came since the last call. */
  take(): string;
}

export function createTextGatherer(): TextGatherer {
  let gathered = '';
  let isText = false;
  let isSound = false;
  return {
    open(name) {
      if (name === 't') isText = !isSound;
      else if (name === 'rPh') isSound = true;
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') isSound = false;
    },
    text(text) {
      if (isText) gathered += text;
    },
    take() {
      const text = plainText(gathered);
      gathered = '';
      isText = false;
      isSound = false;
      return text;
    },
  };
}

export function readSharedStrings(part: Buffer | undefined): readonly string[] {
  const strings: string[] = [];
  if (!part) return strings;
  const gatherer = createTextGatherer();
  scanXml(part, {
    open: gatherer.open,
    text: gatherer.text,
    close(name) {
      gatherer.close(name);
      if (name === 'si') strings.push(gatherer.take());
    },
  });
  return strings;
}

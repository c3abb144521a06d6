/** The widths of a sheet's columns, with one of them made wide. Pure, runs in the parser process.                     */
import type { XmlAttributes } from './workbook-xml.ts';
import { closingPrefix, prefixOf, withAttributes, type XmlEditor } from './xml-edit.ts';

const WIDTH = '48';

/** The format of a column's cells that are not written, by the column's index. */
export type FormatOfColumn = (column: number) => number;

export interface ColumnHandlers {
  open(name: string, attributes: XmlAttributes, isSelfClosing: boolean): void;
  close(name: string): void;
  readonly formatOf: FormatOfColumn;
}

/** A range of columns: its tag, and the first and the last of them, from 1. */
interface Range {
  readonly tag: string;
  readonly min: number;
  readonly max: number;
  readonly format: number;
}

function part(range: Range, min: number, max: number): Range[] {
  if (min > max) return [];
  const tag = withAttributes(range.tag, { min: String(min), max: String(max) });
  return [{ ...range, tag, min, max }];
}

/** The ranges with `column` wide and shown, cut where one covers it. */
function withWideColumn(ranges: readonly Range[], column: number, prefix: string): Range[] {
  const covering = ranges.find(({ min, max }) => min <= column && column <= max);
  if (!covering) {
    const tag = `<${prefix}col min="${column}" max="${column}" width="${WIDTH}" customWidth="1"/>`;
    return [...ranges, { tag, min: column, max: column, format: 0 }].sort((a, b) => a.min - b.min);
  }
  return ranges.flatMap((range) => {
    if (range !== covering) return [range];
    const [wide] = part(range, column, column);
    const shown = withAttributes(wide?.tag ?? '', { width: WIDTH, customWidth: '1', hidden: null });
    return [
      ...part(range, range.min, column - 1),
      { ...range, tag: shown, min: column, max: column },
      ...part(range, column + 1, range.max),
    ];
  });
}

/** `newColumn`: index of the column to be made wide, or null when none is. */
export function createColumnHandlers(editor: XmlEditor, newColumn: number | null): ColumnHandlers {
  const ranges: Range[] = [];
  let isInside = false;
  let wasThere = false;

  function write(prefix: string): void {
    const wide = withWideColumn(ranges, (newColumn ?? 0) + 1, prefix);
    editor.insert(wide.map(({ tag }) => tag).join(''));
  }
  return {
    open(name, attributes, isSelfClosing) {
      if (name === 'cols' && !isSelfClosing) {
        isInside = true;
        wasThere = true;
        editor.copyTo(editor.tagEnd);
        editor.hold(editor.tagEnd);
      } else if (name === 'col' && isInside) {
        const tag = editor.tag.replace(/\s*\/?>$/, '/>');
        const [min, max] = [Number(attributes.min), Number(attributes.max)];
        ranges.push({ tag, min, max, format: Number(attributes.style ?? 0) });
      } else if (name === 'sheetData' && !wasThere && newColumn !== null) {
        const prefix = prefixOf(editor.tag);
        editor.copyTo(editor.tagStart);
        editor.insert(`<${prefix}cols>`);
        write(prefix);
        editor.insert(`</${prefix}cols>`);
      }
    },
    close(name) {
      if (name !== 'cols' || !isInside) return;
      isInside = false;
      editor.hold(undefined);
      if (newColumn === null) return;
      editor.skipTo(editor.tagStart);
      write(closingPrefix(editor));
    },
    formatOf: (column) => ranges.find(({ min, max }) => min <= column + 1 && column + 1 <= max)?.format ?? 0,
  };
}

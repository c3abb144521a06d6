/** Red cell formats of a workbook's styles, added to those it has. Pure, runs in the parser process.
 *  MS1 a red format is another one with nothing changed but its fill, so that borders, fonts and number formats stay.
 *  MS2 red of an earlier round is known by its exact colour, which spreadsheet programs keep when they save; the format
 *  without it is the one that differs in nothing but the fill.                                                       */
import { closingPrefix, editXml, prefixOf, withAttributes } from './xml-edit.ts';

/** Nobody else's red. */
const RED = 'FFFF9B9B';
const PATTERN = 'solid';
/** As many as Excel takes. */
const FORMATS_MAX = 64_000;

export interface MarkStyles {
  isRed(format: number): boolean;
  redOf(format: number): number;
  /** A red format without its red; `above`: the format of the cell above, which wins where it fits. */
  plainOf(format: number, above: number | undefined): number;
  /** The edited part; undefined when nothing was added. */
  edited(): Buffer | undefined;
}

interface Format {
  /** Start tag and what is in it. */
  readonly tag: string;
  readonly inside: string;
  readonly fill: number;
}

interface Styles {
  readonly formats: readonly Format[];
  readonly fills: number;
  readonly redFills: ReadonlySet<number>;
}

function readStyles(part: Buffer): Styles {
  const formats: Format[] = [];
  const redFills = new Set<number>();
  let fills = 0;
  let group = '';
  let tag: string | undefined;
  let inside = 0;
  editXml(part, (editor) => ({
    open(name, attributes) {
      if (name === 'fills' || name === 'cellXfs') group = name;
      if (group === 'fills' && name === 'fill') fills += 1;
      if (group === 'fills' && name === 'fgColor' && attributes.rgb?.toUpperCase() === RED)
        redFills.add(fills - 1);
      if (group !== 'cellXfs' || name !== 'xf') return;
      tag = editor.tag;
      inside = editor.tagEnd;
      editor.hold(inside);
    },
    close(name) {
      if (name === 'fills' || name === 'cellXfs') group = '';
      if (name !== 'xf' || tag === undefined) return;
      const fill = Number(/\sfillId\s*=\s*["'](\d+)["']/.exec(tag)?.[1] ?? 0);
      const end = tag.endsWith('/>') ? inside : editor.tagStart;
      formats.push({ tag, inside: editor.between(inside, end), fill });
      tag = undefined;
      editor.hold(undefined);
    },
  }));
  return { formats, fills, redFills };
}

/** What two formats have in common that differ in nothing but the fill. */
function lookOf({ tag, inside }: Format): string {
  const plain = withAttributes(tag, { fillId: null, applyFill: null }).replace(/\s*\/?>$/, '');
  return `${plain.split(/\s+/).sort().join(' ')}>${inside}`;
}

function formatXml({ tag, inside }: Format): string {
  return tag.endsWith('/>') ? tag : `${tag}${inside}</${prefixOf(tag)}xf>`;
}

/** Writes a red fill, when there is none yet, and formats behind the others. */
function addToStyles(part: Buffer, had: Styles, added: readonly Format[]): Buffer {
  const newFills = had.redFills.size ? 0 : 1;
  const counts: Readonly<Record<string, number>> = {
    fills: had.fills + newFills,
    cellXfs: had.formats.length + added.length,
  };
  const redFill = (prefix: string): string =>
    `<${prefix}fill><${prefix}patternFill patternType="${PATTERN}"><${prefix}fgColor rgb="${RED}"/><${prefix}bgColor indexed="64"/></${prefix}patternFill></${prefix}fill>`;
  return editXml(part, (editor) => ({
    open(name) {
      const count = counts[name];
      if (count === undefined) return;
      editor.copyTo(editor.tagStart);
      editor.insert(withAttributes(editor.tag, { count: String(count) }));
      editor.skipTo(editor.tagEnd);
    },
    close(name) {
      if (counts[name] === undefined) return;
      const prefix = closingPrefix(editor);
      editor.copyTo(editor.tagStart);
      if (name === 'cellXfs') editor.insert(added.map(formatXml).join(''));
      else if (newFills) editor.insert(redFill(prefix));
    },
  }));
}

/** For workbooks that have none, or none that formats could be added to. */
export const PLAIN_STYLES =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

export function createMarkStyles(part: Buffer): MarkStyles {
  const had = readStyles(part);
  const formats = [...had.formats];
  const reds = new Map<number, number>();
  const plains = new Map<number, number>();
  const redFill = [...had.redFills][0] ?? had.fills;
  const isRed = (format: number): boolean => {
    const fill = formats[format]?.fill;
    return fill !== undefined && (fill === redFill || had.redFills.has(fill));
  };
  /** Without fills there is nothing to add a fill to, and formats may be full: then words alone must do. */
  function add(base: Format, fill: number): number | undefined {
    if (had.fills === 0 || formats.length >= FORMATS_MAX) return undefined;
    const tag = withAttributes(base.tag, { fillId: String(fill), applyFill: '1' });
    return formats.push({ tag, inside: base.inside, fill }) - 1;
  }
  function twinsOf(format: Format): number[] {
    const look = lookOf(format);
    return had.formats.flatMap((it, at) => (!isRed(at) && lookOf(it) === look ? [at] : []));
  }
  return {
    isRed,
    redOf(format) {
      const base = formats[format];
      if (!base || isRed(format)) return format;
      const red = reds.get(format) ?? add(base, redFill) ?? format;
      reds.set(format, red);
      return red;
    },
    plainOf(format, above) {
      const red = formats[format];
      if (!red || !isRed(format)) return format;
      const twins = twinsOf(red);
      if (above !== undefined && twins.includes(above)) return above;
      const unfilled = twins.find((at) => formats[at]?.fill === 0) ?? twins[0];
      const plain = unfilled ?? plains.get(format) ?? add(red, 0) ?? format;
      plains.set(format, plain);
      return plain;
    },
    edited: () =>
      formats.length === had.formats.length
        ? undefined
        : addToStyles(part, had, formats.slice(had.formats.length)),
  };
}

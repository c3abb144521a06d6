/** Tells people from totals, notes, repeated headers and empty lines below a header. Pure.
 *  RK1 only words tell, and never where there is an ID number.  RK2 whatever is not sure is a person: a row that is skipped by
 *  mistake is lost, one that is judged says what is wrong with it.                                                    */
import { bareHeader, fieldOfHeader, squeezed } from './header-words.ts';
import type { ColumnMap } from './map-columns.ts';
import type { RosterField } from './roster-fields.ts';
import { type SheetRow, textAt } from './sheet.ts';

export type RowKind = 'person' | 'totals' | 'note' | 'header' | 'blank';

/** «合计 3000 人», «哈日根台嘎查小计». */
const TOTALS =
  /^(本页|本村|本嘎查|本社区|本表|全|总)?(合计|总计|小计|共计|累计)|^.{1,16}(合计|总计|小计|共计)[:：]?([(\d].*)?$/;
/** «填表说明：», where a name would stand. */
const LABEL = /[:：]$/;
const NOTE =
  /^(注|备注|说明|附注|填表说明|填表人|填报人|制表|制表人|经办人|审核人|审批人|负责人|单位负责人|单位|填报单位|填表单位|填表日期|填报日期|制表日期|日期|盖章|联系电话)([:(]|$)/;
/** What a row of a person has something of. */
const OF_A_PERSON: readonly RosterField[] = [
  'name',
  'idNumber',
  'certificateNumber',
  'phone',
  'accountNumber',
];
const SAME_CELLS_MIN = 3;

/** One text merged across the row: «敖包图嘎查（35 人）» between two villages, or a remark. */
function isOneText(texts: readonly string[]): boolean {
  const filled = texts.map(squeezed).filter((text) => text !== '');
  return filled.length >= SAME_CELLS_MIN && new Set(filled).size === 1;
}

/** «1, 2, 3 …» or «甲, 乙, 丙» under a header. */
function isColumnNumbers(texts: readonly string[]): boolean {
  const filled = texts.map(squeezed).filter((text) => text !== '');
  return (
    filled.length >= SAME_CELLS_MIN &&
    filled.every((text) => /^\(?(\d{1,2}|[甲乙丙丁戊己庚辛壬癸])\)?$/.test(text))
  );
}

function repeatsHeader(row: SheetRow, { at, headers }: ColumnMap): boolean {
  return (['name', 'idNumber'] as const).every((field) => {
    const column = at[field];
    if (column === undefined) return false;
    const word = textAt(row, column);
    return fieldOfHeader(word) === field || bareHeader(word) === bareHeader(headers[column] ?? '');
  });
}

/** What a row below the header is. */
export function rowKind(row: SheetRow, map: ColumnMap): RowKind {
  if (isOneText(row.texts))
    return TOTALS.test(squeezed(row.texts.find((text) => text !== '') ?? '')) ? 'totals' : 'note';
  if (repeatsHeader(row, map) || isColumnNumbers(row.texts)) return 'header';
  if (/\d{6}/.test(squeezed(textAt(row, map.at.idNumber)))) return 'person';
  const first = squeezed(row.texts.find((text) => text.trim() !== '') ?? '');
  const name = squeezed(textAt(row, map.at.name));
  if (TOTALS.test(first) || TOTALS.test(name)) return 'totals';
  if (NOTE.test(first) || LABEL.test(name)) return 'note';
  const hasAny = OF_A_PERSON.some((field) => squeezed(textAt(row, map.at[field])) !== '');
  return hasAny ? 'person' : 'blank';
}

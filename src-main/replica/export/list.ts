/** What an exported list is made of: its rows, read by the query of its screen, and one description of its columns that every export of it
 *  shares. LC1 a column that shows a field of a person bears the field's name, so that whom it may reach follows from the registry.
 *  LC2 a column with a mask shows the masked number unless whole ones were asked for and a reason was given. */
import { isMoneyColumn } from '#shared/domain/disclosure.ts';
import { audienceOf, fieldsOf } from '#shared/records/rows.ts';
import type { ImportRow } from '#shared/rpc/desk-shapes.ts';
import type { ExportedList } from '#shared/rpc/export-shapes.ts';
import type { Reading } from '../queries/reading.ts';
import type { CellKind, CellValue } from './cells.ts';
import type { Say } from './say.ts';
import type { ExportWords } from './words-zh.ts';

export type ColumnName = keyof ExportWords['columns'];

export interface ExportColumn<Row> {
  readonly name: ColumnName;
  readonly kind: CellKind;
  /** Shows a number of a person: how it is masked. */
  readonly mask?: (number: string) => string;
  /** Only beside whole numbers: with the masked one it would give the number away. */
  readonly onlyWhole?: true;
  readonly value: (row: Row, say: Say) => CellValue;
}

/** Where rows come from: the read-only connection, and what only the writer keeps. */
export interface ListSource {
  readonly reading: Reading;
  readonly importRows: readonly ImportRow[];
}

export interface ListDescription<Name extends ExportedList['list'], Found, Row> {
  /** The rows that the screen would show, all of them. */
  readonly find: (source: ListSource, what: Extract<ExportedList, { list: Name }>) => readonly Found[];
  /** A row with whatever its columns need. */
  readonly open: (source: ListSource, found: Found) => Row;
  readonly columns: readonly ExportColumn<Row>[];
  /** Control totals, in lines of the head. */
  readonly totals?: (found: readonly Found[], say: Say) => readonly string[];
}

/** Whether a person of these classes may hold a column. */
function mayHold(name: ColumnName, classes: readonly string[]): boolean {
  if (isMoneyColumn(name)) return classes.includes('money');
  const field = fieldsOf('person').get(name);
  return !field || classes.includes(audienceOf('person', field.group));
}

/** The columns of an export, in order. */
export function columnsFor<Row>(
  columns: readonly ExportColumn<Row>[],
  isWhole: boolean,
  classes: readonly string[],
): ExportColumn<Row>[] {
  return columns
    .filter(({ name, onlyWhole }) => (isWhole || !onlyWhole) && mayHold(name, classes))
    .map((column) => {
      const { mask, value } = column;
      if (isWhole || !mask) return column;
      return {
        ...column,
        value: (row, say) => {
          const number = value(row, say);
          return typeof number === 'string' && number ? mask(number) : number;
        },
      };
    });
}

const LONG_DIGITS = /\d{8,}[0-9Xx]*/g;
const SHOWN_TAIL = 4;

/** What narrowed a list, by the filter's name; a number that was searched for is masked, as everywhere. */
/** Between the values of one filter. */
const LISTED = ',';

export function filtersOf(what: ExportedList): Record<string, string> {
  const { list: _list, ...asked } = what;
  const filters = Object.entries(asked).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(LISTED) : value] as const,
  );
  const named = filters.filter(
    ([name, value]) =>
      name !== 'importId' && name !== 'file' && typeof value === 'string' && value.trim() !== '',
  );
  return Object.fromEntries(
    named.map(([name, value]) => [
      name,
      String(value)
        .trim()
        .replace(
          LONG_DIGITS,
          (digits) => `${'*'.repeat(digits.length - SHOWN_TAIL)}${digits.slice(-SHOWN_TAIL)}`,
        ),
    ]),
  );
}

/** The filters as a sentence. */
export function sayFilters(filters: Readonly<Record<string, string>>, say: Say): string {
  const { words } = say;
  const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    state: words.codes.state,
    benefit: words.codes.benefit,
    group: words.groups,
    place: words.places,
    show: words.shows,
    scope: words.scopes,
    cross: words.crossed,
  };
  const said = Object.entries(filters).map(([name, value]) => {
    const table = tables[name];
    const saying = (of: string): string =>
      table
        ? of
            .split(LISTED)
            .map((code) => say.one(table, code))
            .join(words.head.between)
        : of;
    return `${say.one(words.filters, name)}${words.head.says}${saying(value)}`;
  });
  return said.length ? said.join(words.head.between) : words.head.everything;
}

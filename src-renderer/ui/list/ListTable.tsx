/** A table of some dozens of rows, in groups or plain: role=grid with one focused row (roving.ts). Groups have a heading
 *  line and may end with a foot line («还有 1 件»). A click or Enter opens; the row in focus is the selected one.
 *  Elsewhere: thousands of rows (LongList.tsx).                                                                     */
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { type Column, gridTemplate } from './columns.ts';
import { roving } from './roving.ts';
import { Cells, ListHead, WideLine } from './rows.tsx';

export interface ListGroup<Row> {
  readonly key: string;
  readonly head?: ReactNode;
  readonly foot?: ReactNode;
  readonly rows: readonly Row[];
}

interface ListTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly groups: readonly ListGroup<Row>[];
  readonly rowKey: (row: Row) => string | number;
  readonly onOpen?: (row: Row) => void;
  readonly onFocusRow?: (row: Row) => void;
  readonly onPreview?: (row: Row) => void;
  /** Without a head the column titles are for readers of the screen only. */
  readonly headless?: boolean;
}

const PAGE_ROWS = 10;

function startsOf<Row>(groups: readonly ListGroup<Row>[]): number[] {
  let next = 0;
  return groups.map(({ rows }) => {
    const start = next;
    next += rows.length;
    return start;
  });
}

export function ListTable<Row>(props: ListTableProps<Row>) {
  const { label, columns, groups, rowKey, onOpen, onFocusRow, onPreview, headless = false } = props;
  const [wanted, setFocused] = useState(0);
  const table = useRef<HTMLDivElement>(null);
  const rows = groups.flatMap((group) => group.rows);
  const starts = startsOf(groups);
  const focused = Math.min(wanted, Math.max(0, rows.length - 1));
  const template = gridTemplate(columns);

  const press = (event: KeyboardEvent): void => {
    if (!(event.target as HTMLElement).matches('[role=row]')) return;
    const move = roving(event, focused, { count: rows.length, groupStarts: starts, pageRows: PAGE_ROWS });
    const row = rows[focused];
    if (!move || row === undefined) return;
    if ('act' in move) {
      const act = move.act === 'open' ? onOpen : onPreview;
      if (!act) return;
      event.preventDefault();
      act(row);
      return;
    }
    event.preventDefault();
    setFocused(move.to);
    table.current?.querySelector<HTMLElement>(`[data-row="${move.to}"]`)?.focus();
  };

  const rowProps = (row: Row, index: number) => ({
    role: 'row',
    className: 'list-row',
    style: template,
    'data-row': index,
    tabIndex: index === focused ? 0 : -1,
    'aria-selected': index === focused,
    'aria-rowindex': index + 2,
    onFocus: () => {
      setFocused(index);
      onFocusRow?.(row);
    },
    onClick: () => onOpen?.(row),
  });

  return (
    <div
      className="list-table"
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      ref={table}
      onKeyDown={press}
    >
      <ListHead columns={columns} template={template} headless={headless} />
      {groups.map((group, at) => (
        <Group key={group.key} group={group} span={columns.length}>
          {group.rows.map((row, within) => (
            <div key={rowKey(row)} {...rowProps(row, (starts[at] ?? 0) + within)}>
              <Cells columns={columns} row={row} />
            </div>
          ))}
        </Group>
      ))}
    </div>
  );
}

interface GroupProps<Row> {
  readonly group: ListGroup<Row>;
  readonly span: number;
  readonly children: ReactNode;
}

function Group<Row>({ group: { head, foot }, span, children }: GroupProps<Row>) {
  return (
    <div role="rowgroup" className="list-group">
      {head && (
        <WideLine className="list-group-head" span={span}>
          {head}
        </WideLine>
      )}
      {children}
      {foot && (
        <WideLine className="list-group-foot" span={span}>
          {foot}
        </WideLine>
      )}
    </div>
  );
}

/** A table of any length: only the rows on the screen exist, and pages of them are asked for as they come into sight.
 *  Same keys as ListTable. The row in focus stays mounted while scrolling; the position is said in words by the screen
 *  (`onRange`). A row that has not been read yet shows a quiet line, never a shimmer.                                */
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { t } from '../../text/i18n.ts';
import { type Column, gridTemplate } from './columns.ts';
import { roving } from './roving.ts';
import { Cells, ListHead } from './rows.tsx';

interface LongListProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly total: number;
  /** The row at an index, when it has been read. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly rowKey: (row: Row) => string | number;
  /** Rows now in sight, both ends included. */
  readonly onRange: (from: number, to: number) => void;
  readonly focused: number;
  readonly onFocused: (index: number) => void;
  readonly onOpen?: (row: Row) => void;
  readonly onPreview?: () => void;
}

const OVERSCAN = 6;
const FALLBACK_ROW_HEIGHT = 34;

/** The rows in sight of a scrolling box, measured from its first row. */
function useSight(total: number, onRange: (from: number, to: number) => void) {
  const box = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ first: 0, rows: 20, rowHeight: FALLBACK_ROW_HEIGHT });
  const look = (): void => {
    const { current } = box;
    if (!current) return;
    const measured = current.querySelector<HTMLElement>('[data-row]')?.offsetHeight;
    const rowHeight = measured || sight.rowHeight;
    const first = Math.floor(current.scrollTop / rowHeight);
    const rows = Math.max(1, Math.floor((current.clientHeight || 600) / rowHeight));
    if (first !== sight.first || rows !== sight.rows || rowHeight !== sight.rowHeight)
      setSight({ first, rows, rowHeight });
  };
  useLayoutEffect(look);
  useEffect(() => {
    const observer =
      typeof ResizeObserver === 'undefined'
        ? undefined
        : new ResizeObserver(() => setSight((old) => ({ ...old })));
    if (box.current) observer?.observe(box.current);
    return () => observer?.disconnect();
  }, []);
  const last = Math.min(total, sight.first + sight.rows) - 1;
  useEffect(() => {
    if (total > 0) onRange(sight.first, Math.max(sight.first, last));
  }, [sight.first, last, total, onRange]);
  return { box, look, ...sight, last };
}

export function LongList<Row>(props: LongListProps<Row>) {
  const { label, columns, total, rowAt, rowKey, onRange, focused, onFocused, onOpen, onPreview } = props;
  const { box, look, first, rows, rowHeight } = useSight(total, onRange);
  const template = gridTemplate(columns);
  const from = Math.max(0, first - OVERSCAN);
  const to = Math.min(total, first + rows + OVERSCAN);
  const inSight = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  // The row in focus must not be unmounted by scrolling, or the focus is lost.
  const shown = focused < total && (focused < from || focused >= to) ? [focused, ...inSight] : inSight;

  const bringToSight = (index: number): void => {
    const { current } = box;
    if (!current) return;
    const top = index * rowHeight;
    if (top < current.scrollTop) current.scrollTop = top;
    else if (top + rowHeight > current.scrollTop + current.clientHeight)
      current.scrollTop = top + rowHeight - current.clientHeight;
  };
  const press = (event: KeyboardEvent): void => {
    const move = roving(event, focused, { count: total, groupStarts: [0], pageRows: rows });
    if (!move) return;
    event.preventDefault();
    if ('act' in move) {
      const row = rowAt(focused);
      if (move.act === 'preview') onPreview?.();
      else if (row !== undefined) onOpen?.(row);
      return;
    }
    bringToSight(move.to);
    onFocused(move.to);
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>(`[data-row="${move.to}"]`)?.focus({ preventScroll: true }),
    );
  };

  const rowProps = (row: Row | undefined, index: number) => ({
    role: 'row',
    className: 'list-row',
    style: { ...template, transform: `translateY(${index * rowHeight}px)` },
    'data-row': index,
    tabIndex: index === focused ? 0 : -1,
    'aria-selected': index === focused,
    'aria-rowindex': index + 2,
    onFocus: () => onFocused(index),
    onClick: (event: MouseEvent<HTMLElement>) => event.currentTarget.focus(),
    onDoubleClick: () => row !== undefined && onOpen?.(row),
  });

  return (
    <div className="long-list" role="grid" aria-label={label} aria-rowcount={total + 1} onKeyDown={press}>
      <ListHead columns={columns} template={template} />
      <div className="long-list-box" role="rowgroup" ref={box} onScroll={look}>
        {/* As high as all rows, so that the scroll bar tells the truth. */}
        <div className="long-list-length" role="presentation" style={{ height: total * rowHeight }}>
          {shown.map((index) => {
            const row = rowAt(index);
            return (
              <div key={row === undefined ? `unread-${index}` : rowKey(row)} {...rowProps(row, index)}>
                {row === undefined ? <Unread index={index} /> : <Cells columns={columns} row={row} />}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Unread({ index }: { index: number }) {
  return (
    <span role="gridcell" className="cell faint">
      {t('ui.list.reading', { row: index + 1 })}
    </span>
  );
}

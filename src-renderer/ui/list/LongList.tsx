/** A table of any length: only the rows on the screen exist, and pages of them are asked for as they come into sight.
 *  Same keys as ListTable. The row in focus stays mounted while scrolling; the position is said in words by the screen
 *  (`onRange`). A row that has not been read yet shows a quiet line, never a shimmer.                                */
import { type KeyboardEvent, type MouseEvent, useLayoutEffect, useRef } from 'react';
import { t } from '../../text/i18n.ts';
import { type Column, gridTemplate } from './columns.ts';
import { roving } from './roving.ts';
import { Cells, ListHead } from './rows.tsx';
import { type Sight, useSight } from './use-sight.ts';

interface LongListProps<Row> {
  readonly label: string;
  /** What the rows are the answer to: another answer is shown from its first row on. */
  readonly answerTo?: string;
  readonly columns: readonly Column<Row>[];
  readonly total: number;
  /** The row at an index, when it has been read. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Rows now wholly in sight, both ends included. */
  readonly onRange: (from: number, to: number) => void;
  readonly focused: number;
  readonly onFocused: (index: number) => void;
  readonly onOpen?: (row: Row) => void;
  readonly onPreview?: () => void;
}

const OVERSCAN = 6;

/** Rows to draw. The row in focus must not be unmounted by scrolling, or the focus is lost. */
function rowsToDraw({ first, rows }: Sight, total: number, focused: number): number[] {
  const from = Math.max(0, first - OVERSCAN);
  const to = Math.min(total, first + rows + OVERSCAN);
  const inSight = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  return focused < total && (focused < from || focused >= to) ? [focused, ...inSight] : inSight;
}

/** Focuses a row once it has been drawn; and shows the row in focus when the list opens. */
function useRowFocus({ box, bringToSight }: Sight, focused: number): (index: number) => void {
  const wanted = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    const row = box.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (!row) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  });
  const opensAt = useRef<number | undefined>(focused);
  useLayoutEffect(() => {
    if (opensAt.current === undefined) return;
    bringToSight(opensAt.current);
    opensAt.current = undefined;
  });
  return (index) => {
    wanted.current = index;
  };
}

/** Goes back to the first row when the list becomes another one; its elements stay, which is half of what showing it costs. */
function useFirstRowOf(answerTo: string | undefined, { box }: Sight): void {
  const shown = useRef(answerTo);
  useLayoutEffect(() => {
    if (shown.current !== answerTo && box.current) box.current.scrollTop = 0;
    shown.current = answerTo;
  }, [answerTo, box]);
}

export function LongList<Row>(props: LongListProps<Row>) {
  const { label, answerTo, columns, total, rowAt, onRange, focused, onFocused, onOpen, onPreview } = props;
  const sight = useSight(total, onRange);
  useFirstRowOf(answerTo, sight);
  const { box, look, rowHeight, rows, bringToSight } = sight;
  const wantFocus = useRowFocus(sight, focused);
  const template = gridTemplate(columns);

  const press = (event: KeyboardEvent): void => {
    const move = roving(event, focused, { count: total, groupStarts: [0], pageRows: rows });
    if (!move) return;
    event.preventDefault();
    if ('to' in move) {
      bringToSight(move.to);
      wantFocus(move.to);
      onFocused(move.to);
      return;
    }
    const row = rowAt(focused);
    if (move.act === 'preview') onPreview?.();
    else if (row !== undefined) onOpen?.(row);
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
    <div
      className="long-list"
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      ref={box}
      onScroll={look}
      onKeyDown={press}
    >
      <ListHead columns={columns} template={template} />
      {/* As high as all rows, so that the scroll bar tells the truth. */}
      <div className="long-list-length" role="rowgroup" style={{ height: total * rowHeight }}>
        {rowsToDraw(sight, total, focused).map((index) => {
          const row = rowAt(index);
          return (
            <div key={index} {...rowProps(row, index)}>
              {row === undefined ? <Unread index={index} /> : <Cells columns={columns} row={row} />}
            </div>
          );
        })}
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

/** What a column of a table is. Widths are fixed so that nothing jumps while rows are read again: a number of pixels at
 *  normal type (it grows with the type), or `fill` for the one or two columns that take the rest. Where larger type leaves no
 *  room for that, all give up some of it: nothing runs out at the right edge.                                         */
import type { CSSProperties, ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly width: number | 'fill';
  readonly align?: 'end';
  readonly cell: (row: Row) => ReactNode;
}

/** What a column keeps of its width where there is no room, and the least that one of the rest has. */
const KEPT = 0.62;
const FILL_LEAST = 84;

/** Grid template of the columns, for the head and every row alike. */
export function gridTemplate<Row>(columns: readonly Column<Row>[]): CSSProperties {
  const tracks = columns.map(({ width }) =>
    width === 'fill'
      ? `minmax(calc(${FILL_LEAST}px * var(--scale)), 1fr)`
      : `minmax(calc(${Math.round(width * KEPT)}px * var(--scale)), calc(${width}px * var(--scale)))`,
  );
  return { gridTemplateColumns: tracks.join(' ') };
}

/** What a column of a table is. Widths are fixed so that nothing jumps while rows are read again: a number of pixels at
 *  normal type (it grows with the type), or `fill` for the one or two columns that take the rest.                   */
import type { CSSProperties, ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly width: number | 'fill';
  readonly align?: 'end';
  readonly cell: (row: Row) => ReactNode;
}

/** Grid template of the columns, for the head and every row alike. */
export function gridTemplate<Row>(columns: readonly Column<Row>[]): CSSProperties {
  const tracks = columns.map(({ width }) =>
    width === 'fill' ? 'minmax(0, 1fr)' : `calc(${width}px * var(--scale))`,
  );
  return { gridTemplateColumns: tracks.join(' ') };
}

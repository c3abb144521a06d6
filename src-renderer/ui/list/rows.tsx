/** The parts that both tables are made of: the head line and the cells of one row. */
import type { CSSProperties, ReactNode } from 'react';
import type { Column } from './columns.ts';

interface ListHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly template: CSSProperties;
  readonly headless?: boolean;
}

export function ListHead<Row>({ columns, template, headless = false }: ListHeadProps<Row>) {
  return (
    <div role="rowgroup" className={headless ? 'sr' : 'list-head'}>
      <div role="row" className="list-row is-head" style={template} aria-rowindex={1}>
        {columns.map(({ key, title, align }) => (
          <span key={key} role="columnheader" className={align === 'end' ? 'num' : ''}>
            {title}
          </span>
        ))}
      </div>
    </div>
  );
}

export function Cells<Row>({ columns, row }: { columns: readonly Column<Row>[]; row: Row }) {
  return columns.map(({ key, align, cell }) => (
    <span key={key} role="gridcell" className={align === 'end' ? 'cell num' : 'cell'}>
      {cell(row)}
    </span>
  ));
}

/** A line across all columns inside a grid: heading or foot of a group. */
export function WideLine({
  className,
  span,
  children,
}: {
  className: string;
  span: number;
  children: ReactNode;
}) {
  return (
    <div role="row" className={className}>
      <div role="gridcell" aria-colspan={span}>
        {children}
      </div>
    </div>
  );
}

/** A table of the reports: what each line is of at the left, its numbers at the right, and the sums below where there are any. */
import type { ReactNode } from 'react';

interface ReportTableProps {
  readonly heads: readonly string[];
  readonly rows: readonly { readonly key: string | number; readonly cells: readonly ReactNode[] }[];
  readonly sums?: readonly ReactNode[];
  /** No numbers: all stands at the left. */
  readonly isOfWords?: boolean;
}

export function ReportTable({ heads, rows, sums, isOfWords }: ReportTableProps) {
  const side = isOfWords ? 'is-words' : undefined;
  const cellsOf = (cells: readonly ReactNode[]) =>
    heads.map((head, at) => (
      <td key={head} className={side}>
        {cells[at]}
      </td>
    ));
  return (
    <table className="report-table">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" className={side}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>{cellsOf(cells)}</tr>
        ))}
      </tbody>
      {sums && (
        <tfoot>
          <tr>{cellsOf(sums)}</tr>
        </tfoot>
      )}
    </table>
  );
}

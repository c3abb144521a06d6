/** Columns of the preview: the cells as the clerk's own sheet has them (numbers masked), faults outlined in the cell they
 *  are in, the reason in a column of its own.                                                                        */
import type { ImportRow } from '#shared/rpc/import-shapes.ts';
import { t } from '../../text/i18n.ts';
import { Icon, type IconName } from '../../ui/icon/Icon.tsx';
import type { Column } from '../../ui/list/columns.ts';

type CellName = keyof ImportRow['cells'];

const RESULT_ICONS: Readonly<Record<ImportRow['result'], IconName>> = {
  ready: 'check',
  look: 'eye',
  wrong: 'alert',
  skipped: 'dash',
};
const CELLS: readonly (readonly [CellName, number])[] = [
  ['name', 104],
  ['idNumber', 168],
  ['certificateNumber', 178],
  ['village', 104],
  ['household', 76],
  ['benefits', 68],
];

/** How a cell is marked: by the gravest of what is said of it, in rows that are wrong or to be looked at. */
function markOf({ result, problems }: ImportRow, cell: CellName): 'wrong' | 'look' | null {
  if (result !== 'wrong' && result !== 'look') return null;
  const levels = problems.filter(({ column }) => column === cell).map(({ level }) => level);
  return (['wrong', 'look'] as const).find((level) => levels.includes(level)) ?? null;
}

/** The result, or that the person leaves the row out. */
function Result({ row, isLeftOut }: { row: ImportRow; isLeftOut: boolean }) {
  if (isLeftOut)
    return (
      <span className="import-result is-skipped">
        <Icon name="dash" />
        {t('imports.results.leftOut')}
      </span>
    );
  return (
    <span className={`import-result is-${row.result}`}>
      <Icon name={RESULT_ICONS[row.result]} />
      {t(`imports.results.${row.result}`)}
    </span>
  );
}

export function rowColumns(leftOut: ReadonlySet<number>, hasSheets: boolean): Column<ImportRow>[] {
  const sheet: Column<ImportRow> = {
    key: 'sheet',
    title: t('imports.columns.sheet'),
    width: 96,
    cell: ({ sheetName }) => sheetName,
  };
  return [
    ...(hasSheets ? [sheet] : []),
    { key: 'row', title: t('imports.columns.row'), width: 52, align: 'end', cell: ({ row }) => row },
    {
      key: 'result',
      title: t('imports.columns.result'),
      width: 86,
      cell: (row) => <Result row={row} isLeftOut={leftOut.has(row.index)} />,
    },
    ...CELLS.map(
      ([name, width]): Column<ImportRow> => ({
        key: name,
        title: t(`imports.columns.${name}`),
        width,
        cell: (row) => {
          const mark = markOf(row, name);
          return (
            <span className={mark ? `import-cell is-${mark}` : 'import-cell'}>{row.cells[name] || '—'}</span>
          );
        },
      }),
    ),
    {
      key: 'problems',
      title: t('imports.columns.problems'),
      width: 'fill',
      cell: ({ problems }) => (
        <span className="import-why">{problems.map(({ message }) => message).join(' ')}</span>
      ),
    },
  ];
}

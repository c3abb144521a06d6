/** Columns of the preview: the cells as the clerk's own sheet has them (numbers masked), faults outlined in the cell they
 *  are in, the reason in a column of its own.                                                                        */
import type { ImportRow } from '#shared/rpc/import-shapes.ts';
import { t } from '../../text/i18n.ts';
import type { TypeScale } from '../../ui/appearance.ts';
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
/** A name with an identity number under it. */
const NAME_AND_NUMBER = 150;

/** In large type the reason keeps its room: one of what is dropped stands under the name, the others where they are the reason. */
const DROPPED: Readonly<Record<TypeScale, readonly CellName[]>> = {
  100: [],
  125: ['certificateNumber', 'household'],
  150: ['certificateNumber', 'household', 'benefits', 'village'],
  200: ['certificateNumber', 'household', 'benefits', 'village', 'idNumber'],
};
/** Under the name stands the first of these that is dropped. */
const UNDER_NAME: readonly CellName[] = ['idNumber', 'village'];

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

function CellText({ row, name }: { row: ImportRow; name: CellName }) {
  const mark = markOf(row, name);
  return <span className={mark ? `import-cell is-${mark}` : 'import-cell'}>{row.cells[name] || '—'}</span>;
}

interface RowColumnsOptions {
  readonly leftOut: ReadonlySet<number>;
  readonly hasSheets: boolean;
  readonly typeScale: TypeScale;
}

export function rowColumns({ leftOut, hasSheets, typeScale }: RowColumnsOptions): Column<ImportRow>[] {
  const dropped = DROPPED[typeScale];
  const under = UNDER_NAME.find((name) => dropped.includes(name));
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
    ...CELLS.filter(([name]) => !dropped.includes(name)).map(
      ([name, width]): Column<ImportRow> => ({
        key: name,
        title: t(`imports.columns.${name}`),
        width: name === 'name' && under === 'idNumber' ? NAME_AND_NUMBER : width,
        cell: (row) => (
          <>
            <CellText row={row} name={name} />
            {name === 'name' && under && (
              <div className="under-name">
                <CellText row={row} name={under} />
              </div>
            )}
          </>
        ),
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

/** The rows of a file with the reason in its own column. Rows to look at that come into sight count as seen (CNT2); Space leaves one of
 *  them out, or takes it in again.                                                                                    */
import { useEffect, useRef, useState } from 'react';
import type { ImportRow } from '#shared/rpc/import-shapes.ts';
import { t } from '../../text/i18n.ts';
import { useAppearance } from '../../ui/appearance.ts';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { LongList } from '../../ui/list/LongList.tsx';
import type { Preview } from './counts.ts';
import { rowColumns } from './row-columns.tsx';
import { markSeen, toggleLeftOut, useImport } from './use-import.ts';
import { type Show, useImportRows } from './use-import-rows.ts';

/** What flies past while the list is scrolled or laid out was not seen. */
const SEEN_AFTER_MS = 300;

interface SightOptions {
  readonly range: { readonly from: number; readonly to: number };
  readonly rowAt: (index: number) => ImportRow | undefined;
}

/** Marks the rows to look at that are in sight as seen. */
function useSeenInSight({ range, rowAt }: SightOptions): void {
  const inSight: number[] = [];
  for (let index = range.from; index <= range.to; index += 1) {
    const row = rowAt(index);
    if (row?.result === 'look') inSight.push(row.index);
  }
  const key = inSight.join(' ');
  useEffect(() => {
    if (key === '') return undefined;
    const timer = setTimeout(() => markSeen(key.split(' ').map(Number)), SEEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key]);
}

interface RowsTableProps {
  readonly preview: Preview;
  readonly show: Show;
  /** Counts the presses of F8: each brings the next page into sight. */
  readonly pressed: number;
}

export function RowsTable({ preview, show, pressed }: RowsTableProps) {
  const { total, rowAt, onRange, range } = useImportRows(preview.importId, show);
  const [focused, setFocused] = useState(0);
  const leftOut = useImport((state) => state.leftOut);
  const hasSheets = preview.sheets.length > 1;
  const typeScale = useAppearance((appearance) => appearance.typeScale);
  const columns = rowColumns({ leftOut, hasSheets, typeScale });
  useSeenInSight({ range, rowAt });
  const lastInSight = useRef(0);
  lastInSight.current = Math.min(range.to + 1, (total ?? 1) - 1);
  useEffect(() => {
    if (pressed === 0) return;
    const row = lastInSight.current;
    setFocused(row);
    const list = document.querySelector<HTMLElement>('.import-table .long-list');
    const height = list?.querySelector<HTMLElement>('[data-row]')?.offsetHeight ?? 0;
    if (list) list.scrollTop = row * height;
  }, [pressed]);
  const leaveOut = (): void => {
    const row = rowAt(focused);
    if (row?.result === 'look') toggleLeftOut(row.index);
  };
  if (total === 0) return <EmptyLine>{t('imports.filters.none')}</EmptyLine>;
  return (
    <LongList
      label={t('imports.tableLabel')}
      columns={columns}
      total={total ?? 0}
      rowAt={rowAt}
      onRange={onRange}
      focused={focused}
      onFocused={setFocused}
      onPreview={leaveOut}
    />
  );
}

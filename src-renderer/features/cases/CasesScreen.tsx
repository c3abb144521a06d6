/** Cases: the shell's search field finds, a sentence filters, Space previews, Enter opens. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#shared/rpc/desk-shapes.ts';
import { useSession } from '../../data/session.ts';
import { useKeys } from '../../ui/keys.ts';
import { LongList } from '../../ui/list/LongList.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { goTo, useSearch } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { ExportButton } from '../exports/ExportButton.tsx';
import { CasesNote } from './CasesNote.tsx';
import { CaseFilterLine } from './CaseFilterLine.tsx';
import { CasePreview } from './CasePreview.tsx';
import { NoCases } from './NoCases.tsx';
import { useCaseColumns } from './use-case-columns.tsx';
import { type CaseFilter, useCases } from './use-cases.ts';
import { useSettled } from './use-settled.ts';
import { setCasesView, useCasesView } from './view.ts';
import './cases.css';

const TYPING_STILL_MS = 90;

function openCase({ personId }: CaseRow): void {
  setCasesView({ isAway: true });
  goTo({ screen: 'case', personId });
}

/** Another text or filter starts at its first row; coming back from a case finds the row again. */
function useListPlace(filter: CaseFilter): void {
  const shown = useRef(JSON.stringify(filter));
  useEffect(() => {
    const now = JSON.stringify(filter);
    if (shown.current !== now) setCasesView({ focused: 0 });
    shown.current = now;
  }, [filter]);
  useEffect(() => {
    if (!useCasesView.getState().isAway) return;
    setCasesView({ isAway: false });
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.long-list [tabindex="0"]')?.focus());
  }, []);
}

export function CasesScreen() {
  const { t } = useTranslation();
  const text = useSettled(useSearch((search) => search.text).trim(), TYPING_STILL_MS);
  const { state, benefit, focused, isPreviewOpen } = useCasesView();
  const filter: CaseFilter = { text, state, benefit };
  const { list, isError, rowAt, onRange, range } = useCases(filter);
  const columns = useCaseColumns(list?.reading ?? 'all', text);
  const isComplete = useSession()?.complete ?? true;
  useListPlace(filter);
  const preview = (): void => setCasesView({ isPreviewOpen: !isPreviewOpen });
  useKeys([
    { key: '↑↓', label: t('cases.keys.move') },
    { key: 'Space', label: t('cases.keys.preview') },
    { key: 'Enter', label: t('cases.keys.open') },
  ]);

  const head = (
    <>
      <PageHead
        title={t('cases.title')}
        note={list && <CasesNote list={list} filter={filter} />}
        acts={<ExportButton what={{ list: 'cases', ...filter }} off={!list?.total} />}
      />
      {!isComplete && <p className="cases-incomplete">{t('cases.incomplete')}</p>}
      <CaseFilterLine total={list?.total ?? 0} range={range} />
    </>
  );
  return (
    <Screen layout="pane" head={head}>
      {list && list.total > 0 ? (
        <LongList
          key={JSON.stringify(filter)}
          label={t('cases.tableLabel')}
          columns={columns}
          total={list.total}
          rowAt={rowAt}
          onRange={onRange}
          focused={Math.min(focused, list.total - 1)}
          onFocused={(index) => setCasesView({ focused: index })}
          onOpen={openCase}
          onPreview={preview}
        />
      ) : (
        <div className="cases-empty">
          {isError && t('ui.readFailed')}
          {list && <NoCases list={list} filter={filter} />}
        </div>
      )}
      {isPreviewOpen && <CasePreview row={rowAt(focused)} onOpen={openCase} onClose={preview} />}
    </Screen>
  );
}

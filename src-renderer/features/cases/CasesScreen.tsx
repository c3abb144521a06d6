/** Cases: the shell's search field finds, a sentence filters, Space previews, Enter opens. */
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#shared/rpc/desk-shapes.ts';
import { useKeys } from '../../ui/keys.ts';
import { LongList } from '../../ui/list/LongList.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { useSearch } from '../../ui/search.ts';
import { ExportButton } from '../exports/ExportButton.tsx';
import { PartialLine } from '../rows/PartialLine.tsx';
import { CasesNote } from './CasesNote.tsx';
import { CaseFilterLine } from './CaseFilterLine.tsx';
import { CasePreview } from './CasePreview.tsx';
import { DepartedLines } from './DepartedLines.tsx';
import { NoCases } from './NoCases.tsx';
import { useCaseColumns } from './use-case-columns.tsx';
import { type CaseFilter, useCases } from './use-cases.ts';
import { setCasesView, useCasesView } from './view.ts';
import './cases.css';

function openCase({ personId }: CaseRow): void {
  setCasesView({ isAway: true });
  goTo({ screen: 'case', personId });
}

function focusRow(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.long-list [tabindex="0"]')?.focus());
}

/** Another text or filter starts at its first row; coming back from a case finds the row again; Enter in the search field goes to the
 *  rows of what was typed, not of what was typed before. */
function useListPlace(shown: CaseFilter | undefined, isCurrent: boolean): void {
  const known = useRef(shown);
  const isForList = useSearch((search) => search.isForList);
  useEffect(() => {
    if (known.current && known.current !== shown) setCasesView({ focused: 0 });
    known.current = shown;
  }, [shown]);
  useEffect(() => {
    if (!useCasesView.getState().isAway) return;
    setCasesView({ isAway: false });
    // Whoever came here by typing in the search field goes on typing there.
    const { activeElement } = document;
    const isTyping = activeElement instanceof HTMLInputElement && activeElement.type === 'search';
    if (!isTyping) focusRow();
  }, []);
  useEffect(() => {
    if (!isForList || !isCurrent) return;
    useSearch.setState({ isForList: false });
    focusRow();
  }, [isForList, isCurrent]);
}

export function CasesScreen() {
  const { t } = useTranslation();
  const text = useSearch((search) => search.text).trim();
  const { state, benefit, focused, isPreviewOpen } = useCasesView();
  const wanted = useMemo((): CaseFilter => ({ text, state, benefit }), [text, state, benefit]);
  const { list, isCurrent, isError, rowAt, onRange, range } = useCases(wanted);
  const columns = useCaseColumns(list?.reading ?? 'all', list?.filter.text ?? '');
  useListPlace(list?.filter, isCurrent);
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
        note={list && <CasesNote list={list} />}
        acts={
          <ExportButton
            what={{ list: 'cases', text, ...(state && { state }), ...(benefit && { benefit }) }}
            off={!list?.total}
          />
        }
      />
      <PartialLine of="lists" />
      <CaseFilterLine total={list?.total ?? 0} range={range} />
      <DepartedLines text={text} />
    </>
  );
  return (
    <Screen layout="pane" head={head}>
      {list && list.total > 0 ? (
        <LongList
          label={t('cases.tableLabel')}
          answerTo={JSON.stringify(list.filter)}
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
          {list && <NoCases list={list} />}
        </div>
      )}
      {isPreviewOpen && <CasePreview row={rowAt(focused)} onOpen={openCase} onClose={preview} />}
    </Screen>
  );
}

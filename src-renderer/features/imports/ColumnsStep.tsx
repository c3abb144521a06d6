/** What each column is taken for, sheet by sheet, before the rows are looked at. Every choice is a list under a label, so that all of it
 *  goes by keyboard; F9 goes on with the sheets that have what is needed.                                             */
import { useState } from 'react';
import { Checkbox } from 'antd';
import { sayCount } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Screen } from '../../ui/Screen.tsx';
import { type DraftSheet, include, isReady, missingIn } from './columns-draft.ts';
import { ImportsHead } from './ImportsHead.tsx';
import { SheetColumns } from './SheetColumns.tsx';
import { changeDraft, chooseAgain, type ImportStage, lookAtRows } from './use-import.ts';

export const sayFields = (fields: readonly string[]): string => {
  const words = t('imports.fields', { returnObjects: true }) as Readonly<Record<string, string>>;
  return fields.map((field) => words[field] ?? field).join(t('imports.mapping.comma'));
};

/** What is the matter with a sheet as it is being mapped; null when it can be imported. */
function sheetTrouble(draft: DraftSheet): string | null {
  if (draft.sheet.headerRow === null) return t('imports.sheet.noHeader');
  const missing = missingIn(draft);
  if (missing.length) return t('imports.sheet.missing', { fields: sayFields(missing) });
  return draft.sheet.fault?.code === 'NO_ROWS' ? t('imports.sheet.noRows') : null;
}

interface SheetListProps {
  readonly sheets: readonly DraftSheet[];
  readonly open: number;
  readonly onOpen: (index: number) => void;
}

/** Sheets of a workbook with several: which are imported, which one is open. */
function SheetList({ sheets, open, onOpen }: SheetListProps) {
  return (
    <ul className="import-sheets" aria-label={t('imports.sheet.listLabel')}>
      {sheets.map((draft) => {
        const { sheet, isIncluded } = draft;
        return (
          <li key={sheet.index} className={sheet.index === open ? 'is-open' : ''}>
            <Checkbox
              checked={isIncluded}
              aria-label={t('imports.sheet.include', { sheet: sheet.name })}
              onChange={({ target }) => changeDraft((given) => include(given, sheet.index, target.checked))}
            />
            <button
              type="button"
              aria-current={sheet.index === open ? 'true' : undefined}
              onClick={() => onOpen(sheet.index)}
            >
              <b>{sheet.name}</b>
              <span className="faint">
                {[
                  isIncluded && isReady(draft) && sheet.counts.total > 0
                    ? t('imports.sheet.rows', { n: sayCount(sheet.counts.total) })
                    : null,
                  sheet.isHidden ? t('imports.sheet.hidden') : null,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {isIncluded && !isReady(draft) && <Icon name="alert" />}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

type ColumnsStage = Extract<ImportStage, { at: 'columns' }>;

export function ColumnsStep({ stage }: { stage: ColumnsStage }) {
  const { draft, preview } = stage;
  const [open, setOpen] = useState(() => (draft.sheets.find(isReady) ?? draft.sheets[0])?.sheet.index ?? 0);
  const shown = draft.sheets.find(({ sheet }) => sheet.index === open);
  const ready = draft.sheets.filter(isReady).length;
  useKeys([
    { key: 'F9', label: t('imports.mapping.next'), run: () => void lookAtRows(), off: ready === 0 },
    { key: 'Esc', label: t('imports.keys.again'), run: chooseAgain },
  ]);
  const foot = (
    <>
      <span className="faint">{t('imports.mapping.remembered')}</span>
      <span className="push" role="status">
        {ready === 0 && (
          <span className="form-fault">
            <Icon name="alert" />
            {t('imports.mapping.notYet')}
          </span>
        )}
      </span>
      <ActButton keyName="Esc" onClick={chooseAgain}>
        {t('imports.dock.again')}
      </ActButton>
      <ActButton main keyName="F9" off={ready === 0} onClick={() => void lookAtRows()}>
        {t('imports.mapping.next')}
      </ActButton>
    </>
  );
  return (
    <Screen layout="plain" head={<ImportsHead stage={stage} />} foot={foot}>
      <div className={draft.sheets.length > 1 ? 'import-columns has-sheets' : 'import-columns'}>
        {draft.sheets.length > 1 && <SheetList sheets={draft.sheets} open={open} onOpen={setOpen} />}
        {shown && <SheetColumns key={open} draft={shown} preview={preview} trouble={sheetTrouble(shown)} />}
      </div>
    </Screen>
  );
}

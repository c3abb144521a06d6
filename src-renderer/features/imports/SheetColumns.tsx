/** One sheet: its header row, its village where it does not say one itself, and its columns. */
import { useState } from 'react';
import { Select } from 'antd';
import { sayCount } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { chooseField, chooseVillage, columnLetters, type DraftSheet } from './columns-draft.ts';
import { ColumnTable } from './ColumnTable.tsx';
import type { Preview } from './counts.ts';
import { changeDraft, chooseHeader } from './use-import.ts';

const BY_SHEET = 0;

const fieldWords = (): Readonly<Record<string, string>> =>
  t('imports.fields', { returnObjects: true }) as Readonly<Record<string, string>>;

interface SheetColumnsProps {
  readonly draft: DraftSheet;
  readonly preview: Preview;
  /** Why this sheet cannot be imported yet. */
  readonly trouble: string | null;
}

/** Header row and village of the sheet. */
function SheetLine({ draft, preview }: Omit<SheetColumnsProps, 'trouble'>) {
  const { sheet, village } = draft;
  const byName = sheet.village && !sheet.village.isChosen ? sheet.village.name : null;
  const asItSays = byName
    ? t('imports.sheet.villageByName', { village: byName })
    : t('imports.sheet.villageByRow');
  return (
    <div className="sheet-line">
      <label>
        <span>{t('imports.sheet.headerRow')}</span>
        <Select
          className="header-choice"
          aria-label={t('imports.sheet.headerRow')}
          value={sheet.headerRow ?? undefined}
          placeholder={t('imports.sheet.chooseHeader')}
          popupMatchSelectWidth={false}
          options={sheet.topRows.map(({ row, words }) => ({
            value: row,
            label: t('imports.sheet.rowWords', { row: sayCount(row), words }),
          }))}
          onChange={(row: number) => void chooseHeader(sheet.index, row)}
        />
      </label>
      <label>
        <span>{t('imports.sheet.village')}</span>
        <Select
          className="village-choice"
          aria-label={t('imports.sheet.village')}
          value={village ?? BY_SHEET}
          popupMatchSelectWidth={false}
          options={[
            { value: BY_SHEET, label: asItSays },
            ...preview.villages.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={(code: number) => changeDraft((given) => chooseVillage(given, sheet.index, code || null))}
        />
      </label>
    </div>
  );
}

interface NotesProps {
  readonly draft: DraftSheet;
  readonly trouble: string | null;
  readonly moved: string;
  /** The file has no other sheet, or this one is to be imported. */
  readonly isNeeded: boolean;
}

function Notes({ draft, trouble, moved, isNeeded }: NotesProps) {
  const { sheet } = draft;
  return (
    <div className="sheet-notes" role="status">
      {trouble && (
        <p className={isNeeded ? 'form-fault' : 'faint'}>
          <Icon name={isNeeded ? 'alert' : 'info'} />
          {trouble}
        </p>
      )}
      {moved && <p>{moved}</p>}
      {sheet.isRemembered && (
        <p className="remembered">
          <Icon name="clock" />
          {t('imports.sheet.remembered')}
        </p>
      )}
      {sheet.hiddenRows > 0 && (
        <p className="form-look">
          <Icon name="eye" />
          {t('imports.sheet.hiddenRows', { n: sayCount(sheet.hiddenRows) })}
        </p>
      )}
    </div>
  );
}

export function SheetColumns({ draft, preview, trouble }: SheetColumnsProps) {
  const { sheet, fields } = draft;
  const [moved, setMoved] = useState('');
  const words = fieldWords();
  const choices = preview.fields.map((field) => ({ value: field, label: words[field] ?? field }));
  const choose = (column: number, field: string | null): void => {
    const before = [...fields].find(([other, its]) => field !== null && its === field && other !== column);
    const said = { field: words[field ?? ''] ?? '', column: columnLetters(before?.[0] ?? 0) };
    setMoved(before ? t('imports.mapping.moved', said) : '');
    changeDraft((given) => chooseField(given, sheet.index, column, field));
  };
  return (
    <section className="sheet-columns" aria-label={sheet.name || preview.fileName}>
      <SheetLine draft={draft} preview={preview} />
      <Notes
        draft={draft}
        trouble={trouble}
        moved={moved}
        isNeeded={draft.isIncluded || preview.sheets.length === 1}
      />
      {sheet.columns.length > 0 && (
        <ColumnTable
          columns={sheet.columns}
          choices={choices}
          fieldOf={(column) => fields.get(column) ?? null}
          onChoose={choose}
        />
      )}
    </section>
  );
}

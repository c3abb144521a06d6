/** The columns of a register mapped by hand, where its headers are not the words that are known (domain of the words:
 *  replica/registers/register-columns.ts): which sheet, which row is the header, what each column is. What is chosen is remembered for the
 *  source when the file is taken.                                                                                                      */
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisterMapping } from '#shared/rpc/compare-shapes.ts';
import { sayCode, sayCodes } from '../../text/codes.ts';
import { sayCount } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import { ColumnTable } from '../imports/ColumnTable.tsx';
import type { Chosen } from './use-compare.ts';

interface MapColumnsProps {
  readonly mapping: RegisterMapping;
  readonly onChosen: (chosen: Chosen) => void;
}

/** Sheet and header row; another one is read anew by its words. */
function Where({ mapping, onChosen }: MapColumnsProps) {
  const { t } = useTranslation();
  const { sheets, sheet, headerRow, topRows } = mapping;
  return (
    <div className="sheet-line">
      {sheets.length > 1 && (
        <label>
          <span>{t('compare.mapping.sheet')}</span>
          <Select
            aria-label={t('compare.mapping.sheet')}
            value={sheet}
            popupMatchSelectWidth={false}
            options={sheets.map(({ index, name }) => ({ value: index, label: name }))}
            onChange={(index: number) => onChosen({ sheet: index, headerRow: 1, at: null })}
          />
        </label>
      )}
      <label>
        <span>{t('imports.sheet.headerRow')}</span>
        <Select
          className="header-choice"
          aria-label={t('imports.sheet.headerRow')}
          value={headerRow ?? undefined}
          placeholder={t('imports.sheet.chooseHeader')}
          popupMatchSelectWidth={false}
          options={topRows.map(({ row, words }) => ({
            value: row,
            label: t('imports.sheet.rowWords', { row: sayCount(row), words }),
          }))}
          onChange={(row: number) => onChosen({ sheet, headerRow: row, at: null })}
        />
      </label>
    </div>
  );
}

export function MapColumns({ mapping, onChosen }: MapColumnsProps) {
  const { t } = useTranslation();
  const { sheet, headerRow, columns, fields, needed } = mapping;
  const [at, setAt] = useState<ReadonlyMap<string, number>>(
    () => new Map(columns.flatMap(({ field, column }) => (field ? [[field, column]] : []))),
  );
  // One meaning stands in one column, and one column has one meaning.
  const choose = (column: number, field: string | null): void => {
    const others = [...at].filter(([its, where]) => its !== field && where !== column);
    setAt(new Map(field ? [...others, [field, column]] : others));
  };
  const missing = needed.filter((field) => !at.has(field));
  const isReady = headerRow !== null && missing.length === 0;
  const read = (): void => {
    if (headerRow !== null) onChosen({ sheet, headerRow, at: Object.fromEntries(at) });
  };
  useKeys([{ key: 'F7', label: t('compare.mapping.read'), off: !isReady, run: read }]);
  return (
    <section className="map-columns" aria-label={t('compare.mapping.title')}>
      <h2>{t('compare.mapping.title')}</h2>
      <Where mapping={mapping} onChosen={onChosen} />
      {columns.length > 0 && (
        <ColumnTable
          columns={columns}
          choices={fields.map((value) => ({ value, label: sayCode('registerField', value) }))}
          fieldOf={(column) => [...at].find(([, where]) => where === column)?.[0] ?? null}
          onChoose={choose}
        />
      )}
      <p className="checks-line">
        <ActButton keyName="F7" off={!isReady} onClick={read}>
          {t('compare.mapping.read')}
        </ActButton>
        <span className="quiet" role="status">
          {missing.length > 0 && t('compare.mapping.missing', { fields: sayCodes('registerField', missing) })}
          {missing.length === 0 && t('compare.mapping.remembers')}
        </span>
      </p>
    </section>
  );
}

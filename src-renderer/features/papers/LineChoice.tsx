/** When pictures of papers give way to acts on this computer, and how many wait. */
import { Radio } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { PapersLineMode } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { sayBytes } from './say.ts';

const MODES: readonly PapersLineMode[] = ['auto', 'always', 'never'];

export function LineChoice() {
  const { t } = useTranslation();
  const label = useId();
  const line = useLive(['papers', 'cases'], ['papers.line'], () => desk().papers.line()).data;
  if (!line) return null;
  const waiting = (['up', 'down'] as const)
    .filter((way) => line[way].count > 0)
    .map((way) => t(`papers.line.${way}`, { n: line[way].count, size: sayBytes(line[way].bytes) }));
  return (
    <fieldset className="settings-group">
      <legend id={label}>{t('papers.line.title')}</legend>
      <Radio.Group
        aria-labelledby={label}
        value={line.mode}
        onChange={(event) => void desk().papers.setLine({ mode: event.target.value as PapersLineMode })}
        options={MODES.map((value) => ({ value, label: t(`papers.line.modes.${value}`) }))}
      />
      <p className="faint">{waiting.join(' ') || t('papers.line.none')}</p>
    </fieldset>
  );
}

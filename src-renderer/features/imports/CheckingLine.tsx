/** How far the look at a file is, in numbers, and the way out of it. */
import { sayCount } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import { type Checking, stopImport } from './use-import.ts';

interface CheckingLineProps {
  readonly fileName: string;
  readonly checking: Checking;
}

export function CheckingLine({ fileName, checking }: CheckingLineProps) {
  const words = checking
    ? t('imports.checking.rows', { done: sayCount(checking.done), total: sayCount(checking.total) })
    : t('imports.checking.file', { file: fileName });
  useKeys([{ key: 'Esc', label: t('imports.checking.stop'), run: stopImport }]);
  return (
    <section className="import-run" aria-labelledby="import-checking-title">
      <h2 id="import-checking-title">{t('imports.checking.heading')}</h2>
      {checking ? (
        <progress aria-label={words} max={Math.max(1, checking.total)} value={checking.done} />
      ) : (
        <progress aria-label={words} />
      )}
      <p role="status">{words}</p>
      <p className="faint">{t('imports.checking.nothingWritten')}</p>
      <p>
        <ActButton keyName="Esc" onClick={stopImport}>
          {t('imports.checking.stop')}
        </ActButton>
      </p>
    </section>
  );
}

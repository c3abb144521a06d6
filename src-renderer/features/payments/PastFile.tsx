/** A file of what was paid before: read and looked at first, with every line that cannot be taken; then taken in. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PastFileRead } from '#shared/rpc/past-shapes.ts';
import { desk } from '../../data/desk.ts';
import { sayRefusal } from '../../text/codes.ts';
import { sayCount } from '../../text/dates.ts';
import { languageNow } from '../../text/i18n.ts';
import { FileButton } from '../../ui/FileButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { asBase64 } from './as-base64.ts';
import { MainAct } from './MainAct.tsx';

type Read = Extract<PastFileRead, { ok: true }>;

function Problems({ read }: { read: Read }) {
  const { t } = useTranslation();
  if (!read.problemCount) return null;
  const say = (problem: Read['problems'][number]['problem']) =>
    problem.includes('/') ? sayRefusal(problem) : t(`payments.past.problem.${problem as 'BENEFIT_UNKNOWN'}`);
  return (
    <>
      <p>{t('payments.past.problems', { n: sayCount(read.problemCount) })}</p>
      <ul className="payments-list">
        {read.problems.map(({ row, problem }) => (
          <li key={`${row} ${problem}`}>{t('payments.past.line', { row, words: say(problem) })}</li>
        ))}
      </ul>
    </>
  );
}

export function PastFile() {
  const { t } = useTranslation();
  const [content, setContent] = useState('');
  const [read, setRead] = useState<PastFileRead>();
  const [isTaken, setTaken] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const ask = async (contentBase64: string, take: boolean): Promise<void> => {
    setBusy(true);
    const answer = await desk()
      .payments.pastFile({ contentBase64, language: languageNow(), isTaken: take })
      .catch((): PastFileRead => ({ ok: false, code: 'PAST_UNREADABLE', message: null }));
    setRead(answer);
    setTaken(take && answer.ok);
    setBusy(false);
  };
  const choose = async (file: File): Promise<void> => {
    setRead(undefined);
    const base64 = await asBase64(file);
    setContent(base64);
    await ask(base64, false);
  };
  return (
    <Panel title={t('payments.past.fileTitle')}>
      <p className="quiet">{t('payments.past.fileNote')}</p>
      <FileButton
        word={t('payments.past.file')}
        accept=".xlsx,.csv,.txt"
        onFile={(file) => void choose(file)}
      />
      {read && !read.ok && (
        <p role="alert">
          {read.message ??
            t(read.code === 'PAST_COLUMNS' ? 'payments.past.fileColumns' : 'payments.bank.unreadable')}
        </p>
      )}
      {read?.ok && (
        <>
          <p role="status">
            {t(isTaken ? 'payments.past.taken' : 'payments.past.looked', {
              ...{ persons: sayCount(read.persons - read.refused), periods: sayCount(read.periods) },
            })}{' '}
            {read.refused > 0 && t('payments.past.refused', { n: sayCount(read.refused) })}
          </p>
          {!isTaken && read.persons > 0 && (
            <MainAct word={t('payments.past.take')} isBusy={isBusy} onPress={() => void ask(content, true)} />
          )}
          {!isTaken && <Problems read={read} />}
        </>
      )}
    </Panel>
  );
}

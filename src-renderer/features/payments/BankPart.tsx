/** Finance's part: the file for the bank, recorded as it leaves, and the bank's answer, which is taken in only when it fits the roster to the fen. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPlainDate } from '#shared/domain/calendar.ts';
import type { BankFileRead, RosterPage } from '#shared/rpc/payment-shapes.ts';
import { desk } from '../../data/desk.ts';
import { newFormId, useIssue } from '../../data/issue.ts';
import { sayRefusal } from '../../text/codes.ts';
import { sayCount, sayMoney } from '../../text/dates.ts';
import { languageNow } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { ChoiceRow, TextRow } from '../../ui/FormRows.tsx';
import { FileButton } from '../../ui/FileButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { asBase64 } from './as-base64.ts';
import { MainAct } from './MainAct.tsx';
import { download } from '../exports/download.ts';

const DATE_LENGTH = 10;
const FORMS = ['xlsx', 'gb18030', 'utf8'] as const;
const WITH_FINANCE = ['SUBMITTED_TO_FINANCE', 'PAYING', 'SETTLED', 'PARTLY_RETURNED'];

function BankFile({ roster }: { roster: RosterPage }) {
  const { t } = useTranslation();
  const [form, setForm] = useState<(typeof FORMS)[number]>('xlsx');
  const [said, setSaid] = useState('');
  const [isBusy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    setBusy(true);
    try {
      const { rosterId, month } = roster;
      const made = await desk().exports.make({
        what: { list: 'payments', rosterId, month, file: form },
        ...{ numbers: 'full', reason: t('payments.bank.reason', { month }) },
        ...{ language: languageNow(), formId: newFormId() },
      });
      if (!made.ok) return setSaid(sayRefusal(made.code));
      download(made.fileName, made.contentBase64);
      setSaid(t('payments.bank.saved', { rows: sayCount(made.rowCount), serial: made.serialNumber }));
    } catch {
      setSaid(sayRefusal('export/failed'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="payments-bank">
      <ChoiceRow
        name="bankForm"
        label={t('payments.bank.formLabel')}
        value={form}
        options={FORMS.map((value) => ({ value, label: t(`payments.bank.form.${value}`) }))}
        onChoose={(chosen) => setForm(chosen as typeof form)}
      />
      <ActButton icon="download" isBusy={isBusy} onClick={() => void make()}>
        {t('payments.bank.file')}
      </ActButton>
      <p role="status">{said}</p>
    </div>
  );
}

type Taken = Extract<BankFileRead, { ok: true }>;

function Problems({ read }: { read: Taken }) {
  const { t } = useTranslation();
  return (
    <div>
      <p>{t('payments.bank.problems', { n: read.problemCount })}</p>
      <ul className="payments-list">
        {read.problems.map(({ line, seq, problem }) => (
          <li key={`${line} ${seq} ${problem}`}>
            {t(`payments.bank.problem.${problem}`, { line: line ?? '', seq: seq ?? '' })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function TakeIn({ roster, read, today }: { roster: RosterPage; read: Taken; today: string }) {
  const { t } = useTranslation();
  const { issue, isBusy, refusal } = useIssue('roster.settle');
  const [paidOn, setPaidOn] = useState(today);
  const { fileHash: bankFileHash, paidRows, paidFen, returnedFen, returned } = read;
  const settle = () =>
    void issue({ rosterId: roster.rosterId, paidOn, bankFileHash, paidRows, paidFen, returnedFen, returned });
  return (
    <div>
      <p>
        {t('payments.bank.chosen', {
          ...{ paidRows: sayCount(paidRows), paid: sayMoney(paidFen) },
          ...{ returnedRows: returned.length, returned: sayMoney(returnedFen) },
        })}
      </p>
      <div className="payments-build">
        <TextRow
          name="paidOn"
          label={t('payments.bank.paidOn')}
          value={paidOn}
          most={DATE_LENGTH}
          onType={setPaidOn}
        />
        <MainAct
          word={t('payments.bank.settle')}
          isBusy={isBusy}
          off={!isPlainDate(paidOn) || paidOn > today}
          onPress={settle}
        />
      </div>
      <RefusalLine code={refusal?.code} />
    </div>
  );
}

function sayUnread(
  { code, message }: Extract<BankFileRead, { ok: false }>,
  t: (key: string) => string,
): string {
  if (message) return message;
  const known: Readonly<Record<string, string>> = {
    BANK_COLUMNS: t('payments.bank.columns'),
    BANK_TOO_MANY_RETURNED: t('payments.bank.tooMany'),
  };
  return known[code] ?? t('payments.bank.unreadable');
}

function BankResult({ roster, today }: { roster: RosterPage; today: string }) {
  const { t } = useTranslation();
  const [read, setRead] = useState<BankFileRead>();
  const choose = async (file: File): Promise<void> => {
    setRead(
      await desk()
        .payments.readBankFile({
          ...{ rosterId: roster.rosterId, fileName: file.name, language: languageNow() },
          contentBase64: await asBase64(file),
        })
        .catch((): BankFileRead => ({ ok: false, code: 'BANK_UNREADABLE', message: null })),
    );
  };
  return (
    <div className="payments-bank">
      <FileButton
        word={t('payments.bank.result')}
        accept=".xlsx,.csv,.txt"
        onFile={(file) => void choose(file)}
      />
      {read && !read.ok && <p role="alert">{sayUnread(read, (key) => t(key as 'payments.title'))}</p>}
      {read?.ok && read.problemCount > 0 && <Problems read={read} />}
      {read?.ok && read.problemCount === 0 && <TakeIn roster={roster} read={read} today={today} />}
    </div>
  );
}

export function BankPart({ roster, today }: { roster: RosterPage; today: string }) {
  const { t } = useTranslation();
  if (!WITH_FINANCE.includes(roster.state)) return null;
  return (
    <Panel title={t('payments.bank.title')}>
      <BankFile roster={roster} />
      {roster.state === 'PAYING' && !roster.job && <BankResult roster={roster} today={today} />}
    </Panel>
  );
}

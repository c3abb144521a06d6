/** 发放清册 on paper: sheets of A4 across, each with its sum and the sum up to there; the last with the total in capital figures; the two bodies sign
 *  and seal each. Which columns a copy has follows from what the replica gives of it (SH1). A document, so Chinese whatever the language. */
import { useEffect, useState } from 'react';
import { qrText, shortCode } from '#shared/domain/document-code.ts';
import { DOCUMENT_DEFINITIONS } from '#shared/domain/document-definitions.ts';
import {
  isUnbroken,
  LINES_A_PAGE,
  type SheetCopy,
  sheetPages,
  type SheetLine,
  type SheetPage,
  WHOLE_COPIES,
} from '#shared/domain/roster-sheet.ts';
import type { RosterSheetView } from '#shared/rpc/payment-shapes.ts';
import type { PaperOfRoster } from '#shared/rpc/document-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useIssue } from '../../data/issue.ts';
import { useLive } from '../../data/live-query.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayCount, sayLongDate, sayMoney, sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { PRINTED_SHEET } from '../../text/zh/printed.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { DOCUMENT_TOPICS } from '../documents/DocumentSheet.tsx';
import { QrCode } from '../documents/QrCode.tsx';
import { officeDocument } from '../documents/values.ts';
import '../intake/paper.css';
import './roster-sheet.css';
import { useRosterSheet } from './use-payments.ts';

const CHINESE = 'zh-CN';

export interface SheetChoice {
  readonly rosterId: number;
  readonly copy: SheetCopy;
  readonly scope: number | null;
}

type ColumnName = keyof SheetLine | 'span';

const NAMED = [
  ...(['seq', 'name', 'idNumber', 'village', 'benefit', 'span'] as const),
  ...(['currentFen', 'backFen', 'adjustFen', 'totalFen'] as const),
] as const;
const WHOLE: readonly ColumnName[] = [...NAMED, 'bankName', 'accountNumber'];

const COLUMNS: Readonly<Record<SheetCopy, readonly ColumnName[]>> = {
  ...{ FINANCE: WHOLE, ARCHIVE: WHOLE, FEDERATION: NAMED },
  TOWNSHIP: NAMED.filter((column) => column !== 'idNumber'),
};
const MONEY: readonly ColumnName[] = ['currentFen', 'backFen', 'adjustFen', 'totalFen'];

function sayLine(line: SheetLine, column: ColumnName): string {
  if (column === 'benefit') return sayCode('benefitShort', line.benefit, CHINESE);
  if (column === 'span') {
    if (line.months === 1) return line.from;
    const span = t('prints.rosterSheet.span', { from: line.from, to: line.to });
    return isUnbroken(line) ? span : t('prints.rosterSheet.broken', { span, n: line.months });
  }
  const value = line[column];
  if (MONEY.includes(column)) return value === 0 && column !== 'totalFen' ? '' : sayMoney(Number(value));
  return value === null ? '' : String(value);
}

const sayTotal = ({ persons, lines, totalFen, capital }: RosterSheetView): string =>
  t('prints.rosterSheet.total', {
    ...{ persons: sayCount(persons), lines: sayCount(lines.length), fen: sayMoney(totalFen), capital },
  });

type Paper = PaperOfRoster['paper'];

interface PageProps {
  readonly sheet: RosterSheetView;
  readonly copy: SheetCopy;
  readonly page: SheetPage;
  readonly number: number;
  readonly of: number;
  readonly paper: Paper;
}

function Sums({
  page,
  sheet,
  span,
  isLast,
}: {
  page: SheetPage;
  sheet: RosterSheetView;
  span: number;
  isLast: boolean;
}) {
  const line = (label: string, fen: number) => (
    <tr>
      <th scope="row" colSpan={span}>
        {label}
      </th>
      <td className="is-money">{sayMoney(fen)}</td>
    </tr>
  );
  return (
    <tfoot>
      {line(t('prints.rosterSheet.pageSum'), page.pageFen)}
      {line(t('prints.rosterSheet.running'), page.runningFen)}
      {isLast && (
        <tr>
          <th scope="row" colSpan={span + 1}>
            {sayTotal(sheet)}
          </th>
        </tr>
      )}
    </tfoot>
  );
}

function Page({ sheet, copy, page, number, of, paper }: PageProps) {
  const columns = COLUMNS[copy];
  const totalAt = columns.indexOf('totalFen');
  const signs = ['civilAffairs', 'federation', ...(copy === 'FINANCE' ? ['finance'] : [])] as const;
  return (
    <article className="paper is-roster" lang={CHINESE}>
      <header>
        <p className="paper-title">{t('prints.rosterSheet.title')}</p>
        <p className="roster-about">
          <span>
            {t('prints.rosterSheet.of', { place: sheet.place, month: sayMonth(sheet.month, CHINESE) })}
          </span>
          <span>{t(`prints.rosterSheet.copy.${copy}`)}</span>
          <span>{t('prints.rosterSheet.page', { number, of })}</span>
          <PaperMark paper={paper} />
        </p>
      </header>
      <table className={`roster-lines copy-${copy.toLowerCase()}`}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={`of-${column}`}>
                {t(`prints.rosterSheet.columns.${column as 'seq'}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.lines.map((line) => (
            <tr key={line.seq}>
              {columns.map((column) => (
                <td key={column} className={MONEY.includes(column) ? 'is-money' : undefined}>
                  {sayLine(line, column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <Sums page={page} sheet={sheet} span={totalAt} isLast={number === of} />
      </table>
      {number === of && sheet.heldRows > 0 && (
        <p className="roster-held">
          {t('prints.rosterSheet.held', { rows: sayCount(sheet.heldRows), fen: sayMoney(sheet.heldFen) })}
        </p>
      )}
      <div className="roster-signs">
        {signs.map((sign) => (
          <span key={sign}>
            {t(`prints.rosterSheet.sign.${sign as 'finance'}`)}
            <span className="paper-rule" />
          </span>
        ))}
      </div>
      <footer>
        <Foot sheet={sheet} />
      </footer>
    </article>
  );
}

function Foot({ sheet }: { sheet: RosterSheetView }) {
  const me = useMe();
  const session = useSession();
  return (
    <>
      <span>{t('prints.rosterSheet.hash', { hash: sheet.hash.slice(0, 32) })}</span>
      <span>
        {me &&
          session &&
          t('prints.rosterSheet.foot', {
            ...{ unit: me.unitName, who: me.personName, when: sayLongDate(session.today, CHINESE) },
          })}
      </span>
    </>
  );
}

/** Number, code and count of the print on every sheet, so that none can be put into another roster. */
function PaperMark({ paper }: { paper: Paper }) {
  if (!paper) return <span>{PRINTED_SHEET.draft}</span>;
  const { documentId, number, hash, prints } = paper;
  const code = shortCode(hash);
  return (
    <>
      <span>
        {PRINTED_SHEET.number}
        {number}
      </span>
      <span>
        {PRINTED_SHEET.code}
        {code}
      </span>
      <span>{prints > 1 ? PRINTED_SHEET.again(prints) : PRINTED_SHEET.first}</span>
      <QrCode text={qrText(documentId, hash)} label={code} />
    </>
  );
}

/** The document that this copy is printed under: issued with the first print, counted with every other (DO3). */
function usePaper({ copy }: SheetChoice, sheet: RosterSheetView | null | undefined) {
  const rosterCopy = t(`prints.rosterSheet.copy.${copy}`);
  const [hash, place] = [sheet?.hash ?? '', sheet?.place ?? ''];
  const read = () => desk().documents.ofRoster({ hash, copy: rosterCopy, place });
  const shown = useLive(DOCUMENT_TOPICS, ['documents.ofRoster', hash, rosterCopy, place], read, {
    enabled: hash !== '',
  }).data;
  const issue = useIssue('document.issue');
  const again = useIssue('document.print');
  const issueOrCount = async (): Promise<number | undefined> => {
    if (!sheet) return undefined;
    const { paper, nextNumber } = await read();
    if (paper) {
      const { documentId, prints } = paper;
      const counted = await again.issue({ documentId, ordinal: prints + 1 });
      return counted.ok ? prints + 1 : undefined;
    }
    const made = officeDocument('ROSTER', nextNumber, {
      ...{ rosterPlace: sheet.place, rosterMonth: sayMonth(sheet.month, CHINESE), rosterCopy },
      ...{ rosterTotal: sayTotal(sheet), rosterHash: sheet.hash },
    });
    const { edition } = DOCUMENT_DEFINITIONS.ROSTER;
    return (await issue.issue({ ...made, edition, ordinal: 1 })).ok ? 1 : undefined;
  };
  return {
    ...{ paper: shown?.paper ?? null, issueOrCount, refusal: issue.refusal ?? again.refusal },
    isBusy: issue.isBusy || again.isBusy,
  };
}

const SERIAL_SIGNS = 6;

/** Whole numbers on paper are told like a list that leaves as a file. */
function useRecorded(choice: SheetChoice, sheet: RosterSheetView | null | undefined) {
  const me = useMe();
  const session = useSession();
  const { issue, refusal, isBusy } = useIssue('disclosure.record');
  const record = async (): Promise<boolean> => {
    if (!WHOLE_COPIES.includes(choice.copy)) return true;
    if (!sheet || !me || !session) return false;
    const sign = crypto.randomUUID().replaceAll('-', '').slice(0, SERIAL_SIGNS).toUpperCase();
    const columns = COLUMNS[choice.copy].filter((column) => column !== 'seq' && column !== 'span');
    const { ok } = await issue({
      listName: 'payments',
      filters: { month: sheet.month },
      ...{ columnNames: columns, rowCount: sheet.lines.length, fileHash: sheet.hash, numbers: 'full' },
      serialNumber: `${me.deviceNumber}-${session.today.replaceAll('-', '')}-${sign}`,
      reason: t('prints.rosterSheet.reason', { copy: t(`prints.rosterSheet.copy.${choice.copy}`) }),
    });
    return ok;
  };
  return { record, refusal, isBusy };
}

export function RosterSheet({ choice, onClose }: { choice: SheetChoice; onClose: () => void }) {
  const sheet = useRosterSheet(choice);
  const { record, refusal, isBusy: isRecording } = useRecorded(choice, sheet);
  const { paper, issueOrCount, ...papers } = usePaper(choice, sheet);
  const [isPrinting, setPrinting] = useState(false);
  const [awaited, setAwaited] = useState<number>();
  const count = paper?.prints ?? 0;
  useEffect(() => {
    if (awaited === undefined || count < awaited) return;
    setAwaited(undefined);
    // After the sheets have been drawn with their new count.
    requestAnimationFrame(() => window.print());
  }, [awaited, count]);
  const isBusy = isPrinting || isRecording || papers.isBusy;
  const print = (): void => {
    if (isBusy || !sheet) return;
    setPrinting(true);
    void record()
      .then((ok) => (ok ? issueOrCount() : undefined))
      .then(setAwaited)
      .finally(() => setPrinting(false));
  };
  useKeys([
    { key: 'Ctrl+P', label: t('sync.slip.print'), run: print },
    { key: 'F9', run: print },
    { key: 'Esc', label: t('sync.slip.back'), run: onClose },
  ]);
  const pages = sheetPages(sheet?.lines ?? [], LINES_A_PAGE);
  const foot = (
    <>
      <RefusalLine code={refusal?.code ?? papers.refusal?.code} />
      <span className="push" />
      <ActButton keyName="Esc" onClick={onClose}>
        {t('sync.slip.back')}
      </ActButton>
      <ActButton main icon="printer" keyName="Ctrl+P" isBusy={isBusy} off={!sheet} onClick={print}>
        {t('sync.slip.print')}
      </ActButton>
    </>
  );
  const title = t('payments.print.title');
  return (
    <Screen layout="plain" head={<PageHead ruled title={title} about="roster" />} foot={foot}>
      <div className="paper-desk" tabIndex={0}>
        {sheet &&
          pages.map((page, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- pages of a paper never change places
            <Page key={at} {...{ sheet, page, paper }} copy={choice.copy} number={at + 1} of={pages.length} />
          ))}
      </div>
    </Screen>
  );
}

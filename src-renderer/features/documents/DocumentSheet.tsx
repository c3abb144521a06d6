/** One document on the screen as it will be on paper, and its print. The print is recorded first, with its count, and the printer gets it
 *  afterwards: a paper that is out always has its line. What was issued is shown as it is kept, never made anew. */
import { useEffect, useState } from 'react';
import type { DocumentContent } from '#shared/domain/document-code.ts';
import { DOCUMENT_DEFINITIONS } from '#shared/domain/document-definitions.ts';
import type { DocumentKind } from '#shared/domain/document-kind.ts';
import type { DocumentPage } from '#shared/rpc/document-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useIssue } from '../../data/issue.ts';
import { type Me, useMe, useSession } from '../../data/session.ts';
import { useLive } from '../../data/live-query.ts';
import { sayCode } from '../../text/codes.ts';
import { dateOfInstant, sayLongDate, sayTime } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { PRINTED_SHEET } from '../../text/zh/printed.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Sheet, type SheetProps } from './Sheet.tsx';

const CHINESE = 'zh-CN';
export const DOCUMENT_TOPICS = ['cases', 'journal'] as const;

/** What is to be issued when it is printed. */
export interface NewDocument {
  readonly kind: DocumentKind;
  readonly personId: number | null;
  readonly applicationId: number | null;
  readonly lineId: number | null;
  /** The public notice that it is the paper of. */
  readonly noticeId: number | null;
  /** Of the act or notice; or the next of this computer's block. */
  readonly number: string;
  readonly content: DocumentContent;
  readonly replaces: number | null;
}

interface DocumentSheetProps {
  /** One that was issued, or what is to be. */
  readonly of: { readonly documentId: number } | { readonly made: NewDocument };
  readonly onClose: () => void;
}

const instant = (at: string): string => `${sayLongDate(dateOfInstant(at), CHINESE)} ${sayTime(at)}`;

function footOf(me: Me, at: string, who: string, computer: string): string {
  return PRINTED_SHEET.foot(me.unitName, who, instant(at), computer);
}

const officeOf = (me: Me): string =>
  me.unitName.startsWith(me.countyName) ? me.unitName : `${me.countyName}${me.unitName}`;

/** A sheet of what is kept, as it came out of the printer last. */
function keptSheet(me: Me, page: DocumentPage): SheetProps {
  const last = page.printings.at(-1);
  return {
    kind: page.kind as DocumentKind,
    content: page.content,
    office: `${me.countyName}${page.unit.replace(me.countyName, '')}`,
    number: page.number,
    date: sayLongDate(dateOfInstant(page.issuedAt), CHINESE),
    code: { documentId: page.documentId, hash: page.hash },
    ordinal: last?.ordinal,
    foot: last ? footOf(me, last.at, last.who, last.device) : '',
    isVoid: page.voided !== null,
  };
}

function newSheet(me: Me, made: NewDocument, now: string): SheetProps {
  return {
    kind: made.kind,
    content: made.content,
    office: officeOf(me),
    number: made.lineId === null && made.noticeId === null ? null : made.number,
    date: sayLongDate(dateOfInstant(now), CHINESE),
    foot: footOf(me, now, me.personName, me.computerName),
  };
}

/** The document of a number that this computer has just issued. */
async function issuedAs(made: NewDocument): Promise<number | undefined> {
  const { rows } =
    made.personId === null
      ? await desk().documents.ofOffice()
      : await desk().documents.ofPerson({ personId: made.personId });
  return rows.find(({ number, kind, voided }) => number === made.number && kind === made.kind && !voided)
    ?.documentId;
}

/** Prints: records it, waits until what is shown says so, and hands it to the printer. */
function usePrinting(of: DocumentSheetProps['of']) {
  const [issuedId, setIssuedId] = useState<number>();
  const documentId = 'documentId' in of ? of.documentId : issuedId;
  const [awaited, setAwaited] = useState<number>();
  const issue = useIssue('document.issue');
  const again = useIssue('document.print');
  const page = useLive(
    DOCUMENT_TOPICS,
    ['documents.open', documentId ?? 0],
    () => desk().documents.open({ documentId: documentId ?? 0 }),
    { enabled: documentId !== undefined },
  ).data;
  const shown = documentId === undefined ? undefined : page;
  const count = shown?.prints ?? 0;
  useEffect(() => {
    if (awaited === undefined || count < awaited) return;
    setAwaited(undefined);
    // After the sheet has been drawn with its new count.
    requestAnimationFrame(() => window.print());
  }, [awaited, count]);
  const print = async (): Promise<void> => {
    if (issue.isBusy || again.isBusy) return;
    if ('made' in of && documentId === undefined) {
      const { edition } = DOCUMENT_DEFINITIONS[of.made.kind];
      const result = await issue.issue({ ...of.made, edition, ordinal: 1 });
      if (!result.ok) return;
      setIssuedId(await issuedAs(of.made));
      setAwaited(1);
    } else if (documentId !== undefined && shown) {
      const ordinal = count + 1;
      const result = await again.issue({ documentId, ordinal });
      if (result.ok) setAwaited(ordinal);
    }
  };
  return {
    page: shown,
    print: () => void print(),
    refusal: issue.refusal ?? again.refusal,
    isBusy: issue.isBusy || again.isBusy,
  };
}

export function DocumentSheet({ of, onClose }: DocumentSheetProps) {
  const me = useMe();
  const now = useSession()?.now;
  const { page, print, refusal, isBusy } = usePrinting(of);
  // A roster is printed with its lines, from where they are (features/payments).
  const isVoid = Boolean(page?.voided) || page?.kind === 'ROSTER';
  const word = page ? t('documents.sheet.again', { n: page.prints + 1 }) : t('documents.sheet.print');
  useKeys([
    { key: 'Ctrl+P', label: word, run: print, off: isVoid },
    { key: 'F9', run: print, off: isVoid },
    { key: 'Esc', label: t('documents.sheet.back'), run: onClose },
  ]);
  if (!me || !now) return null;
  const sheet = page ? keptSheet(me, page) : 'made' in of ? newSheet(me, of.made, now) : null;
  if (!sheet) return null;
  const foot = (
    <>
      <RefusalLine code={refusal?.code} />
      <span className="push" />
      <ActButton keyName="Esc" onClick={onClose}>
        {t('documents.sheet.back')}
      </ActButton>
      <ActButton main icon="printer" keyName="Ctrl+P" isBusy={isBusy} off={isVoid} onClick={print}>
        {word}
      </ActButton>
    </>
  );
  const note = page?.archive === 'changed' ? t('documents.sheet.changed') : t('documents.sheet.note');
  return (
    <Screen
      layout="plain"
      head={
        <PageHead ruled title={sayCode('document', sheet.kind)} about={sheet.number ?? 'new'} note={note} />
      }
      foot={foot}
    >
      {/* Reachable by Tab, so that it can be scrolled without a mouse. */}
      <div className="paper-desk" tabIndex={0}>
        <Sheet {...sheet} />
      </div>
    </Screen>
  );
}

/** A document of a person before it is issued: its facts read from this computer, its content made once, so that what is shown is what is kept. */
import { useState } from 'react';
import { DOCUMENT_DEFINITIONS } from '#shared/domain/document-definitions.ts';
import type { DocumentKind } from '#shared/domain/document-kind.ts';
import { DOCUMENT_FIELDS } from '#shared/domain/document-fields.ts';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import type { DocumentDue } from '#shared/rpc/document-shapes.ts';
import type { HistoryEntry } from '#shared/rpc/history-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useMe, useSession } from '../../data/session.ts';
import { t } from '../../text/i18n.ts';
import type { NewDocument } from './DocumentSheet.tsx';
import { contentOf } from './values.ts';

const ENTRIES_MAX = 3_000;

async function lineOf(personId: number, lineId: number): Promise<HistoryEntry | null> {
  const page = await desk().history.page({
    personId,
    filter: 'all',
    order: 'newest',
    offset: 0,
    limit: ENTRIES_MAX,
  });
  return page.entries.find(({ key }) => key.kind === 'line' && key.id === lineId) ?? null;
}

/** Whole numbers stand on few documents; to see them is recorded, with why. */
const showsWholeNumbers = (kind: DocumentKind): boolean =>
  DOCUMENT_DEFINITIONS[kind].fields.some(
    (field) => field === 'idNumber' && DOCUMENT_FIELDS[field].from === 'person',
  );

export interface Making {
  readonly open: NewDocument | undefined;
  /** A notice that an act gave a number to. */
  due(page: CasePage, due: DocumentDue, replaces?: number | null): Promise<void>;
  /** A form or notice that no act gave a number to. */
  make(page: CasePage, kind: DocumentKind, number: string): Promise<void>;
  close(): void;
}

export function useMaking(): Making {
  const me = useMe();
  const today = useSession()?.today ?? '';
  const [open, setOpen] = useState<NewDocument>();
  const start = async (
    page: CasePage,
    made: Omit<NewDocument, 'content' | 'personId' | 'noticeId'>,
  ): Promise<void> => {
    if (!me) return;
    const { personId } = page.person;
    const { kind, applicationId, lineId } = made;
    const line = lineId === null ? null : await lineOf(personId, lineId);
    const whole = showsWholeNumbers(kind)
      ? await desk().cases.reveal({ personId, reason: t('documents.revealReason') })
      : null;
    const application = page.applications.find((each) => each.applicationId === applicationId) ?? null;
    setOpen({
      ...made,
      personId,
      noticeId: null,
      content: contentOf(kind, { page, application, line, whole, me, today }),
    });
  };
  return {
    open,
    due: (page, { kind, number, lineId, applicationId }, replaces = null) =>
      start(page, { kind: kind as DocumentKind, number, lineId, applicationId, replaces }),
    make: (page, kind, number) => {
      const isOfFile = DOCUMENT_DEFINITIONS[kind].about === 'application';
      const applicationId = isOfFile ? (page.applications[0]?.applicationId ?? null) : null;
      return start(page, { kind, number, applicationId, lineId: null, replaces: null });
    },
    close: () => setOpen(undefined),
  };
}

/** 文书 on the case page: what was issued, with number and prints; what an act gave a number to and waits to be printed; forms of this person;
 *  and the check of a code. */
import { useState } from 'react';
import { DOCUMENT_DEFINITIONS, definitionOf } from '#shared/domain/document-definitions.ts';
import type { DocumentKind } from '#shared/domain/document-kind.ts';
import { bodyOf } from '#shared/domain/state.ts';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import type { DocumentDue, DocumentRow } from '#shared/rpc/document-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useIssue } from '../../data/issue.ts';
import { useLive } from '../../data/live-query.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ReasonForm } from '../../ui/ReasonForm.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { CheckCode } from './CheckCode.tsx';
import { DOCUMENT_TOPICS } from './DocumentSheet.tsx';
import type { Making } from './use-making.ts';
import './documents.css';

export function useDocuments(personId: number | undefined) {
  return useLive(
    DOCUMENT_TOPICS,
    ['documents.ofPerson', personId ?? 0],
    () => desk().documents.ofPerson({ personId: personId ?? 0 }),
    { enabled: personId !== undefined },
  ).data;
}

/** Calls a document back, with the reason. */
export function VoidForm({ document, onEnd }: { document: DocumentRow; onEnd: () => void }) {
  const { issue, isBusy, refusal } = useIssue('document.void');
  return (
    <ReasonForm
      name="voidReason"
      label={t('documents.void.reason', { number: document.number })}
      act={t('documents.void.act')}
      cancel={t('documents.void.cancel')}
      isBusy={isBusy}
      refusal={refusal?.code}
      onAct={(reason) =>
        void issue({ documentId: document.documentId, reason }).then(({ ok }) => ok && onEnd())
      }
      onCancel={onEnd}
    />
  );
}

interface ListProps {
  readonly rows: readonly DocumentRow[];
  readonly onOpen: (documentId: number) => void;
  readonly onVoid?: (row: DocumentRow) => void;
}

/** Documents with number, when, who, how often printed. */
export function DocumentList({ rows, onOpen, onVoid }: ListProps) {
  const today = useSession()?.today ?? '';
  return (
    <table className="documents-list">
      <thead>
        <tr>
          {(['kind', 'number', 'when', 'who', 'prints', 'acts'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`documents.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.documentId}>
            <td>
              {sayCode('document', row.kind)}
              {row.replaces && (
                <span className="faint"> {t('documents.replaces', { number: row.replaces })}</span>
              )}
            </td>
            <td>{row.number}</td>
            <td>{sayInstant(row.issuedAt, today)}</td>
            <td>
              {row.who} <span className="faint">{row.device}</span>
            </td>
            <td>
              {row.voided
                ? t('documents.voided', { reason: row.voided.reason })
                : t('documents.prints', { n: row.prints })}
            </td>
            <td>
              <TextLink onClick={() => onOpen(row.documentId)}>
                {row.voided ? t('documents.look') : t('documents.again')}
              </TextLink>{' '}
              {onVoid && !row.voided && (
                <TextLink danger onClick={() => onVoid(row)}>
                  {t('documents.void.link')}
                </TextLink>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Notices that wait for the printer. */
export function DueDocuments({
  due,
  onPrint,
}: {
  due: readonly DocumentDue[];
  onPrint: (due: DocumentDue) => void;
}) {
  const me = useMe();
  const mine = due.filter(({ kind }) => me && definitionOf(kind)?.issuers.includes(bodyOf(me.role)));
  if (!mine.length) return null;
  return (
    <ul className="documents-due">
      {mine.map((each) => (
        <li key={each.lineId}>
          {t('documents.due', { kind: sayCode('document', each.kind), number: each.number })}{' '}
          <TextLink onClick={() => onPrint(each)}>{t('documents.print')}</TextLink>
        </li>
      ))}
    </ul>
  );
}

/** Forms of a person that this role issues without an act. */
function formsOf(page: CasePage, body: ReturnType<typeof bodyOf>): DocumentKind[] {
  const hasFile = page.applications.length > 0;
  return (Object.keys(DOCUMENT_DEFINITIONS) as DocumentKind[]).filter((kind) => {
    const { about, issuers } = DOCUMENT_DEFINITIONS[kind];
    return issuers.includes(body) && (about === 'person' || (about === 'application' && hasFile));
  });
}

interface PanelProps {
  readonly page: CasePage;
  readonly making: Making;
  readonly onOpen: (documentId: number) => void;
}

export function DocumentsPanel({ page, making, onOpen }: PanelProps) {
  const me = useMe();
  const documents = useDocuments(page.person.personId);
  const [voiding, setVoiding] = useState<DocumentRow>();
  if (!documents || !me) return null;
  const { rows, due, nextNumber } = documents;
  const forms = formsOf(page, bodyOf(me.role));
  return (
    <Panel title={t('documents.title')} note={rows.length > 0 && t('documents.count', { n: rows.length })}>
      <DueDocuments due={due} onPrint={(each) => void making.due(page, each)} />
      {rows.length > 0 ? (
        <DocumentList rows={rows} onOpen={onOpen} onVoid={setVoiding} />
      ) : (
        <p className="quiet">{t('documents.none')}</p>
      )}
      {voiding && (
        <VoidForm key={voiding.documentId} document={voiding} onEnd={() => setVoiding(undefined)} />
      )}
      {forms.length > 0 && (
        <ul className="documents-more" aria-label={t('documents.forms')}>
          <li className="faint">{t('documents.forms')}</li>
          {forms.map((kind) => (
            <li key={kind}>
              <TextLink onClick={() => void making.make(page, kind, nextNumber)}>
                {sayCode('document', kind)}
              </TextLink>
            </li>
          ))}
        </ul>
      )}
      <CheckCode onOpen={onOpen} />
    </Panel>
  );
}

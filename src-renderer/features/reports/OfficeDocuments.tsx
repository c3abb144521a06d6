/** Forms and lists of the office: blank ones to print, what was printed, and the check of a code. */
import { useState } from 'react';
import { DOCUMENT_DEFINITIONS } from '#shared/domain/document-definitions.ts';
import type { DocumentKind } from '#shared/domain/document-kind.ts';
import { bodyOf } from '#shared/domain/state.ts';
import type { DocumentRow } from '#shared/rpc/document-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { useMe } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { CheckCode } from '../documents/CheckCode.tsx';
import { DocumentList, VoidForm } from '../documents/DocumentsPanel.tsx';
import { DOCUMENT_TOPICS, DocumentSheet } from '../documents/DocumentSheet.tsx';
import { officeDocument } from '../documents/values.ts';
import type { TabProps } from './tab.ts';

const BLANK: readonly DocumentKind[] = ['RECHECK', 'SPOT_CHECK', 'COMPARISON_FEEDBACK'];

export function useOfficeDocuments() {
  return useLive(DOCUMENT_TOPICS, ['documents.ofOffice'], () => desk().documents.ofOffice()).data;
}

export function OfficeDocuments({ head }: TabProps) {
  const me = useMe();
  const documents = useOfficeDocuments();
  const [open, setOpen] = useState<Parameters<typeof DocumentSheet>[0]['of']>();
  const [voiding, setVoiding] = useState<DocumentRow>();
  if (!documents || !me)
    return (
      <Screen layout="plain" head={head}>
        {null}
      </Screen>
    );
  if (open) return <DocumentSheet of={open} onClose={() => setOpen(undefined)} />;
  const look = (documentId: number): void => setOpen({ documentId });
  const kinds = BLANK.filter((kind) => DOCUMENT_DEFINITIONS[kind].issuers.includes(bodyOf(me.role)));
  return (
    <Screen layout="plain" head={head}>
      <div className="report-page" tabIndex={0}>
        {kinds.length > 0 && (
          <ul className="documents-more">
            <li className="faint">{t('reports.documents.blank')}</li>
            {kinds.map((kind) => (
              <li key={kind}>
                <TextLink
                  onClick={() =>
                    setOpen({ made: officeDocument(kind, documents.nextNumber, { unit: me.unitName }) })
                  }
                >
                  {sayCode('document', kind)}
                </TextLink>
              </li>
            ))}
          </ul>
        )}
        {documents.rows.length > 0 ? (
          <DocumentList rows={documents.rows} onOpen={look} onVoid={setVoiding} />
        ) : (
          <p className="quiet">{t('reports.documents.none')}</p>
        )}
        {voiding && (
          <VoidForm key={voiding.documentId} document={voiding} onEnd={() => setVoiding(undefined)} />
        )}
        <CheckCode onOpen={look} />
      </div>
    </Screen>
  );
}

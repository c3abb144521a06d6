/** 核对文书: scan the QR, or type the number and the twelve signs; the answer stands beside it. */
import { Input } from 'antd';
import { type FormEvent, useState } from 'react';
import type { DocumentFound } from '#shared/rpc/document-shapes.ts';
import { desk } from '../../data/desk.ts';
import { sayCode } from '../../text/codes.ts';
import { dateOfInstant, sayLongDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FormField } from '../../ui/FormField.tsx';
import { Icon, type IconName } from '../../ui/icon/Icon.tsx';
import { TextLink } from '../../ui/TextLink.tsx';

const ICONS: Readonly<Record<DocumentFound['verdict'], IconName>> = {
  same: 'check',
  different: 'alert',
  void: 'alert',
  unknown: 'alert',
  unreadable: 'alert',
};

function Answer({ found, onOpen }: { found: DocumentFound; onOpen: (documentId: number) => void }) {
  const { verdict, document, about } = found;
  return (
    <p role="status" className={verdict === 'same' ? 'document-same' : 'document-differs'}>
      <Icon name={ICONS[verdict]} /> <b>{t(`documents.check.verdicts.${verdict}`)}</b>{' '}
      {document && (
        <>
          {t('documents.check.found', {
            what: [sayCode('document', document.kind), document.number, about].filter(Boolean).join(' '),
            date: sayLongDate(dateOfInstant(document.issuedAt)),
          })}{' '}
          <TextLink onClick={() => onOpen(document.documentId)}>{t('documents.check.open')}</TextLink>
        </>
      )}
    </p>
  );
}

export function CheckCode({ onOpen }: { onOpen: (documentId: number) => void }) {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<DocumentFound>();
  const check = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim())
      void desk()
        .documents.find({ text: typed.slice(0, 200) })
        .then(setFound);
  };
  return (
    <>
      <form className="documents-check" onSubmit={check}>
        <FormField name="documentCode" label={t('documents.check.label')} help={t('documents.check.hint')}>
          {(control) => (
            <Input
              {...control}
              value={typed}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => {
                setTyped(event.target.value);
                setFound(undefined);
              }}
            />
          )}
        </FormField>
        <ActButton
          onClick={() =>
            typed.trim() &&
            void desk()
              .documents.find({ text: typed.slice(0, 200) })
              .then(setFound)
          }
        >
          {t('documents.check.act')}
        </ActButton>
      </form>
      {found && <Answer found={found} onOpen={onOpen} />}
    </>
  );
}

/** One lead: who, what is known, every contact, and what may be done next by whoever sits here. */
import { useState } from 'react';
import { bodyOf } from '#shared/domain/state.ts';
import type { LeadRow } from '#shared/rpc/matter-shapes.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayBenefits, sayCode } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { LeadForm, type LeadFormKind } from './LeadForm.tsx';

function Facts({ lead }: { lead: LeadRow }) {
  const today = useSession()?.today ?? '';
  const { contacts, personId } = lead;
  return (
    <FieldList>
      <FieldRow label={t('matters.leads.about')}>
        {[sayBenefits(lead.benefits), sayCode('leadSource', lead.source), lead.words]
          .filter(Boolean)
          .join(' · ')}
      </FieldRow>
      <FieldRow label={t('matters.columns.phone')}>{lead.phone ?? undefined}</FieldRow>
      <FieldRow label={t('matters.leads.contacts')}>
        {contacts.length === 0 && t('matters.leads.notContacted')}
        {contacts.map(({ on, way, words, who }, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- contacts are only added at the end
          <div key={at}>
            {[sayDate(on, today), sayCode('leadWay', way), words, who].filter(Boolean).join(' · ')}
          </div>
        ))}
      </FieldRow>
      {lead.outcome && (
        <FieldRow label={t('matters.leads.end')}>
          {[
            sayCode('leadOutcome', lead.outcome),
            lead.outcomeReason && sayCode('reason', lead.outcomeReason),
            lead.outcomeWords,
          ]
            .filter(Boolean)
            .join(' · ')}
        </FieldRow>
      )}
      {personId !== null && (
        <FieldRow label={t('matters.leads.person')}>
          <TextLink onClick={() => goTo({ screen: 'case', personId })}>{t('matters.openCase')}</TextLink>
        </FieldRow>
      )}
    </FieldList>
  );
}

interface LeadPageProps {
  readonly lead: LeadRow;
  readonly onDone: (act: number) => void;
  readonly onClose: () => void;
}

export function LeadPage({ lead, onDone, onClose }: LeadPageProps) {
  const me = useMe();
  const [form, setForm] = useState<LeadFormKind>();
  const isTownship = me !== undefined && bodyOf(me.role) === 'TOWNSHIP';
  const kinds: Exclude<LeadFormKind, 'open'>[] =
    lead.state !== 'OPEN'
      ? []
      : [
          ...(isTownship ? (['contact', 'close'] as const) : []),
          ...(lead.personId === null ? (['handOver'] as const) : []),
        ];
  useKeys([{ key: 'Esc', label: t('matters.leads.back'), run: onClose, off: form !== undefined }], 'over');
  if (form)
    return (
      <LeadForm
        kind={form}
        lead={lead}
        onDone={(act) => {
          setForm(undefined);
          onDone(act);
        }}
        onCancel={() => setForm(undefined)}
      />
    );
  return (
    <Panel title={lead.name} note={sayCode('leadState', lead.state)}>
      <Facts lead={lead} />
      <div className="inline-form-acts">
        {kinds.map((kind, at) => (
          <ActButton key={kind} main={at === 0} onClick={() => setForm(kind)}>
            {t(`matters.leads.act.${kind}`)}
          </ActButton>
        ))}
        <ActButton keyName="Esc" onClick={onClose}>
          {t('matters.leads.back')}
        </ActButton>
      </div>
    </Panel>
  );
}

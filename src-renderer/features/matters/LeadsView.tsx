/** 主动发现: somebody who may be entitled and has not asked (S004 arts 8, 11): every attempt to reach them is written down, a lead ends with an
 *  application, a signed waiver or a reason, and who lives elsewhere is handed over to the township there. */
import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { bodyOf } from '#shared/domain/state.ts';
import type { LeadRow } from '#shared/rpc/matter-shapes.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayBenefits, sayCode } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import { textColumn, whoColumns } from './columns.tsx';
import { LeadForm } from './LeadForm.tsx';
import { LeadPage } from './LeadPage.tsx';
import { MatterList } from './MatterList.tsx';
import { useLeads } from './use-matters.ts';

function sayContacts({ contacts, state, outcome, outcomeReason }: LeadRow, today: string): string {
  if (state === 'CLOSED') {
    const reason = outcomeReason && sayCode('reason', outcomeReason);
    return [sayCode('leadOutcome', outcome), reason].filter(Boolean).join(' · ');
  }
  const last = contacts.at(-1);
  if (!last) return t('matters.leads.notContacted');
  return t('matters.leads.contacted', { n: contacts.length, date: sayDate(last.on, today) });
}

export function LeadsView({ head }: { head: ReactNode }) {
  const today = useSession()?.today ?? '';
  const me = useMe();
  const [withClosed, setWithClosed] = useState(false);
  const [isNew, setNew] = useState(false);
  const [chosen, setChosen] = useState<number>();
  const [saved, setSaved] = useState<number>();
  const data = useLeads(withClosed);
  const open = data?.rows.find(({ leadId }) => leadId === chosen);
  const isTownship = me !== undefined && bodyOf(me.role) === 'TOWNSHIP';
  useKeys([
    { key: 'F8', label: t('matters.leads.add'), off: isNew || open !== undefined, run: () => setNew(true) },
  ]);
  const done = (act: number): void => {
    setSaved(act);
    setNew(false);
  };
  const form = isNew ? (
    <LeadForm kind="open" onDone={done} onCancel={() => setNew(false)} />
  ) : (
    open && <LeadPage key={open.leadId} lead={open} onDone={done} onClose={() => setChosen(undefined)} />
  );
  return (
    <MatterList
      head={head}
      label={t('matters.tabs.leads')}
      note={t(isTownship ? 'matters.leads.note' : 'matters.leads.noteCounty')}
      none={t('matters.leads.none')}
      data={data}
      columns={[
        ...whoColumns<LeadRow>(),
        textColumn<LeadRow>('benefit', t('matters.columns.benefit'), 120, ({ benefits }) =>
          sayBenefits(benefits),
        ),
        textColumn<LeadRow>('source', t('matters.columns.source'), 120, ({ source }) =>
          sayCode('leadSource', source),
        ),
        textColumn<LeadRow>('opened', t('matters.columns.opened'), 120, ({ openedOn }) =>
          openedOn ? sayDate(openedOn, today) : '',
        ),
        textColumn<LeadRow>('contacts', t('matters.columns.course'), 'fill', (row) =>
          sayContacts(row, today),
        ),
      ]}
      rowKey={({ leadId }) => leadId}
      enter={t('matters.leads.enter')}
      onOpen={({ leadId }) => {
        setNew(false);
        setChosen(leadId);
      }}
      form={form}
      saved={saved}
      acts={
        <>
          <Checkbox checked={withClosed} onChange={(event) => setWithClosed(event.target.checked)}>
            {t('matters.leads.withClosed')}
          </Checkbox>
          <ActButton size="small" keyName="F8" off={isNew} onClick={() => setNew(true)}>
            {t('matters.leads.add')}
          </ActButton>
        </>
      }
    />
  );
}

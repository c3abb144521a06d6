/** 审定授权: which townships determine, by which written decision, from when until when; what they determined, and how much of it a spot check has
 *  looked at (S004 arts 7, 13; T15). Given and taken back by the county's civil affairs; the federation's review stays. */
import { type ReactNode, useState } from 'react';
import type { DelegationRow } from '#shared/rpc/matter-shapes.ts';
import { useSession } from '../../data/session.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { FieldsForm } from '../case/FieldsForm.tsx';
import { date, optionalWords, text, type Typed } from '../case/fields.ts';
import { textColumn } from './columns.tsx';
import { MatterList } from './MatterList.tsx';
import { useDelegations } from './use-matters.ts';

const PERCENT = 100;

function sayStanding({ delegationId, from, revokedOn }: DelegationRow, today: string): string {
  if (!from) return t('matters.delegations.never');
  if (delegationId === null)
    return t('matters.delegations.ended', { date: revokedOn ? sayDate(revokedOn, today) : '' });
  return t(from > today ? 'matters.delegations.will' : 'matters.delegations.stands', {
    date: sayDate(from, today),
  });
}

function sayShare({ determined, checked }: DelegationRow): string {
  if (!determined) return '';
  return t('matters.delegations.share', {
    checked,
    all: determined,
    share: Math.round((checked / determined) * PERCENT),
  });
}

export function DelegationsView({ head }: { head: ReactNode }) {
  const today = useSession()?.today ?? '';
  const rows = useDelegations();
  const [chosen, setChosen] = useState<DelegationRow>();
  const [saved, setSaved] = useState<number>();
  const isEnding = chosen?.delegationId !== null;
  const day = isEnding ? 'revokedOn' : 'validFrom';
  const args = (typed: Typed): object => {
    const on = text(typed[day]);
    const document = text(typed.document);
    if (isEnding) return { delegationId: chosen?.delegationId, revokedOn: on, document };
    return { township: chosen?.township, from: on, document, words: text(typed.words) };
  };
  const form = chosen && (
    <FieldsForm
      key={chosen.township}
      command={isEnding ? 'delegation.revoke' : 'delegation.grant'}
      title={t(isEnding ? 'matters.delegations.revoke' : 'matters.delegations.grant', {
        township: chosen.townshipName,
      })}
      save={t(isEnding ? 'matters.delegations.revokeSave' : 'matters.delegations.grantSave')}
      fields={[
        ...[date(day), { name: 'document', kind: 'text' } as const],
        ...(isEnding ? [] : [optionalWords]),
      ]}
      fresh={{ [day]: today }}
      args={args}
      onDone={(act) => {
        setSaved(act);
        setChosen(undefined);
      }}
      onCancel={() => setChosen(undefined)}
    />
  );
  return (
    <MatterList
      head={head}
      label={t('matters.tabs.delegations')}
      note={t('matters.delegations.note')}
      none={t('matters.delegations.none')}
      data={rows && { total: rows.length, rows }}
      columns={[
        textColumn<DelegationRow>(
          'township',
          t('matters.columns.township'),
          160,
          ({ townshipName }) => townshipName,
        ),
        textColumn<DelegationRow>('standing', t('matters.columns.state'), 220, (row) =>
          sayStanding(row, today),
        ),
        textColumn<DelegationRow>(
          'document',
          t('matters.columns.document'),
          'fill',
          ({ document, revokeDocument }) => [document, revokeDocument].filter(Boolean).join(' → '),
        ),
        textColumn<DelegationRow>('who', t('matters.columns.who'), 110, ({ who }) => who),
        textColumn<DelegationRow>('share', t('matters.columns.share'), 220, sayShare),
      ]}
      rowKey={({ township }) => township}
      enter={t('matters.delegations.enter')}
      onOpen={setChosen}
      form={form}
      saved={saved}
    />
  );
}

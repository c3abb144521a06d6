/** 审定授权: which townships determine, by which written decision, from when until when; what they determined, and how much of it a spot check has
 *  looked at (S004 arts 7, 13; T15). Given and taken back by the county's civil affairs; the federation's review stays. */
import type { ReactNode } from 'react';
import type { DelegationRow } from '#shared/rpc/matter-shapes.ts';
import { useSession } from '../../data/session.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { date, optionalWords, text } from '../case/fields.ts';
import { textColumn } from './columns.tsx';
import { type FormOf, MatterList } from './MatterList.tsx';
import { useDelegations } from './use-matters.ts';

const PERCENT = 100;

function sayStanding({ delegationId, from, revokedOn }: DelegationRow, today: string): string {
  if (!from) return t('matters.delegations.never');
  if (delegationId === null) {
    const date = revokedOn ? sayDate(revokedOn, today) : '';
    return t((revokedOn ?? '') > today ? 'matters.delegations.until' : 'matters.delegations.ended', { date });
  }
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

/** Gives the determination to a township, or ends what stands; after an end that is known already the next begins on that day. */
function formOf(row: DelegationRow, today: string): FormOf {
  const isEnding = row.delegationId !== null;
  const day = isEnding ? 'revokedOn' : 'validFrom';
  const { townshipName: township, revokedOn } = row;
  return {
    command: isEnding ? 'delegation.revoke' : 'delegation.grant',
    title: t(isEnding ? 'matters.delegations.revoke' : 'matters.delegations.grant', { township }),
    save: t(isEnding ? 'matters.delegations.revokeSave' : 'matters.delegations.grantSave'),
    fields: [date(day), { name: 'document', kind: 'text' }, ...(isEnding ? [] : [optionalWords])],
    fresh: { [day]: revokedOn && revokedOn > today ? revokedOn : today },
    args: (typed) => {
      const [on, document] = [text(typed[day]), text(typed.document)];
      if (isEnding) return { delegationId: row.delegationId, revokedOn: on, document };
      return { township: row.township, from: on, document, words: text(typed.words) };
    },
  };
}

export function DelegationsView({ head }: { head: ReactNode }) {
  const today = useSession()?.today ?? '';
  const rows = useDelegations();
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
      formOf={(row) => formOf(row, today)}
    />
  );
}

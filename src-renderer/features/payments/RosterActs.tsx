/** The acts that the roster's state allows to whoever sits here. What is refused says why beside the button. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, type Role } from '#shared/domain/state.ts';
import type { RosterPage } from '#shared/rpc/payment-shapes.ts';
import { useIssue } from '../../data/issue.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { TextRow } from '../../ui/FormRows.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { MainAct } from './MainAct.tsx';

type ActName = 'check' | 'lock' | 'sign' | 'submit' | 'receive';

/** What is to be done next, by state and body. */
function nextActs({ state, job, signatures }: RosterPage, role: Role): ActName[] {
  if (job) return [];
  const body = bodyOf(role);
  const hasSigned = signatures.some((signature) => signature.body === body);
  if (body === 'FINANCE') return state === 'SUBMITTED_TO_FINANCE' ? ['receive'] : [];
  const mayNotSign = hasSigned || (body !== 'CIVIL_AFFAIRS' && body !== 'FEDERATION');
  const sign: ActName[] = mayNotSign ? [] : ['sign'];
  if (state === 'LOCKED' || state === 'SIGNED_ONE') return sign;
  if (body !== 'CIVIL_AFFAIRS') return [];
  if (state === 'DRAFT') return ['check'];
  if (state === 'CHECKED') return ['lock'];
  return state === 'SIGNED_BOTH' ? ['submit'] : [];
}

function RosterAct({ act, roster }: { act: ActName; roster: RosterPage }) {
  const { t } = useTranslation();
  const { issue, isBusy, refusal } = useIssue(`roster.${act}`);
  const { rosterId, rowHash, lockedHash } = roster;
  const hash = lockedHash ?? rowHash;
  const press = () => void issue(act === 'submit' ? { rosterId } : { rosterId, hash });
  // What differs from the hash is not signed.
  const isOff = hash === null || (act === 'sign' && roster.matches === false);
  return (
    <>
      <MainAct word={t(`payments.acts.${act}`)} isBusy={isBusy} off={isOff} onPress={press} />
      <RefusalLine code={refusal?.code} />
    </>
  );
}

function Again({ roster }: { roster: RosterPage }) {
  const { t } = useTranslation();
  const { issue, isBusy, refusal } = useIssue('roster.build');
  return (
    <>
      <ActButton isBusy={isBusy} onClick={() => void issue({ month: roster.month, cycle: roster.cycle })}>
        {t('payments.rebuild')}
      </ActButton>
      <RefusalLine code={refusal?.code} />
    </>
  );
}

function Reopen({ roster }: { roster: RosterPage }) {
  const { t } = useTranslation();
  const { issue, isBusy, refusal } = useIssue('roster.reopen');
  const [reason, setReason] = useState('');
  return (
    <form
      className="payments-reopen"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) void issue({ rosterId: roster.rosterId, reason });
      }}
    >
      <TextRow
        name="reopenReason"
        label={t('payments.reopenReason')}
        value={reason}
        most={300}
        onType={setReason}
      />
      <ActButton
        size="small"
        isBusy={isBusy}
        off={!reason.trim()}
        onClick={() => void issue({ rosterId: roster.rosterId, reason })}
      >
        {t('payments.acts.reopen')}
      </ActButton>
      <RefusalLine code={refusal?.code} />
    </form>
  );
}

export function RosterActs({ roster, role }: { roster: RosterPage; role: Role }) {
  const isCivilAffairs = role === 'COUNTY_CIVIL_AFFAIRS_APPROVER' && !roster.job;
  const mayBuild = isCivilAffairs && ['DRAFT', 'CHECKED'].includes(roster.state);
  const mayReopen = isCivilAffairs && ['LOCKED', 'SIGNED_ONE', 'SIGNED_BOTH'].includes(roster.state);
  return (
    <div className="payments-acts">
      {nextActs(roster, role).map((act) => (
        <RosterAct key={act} act={act} roster={roster} />
      ))}
      {mayBuild && <Again roster={roster} />}
      {mayReopen && <Reopen roster={roster} />}
    </div>
  );
}

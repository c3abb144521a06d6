/** What the two subsidies look at beside certificate and household: life, other benefits, choices, who acts for the person; what keeps money back,
 *  what was told, given up, and has to come back. Each with the acts of whoever may (S004 arts 1, 9–12).                                   */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf } from '#shared/domain/state.ts';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import type { LawFacts } from '#shared/rpc/law-shapes.ts';
import { useMe } from '../../data/session.ts';
import { sayBenefits, sayCode } from '../../text/codes.ts';
import { sayLongDate, sayMoney, sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { EconomicChecks } from './EconomicChecks.tsx';
import { Evaluations } from './Evaluations.tsx';
import type { ActFormName } from './acts.ts';
import { PastRow } from './PastRow.tsx';
import type { CaseWork } from './use-case-work.ts';

interface LawPanelProps {
  readonly page: CasePage;
  readonly work: Pick<CaseWork, 'open'>;
}

function joined(parts: readonly (string | null | false)[]): string {
  return parts.filter(Boolean).join(' · ');
}

function sayLife({ deathDate, deathSource, custodyKind, custodyFrom, custodyTo }: LawFacts['life']): string {
  if (deathDate)
    return joined([
      t('acts.law.died', { date: sayLongDate(deathDate) }),
      sayCode('deathSource', deathSource),
    ]);
  if (!custodyKind || !custodyFrom) return t('acts.law.alive');
  return joined([
    sayCode('custodyKind', custodyKind),
    t('acts.law.since', { date: sayLongDate(custodyFrom) }),
    custodyTo && t('acts.law.until', { date: sayLongDate(custodyTo) }),
  ]);
}

function sayOther({ type, amountFen, from, to, source }: LawFacts['otherBenefits'][number]): string {
  return joined([
    sayCode('otherBenefit', type),
    t('acts.law.months', { from: sayMonth(from), to: to ? sayMonth(to) : t('acts.law.open') }),
    amountFen !== null && `${sayMoney(amountFen)} ${t('ui.units.yuan')}`,
    source,
  ]);
}

function sayApplied({
  by,
  name,
  phoneMasked,
  authorisation,
  takenInAt,
  ...declared
}: NonNullable<LawFacts['applied']>) {
  return joined([
    by === null || by === 'SELF' ? t('acts.law.self') : sayCode('agentRelation', by),
    name,
    phoneMasked,
    authorisation,
    takenInAt && t('acts.law.takenInAt', { township: takenInAt }),
    declared.isCheckAuthorised && t('acts.law.checkAuthorised'),
    declared.isDutyTold && t('acts.law.dutyTold'),
  ]);
}

function sayGuardian({ guardian, isIncapable }: LawFacts): string {
  const who = guardian
    ? joined([sayCode('agentRelation', guardian.relation), guardian.name, guardian.phoneMasked])
    : t('acts.law.nobody');
  return isIncapable ? joined([who, t('acts.law.incapable')]) : who;
}

function sayRenewal({ renewalAppliedOn, renewalReceiptOn, receiptHoldsUntil }: LawFacts): string {
  if (renewalAppliedOn) return t('acts.law.renewing', { date: sayLongDate(renewalAppliedOn) });
  if (!renewalReceiptOn) return t('acts.law.noRenewal');
  const until = receiptHoldsUntil ? sayLongDate(receiptHoldsUntil) : '—';
  return t('acts.law.receipt', { date: sayLongDate(renewalReceiptOn), until });
}

function sayTold({ on, by, way, isSigned, dutyOn }: LawFacts['told']): string {
  if (!on) return t('acts.law.untold');
  return joined([
    t('acts.law.toldOn', { date: sayLongDate(on), by: by ?? '' }),
    sayCode('toldWay', way),
    t(isSigned ? 'acts.law.signed' : 'acts.law.unsigned'),
    t(dutyOn ? 'acts.law.dutyTold' : 'acts.law.dutyUntold'),
  ]);
}

function sayElection({ benefit, choice, signedOn }: LawFacts['elections'][number]): string {
  return joined([sayCode('benefit', benefit), sayCode('electionChoice', choice), sayLongDate(signedOn)]);
}

function sayWaiver({ items, signedOn, revokedOn }: LawFacts['waivers'][number]): string {
  return joined([
    sayBenefits(items),
    signedOn && sayLongDate(signedOn),
    revokedOn && t('acts.law.revoked', { date: sayLongDate(revokedOn) }),
  ]);
}

function sayHold({ body, who, since, reason }: LawFacts['holds'][number]): string {
  return joined([sayCode('body', body), who, sayLongDate(since), reason]);
}

export function LawPanel({ page, work }: LawPanelProps) {
  useTranslation();
  const me = useMe();
  const { law } = page;
  const body = me && bodyOf(me.role);
  const isTownship = body === 'TOWNSHIP';
  const isOffice = isTownship || body === 'CIVIL_AFFAIRS';
  const link = (form: ActFormName, may: boolean): ReactNode =>
    may && <TextLink onClick={() => work.open(form)}>{t(`acts.form.${form}.link`)}</TextLink>;
  const held = law.holds.some((each) => each.body === body);
  return (
    <Panel title={t('acts.law.title')}>
      <FieldList>
        <FieldRow label={t('acts.law.life')}>
          {sayLife(law.life)} {link('life', isOffice)}
        </FieldRow>
        <FieldRow label={t('acts.law.otherBenefits')}>
          {law.otherBenefits.length === 0 && t('acts.law.none')}
          {law.otherBenefits.map((each) => (
            <div key={`${each.type} ${each.from}`}>{sayOther(each)}</div>
          ))}{' '}
          {link('otherBenefits', isOffice)}
        </FieldRow>
        <FieldRow label={t('acts.law.election')}>
          {law.elections.length === 0 && t('acts.law.none')}
          {law.elections.map((each) => (
            <div key={each.benefit}>{sayElection(each)}</div>
          ))}{' '}
          {link('election', isOffice)}
        </FieldRow>
        {law.applied && <FieldRow label={t('acts.law.applied')}>{sayApplied(law.applied)}</FieldRow>}
        <FieldRow label={t('acts.law.guardian')}>
          {sayGuardian(law)} {link('guardian', isOffice)}
        </FieldRow>
        <FieldRow label={t('acts.law.renewal')}>
          {sayRenewal(law)} {link('renewalReceipt', isTownship)}
        </FieldRow>
        <FieldRow label={t('acts.law.told')}>
          {sayTold(law.told)} {link('tell', isTownship || body === 'FEDERATION')}
        </FieldRow>
        <FieldRow label={t('acts.law.holds')}>
          {law.holds.length === 0 && t('acts.law.noHold')}
          {law.holds.map((each, at) => (
            <div key={at}>{sayHold(each)}</div>
          ))}{' '}
          {link(held ? 'liftHold' : 'hold', body !== 'FINANCE' && body !== undefined)}
        </FieldRow>
        <FieldRow label={t('acts.law.economic')}>
          <EconomicChecks checks={law.economicChecks} isOffice={isOffice} />{' '}
          {link('economicCheck', isTownship && law.economicChecks.every(({ state }) => state === 'ANSWERED'))}
        </FieldRow>
        <FieldRow label={t('acts.law.evaluation')}>
          <Evaluations
            evaluations={law.evaluations}
            applicationId={page.applications[0]?.applicationId ?? null}
            {...{ isTownship, open: work.open }}
          />
        </FieldRow>
        <FieldRow label={t('acts.law.waivers')}>
          {law.waivers.length === 0 && t('acts.law.none')}
          {law.waivers.map((each, at) => (
            <div key={at}>{sayWaiver(each)}</div>
          ))}{' '}
          {link('waiver', isTownship)} {link('leadOpen', isOffice)}
        </FieldRow>
        <PastRow personId={page.person.personId}>{link('pastRecord', isOffice)}</PastRow>
      </FieldList>
    </Panel>
  );
}

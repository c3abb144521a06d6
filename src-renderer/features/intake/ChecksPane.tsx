/** The right pane of the intake: a person who is known already, what is missing, and what would follow today. Explanation
 *  and consequence only; nothing is typed here.                                                                     */
import { useState } from 'react';
import { MATERIAL_CODES } from '#shared/domain/state.ts';
import { sayBenefits, sayCode, sayCodes } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { focusField } from '../../ui/FormField.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { OutlookCard } from './OutlookCard.tsx';
import type { Intake } from './use-intake.ts';
import { fillFromRegister, type PersonBrief } from './use-known-person.ts';
import { sayFault } from './words.ts';

function OpenFile({ person }: { person: PersonBrief }) {
  const { openApplication } = person;
  if (!openApplication) return <p className="faint">{t('intake.same.noFile')}</p>;
  return (
    <p>
      {t('intake.same.openWords', {
        benefits: sayBenefits(openApplication.benefits),
        state: sayCode('state', openApplication.state),
      })}
    </p>
  );
}

function SamePerson({ intake, person }: { intake: Intake; person: PersonBrief }) {
  const [fill, setFill] = useState<'filled' | 'fillFailed'>();
  const hasOpen = person.openApplication !== null;
  const fillIn = async (): Promise<void> => {
    const filled = await fillFromRegister(intake.form, person.personId);
    setFill(filled ? 'filled' : 'fillFailed');
    if (filled) intake.replace(filled);
  };
  return (
    <Panel
      shape="card"
      icon="person"
      tone="amber"
      title={t(hasOpen ? 'intake.same.openTitle' : 'intake.same.title')}
    >
      <p>
        {t('intake.same.words', {
          name: person.name,
          place: `${person.township} ${person.village}`,
          sex: sayCode('sex', person.sex),
          birth: person.birthDate ?? '',
        })}
      </p>
      <OpenFile person={person} />
      <div className="pane-acts">
        {fill === undefined && (
          <ActButton size="small" onClick={() => void fillIn()}>
            {t('intake.same.fill')}
          </ActButton>
        )}
        <ActButton size="small" onClick={() => goTo({ screen: 'case', personId: person.personId })}>
          {t(hasOpen ? 'intake.same.openFile' : 'intake.same.open')}
        </ActButton>
      </div>
      <p className="faint" role="status">
        {t(fill ? `intake.same.${fill}` : 'intake.same.fillNote')}
      </p>
    </Panel>
  );
}

function FaultCard({ intake }: { intake: Intake }) {
  const { faults } = intake.reading;
  if (!intake.hasTried || faults.length === 0) return null;
  return (
    <Panel
      shape="card"
      icon="alert"
      tone="seal"
      title={t('intake.faults.title', { n: faults.length })}
      note={t('intake.faults.note')}
    >
      <ol className="pane-list">
        {faults.map((fault) => (
          <li key={`${fault.field} ${fault.code}`}>
            <TextLink onClick={() => focusField(fault.field)}>{t(`intake.fields.${fault.field}`)}</TextLink>{' '}
            <span className="sr">{sayFault({ fault })}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function MissingCard({ intake }: { intake: Intake }) {
  const { missing, needed } = intake.reading;
  // What is spared depends on the household: nothing is promised before it is known.
  const spared = MATERIAL_CODES.filter(
    (code) => intake.form.householdCategory !== '' && !needed.includes(code),
  );
  if (intake.form.benefits.length === 0 && missing.length === needed.length) return null;
  if (missing.length === 0) {
    return (
      <Panel shape="card" icon="check" title={t('intake.missing.nothing')}>
        <p className="faint">{t('intake.missing.nothingWords')}</p>
      </Panel>
    );
  }
  return (
    <Panel
      shape="card"
      icon="page"
      title={t('intake.missing.title', { n: missing.length })}
      note={t('intake.missing.note')}
    >
      <ol className="pane-list">
        {missing.map((code) => (
          <li key={code}>
            <button
              type="button"
              className="plain-link"
              onClick={() => focusField(code === 'BANK_ACCOUNT' ? 'accountNumber' : 'materials')}
            >
              {code === 'BANK_ACCOUNT' ? t('intake.missing.account') : sayCode('material', code)}
            </button>
          </li>
        ))}
      </ol>
      {spared.length > 0 && (
        <p className="faint">
          {t('intake.missing.notNeeded', {
            items: sayCodes('material', spared),
          })}
        </p>
      )}
    </Panel>
  );
}

interface ChecksPaneProps {
  readonly intake: Intake;
  readonly today: string;
  readonly isWhyOpen: boolean;
  readonly onWhy: () => void;
}

export function ChecksPane({ intake, isWhyOpen, onWhy, today }: ChecksPaneProps) {
  const { person } = intake.known;
  return (
    <>
      <FaultCard intake={intake} />
      {person && <SamePerson key={person.personId} intake={intake} person={person} />}
      {person === null && <p className="faint">{t('intake.same.clear')}</p>}
      <MissingCard intake={intake} />
      <OutlookCard intake={intake} isWhyOpen={isWhyOpen} onWhy={onWhy} today={today} />
      {intake.form.submittedOn < today && (
        <p className="faint">
          {t('intake.olderDay', { date: sayDate(intake.form.submittedOn, today) })}{' '}
          <TextLink onClick={() => intake.change({ submittedOn: today })}>{t('intake.useToday')}</TextLink>
        </p>
      )}
    </>
  );
}

/** The right pane of the intake: who may be known already, what is missing, and what would follow today. Explanation
 *  and consequence only; nothing is typed here.                                                                     */
import { MATERIAL_CODES } from '#shared/domain/state.ts';
import { sayCode, sayCodes } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { focusField } from '../../ui/FormField.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { SimilarCards } from '../people/SimilarCards.tsx';
import type { Similar } from '../people/use-similar.ts';
import { PartialLine } from '../rows/PartialLine.tsx';
import { OutlookCard } from './OutlookCard.tsx';
import type { Intake } from './use-intake.ts';
import { sayFault } from './words.ts';

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
  const { missing, needed, isElsewhere } = intake.reading;
  // What is spared depends on the household: nothing is promised before it is known.
  const spared = MATERIAL_CODES.filter(
    (code) => intake.form.householdCategory !== '' && !needed.includes(code),
  );
  if (intake.form.benefits.length === 0 && missing.length === needed.length) return null;
  if (missing.length === 0) {
    return (
      <Panel shape="card" icon="check" title={t('intake.missing.nothing')}>
        <p className="faint">{t(isElsewhere ? 'intake.dock.elsewhere' : 'intake.missing.nothingWords')}</p>
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
  readonly similar: Similar;
  readonly today: string;
  readonly isWhyOpen: boolean;
  readonly onWhy: () => void;
}

export function ChecksPane({ intake, similar, isWhyOpen, onWhy, today }: ChecksPaneProps) {
  return (
    <>
      <FaultCard intake={intake} />
      <PartialLine of="similar" />
      <SimilarCards similar={similar} />
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

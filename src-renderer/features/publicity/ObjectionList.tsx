/** What was said against a notice, and what came of it. */
import { useTranslation } from 'react-i18next';
import type { Body } from '#shared/domain/state.ts';
import type { ObjectionView } from '#shared/rpc/publicity-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Deadline } from '../../ui/Deadline.tsx';
import { goTo } from '../../ui/route.ts';
import { StateTag } from '../../ui/StateTag.tsx';
import { TextLink } from '../../ui/TextLink.tsx';

interface ListProps {
  readonly objections: readonly ObjectionView[];
  readonly today: string;
  readonly body: Body | undefined;
  readonly onAct: (objection: ObjectionView) => void;
}

function Outcome({ objection, today }: { objection: ObjectionView; today: string }) {
  const { t } = useTranslation();
  const { settlement, settledOn, settledBy, settledWords } = objection;
  const { decidedOn, decidedBy, decidedWords, proposal, personId, personName, repliedOn, replyWords } =
    objection;
  return (
    <>
      <div>
        <b>{sayCode('objectionState', objection.state)}</b>
        {proposal && ` · ${sayCode('objectionProposal', proposal)}`} {decidedOn && sayDate(decidedOn, today)}{' '}
        {decidedBy} <span className="quiet">{decidedWords}</span>
      </div>
      {repliedOn && (
        <div className="faint">
          {t('publicity.replied', { date: sayDate(repliedOn, today), words: replyWords ?? '' })}
        </div>
      )}
      {objection.isHeld && <StateTag icon="hourglass" kind="amber" word={t('publicity.held')} />}
      {settlement && (
        <div>
          {sayCode('objectionSettlement', settlement)} · {settledOn && sayDate(settledOn, today)} {settledBy}{' '}
          <span className="quiet">{settledWords}</span>
        </div>
      )}
      {objection.state === 'UPHELD' && personId !== null && (
        <TextLink onClick={() => goTo({ screen: 'case', personId })}>
          {t('publicity.seeCase', { name: personName ?? '' })}
        </TextLink>
      )}
    </>
  );
}

export function ObjectionList({ objections, today, body, onAct }: ListProps) {
  const { t } = useTranslation();
  if (objections.length === 0) return <p className="faint">{t('publicity.noObjection')}</p>;
  return (
    <ul className="plain-lines objections">
      {objections.map((objection) => (
        <li key={objection.objectionId}>
          <div>
            {sayDate(objection.receivedOn, today)}{' '}
            {objection.hasContact
              ? [objection.contactName, objection.contactPhone].filter(Boolean).join(' ')
              : t('publicity.anonymous')}
            {objection.personName && ` · ${t('publicity.about', { name: objection.personName })}`}
            {' · '}
            <span>{objection.text}</span>
          </div>
          {objection.state === 'OPEN' ? (
            <div>
              <Deadline deadline={objection.due} today={today} />{' '}
              {body === 'TOWNSHIP' && (
                <ActButton size="small" onClick={() => onAct(objection)}>
                  {t('publicity.decide.open')}
                </ActButton>
              )}
            </div>
          ) : (
            <Outcome objection={objection} today={today} />
          )}
          {objection.state === 'UPHELD' && objection.settlement === null && body === 'CIVIL_AFFAIRS' && (
            <ActButton size="small" onClick={() => onAct(objection)}>
              {t('publicity.settle.open')}
            </ActButton>
          )}
        </li>
      ))}
    </ul>
  );
}

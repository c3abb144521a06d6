/** What was said against a notice, and what came of it. */
import { useTranslation } from 'react-i18next';
import type { ObjectionView } from '#shared/rpc/publicity-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Deadline } from '../../ui/Deadline.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';

interface ListProps {
  readonly objections: readonly ObjectionView[];
  readonly today: string;
  readonly onDecide: ((objection: ObjectionView) => void) | undefined;
}

function Outcome({ objection, today }: { objection: ObjectionView; today: string }) {
  const { t } = useTranslation();
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
      {objection.state === 'UPHELD' && personId !== null && (
        <TextLink onClick={() => goTo({ screen: 'case', personId })}>
          {t('publicity.seeCase', { name: personName ?? '' })}
        </TextLink>
      )}
    </>
  );
}

export function ObjectionList({ objections, today, onDecide }: ListProps) {
  const { t } = useTranslation();
  if (objections.length === 0) return <p className="faint">{t('publicity.noObjection')}</p>;
  return (
    <ul className="plain-lines">
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
              {onDecide && (
                <ActButton size="small" onClick={() => onDecide(objection)}>
                  {t('publicity.decide.open')}
                </ActButton>
              )}
            </div>
          ) : (
            <Outcome objection={objection} today={today} />
          )}
        </li>
      ))}
    </ul>
  );
}

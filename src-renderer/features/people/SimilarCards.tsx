/** 可能重复, the first check of the intake: who may be the person that is being typed, why, and what they have. It can be left; nothing is
 *  demanded before saving.                                                                                             */
import type { SimilarPerson } from '#shared/rpc/duplicate-shapes.ts';
import { sayBenefits, sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import type { Similar } from './use-similar.ts';
import './people.css';

const SHOWN_MAX = 3;

/** What somebody has: an open file first, for there cannot be two. */
function Holding({ person }: { person: SimilarPerson }) {
  const { openApplication, keptIn, state, benefits } = person;
  if (keptIn !== null) return <p>{t('people.similar.keptIn', { township: keptIn })}</p>;
  if (openApplication) {
    const words = {
      benefits: sayBenefits(openApplication.benefits),
      state: sayCode('state', openApplication.state),
    };
    return <p>{t('people.similar.open', words)}</p>;
  }
  return (
    <p className="faint">
      {state === 'ACTIVE'
        ? t('people.similar.active', { benefits: sayBenefits(benefits) })
        : t('people.similar.noFile')}
    </p>
  );
}

function SimilarOne({
  person,
  similar,
  isFirst,
}: {
  person: SimilarPerson;
  similar: Similar;
  isFirst: boolean;
}) {
  const { personId, name, township, village, openApplication } = person;
  return (
    <li className="similar-one">
      <p>
        <b>{t(`people.ground.${person.ground}`)}</b>
      </p>
      <p>{t('people.similar.who', { name, place: `${township} ${village}` })}</p>
      <p className="faint">{t('people.similar.number', { number: person.idNumberMasked })}</p>
      <Holding person={person} />
      <div className="pane-acts">
        <ActButton size="small" {...(isFirst && { keyName: 'F8' })} onClick={() => similar.compare(personId)}>
          {t('people.similar.compare')}
        </ActButton>
        <ActButton size="small" onClick={() => similar.leave(personId)}>
          {t('people.similar.isnt')}
        </ActButton>
        <TextLink onClick={() => goTo({ screen: 'case', personId })}>
          {t(openApplication ? 'people.similar.openFile' : 'people.similar.openCase')}
        </TextLink>
      </div>
    </li>
  );
}

export function SimilarCards({ similar }: { similar: Similar }) {
  const { people, leftCount, filled } = similar;
  return (
    <div className="similar-cards" aria-live="polite">
      {people.length > 0 && (
        <Panel
          shape="card"
          icon="person"
          tone="amber"
          title={
            people.length === 1
              ? t('people.similar.title')
              : t('people.similar.titleMany', { n: people.length })
          }
        >
          <ul>
            {people.slice(0, SHOWN_MAX).map((person, at) => (
              <SimilarOne key={person.personId} person={person} similar={similar} isFirst={at === 0} />
            ))}
          </ul>
        </Panel>
      )}
      {filled && <p className="faint similar-note">{t(`people.similar.${filled}`)}</p>}
      {leftCount > 0 && (
        <p className="faint similar-note">
          {t('people.similar.leftOne', { n: leftCount })}{' '}
          <TextLink onClick={similar.lookAgain}>{t('people.similar.lookAgain')}</TextLink>
        </p>
      )}
      {similar.isNobody && <p className="faint similar-note">{t('intake.same.clear')}</p>}
    </div>
  );
}

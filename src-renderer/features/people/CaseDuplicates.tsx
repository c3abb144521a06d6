/** On a case page: who this may be besides, what another township received of this person and is to be taken in here, which records came
 *  together in this one.                                                                                              */
import type { DuplicatesOfPerson } from '#shared/rpc/duplicate-shapes.ts';
import { sayBenefits } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { useOfPerson } from './use-of-person.ts';

function TakeIn({ personId, still }: { personId: number; still: DuplicatesOfPerson['stillToTakeIn'] }) {
  return still.map(({ township, benefits, submittedOn }) => (
    <p key={`${township} ${submittedOn}`} className="amber-line">
      <Icon name="page" />
      <span>
        {t('people.onCase.takeIn', {
          township,
          benefits: sayBenefits(benefits),
          date: sayDate(submittedOn),
        })}{' '}
        <TextLink onClick={() => goTo({ screen: 'intake', personId, submittedOn })}>
          {t('people.onCase.takeInAct')}
        </TextLink>
      </span>
    </p>
  ));
}

function Maybe({ personId, maybe }: { personId: number; maybe: DuplicatesOfPerson['maybe'] }) {
  return maybe.map((other) => (
    <p key={other.personId} className="amber-line">
      <Icon name="person" />
      <span>
        {t('people.onCase.maybe', {
          name: other.name,
          village: other.village,
          ground: t(`people.ground.${other.ground}`),
        })}{' '}
        <TextLink onClick={() => goTo({ screen: 'people', pair: [personId, other.personId] })}>
          {t('people.onCase.maybeAct')}
        </TextLink>
      </span>
    </p>
  ));
}

function Merged({ merged }: { merged: DuplicatesOfPerson['merged'] }) {
  return merged.map(({ personId, name, idNumberMasked, on }) => (
    <p key={personId} className="locked-line">
      <Icon name="person" />
      <span>
        {t('people.onCase.merged', { name, number: idNumberMasked, date: on ? sayDate(on) : '' })}{' '}
        <TextLink onClick={() => goTo({ screen: 'case', personId })}>{t('people.onCase.mergedAct')}</TextLink>
      </span>
    </p>
  ));
}

export function CaseDuplicates({ personId }: { personId: number }) {
  const found = useOfPerson(personId);
  if (!found) return null;
  return (
    <>
      <TakeIn personId={personId} still={found.stillToTakeIn} />
      <Maybe personId={personId} maybe={found.maybe} />
      <Merged merged={found.merged} />
    </>
  );
}

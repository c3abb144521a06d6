/** 更正号码 beside a masked number, for whoever may correct it; the replica judges whether it can be. */
import type { Role } from '#shared/domain/state.ts';
import { t } from '../../text/i18n.ts';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { useOfPerson } from './use-of-person.ts';

export function CorrectNumberLink({ personId, role }: { personId: number; role: Role | undefined }) {
  const isMerged = useOfPerson(personId)?.mergedInto !== null;
  if (isMerged || role === undefined || role === 'COUNTY_FEDERATION_REVIEWER') return null;
  return (
    <TextLink onClick={() => goTo({ screen: 'people', correct: personId })}>
      {t('people.correct.link')}
    </TextLink>
  );
}

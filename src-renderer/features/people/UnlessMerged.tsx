/** The next step of a case — unless its record was merged into another: then where it went, and nothing to do here. */
import type { ReactNode } from 'react';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { NextStep } from '../../ui/NextStep.tsx';
import { goTo } from '../../ui/route.ts';
import { StateTag } from '../../ui/StateTag.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useOfPerson } from './use-of-person.ts';

export function UnlessMerged({ personId, children }: { personId: number; children: ReactNode }) {
  const merged = useOfPerson(personId)?.mergedInto;
  if (!merged) return children;
  const { name, township, on } = merged;
  const words = { name, township, date: on ? sayDate(on) : '' };
  const keptId = merged.personId;
  return (
    <NextStep quiet>
      {t(keptId === null ? 'people.onCase.mergedInto' : 'people.onCase.mergedIntoHere', words)}{' '}
      {keptId !== null && (
        <TextLink onClick={() => goTo({ screen: 'case', personId: keptId })}>
          {t('people.onCase.mergedIntoAct')}
        </TextLink>
      )}
    </NextStep>
  );
}

/** The tag of a case's state — or that its record was merged away. */
export function StateUnlessMerged({ personId, children }: { personId: number; children: ReactNode }) {
  const merged = useOfPerson(personId)?.mergedInto;
  return merged ? <StateTag icon="person" kind="plain" word={t('people.onCase.mergedTag')} /> : children;
}

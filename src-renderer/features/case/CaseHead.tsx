/** Who this is, in one line; the number masked until asked for. */
import { useTranslation } from 'react-i18next';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import { useMe } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { FourBox } from '../../ui/FourBox.tsx';
import { MaskedNumber } from '../../ui/MaskedNumber.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { goTo } from '../../ui/route.ts';
import { CaseStateTag } from '../../ui/StateTag.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { CorrectNumberLink } from '../people/CorrectNumberLink.tsx';
import { StateUnlessMerged } from '../people/UnlessMerged.tsx';
import { asksReason, reveal } from './reveal.ts';

export function CaseHead({ page: { person, applications, entitlements } }: { page: CasePage }) {
  const { t } = useTranslation();
  const me = useMe();
  const age = person.age === null ? '' : t('ui.units.age', { age: person.age });
  const words = [sayCode('sex', person.sex), age, person.village].filter(Boolean).join(' · ');
  const isActive = entitlements.some(({ state }) => state === 'ACTIVE');
  const state = isActive ? 'ACTIVE' : (applications[0]?.state ?? 'REGISTERED');
  return (
    <PageHead
      about={person.personId}
      before={
        <span className="crumb">
          <TextLink onClick={() => goTo({ screen: 'cases' })}>{t('case.crumb')}</TextLink> ›
        </span>
      }
      title={person.name}
      note={
        <span className="case-who">
          {words} ·{' '}
          <MaskedNumber
            label={t('case.facts.idNumber')}
            masked={person.idNumberMasked}
            onShow={(reason) => reveal(person.personId, 'idNumber', reason)}
            asksReason={asksReason(me?.role)}
          />{' '}
          <CorrectNumberLink personId={person.personId} role={me?.role} />
          <StateUnlessMerged personId={person.personId}>
            <CaseStateTag state={state} />
          </StateUnlessMerged>
          {applications[0] && <FourBox place={applications[0].place} />}
        </span>
      }
    />
  );
}

/** The facts of a person and the materials of the file. What a role may not hold says so instead of being empty. */
import { useTranslation } from 'react-i18next';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import { useMe } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayLongDate, sayMonth } from '../../text/dates.ts';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { MaskedNumber } from '../../ui/MaskedNumber.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { asksReason, reveal } from './reveal.ts';
import type { CaseFormName } from './use-case-work.ts';

interface FactsProps {
  readonly page: CasePage;
  readonly onCorrect: (form: CaseFormName) => void;
}

export function Facts({ page, onCorrect }: FactsProps) {
  const { t } = useTranslation();
  const me = useMe();
  const mayCorrect = me !== undefined && me.role !== 'COUNTY_FEDERATION_REVIEWER';
  return (
    <>
      <Panel title={t('case.facts.title')}>
        <FieldList>
          <CertificateRow page={page} />
          <HouseholdRow page={page} />
          <AccountRow page={page} onCorrect={mayCorrect && page.seesMoney ? onCorrect : undefined} />
          <PhoneRow page={page} onCorrect={mayCorrect ? onCorrect : undefined} />
          <PlaceRows page={page} />
        </FieldList>
      </Panel>
      <Materials page={page} />
    </>
  );
}

function CertificateRow({ page: { person } }: { page: CasePage }) {
  const { t } = useTranslation();
  const me = useMe();
  const kind = [sayCode('disabilityClass', person.disabilityClass), sayCode('grade', person.grade)].filter(
    Boolean,
  );
  const note = [
    sayCode('gradeNote', person.grade),
    person.certificateStatus && person.certificateStatus !== 'VALID'
      ? sayCode('certificateStatus', person.certificateStatus)
      : '',
    person.certificateExpiresOn && t('case.facts.until', { date: sayLongDate(person.certificateExpiresOn) }),
  ].filter(Boolean);
  return (
    <>
      <FieldRow label={t('case.facts.certificate')} note={note.join(' · ')}>
        {kind.join(' · ') || '—'}
      </FieldRow>
      {person.certificateNumberMasked && (
        <FieldRow label={t('case.facts.certificateNumber')} wide>
          <MaskedNumber
            label={t('case.facts.certificateNumber')}
            masked={person.certificateNumberMasked}
            onShow={(reason) => reveal(person.personId, 'certificateNumber', reason)}
            asksReason={asksReason(me?.role)}
          />
        </FieldRow>
      )}
    </>
  );
}

function HouseholdRow({ page: { person } }: { page: CasePage }) {
  const { t } = useTranslation();
  const care =
    person.needsLongTermCare === null
      ? '—'
      : t(person.needsLongTermCare ? 'case.facts.careYes' : 'case.facts.careNo');
  const from =
    person.householdFrom && t('case.facts.householdFrom', { month: sayMonth(person.householdFrom) });
  return (
    <>
      <FieldRow label={t('case.facts.household')} note={from}>
        {sayCode('household', person.householdCategory) || '—'}
      </FieldRow>
      <FieldRow label={t('case.facts.care')}>{care}</FieldRow>
    </>
  );
}

interface CorrectableProps {
  readonly page: CasePage;
  readonly onCorrect: ((form: CaseFormName) => void) | undefined;
}

function AccountRow({ page: { person, seesMoney }, onCorrect }: CorrectableProps) {
  const { t } = useTranslation();
  const me = useMe();
  const correct = onCorrect && <Correct what={t('case.facts.account')} onClick={() => onCorrect('bank')} />;
  if (!seesMoney) {
    return (
      <FieldRow label={t('case.facts.account')}>
        <span className="faint">{t('case.facts.accountHidden')}</span>
      </FieldRow>
    );
  }
  const bank = [person.bankName, sayCode('accountKind', person.accountKind)].filter(Boolean).join(' ');
  return (
    <FieldRow label={t('case.facts.account')}>
      {person.accountNumberMasked ? (
        <>
          {bank}{' '}
          <MaskedNumber
            label={t('case.facts.account')}
            masked={person.accountNumberMasked}
            onShow={(reason) => reveal(person.personId, 'accountNumber', reason)}
            asksReason={asksReason(me?.role)}
          />{' '}
        </>
      ) : (
        `${t('case.facts.noAccount')} `
      )}
      {correct}
    </FieldRow>
  );
}

function PhoneRow({ page: { person }, onCorrect }: CorrectableProps) {
  const { t } = useTranslation();
  const me = useMe();
  const correct = onCorrect && <Correct what={t('case.facts.phone')} onClick={() => onCorrect('phone')} />;
  return (
    <FieldRow label={t('case.facts.phone')}>
      {person.phoneMasked ? (
        <MaskedNumber
          label={t('case.facts.phone')}
          masked={person.phoneMasked}
          onShow={(reason) => reveal(person.personId, 'phone', reason)}
          asksReason={asksReason(me?.role)}
        />
      ) : (
        t('case.facts.noPhone')
      )}{' '}
      {correct}
    </FieldRow>
  );
}

/** 更正, with what it corrects said to whoever does not see where it stands. */
function Correct({ what, onClick }: { what: string; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <TextLink onClick={onClick}>
      {t('case.facts.edit')}
      <span className="sr">{what}</span>
    </TextLink>
  );
}

function PlaceRows({ page: { person } }: { page: CasePage }) {
  const { t } = useTranslation();
  const { township, village } = person;
  return (
    <>
      <FieldRow label={t('case.facts.hukou')} note={sayCode('hukouKind', person.hukouKind)}>
        {t('case.facts.townshipVillage', { township, village })}
      </FieldRow>
      {person.residenceAddress && (
        <FieldRow label={t('case.facts.address')}>{person.residenceAddress}</FieldRow>
      )}
      {person.ethnicity && <FieldRow label={t('case.facts.ethnicity')}>{person.ethnicity}</FieldRow>}
    </>
  );
}

function Materials({ page: { applications } }: { page: CasePage }) {
  const { t } = useTranslation();
  const [application] = applications;
  if (!application) return null;
  const { materials, missing } = application;
  const note =
    missing.length > 0
      ? t('case.materials.some', { n: materials.length, missing: missing.length })
      : t('case.materials.all', { n: materials.length });
  return (
    <Panel title={t('case.materials.title')} note={note}>
      <ul className="materials">
        {materials.map((code) => (
          <li key={code}>
            <Icon name="page" /> {sayCode('material', code)}
          </li>
        ))}
        {missing.map((code) => (
          <li key={code} className="is-missing">
            <Icon name="hourglass" /> {t('case.materials.lacks', { paper: sayCode('material', code) })}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

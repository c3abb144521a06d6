/** The facts of a person and the materials of the file. What a role may not hold says so instead of being empty. */
import { useTranslation } from 'react-i18next';
import { ancestorAt } from '#shared/domain/division.ts';
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
  /** Who changed a group of these. */
  readonly onWho: (group: string) => void;
}

export function Facts({ page, onCorrect, onWho }: FactsProps) {
  const { t } = useTranslation();
  const me = useMe();
  const isFederation = me?.role === 'COUNTY_FEDERATION_REVIEWER';
  const isCivil = me?.role === 'COUNTY_CIVIL_AFFAIRS_APPROVER';
  const mayCorrect = me !== undefined && !isFederation;
  const may = (isMine: boolean) => (isMine ? onCorrect : undefined);
  return (
    <>
      <Panel title={t('case.facts.title')}>
        <FieldList>
          <CertificateRow page={page} onCorrect={may(isFederation)} onWho={onWho} />
          <HouseholdRow page={page} onCorrect={may(mayCorrect)} onWho={onWho} />
          <AccountRow page={page} onCorrect={may(mayCorrect && page.seesMoney)} onWho={onWho} />
          <PhoneRow page={page} onCorrect={may(mayCorrect)} onWho={onWho} />
          <PlaceRows page={page} onCorrect={may(isCivil)} onWho={onWho} />
        </FieldList>
      </Panel>
      <Materials page={page} />
    </>
  );
}

function CertificateRow({ page: { person }, onCorrect, onWho }: CorrectableProps) {
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
        {kind.join(' · ') || '—'}{' '}
        <Ways group="certificate" onWho={onWho} onCorrect={onCorrect && (() => onCorrect('certificate'))} />
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

function HouseholdRow({ page: { person }, onCorrect, onWho }: CorrectableProps) {
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
        {sayCode('household', person.householdCategory) || '—'}{' '}
        <Ways group="household" onWho={onWho} onCorrect={onCorrect && (() => onCorrect('household'))} />
      </FieldRow>
      <FieldRow label={t('case.facts.care')}>{care}</FieldRow>
    </>
  );
}

interface CorrectableProps {
  readonly page: CasePage;
  readonly onCorrect: ((form: CaseFormName) => void) | undefined;
  readonly onWho: (group: string) => void;
}

function AccountRow({ page: { person, seesMoney }, onCorrect, onWho }: CorrectableProps) {
  const { t } = useTranslation();
  const me = useMe();
  const ways = <Ways group="bank" onWho={onWho} onCorrect={onCorrect && (() => onCorrect('bank'))} />;
  if (!seesMoney) {
    return (
      <FieldRow label={t('case.facts.account')}>
        <span className="faint">{t('case.facts.accountHidden')}</span> {ways}
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
      {ways}
    </FieldRow>
  );
}

function PhoneRow({ page: { person }, onCorrect, onWho }: CorrectableProps) {
  const { t } = useTranslation();
  const me = useMe();
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
      <Ways group="contact" onWho={onWho} onCorrect={onCorrect && (() => onCorrect('phone'))} />
    </FieldRow>
  );
}

const WHAT = {
  certificate: 'case.facts.certificate',
  household: 'case.facts.household',
  bank: 'case.facts.account',
  contact: 'case.facts.phone',
  hukou: 'case.facts.hukou',
  identity: 'case.facts.idNumber',
} as const;

interface WaysProps {
  readonly group: keyof typeof WHAT;
  readonly onWho: (group: string) => void;
  readonly onCorrect?: (() => void) | undefined;
}

/** 更正 and 谁改的, with what it is about said to whoever does not see where it stands. */
function Ways({ group, onWho, onCorrect }: WaysProps) {
  const { t } = useTranslation();
  const what = <span className="sr">{t(WHAT[group])}</span>;
  return (
    <span className="fact-ways">
      {onCorrect && (
        <TextLink onClick={onCorrect}>
          {t('case.facts.edit')}
          {what}
        </TextLink>
      )}
      <button type="button" className="text-link fact-who" onClick={() => onWho(group)}>
        {t('history.group.link')}
        {what}
      </button>
    </span>
  );
}

function PlaceRows({ page: { person }, onCorrect, onWho }: CorrectableProps) {
  const { t } = useTranslation();
  const { township, village, hukouVillage, scope } = person;
  // Written here, and the county has not moved the files yet.
  const isOnTheWay = hukouVillage !== null && ancestorAt('TOWNSHIP', hukouVillage) !== scope;
  return (
    <>
      <FieldRow label={t('case.facts.hukou')} note={sayCode('hukouKind', person.hukouKind)}>
        {t('case.facts.townshipVillage', { township, village })}{' '}
        {onCorrect && !isOnTheWay && (
          <TextLink onClick={() => onCorrect('move')}>{t('case.move.link')}</TextLink>
        )}{' '}
        <Ways group="hukou" onWho={onWho} />
        {isOnTheWay && <div className="faint">{t('case.move.onTheWay', { to: township })}</div>}
      </FieldRow>
      {person.residenceAddress && (
        <FieldRow label={t('case.facts.address')}>{person.residenceAddress}</FieldRow>
      )}
      {person.ethnicity && <FieldRow label={t('case.facts.ethnicity')}>{person.ethnicity}</FieldRow>}
      <FieldRow label={t('case.facts.idNumber')}>
        {person.idNumberMasked || '—'} <Ways group="identity" onWho={onWho} />
      </FieldRow>
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

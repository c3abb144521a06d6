/** The preview: enough of the person in focus to decide whether to open, without leaving the list. */
import { useTranslation } from 'react-i18next';
import type { CasePage, CaseRow } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { sayBenefits, sayCode } from '../../text/codes.ts';
import { dateOfInstant, sayDate, sayMonth, sayMoney } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { FourBox } from '../../ui/FourBox.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { goTo } from '../../ui/route.ts';
import { Pane } from '../../ui/Screen.tsx';
import { CaseStateTag } from '../../ui/StateTag.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useSettled } from '../../ui/use-settled.ts';

const FOCUS_STILL_MS = 120;
const HISTORY_LINES = 5;

interface CasePreviewProps {
  readonly row: CaseRow | undefined;
  readonly onOpen: (row: CaseRow) => void;
  readonly onClose: () => void;
}

export function CasePreview({ row, onOpen, onClose }: CasePreviewProps) {
  const { t } = useTranslation();
  const personId = useSettled(row?.personId, FOCUS_STILL_MS);
  const page = useLive(
    ['cases', 'conflicts'],
    ['cases.open', personId],
    () => desk().cases.open({ personId: personId ?? 0 }),
    { enabled: personId !== undefined, keepOld: true },
  ).data;
  return (
    <Pane label={t('cases.pane.label')}>
      {row && page ? (
        <div className="case-preview">
          <header>
            <h2>{page.person.name}</h2>
            <span className="faint">
              <KeyCap name="Space" /> <TextLink onClick={onClose}>{t('cases.pane.close')}</TextLink>
            </span>
          </header>
          <Who page={page} />
          <p className="case-preview-state">
            <CaseStateTag state={row.state} />
            {row.applicationId !== null && <FourBox place={row.place} />}
          </p>
          <Facts page={page} />
          <ShortHistory page={page} />
          <ActButton main keyName="Enter" onClick={() => onOpen(row)}>
            {t('cases.pane.open')}
          </ActButton>
        </div>
      ) : (
        <p className="faint">{t('cases.pane.choose')}</p>
      )}
    </Pane>
  );
}

function Who({ page: { person } }: { page: CasePage }) {
  const { t } = useTranslation();
  const age = person.age === null ? '' : t('ui.units.age', { age: person.age });
  const words = [sayCode('sex', person.sex), age, `${person.township} ${person.village}`].filter(Boolean);
  return (
    <p className="faint">
      {words.join(' · ')}
      <br />
      {person.idNumberMasked}
    </p>
  );
}

function Facts({ page: { person, applications, entitlements, seesMoney } }: { page: CasePage }) {
  const { t } = useTranslation();
  const [application] = applications;
  const monthly = entitlements.reduce((sum, { monthlyFen }) => sum + (monthlyFen ?? 0), 0);
  const certificate = [
    sayCode('disabilityClass', person.disabilityClass),
    sayCode('grade', person.grade),
  ].filter(Boolean);
  return (
    <FieldList>
      <FieldRow label={t('cases.pane.certificate')}>
        {certificate.length > 0 ? certificate.join(' · ') : '—'}
        {person.certificateExpiresOn &&
          ` · ${t('cases.pane.until', { date: sayMonth(person.certificateExpiresOn) })}`}
      </FieldRow>
      <FieldRow label={t('cases.pane.household')}>
        {sayCode('household', person.householdCategory) || '—'}
        {person.householdFrom && ` ${t('cases.pane.from', { month: sayMonth(person.householdFrom) })}`}
      </FieldRow>
      <FieldRow label={t('cases.pane.applied')}>
        {application
          ? `${sayBenefits(application.benefits)} ${application.submittedOn ? sayDate(application.submittedOn) : ''}`
          : t('cases.pane.noFile')}
      </FieldRow>
      {monthly > 0 && (
        <FieldRow label={t('cases.pane.monthly')}>
          <b>{sayMoney(monthly)}</b> {t('ui.units.yuan')}
        </FieldRow>
      )}
      <FieldRow label={t('cases.pane.account')}>
        {seesMoney ? (person.accountNumberMasked ?? '—') : t('cases.pane.accountHidden')}
      </FieldRow>
    </FieldList>
  );
}

function ShortHistory({ page: { history, person } }: { page: CasePage }) {
  if (history.length === 0) return null;
  return (
    <ul className="short-history">
      {history.slice(0, HISTORY_LINES).map((line) => (
        <li key={line.lineId}>
          <span className="faint">{sayDate(dateOfInstant(line.at))}</span>
          <span>
            <TextLink
              onClick={() =>
                goTo({
                  screen: 'case',
                  personId: person.personId,
                  entry: { kind: 'line', id: line.lineId },
                })
              }
            >
              {sayCode('action', line.action)}
            </TextLink>{' '}
            · {line.who}
          </span>
        </li>
      ))}
    </ul>
  );
}

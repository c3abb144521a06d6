/** The trial judgement of both subsidies: the verdict in a line, the rules that speak against it, and under «rules that were asked» each rule
 *  with what it looked at and the article that asks it. Shown at the counter and on the case page alike.                                                               */
import { useTranslation } from 'react-i18next';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import type { EligibilityView, JudgedView } from '#shared/rpc/eligibility-shapes.ts';
import { sayCode, sayCodes } from '../../text/codes.ts';
import { sayLongDate, sayMoney, sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { zh } from '../../text/zh/index.ts';
import './eligibility.css';

const words = zh.eligibility;
type Words = typeof words;
/** What a newer pack may name beside is shown by its name. */
type RuleName = keyof Words['rule'];
type LookedName = keyof Words['looked'];
type WarningName = keyof Words['warning'];
type Finding = JudgedView['findings'][number];
type Looked = Finding['looked'][string];

/** A fact as clerks say it. */
function sayLooked(name: string, value: Looked): string {
  if (value === null || value === '') return t('eligibility.nothing');
  if (name === 'holds') return t(value ? 'eligibility.has' : 'eligibility.hasNot');
  if (typeof value === 'boolean') return t(value ? 'eligibility.yes' : 'eligibility.no');
  switch (name) {
    case 'choice':
      return t(`eligibility.choice.${value as keyof Words['choice']}`);
    case 'amountFen':
      return `${sayMoney(Number(value))} ${t('ui.units.yuan')}`;
    case 'household':
      return sayCode('household', value);
    case 'covered':
      return sayCodes('household', String(value).split(' '));
    case 'status':
      return sayCode('certificateStatus', value);
    case 'disabilityClass':
      return sayCode('disabilityClass', value);
    case 'grade':
      return sayCode('grade', value);
    case 'expiresOn':
      return sayLongDate(String(value));
    default:
      return String(value);
  }
}

function sayFacts({ looked }: Finding): string {
  return Object.entries(looked)
    .filter(([name, value]) => value !== null || name === 'grade' || name === 'otherBenefit')
    .map(([name, value]) => {
      const isKnown = Object.hasOwn(words.looked, name);
      return `${isKnown ? t(`eligibility.looked.${name as LookedName}`) : name} ${sayLooked(name, value)}`;
    })
    .join(' · ');
}

function RuleLine({ finding }: { finding: Finding }) {
  const rule = finding.rule as RuleName;
  const isKnown = Object.hasOwn(words.rule, rule);
  const isMet = finding.against.length === 0;
  return (
    <li className={isMet ? undefined : 'is-against'}>
      <b>{isKnown ? t(`eligibility.rule.${rule}.title`) : finding.rule}</b>
      <span>{t(isMet ? 'eligibility.isMet' : 'eligibility.isAgainst')}</span>
      <span className="quiet">{sayFacts(finding)}</span>
      {isKnown && (
        <span className="faint">
          {t('eligibility.source', { article: t(`eligibility.rule.${rule}.article`) })}
        </span>
      )}
    </li>
  );
}

function Rules({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul>
      {findings.map((finding) => (
        <RuleLine key={finding.rule} finding={finding} />
      ))}
    </ul>
  );
}

function verdict({ eligible, amountFen, reasons }: JudgedView): string {
  if (reasons.includes('NOT_APPLIED')) return t('eligibility.notApplied');
  if (eligible && amountFen !== null) return t('eligibility.met', { yuan: sayMoney(amountFen) });
  if (reasons.length === 1 && reasons[0] === 'AMOUNT_UNKNOWN') return t('eligibility.unknown');
  return t('eligibility.against', { reasons: sayCodes('reason', reasons) });
}

function OneBenefit({ benefit, judged }: { benefit: Benefit; judged: JudgedView }) {
  return (
    <div className="judged-benefit">
      <p>
        <b>{sayCode('benefit', benefit)}</b> {verdict(judged)}
      </p>
      <Rules findings={judged.findings.filter(({ against }) => against.length > 0)} />
      {judged.findings.length > 0 && (
        <details>
          <summary>{t('eligibility.rules', { n: judged.findings.length })}</summary>
          <Rules findings={judged.findings} />
        </details>
      )}
    </div>
  );
}

/** A warning that this version has no words for is said by its code: a newer pack may bring one, and nobody may miss it. */
function sayWarning(code: string): string {
  const name = code.replace(':', '_') as WarningName;
  return Object.hasOwn(words.warning, name) ? t(`eligibility.warning.${name}`) : code;
}

/** What the first roster would pay, month by month before it included (S004 art.4). */
function FirstPayment({ first }: { first: NonNullable<EligibilityView['first']> }) {
  const { rosterMonth, backPayMonths, backPayFen, totalFen } = first;
  const roster = sayMonth(rosterMonth);
  if (totalFen === 0) return null;
  if (totalFen === null || backPayFen === null) return <p>{t('eligibility.first.unknown', { roster })}</p>;
  const total = sayMoney(totalFen);
  if (backPayMonths.length === 0) return <p>{t('eligibility.first.current', { roster, total })}</p>;
  const [from, to] = [backPayMonths[0] ?? '', backPayMonths.at(-1) ?? ''];
  const back = { from: sayMonth(from), to: sayMonth(to), n: backPayMonths.length, fen: sayMoney(backPayFen) };
  return <p>{t('eligibility.first.withBackPay', { roster, ...back, total })}</p>;
}

export function JudgedBenefits({ eligibility }: { eligibility: EligibilityView }) {
  useTranslation();
  const { warnings, packVersion, first } = eligibility;
  return (
    <div className="judged-benefits">
      {BENEFITS.map((benefit) => (
        <OneBenefit key={benefit} benefit={benefit} judged={eligibility[benefit]} />
      ))}
      {warnings.map((warning) => (
        <p key={warning} className="judged-warning">
          {sayWarning(warning)}
        </p>
      ))}
      {first && <FirstPayment first={first} />}
      <p className="faint">{t('eligibility.pack', { version: packVersion })}</p>
    </div>
  );
}

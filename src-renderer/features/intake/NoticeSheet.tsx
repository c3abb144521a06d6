/** The one-time notice as a sheet of A4, previewed and printed by the window itself. Written to the applicant. Until the
 *  county has received the act the sheet says so.                                                                   */
import { OFFICIAL_WORK_CALENDAR } from '#shared/domain/calendar.ts';
import { deadlinesOf } from '#shared/domain/deadline.ts';
import { DEMO_DIVISIONS } from '#shared/domain/division.ts';
import { maskIdNumber } from '#shared/domain/mask.ts';
import { packInForce } from '#shared/domain/pack.ts';
import type { MaterialCode } from '#shared/domain/state.ts';
import { type Me, useLink, useMe } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { dateOfInstant, sayDay, sayMonth, sayStamp } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Screen } from '../../ui/Screen.tsx';
import type { ActFacts } from './use-act-facts.ts';
import type { IntakeResult } from './use-intake.ts';

interface NoticeSheetProps {
  readonly result: IntakeResult;
  readonly facts: ActFacts;
  readonly today: string;
  readonly onClose: () => void;
}

function longDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return t('ui.date.yearMonthDay', { year, month: Number(month), day: Number(day) });
}

function Opening({ result }: { result: IntakeResult }) {
  const { form, reading } = result;
  return (
    <>
      <p className="paper-to">
        <b>{form.name.trim()}</b>
        {t('intake.notice.to', { idNumber: maskIdNumber(reading.id.normalized ?? '') })}
      </p>
      <p className="paper-indent">
        {t('intake.notice.opening', { date: longDate(form.submittedOn) })}
        {form.benefits.map((benefit, at) => (
          <span key={benefit}>
            {at > 0 && t('intake.notice.and')}
            <b>{sayCode('benefitFull', benefit)}</b>
          </span>
        ))}
        {t('intake.notice.received')}
        <b>{t('intake.notice.things', { n: reading.missing.length })}</b>
        {t('intake.notice.once')}
      </p>
    </>
  );
}

function MissingTable({ missing }: { missing: readonly MaterialCode[] }) {
  return (
    <table className="paper-table">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('intake.notice.columns.what')}</th>
          <th scope="col">{t('intake.notice.columns.enough')}</th>
          <th scope="col">{t('intake.notice.columns.why')}</th>
        </tr>
      </thead>
      <tbody>
        {missing.map((code, at) => (
          <tr key={code}>
            <td>{at + 1}</td>
            <td>{sayCode('material', code)}</td>
            <td>{t(`intake.notice.items.${code}.enough`)}</td>
            <td>{t(`intake.notice.items.${code}.why`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** By when: a reminder, never a refusal. */
function WhenWords({ noticedOn }: { noticedOn: string }) {
  const pack = packInForce(noticedOn);
  const due =
    pack &&
    deadlinesOf({ state: 'SUPPLEMENT_REQUESTED', stateSince: noticedOn }, OFFICIAL_WORK_CALENDAR, pack)
      .supplementReminderOn;
  if (typeof due !== 'string' || !pack) return <p>{t('intake.notice.whenUnknown')}</p>;
  const date = t('intake.notice.dueDate', {
    date: longDate(due),
    weekday: sayDay(due).split(' ').at(-1) ?? '',
  });
  return <p>{t('intake.notice.whenWords', { date, days: pack.deadlines.supplementReminder })}</p>;
}

function Body({ result, me, noticedOn }: { result: IntakeResult; me: Me; noticedOn: string }) {
  const { form, reading } = result;
  const got = form.materials.map((code) => sayCode('material', code)).join('、');
  const village = DEMO_DIVISIONS.find(({ code }) => code === form.hukouVillage)?.name ?? '';
  return (
    <>
      <Opening result={result} />
      <MissingTable missing={reading.missing} />
      <p>{got ? `${t('intake.notice.got')}${got}` : t('intake.notice.gotNothing')}</p>
      <h2>{t('intake.notice.how')}</h2>
      <p>{t('intake.notice.howWords', { unit: me.unitName, village })}</p>
      <h2>{t('intake.notice.when')}</h2>
      <WhenWords noticedOn={noticedOn} />
      <p className="paper-box">
        {t('intake.notice.boxed', { date: longDate(form.submittedOn), month: sayMonth(form.submittedOn) })}
      </p>
      <h2>{t('intake.notice.who')}</h2>
      <p>{t('intake.notice.whoWords', { name: me.personName, unit: me.unitName })}</p>
    </>
  );
}

function Signatures() {
  return (
    <div className="paper-signs">
      <ul>
        {(['clerk', 'applicant', 'date'] as const).map((line) => (
          <li key={line}>
            {t(`intake.notice.sign.${line}`)}
            <span className="paper-rule" />
          </li>
        ))}
      </ul>
      <span className="paper-seal">{t('intake.notice.seal')}</span>
    </div>
  );
}

export function NoticeSheet({ result, facts, today, onClose }: NoticeSheetProps) {
  const me = useMe();
  const isOffline = useLink()?.state === 'offline';
  const madeAt = facts.act?.madeAt;
  const noticedOn = madeAt ? dateOfInstant(madeAt) : today;
  const print = (): void => window.print();
  useKeys([
    { key: 'Ctrl+P', label: t('intake.notice.print'), run: print },
    { key: 'F9', run: print },
    { key: 'Esc', label: t('intake.notice.close'), run: onClose },
  ]);
  if (!me) return null;
  const number = facts.documentNumber;
  const foot = (
    <>
      <span className="push" />
      <ActButton keyName="Esc" onClick={onClose}>
        {t('intake.notice.close')}
      </ActButton>
      <ActButton main icon="printer" keyName="Ctrl+P" onClick={print}>
        {t('intake.notice.print')}
      </ActButton>
    </>
  );
  return (
    <Screen
      layout="plain"
      head={<PageHead ruled title={t('intake.notice.preview')} note={t('intake.notice.previewNote')} />}
      foot={foot}
    >
      <div className="paper-desk">
        <article className="paper">
          <header>
            <p>{t('intake.notice.unit', { county: me.countyName, unit: me.unitName })}</p>
            <p className="paper-title">{t('intake.notice.title')}</p>
            <p>{t('intake.notice.subtitle')}</p>
          </header>
          <p className="paper-number">
            <span>{number ? t('intake.notice.number', { number }) : t('intake.notice.noNumber')}</span>
            <span>{longDate(noticedOn)}</span>
          </p>
          <Body result={result} me={me} noticedOn={noticedOn} />
          <Signatures />
          <footer>
            <span>
              {t('intake.notice.foot', { at: madeAt ? sayStamp(madeAt) : '', computer: me.computerName })}
              {isOffline && t('intake.notice.footOffline')}
            </span>
            <span>{!facts.act?.receipt && t('intake.notice.unconfirmed')}</span>
          </footer>
        </article>
      </div>
    </Screen>
  );
}

/** The one-time notice as a sheet of A4, previewed and printed by the window itself. Written to the applicant. Until the
 *  county has received the act the sheet says so.
 *  A document of law: the sheet is Chinese (`lang="zh-CN"`, words of text/zh/prints.ts) whatever the language of the
 *  screens; only the buttons around it follow.                                                                      */
import { OFFICIAL_WORK_CALENDAR } from '#shared/domain/calendar.ts';
import { deadlinesOf } from '#shared/domain/deadline.ts';
import { DEMO_DIVISIONS } from '#shared/domain/division.ts';
import { maskIdNumber } from '#shared/domain/mask.ts';
import { packInForce } from '#shared/domain/pack.ts';
import type { MaterialCode } from '#shared/domain/state.ts';
import { type Me, useLink, useMe } from '../../data/session.ts';
import { sayCode, sayCodes } from '../../text/codes.ts';
import { dateOfInstant, sayLongDate, sayMonth, sayStamp, sayWeekday } from '../../text/dates.ts';
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

const CHINESE = 'zh-CN';

const longDate = (date: string): string => sayLongDate(date, CHINESE);

function Opening({ result }: { result: IntakeResult }) {
  const { form, reading } = result;
  return (
    <>
      <p className="paper-to">
        <b>{form.name.trim()}</b>
        {t('prints.oneTimeNotice.to', { idNumber: maskIdNumber(reading.id.normalized ?? '') })}
      </p>
      <p className="paper-indent">
        {t('prints.oneTimeNotice.opening', { date: longDate(form.submittedOn) })}
        {form.benefits.map((benefit, at) => (
          <span key={benefit}>
            {at > 0 && t('prints.oneTimeNotice.and')}
            <b>{sayCode('benefitFull', benefit, CHINESE)}</b>
          </span>
        ))}
        {t('prints.oneTimeNotice.received')}
        <b>{t('prints.oneTimeNotice.things', { n: reading.missing.length })}</b>
        {t('prints.oneTimeNotice.once')}
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
          <th scope="col">{t('prints.oneTimeNotice.columns.what')}</th>
          <th scope="col">{t('prints.oneTimeNotice.columns.enough')}</th>
          <th scope="col">{t('prints.oneTimeNotice.columns.why')}</th>
        </tr>
      </thead>
      <tbody>
        {missing.map((code, at) => (
          <tr key={code}>
            <td>{at + 1}</td>
            <td>{sayCode('material', code, CHINESE)}</td>
            <td>{t(`prints.oneTimeNotice.items.${code}.enough`)}</td>
            <td>{t(`prints.oneTimeNotice.items.${code}.why`)}</td>
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
  if (typeof due !== 'string' || !pack) return <p>{t('prints.oneTimeNotice.whenUnknown')}</p>;
  const date = t('prints.oneTimeNotice.dueDate', {
    date: longDate(due),
    weekday: sayWeekday(due, CHINESE),
  });
  return <p>{t('prints.oneTimeNotice.whenWords', { date, days: pack.deadlines.supplementReminder })}</p>;
}

function Body({ result, me, noticedOn }: { result: IntakeResult; me: Me; noticedOn: string }) {
  const { form, reading } = result;
  const got = sayCodes('material', form.materials, CHINESE);
  const village = DEMO_DIVISIONS.find(({ code }) => code === form.hukouVillage)?.name ?? '';
  return (
    <>
      <Opening result={result} />
      <MissingTable missing={reading.missing} />
      <p>{got ? `${t('prints.oneTimeNotice.got')}${got}` : t('prints.oneTimeNotice.gotNothing')}</p>
      <h2>{t('prints.oneTimeNotice.how')}</h2>
      <p>{t('prints.oneTimeNotice.howWords', { unit: me.unitName, village })}</p>
      <h2>{t('prints.oneTimeNotice.when')}</h2>
      <WhenWords noticedOn={noticedOn} />
      <p className="paper-box">
        {t('prints.oneTimeNotice.boxed', {
          date: longDate(form.submittedOn),
          month: sayMonth(form.submittedOn, CHINESE),
        })}
      </p>
      <h2>{t('prints.oneTimeNotice.who')}</h2>
      <p>{t('prints.oneTimeNotice.whoWords', { name: me.personName, unit: me.unitName })}</p>
    </>
  );
}

function Signatures() {
  return (
    <div className="paper-signs">
      <ul>
        {(['clerk', 'applicant', 'date'] as const).map((line) => (
          <li key={line}>
            {t(`prints.oneTimeNotice.sign.${line}`)}
            <span className="paper-rule" />
          </li>
        ))}
      </ul>
      <span className="paper-seal">{t('prints.oneTimeNotice.seal')}</span>
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
      {/* Reachable by Tab, so that it can be scrolled without a mouse. */}
      <div className="paper-desk" tabIndex={0}>
        <article className="paper" lang="zh-CN">
          <header>
            <p>{t('prints.oneTimeNotice.unit', { county: me.countyName, unit: me.unitName })}</p>
            <p className="paper-title">{t('prints.oneTimeNotice.title')}</p>
            <p>{t('prints.oneTimeNotice.subtitle')}</p>
          </header>
          <p className="paper-number">
            <span>
              {number ? t('prints.oneTimeNotice.number', { number }) : t('prints.oneTimeNotice.noNumber')}
            </span>
            <span>{longDate(noticedOn)}</span>
          </p>
          <Body result={result} me={me} noticedOn={noticedOn} />
          <Signatures />
          <footer>
            <span>
              {t('prints.oneTimeNotice.foot', {
                at: madeAt ? sayStamp(madeAt, CHINESE) : '',
                computer: me.computerName,
              })}
              {isOffline && t('prints.oneTimeNotice.footOffline')}
            </span>
            <span>{!facts.act?.receipt && t('prints.oneTimeNotice.unconfirmed')}</span>
          </footer>
        </article>
      </div>
    </Screen>
  );
}

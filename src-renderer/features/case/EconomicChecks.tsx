/** 家庭经济状况核对 on the case page: each check from its signed slip to its answer; sending the request and collecting what came back go through
 *  the port of this computer (src-main/replica/economic). The answer is advice for whoever decides (N✔ PIPL 24).                        */
import { useState } from 'react';
import type { LawFacts } from '#shared/rpc/law-shapes.ts';
import { desk } from '../../data/desk.ts';
import { sayCode, sayRefusal } from '../../text/codes.ts';
import { sayLongDate, sayMoney } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { TextLink } from '../../ui/TextLink.tsx';

type Check = LawFacts['economicChecks'][number];

/** A line a step: signed, asked, answered. */
function sayCheck({ authorisedOn, authorisedBy, askedOn, answeredOn, ...answer }: Check): string[] {
  const { finding, incomeFen, propertyFen, words } = answer;
  const result = [
    answeredOn &&
      t('acts.law.answered', { date: sayLongDate(answeredOn), finding: sayCode('checkFinding', finding) }),
    incomeFen !== null && t('acts.law.income', { yuan: sayMoney(incomeFen) }),
    propertyFen !== null && t('acts.law.property', { yuan: sayMoney(propertyFen) }),
    words,
  ];
  return [
    authorisedOn && t('acts.law.authorised', { date: sayLongDate(authorisedOn), who: authorisedBy ?? '' }),
    askedOn && t('acts.law.asked', { date: sayLongDate(askedOn) }),
    result.filter(Boolean).join(' · '),
  ].filter((line): line is string => Boolean(line));
}

async function sendCheck(checkId: number): Promise<string> {
  const { code, fileName } = await desk().matters.sendCheck({ checkId });
  return code === null ? t('acts.law.checkSent', { file: fileName ?? '' }) : sayRefusal(code);
}

async function collectChecks(): Promise<string> {
  const { code, taken, refused } = await desk().matters.collectChecks();
  if (code !== null) return sayRefusal(code);
  if (!taken && !refused.length) return t('acts.law.noAnswers');
  const lines = refused.map(
    ({ name, code }) => `${t('acts.law.checkRefused', { file: name })}${sayRefusal(code)}`,
  );
  return [t('acts.law.checksTaken', { n: taken }), ...lines].join(' ');
}

export function EconomicChecks({ checks, isOffice }: { checks: readonly Check[]; isOffice: boolean }) {
  const [said, setSaid] = useState('');
  const [isBusy, setBusy] = useState(false);
  const open = checks.find(({ state }) => state !== 'ANSWERED');
  const run = async (act: () => Promise<string>): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    try {
      setSaid(await act());
    } catch {
      setSaid(sayRefusal('desk/fault'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {checks.length === 0 && t('acts.law.none')}
      {checks.flatMap((check) =>
        sayCheck(check).map((line) => <div key={`${check.checkId} ${line}`}>{line}</div>),
      )}{' '}
      {isOffice && open && (
        <TextLink onClick={() => void run(() => sendCheck(open.checkId))}>
          {t(open.state === 'ASKED' ? 'acts.law.sendAgain' : 'acts.law.sendCheck')}
        </TextLink>
      )}{' '}
      {isOffice && open?.state === 'ASKED' && (
        <TextLink onClick={() => void run(collectChecks)}>{t('acts.law.collectChecks')}</TextLink>
      )}
      {said && <p role="status">{said}</p>}
    </>
  );
}

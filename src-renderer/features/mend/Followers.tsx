/** What was put off behind a refused act: each with what stands in its way, and once that act is mended, all of them issued again in one go,
 *  as they were written. Shown before it is done.                                                                    */
import { useState } from 'react';
import type { Follower } from '#shared/rpc/mend-shapes.ts';
import { desk } from '../../data/desk.ts';
import { sayRefusal } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Panel } from '../../ui/Panel.tsx';
import { sayAct } from '../sync/act-words.ts';
import { actNumber } from './MendLine.tsx';
import { useFollowers } from './MendedWords.tsx';
import { openMend } from './open.ts';
import './mend.css';

const OBSTACLES = { first: 'first', 'look-again': 'lookAgain', 'not-there': 'notThere' } as const;

function FollowerLine({ act, isMended }: { act: Follower; isMended: boolean }) {
  const { number, obstacle } = act;
  const words = obstacle && isMended ? t(`mend.followers.${OBSTACLES[obstacle]}`) : '';
  return (
    <li>
      <span className="faint">{actNumber(number)}</span>
      <b>{sayAct(act)}</b>
      <span className="quiet">{words}</span>
      {isMended && obstacle !== null && obstacle !== 'first' && (
        <ActButton size="small" onClick={() => void openMend(number)}>
          {t('mend.followers.open')}
        </ActButton>
      )}
    </li>
  );
}

interface Result {
  readonly done: number;
  readonly notDone: readonly string[];
}

function useAgain(ready: readonly Follower[]) {
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState<Result>();
  const again = async (): Promise<void> => {
    if (isBusy || ready.length === 0) return;
    setBusy(true);
    try {
      const results = await desk().journal.reissue({ numbers: ready.map(({ number }) => number) });
      setResult({
        done: results.filter(({ by }) => by !== null).length,
        notDone: results.flatMap(({ number, code }) =>
          code === null
            ? []
            : [t('mend.followers.notDone', { number: actNumber(number), why: sayRefusal(code) })],
        ),
      });
    } catch {
      setResult({ done: 0, notDone: [sayRefusal('desk/no-answer')] });
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, result, again };
}

function Outcome({ result }: { result: Result }) {
  return (
    <div role="status">
      {result.done > 0 && <p className="kept-line">{t('mend.followers.done', { n: result.done })}</p>}
      {result.notDone.map((words) => (
        <p key={words} className="amber-line">
          {words}
        </p>
      ))}
    </div>
  );
}

export function Followers({ number, isMended }: { number: number; isMended: boolean }) {
  const followers = useFollowers(number).data ?? [];
  const ready = isMended ? followers.filter(({ obstacle }) => obstacle === null) : [];
  const { isBusy, result, again } = useAgain(ready);
  const words = t('mend.followers.again', { n: ready.length });
  // The act itself is mended then: F9 is free.
  useKeys([{ key: 'F9', label: words, run: () => void again(), off: ready.length === 0 }], 'over');
  if (followers.length === 0) return result ? <Outcome result={result} /> : null;
  return (
    <Panel title={t('mend.followers.title')} count={followers.length} note={t('mend.followers.note')}>
      {result && <Outcome result={result} />}
      <ol className="followers">
        {followers.map((act) => (
          <FollowerLine key={act.number} act={act} isMended={isMended} />
        ))}
      </ol>
      <div className="followers-acts">
        <span className="quiet">{t(isMended ? 'mend.followers.ready' : 'mend.followers.first')}</span>
        {ready.length > 0 && (
          <ActButton main keyName="F9" isBusy={isBusy} onClick={() => void again()}>
            {words}
          </ActButton>
        )}
      </div>
    </Panel>
  );
}

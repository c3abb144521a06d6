/** What needs a person, before everything else: each act with its sentence and the one thing to do about it. */
import type { ActRow } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { openMend } from '../mend/open.ts';
import { mendFormOf } from '../mend/routes.ts';
import { sayAct, sayOutcome } from './act-words.ts';

const SHOWN = 50;

function NeedsRow({ act }: { act: ActRow }) {
  const { conflictId, number } = act;
  const isConflict = conflictId !== null;
  const canMend = act.outcome === 'refused' && mendFormOf(act.name) !== 'plain';
  const open = (): void => {
    if (isConflict) goTo({ screen: 'conflicts', conflictId });
    else if (canMend) void openMend(number);
    else goTo({ screen: 'sync', act: number });
  };
  const words = isConflict ? 'settle' : canMend ? 'mend' : 'look';
  return (
    <li>
      <span className="faint">{String(number).padStart(4, '0')}</span>
      <b>{sayAct(act)}</b>
      <span>{sayOutcome(act)}</span>
      <ActButton size="small" onClick={open}>
        {t(`sync.needs.${words}`)}
      </ActButton>
    </li>
  );
}

export function NeedsList({ count }: { count: number }) {
  const acts = useLive(['journal', 'conflicts'], ['journal.acts', 'needs-you'], () =>
    desk().journal.acts({ place: 'needs-you', offset: 0, limit: SHOWN }),
  ).data;
  if (count === 0 || !acts) return null;
  return (
    <Panel title={t('sync.needs.title')} count={count} note={t('sync.needs.note')}>
      <ol className="needs-list">
        {acts.rows.map((act) => (
          <NeedsRow key={act.number} act={act} />
        ))}
      </ol>
    </Panel>
  );
}

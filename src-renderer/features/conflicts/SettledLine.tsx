/** What was settled last and where that act is now. */
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { FourBox } from '../../ui/FourBox.tsx';
import type { Settled } from './use-conflicts.ts';

export function SettledLine({ settled }: { settled: Settled }) {
  const { number, words } = settled;
  const act = useLive(['journal'], ['journal.act', number], () => desk().journal.act({ number })).data;
  return (
    <p className="last-act" role="status">
      <span>{words}</span>
      {act && <FourBox place={act.place} />}
    </p>
  );
}

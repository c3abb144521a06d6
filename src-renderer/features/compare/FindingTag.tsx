/** How far a finding is. */
import type { FindingView } from '#shared/rpc/compare-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { StateTag } from '../../ui/StateTag.tsx';

const LOOKS = {
  OPEN: { icon: 'flag', kind: 'amber' },
  ASSIGNED: { icon: 'person', kind: 'ink' },
  ANSWERED: { icon: 'page', kind: 'ink' },
  CLOSED: { icon: 'check', kind: 'green' },
} as const;

export function FindingTag({ state }: Pick<FindingView, 'state'>) {
  return <StateTag {...LOOKS[state]} word={sayCode('findingState', state)} />;
}

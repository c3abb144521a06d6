/** State of a file or of anything: icon, word and kind of colour, readable without the colour.
 *  `ink` work is going on, `green` good, `amber` look or money held, `seal` overdue, refused, stopped, `plain` ended.
 *  `stateTag(state)` knows the kind of every application and entitlement state.                                     */
import { sayCode } from '../text/codes.ts';
import { Icon, type IconName } from './icon/Icon.tsx';

export type TagKind = 'ink' | 'green' | 'amber' | 'seal' | 'plain';

export function StateTag({ icon, word, kind }: { icon: IconName; word: string; kind: TagKind }) {
  return (
    <span className={`state-tag kind-${kind}`}>
      <Icon name={icon} />
      {word}
    </span>
  );
}

const LOOKS: Readonly<Record<string, readonly [IconName, TagKind]>> = {
  SUBMITTED: ['page', 'ink'],
  SUPPLEMENT_REQUESTED: ['hourglass', 'plain'],
  RESUBMITTED: ['page', 'ink'],
  PRELIMINARY_REVIEW: ['stamp', 'ink'],
  PRELIMINARY_PASSED: ['check', 'ink'],
  FEDERATION_REVIEW: ['stamp', 'ink'],
  RETURNED_TO_TOWNSHIP: ['back', 'amber'],
  DETERMINING: ['stamp', 'ink'],
  RETURNED_TO_FEDERATION: ['back', 'amber'],
  APPROVED: ['check', 'green'],
  REFUSED: ['cross', 'plain'],
  MERGED: ['cross', 'plain'],
  ACTIVE: ['check', 'green'],
  SUSPENDED: ['lock', 'seal'],
  EXITED: ['cross', 'plain'],
  WAIVED: ['cross', 'plain'],
  REGISTERED: ['person', 'plain'],
};

/** The tag of an application or entitlement state. */
export function CaseStateTag({ state }: { state: string }) {
  const [icon, kind] = LOOKS[state] ?? ['info', 'plain'];
  return <StateTag icon={icon} kind={kind} word={sayCode('state', state)} />;
}

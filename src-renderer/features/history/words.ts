/** Sentences of a person's history: what an entry is called, its icon, and what there is to say besides. */
import type { EntryKey, HistoryEntry } from '#shared/rpc/history-shapes.ts';
import { sayCode, sayCodes } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import type { IconName } from '../../ui/icon/Icon.tsx';
import { sayDetails } from '../case/details.ts';
import { sayValue } from '../conflicts/field-words.ts';

const ICONS: readonly (readonly [prefix: string, icon: IconName])[] = [
  ['conflict', 'fork'],
  ['review.return', 'back'],
  ['review.forwardReturn', 'back'],
  ['review.refuse', 'cross'],
  ['application.notifyRefusal', 'cross'],
  ['review.', 'stamp'],
  ['person.register', 'transfer'],
  ['person.merge', 'person'],
  ['person.', 'pen'],
];

export function iconOf({ action, act }: HistoryEntry): IconName {
  if (act) return 'flag';
  return ICONS.find(([prefix]) => action.startsWith(prefix))?.[1] ?? 'page';
}

const CONFLICT_KINDS = ['ask', 'proposal', 'merged', 'duplicate', 'forwarded'] as const;
const NOT_TAKEN = ['refused', 'parked', 'quarantined'] as const;

/** 柜台收件; 银行账户两边都改了，要人来定; 更正资料：旗里没有接受 */
export function sayWhat({ action, conflict, act }: HistoryEntry): string {
  if (conflict) {
    const group = sayCode('group', conflict.groupName);
    if (conflict.state === 'SETTLED' && conflict.kind !== 'duplicate')
      return t('history.conflict.settled', { group });
    const kind = CONFLICT_KINDS.find((one) => one === conflict.kind) ?? 'ask';
    return t(`history.conflict.${kind}`, { group });
  }
  const words = sayCode('action', action);
  const outcome = act && NOT_TAKEN.find((one) => one === act.outcome);
  return outcome ? t(`history.act.${outcome}`, { action: words }) : words;
}

/** What stands under an entry in the list. */
export function sayMore(entry: HistoryEntry): string[] {
  const { reasonCode, details, words, documentKind, documentNumber, receipt, act, mergedFrom } = entry;
  return [
    reasonCode ? sayCode('reason', reasonCode) : '',
    ...sayDetails(details),
    words ? t('case.reasonWords', { words }) : '',
    documentKind
      ? t('case.history.document', {
          kind: sayCode('document', documentKind),
          number: documentNumber ?? '',
        })
      : '',
    receipt ? t('case.history.receipt', { receipt }) : '',
    act && act.replacedBy !== null ? t('history.act.replaced') : '',
    mergedFrom ? t('history.mergedFrom', { name: mergedFrom.name }) : '',
  ].filter((one) => one !== '');
}

/** A value that stands in a field; «（空）» for nothing. */
export function sayFieldValue(field: string, value: string | null): string {
  return sayValue(field, value) || t('history.entry.empty');
}

export function sayGroups(groups: readonly string[]): string {
  return sayCodes('group', groups);
}

/** One name for an entry in lists of the screen. */
export function keyOf({ kind, id }: EntryKey): string {
  return `${kind} ${id}`;
}

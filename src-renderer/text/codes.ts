/** Words for a code of the domain. A code that this version does not know gets the words for «another», never itself:
 *  a newer centre may send one, and no English word belongs on the screen.                                        */
import type { DeadlineView, Place } from '#shared/rpc/desk-shapes.ts';
import { t } from './i18n.ts';
import { codes } from './zh/codes.ts';

type CodeTable = Exclude<keyof typeof codes, 'unknown' | 'refusal'>;

/** The words of `code` in a table of text/zh/codes.ts. */
export function sayCode(table: CodeTable, code: string | number | null | undefined): string {
  if (code === null || code === undefined) return '';
  const words = t(`codes.${table}`, { returnObjects: true }) as Readonly<Record<string, string>>;
  if (Object.hasOwn(words, code)) return words[String(code)] ?? '';
  if (table === 'state' || table === 'action' || table === 'reason') return t(`codes.unknown.${table}`);
  return t('codes.unknown.other');
}

/** The sentence of a refusal: what happened, what is kept, what to do. */
export function sayRefusal(code: string): string {
  const words = t('codes.refusal', { returnObjects: true }) as Readonly<Record<string, string>>;
  return Object.hasOwn(words, code) ? (words[code] ?? '') : t('codes.unknown.refusal', { code });
}

/** 生活 + 护理; with one benefit its full name. */
export function sayBenefits(benefits: readonly ('LIVING' | 'NURSING')[]): string {
  if (benefits.length === 1) return sayCode('benefit', benefits[0]);
  return benefits.map((benefit) => sayCode('benefitShort', benefit)).join(' + ');
}

export function sayPlace(place: Place): string {
  return t(`ui.place.${place}`);
}

/** 超 1 个工作日, 今天到期, 剩 2 个工作日 */
export function sayDeadline({ kind, workingDays }: DeadlineView): string {
  const days = workingDays ?? 0;
  if (kind === 'overdue') return t('ui.deadline.overdue', { days });
  if (kind === 'today') return t('ui.deadline.today');
  if (kind === 'not-computable') return t('ui.deadline.notComputable');
  return kind === 'none' ? '' : t('ui.deadline.left', { days });
}

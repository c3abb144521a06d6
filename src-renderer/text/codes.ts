/** Words for a code of the domain. A code that this version does not know gets the words for «another», never itself:
 *  a newer centre may send one, and no bare code belongs on the screen.
 *  What is printed says the language itself; the screens leave it out and get the chosen one.                      */
import type { DeadlineView, Place } from '#shared/rpc/desk-shapes.ts';
import { codeWords, type Language, languageNow, t } from './i18n.ts';
import type { codes } from './zh/codes.ts';

type CodeTable = Exclude<keyof typeof codes, 'unknown' | 'refusal'>;

/** The words of `code` in a table of codes.ts. */
export function sayCode(
  table: CodeTable,
  code: string | number | null | undefined,
  language: Language = languageNow(),
): string {
  if (code === null || code === undefined) return '';
  const words: Readonly<Record<string, string>> = codeWords(language)[table];
  if (Object.hasOwn(words, code)) return words[String(code)] ?? '';
  const { unknown } = codeWords(language);
  if (table === 'state' || table === 'action' || table === 'reason') return unknown[table];
  return unknown.other;
}

/** The sentence of a refusal: what happened, what is kept, what to do. */
export function sayRefusal(code: string): string {
  const words: Readonly<Record<string, string>> = codeWords(languageNow()).refusal;
  return Object.hasOwn(words, code) ? (words[code] ?? '') : t('codes.unknown.refusal', { code });
}

/** 身份证、户口页（本人页）; in English with commas. */
export function sayList(words: readonly string[], language: Language = languageNow()): string {
  return words.join(t('ui.list.joint', { lng: language }));
}

/** A list of codes in words. */
export function sayCodes(
  table: CodeTable,
  codesOfIt: readonly (string | number)[],
  language: Language = languageNow(),
): string {
  return sayList(
    codesOfIt.map((code) => sayCode(table, code, language)),
    language,
  );
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

/** Words of a list in its language, and the words of codes: one that this version does not know reads «not listed», never itself. */
import type { DeadlineView } from '#shared/rpc/desk-shapes.ts';
import { en } from './words-en.ts';
import { type ExportWords, zh } from './words-zh.ts';

export type ExportLanguage = 'zh-CN' | 'en';
type Codes = ExportWords['codes'];

export interface Say {
  readonly words: ExportWords;
  /** Words of a code; nothing for nothing. */
  code(table: keyof Codes, code: string | number | null | undefined): string;
  /** Words of a code in one of the small tables. */
  one(table: Readonly<Record<string, string>>, code: string | null | undefined): string;
  deadline(deadline: DeadlineView): string;
}

export function sayIn(language: ExportLanguage): Say {
  const words = language === 'en' ? en : zh;
  const one = (table: Readonly<Record<string, string>>, code: string | null | undefined): string => {
    if (code === null || code === undefined || code === '') return '';
    return Object.hasOwn(table, code) ? (table[code] ?? '') : words.unknown;
  };
  return {
    words,
    one,
    code: (table, code) => one(words.codes[table], code === null || code === undefined ? null : String(code)),
    deadline: ({ kind, workingDays }) => {
      const days = workingDays ?? 0;
      if (kind === 'none') return '';
      if (kind === 'overdue') return words.deadline.overdue(days);
      if (kind === 'today') return words.deadline.today;
      return kind === 'not-computable' ? words.deadline.notComputable : words.deadline.left(days);
    },
  };
}

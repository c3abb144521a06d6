/** The words of the screens. One file a feature in text/zh and its like in text/en; no component holds words of its own.
 *  Keys are typed by the Chinese, so that a missing one does not compile; text/words.ts holds English to the same shape.
 *  Codes (states, reasons, refusals) go through text/codes.ts, which never shows a bare code.                      */
import i18next, { type FormatterModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en/index.ts';
import { nounFor } from './words.ts';
import { zh } from './zh/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof zh };
    returnNull: false;
  }
}

/** Chinese first: it is what a new window shows, and what is printed. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What stands behind the comma of `{{n, row|rows}}`. */
const counting: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, forms = '') => nounFor(value, forms),
};

void i18next
  .use(counting)
  .use(initReactI18next)
  .init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    initAsync: false,
    resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });

export const i18n = i18next;
export const t = i18next.t.bind(i18next);

export function languageNow(): Language {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

/** The words of codes as they stand, to look up a code that may be unknown. */
export function codeWords(language: Language): (typeof en)['codes'] {
  return language === 'en' ? en.codes : zh.codes;
}

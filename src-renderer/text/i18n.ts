/** The words of the screens. One file a feature in text/zh; no component holds words of its own. Keys are typed, so that a
 *  missing one does not compile. English comes as a second folder of the same shape.
 *  Codes (states, reasons, refusals) go through text/codes.ts, which never shows a bare code.                      */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { zh } from './zh/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof zh };
    returnNull: false;
  }
}

void i18next.use(initReactI18next).init({
  lng: 'zh-CN',
  fallbackLng: 'zh-CN',
  initAsync: false,
  resources: { 'zh-CN': { translation: zh } },
  interpolation: { escapeValue: false },
  returnNull: false,
});

export const i18n = i18next;
export const t = i18next.t.bind(i18next);

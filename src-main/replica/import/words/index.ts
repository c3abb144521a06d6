/** The import's sentences by language. */
import type { FaultPlace, FileFaultCode } from '../file-fault.ts';
import type { Finding } from '../finding.ts';
import { en } from './en.ts';
import type { ImportLanguage, ImportWords } from './words.ts';
import { zh } from './zh.ts';

export type { ImportLanguage, ImportWords } from './words.ts';

const WORDS: Readonly<Record<ImportLanguage, ImportWords>> = { 'zh-CN': zh, en };

export function importWords(language: ImportLanguage): ImportWords {
  return WORDS[language];
}

/** Headings of the column of reasons, in any language: a marked workbook comes back with one. */
export const REASON_HEADINGS: readonly string[] = Object.values(WORDS).map(
  ({ reasonHeading }) => reasonHeading,
);

/** What a finding says. */
export function findingSentence({ code, params }: Finding, language: ImportLanguage): string {
  const say = WORDS[language].findings[code] as (given: unknown) => string;
  return say(params);
}

/** What is the matter with a file as a whole. */
export function faultSentence(code: FileFaultCode, place: FaultPlace, language: ImportLanguage): string {
  return WORDS[language].faults[code](place);
}

/** The words in an exported file are those of the screen: the replica may not import the screens' texts, so the two are held together here.
 *  When they have come apart: `node e2e/harness/export-words.ts`, then format. */
import { describe, expect, test } from 'vitest';
import { COMMAND_NAMES } from '#shared/domain/commands.ts';
import { APPLICATION_STATES, BENEFITS } from '#shared/domain/state.ts';
import { en as exportEnglish } from '../../src-main/replica/export/words-en.ts';
import { type ExportWords, zh as exportChinese } from '../../src-main/replica/export/words-zh.ts';
import { en } from '../../src-renderer/text/en/index.ts';
import { nounFor } from '../../src-renderer/text/words.ts';
import { zh } from '../../src-renderer/text/zh/index.ts';

type Table = Readonly<Record<string, string>>;
const LANGUAGES: [string, ExportWords, typeof en | typeof zh][] = [
  ['Chinese', exportChinese, zh],
  ['English', exportEnglish, en],
];

/** `{{days, day|days}}` and `{{days}}` filled in. */
function filled(sentence: string, days: number): string {
  return sentence
    .replace(/\{\{days, ([^}]+)\}\}/g, (_, forms: string) => nounFor(days, forms))
    .replaceAll('{{days}}', String(days));
}

describe.each(LANGUAGES)('%s', (_language, words, screens) => {
  test.each(Object.keys(words.codes) as (keyof ExportWords['codes'])[])('codes of %s', (table) => {
    const shown = screens.codes[table] as Table;
    const ours = words.codes[table] as Table;
    expect(ours).toEqual(Object.fromEntries(Object.keys(ours).map((code) => [code, shown[code]])));
  });

  test('every code that can stand in a list has words', () => {
    const missing = (table: Table, codes: readonly string[]) => codes.filter((code) => !(code in table));
    expect(missing(words.codes.action, COMMAND_NAMES)).toEqual([]);
    expect(missing(words.codes.state, [...APPLICATION_STATES, 'ACTIVE', 'REGISTERED'])).toEqual([]);
    expect(missing(words.codes.benefit, BENEFITS)).toEqual([]);
    expect(missing(words.codes.outcome, Object.keys(screens.codes.outcome))).toEqual([]);
    expect(missing(words.codes.group, Object.keys(screens.codes.group))).toEqual([]);
  });

  test('places, groups, kinds, results, names of lists and filters', () => {
    const { results } = screens.imports as unknown as { results: Table };
    expect(words.places).toEqual(screens.ui.place);
    expect(words.groups).toEqual(screens.today.groups);
    expect(words.kinds).toEqual(screens.conflicts.kinds);
    expect(words.results).toEqual(
      Object.fromEntries(Object.keys(words.results).map((code) => [code, results[code]])),
    );
    expect(words.lists).toEqual(screens.exports.lists);
    expect(words.shows).toEqual(screens.exports.shows);
    expect(words.filters).toEqual(screens.exports.records.filters);
  });

  test.each([1, 2])('deadlines, %i days', (days) => {
    const { overdue, left, today, notComputable } = screens.ui.deadline;
    expect(words.deadline.overdue(days)).toBe(filled(overdue, days));
    expect(words.deadline.left(days)).toBe(filled(left, days));
    expect([words.deadline.today, words.deadline.notComputable]).toEqual([today, notComputable]);
  });
});

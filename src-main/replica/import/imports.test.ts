/** The import on a replica's own file and with the real parser process, from the bytes of a file to the acts. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { idCheckDigit } from '#shared/domain/id-number.ts';
import { NAREN, NORTH, outcomeOf, TestDesk } from '../test-desk.ts';
import type { Imports } from './imports.ts';
import { allRows, importsOn, lookAt, previewFrom, runAll, wishOf } from './test-imports.ts';

const VILLAGE = '敖包图嘎查';
const HEADER = '姓名,身份证号,嘎查村,电话,家庭类别';

function idOf(nth: number): string {
  const first17 = `15999919800101${String(nth).padStart(3, '0')}`;
  return first17 + idCheckDigit(first17);
}

interface Line {
  readonly nth: number;
  readonly name?: string;
  readonly phone?: string;
  readonly village?: string;
  readonly household?: string;
}

const lineOf = ({ nth, name = '其木格', phone = '', village = VILLAGE, household = '' }: Line): string =>
  [name, idOf(nth), village, phone, household].join(',');
const csv = (lines: readonly Line[], header = HEADER): Uint8Array =>
  new TextEncoder().encode(`${[header, ...lines.map(lineOf)].join('\r\n')}\r\n`);
const people = (count: number): Line[] => Array.from({ length: count }, (_, at) => ({ nth: at + 1 }));

let desk: TestDesk;
let imports: Imports;

beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
  imports = importsOn(desk);
});
afterEach(() => desk.close());

const acts = () => desk.rows('SELECT number, name, form_id FROM act ORDER BY number');
const phones = () => desk.rows('SELECT phone FROM person ORDER BY id_number').map(({ phone }) => phone);
const results = (importId: string) => allRows(imports, importId).map(({ result }) => result);
const sentences = (importId: string) =>
  allRows(imports, importId).map(({ problems }) => problems.map(({ message }) => message).join(''));

async function importAll(fileName: string, lines: readonly Line[]) {
  const { importId } = await lookAt(imports, fileName, csv(lines));
  return runAll(imports, importId);
}

describe('IR1 a row is its words', () => {
  test('the same file twice, under another name, in another order: nothing more', async () => {
    expect(await importAll('花名册.csv', people(3))).toMatchObject({
      imported: 3,
      unchanged: 0,
      finished: true,
    });
    const before = acts();
    const again = await lookAt(imports, '另一个名字.csv', csv(people(3).toReversed()));
    expect(again.counts).toMatchObject({ ready: 0, look: 0, wrong: 0, skipped: 3, before: 3 });
    expect(await runAll(imports, again.importId)).toMatchObject({ total: 0, imported: 0 });
    expect(acts()).toEqual(before);
    expect(sentences(again.importId)[0]).toBe('11月2日导入过（花名册.csv），没改过，不再写。');
  });

  test('of a mended file only the mended rows become acts', async () => {
    const faulty: Line[] = [...people(4), { nth: 5, village: '无此村' }, { nth: 6, household: '好户' }];
    const first = await lookAt(imports, '花名册.csv', csv(faulty));
    expect(first.counts).toMatchObject({ ready: 4, wrong: 2 });
    await runAll(imports, first.importId);
    const mended: Line[] = [...people(4), { nth: 5 }, { nth: 6, household: '低保' }];
    const second = await lookAt(imports, '花名册.csv', csv(mended));
    expect(second.counts).toMatchObject({ ready: 2, wrong: 0, before: 4 });
    expect(await runAll(imports, second.importId)).toMatchObject({ imported: 2, refused: 0 });
    expect(acts()).toHaveLength(6);
    expect(new Set(acts().map(({ form_id }) => form_id)).size).toBe(6);
  });

  test.each([
    ['with an act', []],
    ['without one, for it changed nothing then', [{ nth: 1, phone: '13900000001', household: '低保' }]],
  ])('CT2 a correction at the desk wins over a row imported before, %s', async (_how, before: Line[]) => {
    if (before.length) await importAll('早先.csv', before);
    const row = { nth: 1, phone: '13900000001' };
    const first = await importAll('一.csv', [row]);
    expect(first).toMatchObject(before.length ? { imported: 0, unchanged: 1 } : { imported: 1 });
    const personId = desk.rows('SELECT id FROM person')[0]?.id as number;
    desk.taken(NAREN, 'person.edit', { personId, contact: { phone: '13911112222', statedOn: '2026-11-01' } });
    const again = await lookAt(imports, '一.csv', csv([row]));
    expect(sentences(again.importId)).toEqual([
      '11月2日导入过（一.csv），没改过，不再写。之后本机更正过电话，以更正的为准。',
    ]);
    await runAll(imports, again.importId);
    expect(phones()).toEqual(['13911112222']);
  });

  test('CT1 what the file does not say stays: household, care, and a phone left empty', async () => {
    await importAll('一.csv', [{ nth: 1, phone: '13900000001', household: '低保' }]);
    desk.statements.run('UPDATE person SET needs_long_term_care = 1');
    await importAll('二.csv', [{ nth: 1, name: '其木格' }]);
    await importAll('三.csv', [{ nth: 1, phone: '13900000009' }]);
    expect(desk.rows('SELECT phone, household_category, needs_long_term_care FROM person')).toEqual([
      { phone: '13900000009', household_category: 'DIBAO', needs_long_term_care: 1 },
    ]);
  });

  test('a row that the county refused is another act when it is imported again', async () => {
    await importAll('一.csv', [{ nth: 1 }]);
    desk.confirm(NORTH, [], [outcomeOf(1, { outcome: 'refused', code: 'command/outside-your-scope' })]);
    const again = await lookAt(imports, '一.csv', csv([{ nth: 1 }]));
    expect(again.counts).toMatchObject({ look: 1 });
    expect(sentences(again.importId)[0]).toContain('11月2日导入过，旗里没收下');
    expect(await runAll(imports, again.importId)).toMatchObject({ imported: 1 });
    expect(acts().map(({ form_id }) => String(form_id).split('-').length)).toEqual([2, 3]);
  });
});

describe('the run', () => {
  test('IR2 rows to look at are written only once seen', async () => {
    const lines: Line[] = [{ nth: 1 }, { nth: 2, phone: '123' }, { nth: 3, phone: '456' }, { nth: 4 }];
    const { importId, counts } = await lookAt(imports, '一.csv', csv(lines));
    expect(counts).toMatchObject({ ready: 2, look: 2 });
    expect(await runAll(imports, importId, [])).toMatchObject({ total: 2, imported: 2, unseen: 2 });
    expect(await runAll(imports, importId, [[2, 2]])).toMatchObject({ total: 1, imported: 1, unseen: 1 });
    expect(results(importId)).toEqual(['skipped', 'look', 'skipped', 'skipped']);
    expect(await runAll(imports, importId, 'all')).toMatchObject({ total: 1, imported: 1, unseen: 0 });
    expect(imports.look(importId)?.counts).toMatchObject({ skipped: 4, before: 4 });
  });

  test('IR3 stopped between two batches: what is written stays, the rest is not, and goes in later once', async () => {
    const { importId } = await lookAt(imports, '一.csv', csv(people(350)));
    for await (const { done } of imports.run({ importId, seen: 'all' })) if (done >= 100) break;
    const written = acts().length;
    expect(written).toBeLessThan(350);
    expect(imports.look(importId)?.counts).toMatchObject({ ready: 350 - written, before: written });
    expect(await runAll(imports, importId)).toMatchObject({ imported: 350 - written });
    expect(acts()).toHaveLength(350);
  });

  test('IR4 a person who was changed after the look is not written over', async () => {
    await importAll('一.csv', [{ nth: 1, phone: '13900000001' }]);
    const { importId } = await lookAt(
      imports,
      '二.csv',
      csv([{ nth: 1, phone: '13900000002', household: '低保' }]),
    );
    const person = desk.rows('SELECT id FROM person')[0]?.id as number;
    const household = { householdCategory: 'DIBAO', householdFrom: null, needsLongTermCare: false };
    desk.taken(NAREN, 'person.edit', { personId: person, household });
    expect(await runAll(imports, importId)).toMatchObject({ imported: 0, refused: 1 });
    expect(allRows(imports, importId)[0]).toMatchObject({ result: 'wrong' });
    expect(phones()).toEqual(['13900000001']);
  });

  test.each([
    ['名单.csv', '名单（有错的标红）.csv'],
    ['名单.txt', '名单（有错的标红）.txt'],
    ['名单.dat', '名单（有错的标红）.csv'],
    ['名单', '名单（有错的标红）.csv'],
  ])('the marked file of %s opens where the clerk’s own does: %s', async (given, marked) => {
    const { importId } = await lookAt(imports, given, csv([{ nth: 1, name: '' }]));
    expect(await imports.faultyWorkbook(importId, 'zh-CN')).toMatchObject({ ok: true, fileName: marked });
  });

  test('two runs of one file do not mix; a file that is no longer kept says so', async () => {
    const { importId } = await lookAt(imports, '一.csv', csv(people(120)));
    const ends = await Promise.all([runAll(imports, importId), runAll(imports, importId)]);
    expect(ends.map((end) => end?.imported)).toEqual([120, 0]);
    await lookAt(imports, '二.csv', csv(people(1)));
    await lookAt(imports, '三.csv', csv(people(2)));
    expect(imports.rows({ importId, show: 'all', language: 'en', offset: 0, limit: 9 }).total).toBe(0);
    expect(await runAll(imports, importId)).toMatchObject({ isGone: true, imported: 0 });
    expect(await imports.faultyWorkbook(importId, 'en')).toMatchObject({ ok: false, code: 'IMPORT_GONE' });
  });
});

describe('columns', () => {
  const STRANGE = '户内成员,证件,归属,联络,情况';

  test('a header of unknown words is no dead end: chosen once, remembered for the same headers', async () => {
    const bytes = csv(people(2), STRANGE);
    const first = await lookAt(imports, '一.csv', bytes);
    expect(first.sheets[0]).toMatchObject({
      isIncluded: false,
      fault: { code: 'HEADER_NOT_FOUND' },
      headerRow: null,
    });
    expect(first.sheets[0]?.topRows[0]).toEqual({ row: 1, words: '户内成员 · 证件 · 归属 · 联络 · 情况' });
    const wish = { ...wishOf(first.sheets[0] as never), isIncluded: true, headerRow: 1, columns: null };
    const language = 'zh-CN' as const;
    const withHeader = await previewFrom(
      imports.remap({ importId: first.importId, language, sheets: [wish] }),
    );
    expect(withHeader.sheets[0]?.fault).toEqual({
      code: 'COLUMNS_MISSING',
      fields: ['name', 'idNumber', 'village'],
    });
    expect(withHeader.sheets[0]?.columns[1]?.samples[0]).toMatch(/^159999\*{8}\d{4}$/);
    const columns = ['name', 'idNumber', 'village', 'phone', null].map((field, column) => ({
      column,
      field,
    }));
    const mapped = await previewFrom(
      imports.remap({ importId: first.importId, language, sheets: [{ ...wish, columns }] }),
    );
    expect(mapped.counts).toMatchObject({ total: 2, ready: 2 });

    const later = await lookAt(importsOn(desk), '二.csv', csv(people(3), '情况,户内成员,证件,归属,联络'));
    expect(later.sheets[0]).toMatchObject({ isRemembered: true, isIncluded: true, fault: null });
    expect(later.sheets[0]?.columns.map(({ field }) => field)).toEqual([
      null,
      'name',
      'idNumber',
      'village',
      'phone',
    ]);
  });

  test('several sheets, one per village: hidden ones off until turned on, a village chosen for a whole sheet', async () => {
    const bytes = readFileSync(new URL('./fixtures/workbooks/sheet-per-village.xlsx', import.meta.url));
    const preview = await lookAt(imports, '分村.xlsx', bytes);
    expect(preview.sheets.map(({ isIncluded, isHidden }) => [isIncluded, isHidden])).toEqual([
      [false, false],
      [true, false],
      [true, false],
      [true, false],
      [false, true],
    ]);
    const wishes = preview.sheets.map(wishOf);
    const hidden = wishes[4] as ReturnType<typeof wishOf>;
    hidden.isIncluded = true;
    const village = preview.villages[3] as { code: number; name: string };
    const noVillage = hidden.columns.map((column) =>
      column.field === 'village' ? { ...column, field: null } : column,
    );
    const more = await previewFrom(
      imports.remap({
        importId: preview.importId,
        language: 'zh-CN',
        sheets: [...wishes.slice(0, 4), { ...hidden, village: village.code, columns: noVillage }],
      }),
    );
    expect(more.counts.total).toBe(preview.counts.total + (more.sheets[4]?.counts.total ?? 0));
    const rows = allRows(imports, preview.importId).filter(({ sheet }) => sheet === 4);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows)
      expect(row).toMatchObject({
        sheetName: '2019旧表',
        cells: { village: village.name.replace(/嘎查$/, '') },
      });
    await runAll(imports, preview.importId);
    const files = new Set(
      desk.rows("SELECT frame ->> '$.args.file' AS file FROM act").map(({ file }) => file),
    );
    expect(files).toContain('分村.xlsx · 敖包图');
  });
});

describe('looking', () => {
  test('IS3 a look that nobody waits for ends at the next page, and nothing is kept', async () => {
    const leaving = new AbortController();
    const steps: string[] = [];
    const look = async () => {
      const input = { fileName: '一.csv', bytes: csv(people(900)), language: 'zh-CN' as const };
      for await (const step of imports.preview(input, leaving.signal)) {
        steps.push(step.kind);
        if (step.kind === 'checking') leaving.abort();
      }
    };
    await expect(look()).rejects.toMatchObject({ name: 'AbortError' });
    expect(steps).toEqual(['reading', 'checking']);
  });

  test('IS3 left while it is read, the file holds up no other', async () => {
    const leaving = new AbortController();
    const input = { fileName: '一.csv', bytes: csv(people(999)), language: 'zh-CN' as const };
    const steps = imports.preview(input, leaving.signal);
    expect(await steps.next()).toMatchObject({ value: { kind: 'reading' } });
    const reading = steps.next();
    leaving.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect((await lookAt(imports, '二.csv', csv(people(2)))).counts).toMatchObject({ ready: 2 });
  });

  test('a row reads in either language; nothing is written by looking', async () => {
    const before = desk.contents();
    const { importId } = await lookAt(imports, '一.csv', csv([{ nth: 1, village: '无此村' }]));
    const page = { importId, show: 'wrong', offset: 0, limit: 9 } as const;
    const said = (language: 'zh-CN' | 'en') =>
      imports.rows({ ...page, language }).rows[0]?.problems[0]?.message;
    expect(said('zh-CN')).toBe('没有叫“无此村”的嘎查村。请对照本苏木镇的嘎查村名。');
    expect(said('en')).toMatch(/^There is no village “无此村”/);
    expect(desk.contents()).toEqual(before);
  });

  test('a file that is none is told in the language asked for', async () => {
    const input = { fileName: '空.xlsx', bytes: new Uint8Array(4), language: 'en' as const };
    const steps = [];
    for await (const step of imports.preview(input)) steps.push(step);
    expect(steps.at(-1)).toMatchObject({ kind: 'fault', code: 'FILE_EMPTY' });
    expect(JSON.stringify(steps)).not.toMatch(/\p{Script=Han}/u);
  });
});

/** Registers of other bodies on a replica's own file: real files through the real parser process. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import type { RegisterKind } from '#shared/domain/register.ts';
import { registersOf } from '../compare/register-store.ts';
import {
  csv,
  HOLDER_HEADER,
  holderLine,
  MONTH,
  peopleOn,
  registersOn,
  takeOn,
} from '../compare/test-comparison.ts';
import type { Me } from '../queries/reading.ts';
import { CHEN, COUNTY, NORTH, SAREN, TestDesk } from '../test-desk.ts';

const ROSTER = new URL('../import/fixtures/workbooks/amounts-and-formulas.xlsx', import.meta.url);
let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
});
afterEach(() => desk.close());
const people = (count: number, drawing: number): DemoPerson[] => peopleOn(desk, count, drawing);
const take = (who: Me, kind: RegisterKind, lines: readonly string[]) => takeOn(desk, who, kind, lines);
const registers = (who: Me) => registersOn(desk, who);

describe('registers from files', () => {
  test('RG1 RG2 a holder list in GB18030 goes in pages, and is handed over with the last one', async () => {
    const made = people(5, 0);
    const { look, steps } = await take(CHEN, 'HOLDERS', [
      HOLDER_HEADER,
      ...made.map((each) => holderLine(each)),
      '合计,5',
    ]);
    expect(look).toMatchObject({ ok: true, people: 5, rowCount: 5, faultCount: 0, canTake: true });
    expect(steps.at(-1)).toMatchObject({ kind: 'done', rowCount: 5 });
    expect(desk.rows('SELECT state, pages_done, scope FROM register')).toEqual([
      { state: 'HANDED_OVER', pages_done: 1, scope: COUNTY },
    ]);
    const { holders } = registersOf(desk.statements, MONTH);
    const [first] = made as [DemoPerson, ...DemoPerson[]];
    expect(holders?.get(first.idNumber)).toMatchObject({
      region: String(NORTH + 1),
      certificate: { grade: first.grade, issuedOn: '2020-05-01', expiresOn: '2030-04-30', status: 'VALID' },
    });
  });

  test('RS3 the same file again writes nothing more; the next one empties its pages (RG3)', async () => {
    const made = people(3, 0);
    const lines = [HOLDER_HEADER, ...made.map((each) => holderLine(each))];
    await take(CHEN, 'HOLDERS', lines);
    const acts = desk.rows('SELECT count(*) AS n FROM act');
    await take(CHEN, 'HOLDERS', lines);
    expect(desk.rows('SELECT count(*) AS n FROM act')).toEqual(acts);
    await take(CHEN, 'HOLDERS', lines.slice(0, 3));
    expect(desk.rows('SELECT rows IS NULL AS empty FROM "registerPage" ORDER BY id')).toEqual([
      { empty: 1 },
      { empty: 0 },
    ]);
    expect(registersOf(desk.statements, MONTH).holders?.size).toBe(2);
  });

  test('RS1 a holder list with one row that cannot be read is not taken: its person would not be on it', async () => {
    const [first, second] = people(2, 0) as [DemoPerson, DemoPerson];
    const broken = holderLine(second).replace(second.idNumber, `${second.idNumber.slice(0, 17)}*`);
    const { look, steps } = await take(CHEN, 'HOLDERS', [HOLDER_HEADER, holderLine(first), broken]);
    expect(look).toMatchObject({ canTake: false, faultCount: 1, faults: [{ row: 3, fault: 'ID_FAULTY' }] });
    expect([steps, desk.rows('SELECT 1 FROM act')]).toEqual([[], []]);
  });

  test('RS2 deaths: what cannot be read is left out and said; rows stay on this computer', async () => {
    const [first, second] = people(2, 0) as [DemoPerson, DemoPerson];
    const lines = [
      '姓名,身份证号码,死亡日期',
      `甲,${first.idNumber},2026.9.30`,
      `乙,${second.idNumber},03/04/2026`,
    ];
    const { look } = await take(SAREN, 'DEATHS', lines);
    expect(look).toMatchObject({
      canTake: true,
      rowCount: 1,
      faults: [{ row: 3, fault: 'DATE_UNREAD', field: 'deathDate' }],
    });
    expect(registersOf(desk.statements, MONTH).deaths).toEqual(new Map([[first.idNumber, '2026-09-30']]));
    expect(desk.rows('SELECT kind, page_count FROM register')).toEqual([{ kind: 'DEATHS', page_count: 0 }]);
    expect(JSON.stringify(desk.rows('SELECT * FROM act'))).not.toContain(first.idNumber);
  });

  test('RC3 RS4 columns that no word tells are mapped by hand, and remembered for the source', async () => {
    const [first] = people(1, 0) as [DemoPerson];
    const lines = ['殡仪馆登记', '逝者,证件,何时火化', `甲,${first.idNumber},2026-09-30`];
    const handing = registers(SAREN);
    const asked = {
      ...{ kind: 'DEATHS' as const, fileName: '火化.csv', bytes: csv(lines), language: 'zh-CN' as const },
      source: '旗殡仪馆',
    };
    const unread = await handing.look(asked);
    expect(unread).toMatchObject({
      ok: false,
      fields: ['idNumber', 'deathDate'],
      mapping: { headerRow: null },
    });
    const at = { idNumber: 1, deathDate: 2, grade: 0 };
    const chosen = { sheet: 0, headerRow: 2, at };
    expect(await handing.look({ ...asked, chosen: { ...chosen, at: { idNumber: 1 } } })).toMatchObject({
      ...{ ok: false, fields: ['deathDate'] },
      mapping: {
        headerRow: 2,
        columns: [{ field: null }, { field: 'idNumber' }, { header: '何时火化', field: null }],
      },
    });
    expect(JSON.stringify(unread)).not.toContain(first.idNumber);
    const look = await handing.look({ ...asked, chosen });
    expect(look).toMatchObject({ ok: true, rowCount: 1, canTake: true });
    // Looked at and not taken, nothing is remembered.
    expect(await registers(SAREN).look(asked)).toMatchObject({ ok: false });
    if (!look.ok) throw new Error('not read');
    const input = { lookId: look.lookId, month: MONTH, asOf: '2026-11-01', source: '旗殡仪馆' };
    for await (const step of handing.take(input)) expect(step.kind).not.toBe('refused');
    expect(registersOf(desk.statements, MONTH).deaths).toEqual(new Map([[first.idNumber, '2026-09-30']]));
    const turned = csv(['何时火化,逝者,证件', `2026-09-30,甲,${first.idNumber}`]);
    expect(await handing.look({ ...asked, bytes: turned })).toMatchObject({ ok: true, rowCount: 1 });
    expect(await handing.look({ ...asked, source: '别处', bytes: turned })).toMatchObject({ ok: false });
  });

  test.each<[string, RegisterKind, Uint8Array, object]>([
    [
      'no such column',
      'CUSTODY',
      csv(['姓名,身份证号,住址', '甲,1,乙']),
      { ok: false, code: 'REGISTER_COLUMNS', fields: ['custodyFrom'] },
    ],
    [
      'a torn workbook',
      'DEATHS',
      new Uint8Array(Buffer.from('PK\u0003\u0004 torn')),
      { ok: false, code: 'FILE_DAMAGED' },
    ],
    [
      'a workbook cut off in the middle',
      'HOLDERS',
      new Uint8Array(readFileSync(ROSTER).subarray(0, 4_000)),
      { ok: false, mapping: null },
    ],
    ['nothing at all', 'CUSTODY', new Uint8Array(), { ok: false }],
    [
      'a picture',
      'HOUSEHOLDS',
      new Uint8Array(Buffer.from('89504e470d0a1a0a0000000d', 'hex')),
      { ok: false },
    ],
    ['an old workbook', 'DEATHS', new Uint8Array(Buffer.from('d0cf11e0a1b11ae1', 'hex')), { ok: false }],
  ])('%s: said, and nothing changed', async (_what, kind, bytes, expected) => {
    const before = desk.contents();
    expect(await registers(SAREN).look({ kind, fileName: 'x', bytes, language: 'zh-CN' })).toMatchObject(
      expected,
    );
    expect(desk.contents()).toEqual(before);
  });

  test('a register is the federation’s own, or civil affairs’', async () => {
    const [first] = people(1, 0) as [DemoPerson];
    const { steps } = await take(CHEN, 'DEATHS', [
      '姓名,身份证号码,死亡日期',
      `甲,${first.idNumber},2026-09-30`,
    ]);
    expect(steps).toEqual([{ kind: 'refused', code: 'register/not-your-register' }]);
    expect(desk.rows('SELECT 1 FROM register_row')).toEqual([]);
  });
});

/** Lists as files: the rows of the screen, all of them; numbers masked unless asked for; no column that its reader may not hold; what is
 *  written about the file is true of it. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  EXPORT_LISTS,
  isMoneyColumn,
  LISTS_WITH_NUMBERS,
  serialNumberOf,
} from '#shared/domain/disclosure.ts';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import type { ImportRow } from '#shared/rpc/desk-shapes.ts';
import type { ExportedList } from '#shared/rpc/export-shapes.ts';
import type { Me } from '../queries/reading.ts';
import { searchCases } from '../queries/search.ts';
import { today } from '../queries/work.ts';
import {
  CHEN,
  demoPerson,
  intakeArgs,
  NAREN,
  NORTH,
  personFields,
  SAREN,
  SOUTH,
  TestDesk,
  WANG,
} from '../test-desk.ts';
import { listNamed } from './lists.ts';
import { type ListOrder, makeList, type MadeList } from './make-list.ts';
import { rawRows, unzip } from './raw-workbook.ts';
import { writeWorkbook } from './workbook.ts';

let desk: TestDesk;
const PEOPLE = 7;
const HEAD = 4;
const SERIAL = serialNumberOf(21, '2026-11-02', '9f3a0c');

beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
  desk.confirm(
    NORTH,
    Array.from({ length: PEOPLE }, (_, at) => ({
      type: 'person' as const,
      id: 100 + at,
      set: { ...personFields(demoPerson(at)), ...(at === 3 && { name: '=cmd|甲' }) },
    })),
  );
  desk.confirm(NORTH, [
    {
      type: 'entitlement',
      id: 900,
      set: {
        personId: 100,
        benefit: 'NURSING',
        state: 'ACTIVE',
        entitledFrom: '2025-08',
        packVersion: '2026-07',
      },
    },
  ]);
});
afterEach(() => desk.close());

type Given = Partial<ListOrder> & { who?: Me; importRows?: readonly ImportRow[] };

function make(what: ExportedList, { who = NAREN, importRows = [], ...given }: Given = {}): Promise<MadeList> {
  const order: ListOrder = {
    ...{ what, numbers: 'masked', reason: '', language: 'zh-CN' },
    ...{ serialNumber: SERIAL, computerName: '查干淖尔-1号机' },
    ...given,
  };
  return makeList({ reading: desk.reading(who), importRows }, order, writeWorkbook);
}

async function made(what: ExportedList, given?: Given) {
  const list = await make(what, given);
  if (!list.ok) throw new Error(list.code);
  const rows = rawRows(list.bytes).map(
    (row) => new Map(row.map((cell) => [cell.place.replace(/\d/g, ''), cell])),
  );
  const heads = [...(rows[HEAD]?.values() ?? [])].map(({ value }) => value);
  const table = rows
    .slice(HEAD + 1)
    .map((row) =>
      Object.fromEntries(heads.map((head, at) => [head, row.get(String.fromCharCode(65 + at))?.value ?? ''])),
    );
  return { ...list, rows, heads, table };
}

const ALL: ExportedList = { list: 'cases', text: '' };
const numbersOf = ({ idNumber, phone, certificateNumber, accountNumber }: DemoPerson) => [
  idNumber,
  phone,
  certificateNumber,
  accountNumber,
];

describe('ML2 while not everything is here', () => {
  test('the first line says so, and so does the record', async () => {
    const list = await make(ALL, { who: SAREN });
    if (!list.ok) throw new Error(list.code);
    const lines = rawRows(list.bytes).map((row) => row[0]?.value);
    expect(lines[1]).toBe(`本机资料没下完，名单不全：已有 ${PEOPLE} 人`);
    expect(lines[2]).toContain('条件：全部');
    expect(list.disclosure.filters).toEqual({ partial: `${PEOPLE} / ?` });
  });

  test('with how many there are, once that is known', async () => {
    desk.statements.run(
      "INSERT INTO meta (name, value) VALUES ('people-coming', json_object(?, 5))",
      String(SOUTH),
    );
    const list = await make(ALL, { who: SAREN, language: 'en' });
    if (!list.ok) throw new Error(list.code);
    expect(rawRows(list.bytes)[1]?.[0]?.value).toBe(
      `Not complete: ${PEOPLE} of ${PEOPLE + 5} people were on this computer`,
    );
    expect(list.disclosure.filters).toEqual({ partial: `${PEOPLE} / ${PEOPLE + 5}` });
  });

  test('where all is here nothing is said of it', async () => {
    const { rows, disclosure } = await made(ALL);
    expect(rows[1]?.get('A')?.value).toMatch(/^条件：/);
    expect(disclosure.filters).toEqual({});
  });
});

describe('cases', () => {
  test('the rows are those of the screen, in its order, with its filters', async () => {
    const { table } = await made(ALL);
    const shown = searchCases(desk.reading(), { text: '', offset: 0, limit: 99 }).rows;
    expect(table.map((row) => row['姓名'])).toEqual(shown.map(({ name }) => name));
    const active = await made({ list: 'cases', text: '', state: 'ACTIVE' });
    expect(active.table.map((row) => row['姓名'])).toEqual([demoPerson(0).name]);
    expect(active.disclosure.filters).toEqual({ state: 'ACTIVE' });
    expect(active.rows[1]?.get('A')?.value).toBe('条件：状态：在享 · 共 1 行 · 号码已遮');
  });

  test('masked: no whole number of anybody stands in the file, and no birthday beside the masked one', async () => {
    const { bytes, heads } = await made(ALL);
    const everything = [...unzip(bytes).values()].join('\n');
    for (let at = 0; at < PEOPLE; at++)
      for (const number of numbersOf(demoPerson(at))) expect(everything).not.toContain(number);
    expect(heads).not.toContain('出生日期');
    expect(everything).toContain(
      `${demoPerson(0).idNumber.slice(0, 6)}********${demoPerson(0).idNumber.slice(-4)}`,
    );
  });

  test('whole: every number is the text that is stored, digit for digit', async () => {
    const { table, rows, heads, disclosure } = await made(ALL, { numbers: 'full', reason: ' 报旗里核对 ' });
    const people = new Map(
      Array.from({ length: PEOPLE }, (_, at) => [demoPerson(at).idNumber, demoPerson(at)]),
    );
    for (const row of table) {
      const person = people.get(row['身份证号'] ?? '');
      expect([row['电话'], row['残疾人证号'], row['账号']]).toEqual([
        person?.phone,
        person?.certificateNumber,
        person?.accountNumber,
      ]);
    }
    const column = String.fromCharCode(65 + heads.indexOf('身份证号'));
    expect(rows.slice(HEAD + 1).map((row) => row.get(column)?.type)).toEqual(
      Array.from({ length: PEOPLE }, () => 'inlineStr'),
    );
    expect(disclosure).toMatchObject({ numbers: 'full', reason: '报旗里核对' });
    expect(rows[1]?.get('A')?.value).toContain('完整号码，用途：报旗里核对');
    expect(heads).toContain('出生日期');
  });

  test('dates are dates, months texts, money yuan', async () => {
    const { rows, heads } = await made({ list: 'cases', text: '', state: 'ACTIVE' });
    const cell = (head: string) => rows[HEAD + 1]?.get(String.fromCharCode(65 + heads.indexOf(head)));
    const expires = Date.parse(`${demoPerson(0).certificateExpiresOn}T00:00:00Z`);
    expect(cell('证有效期至')).toMatchObject({ type: null, value: String(expires / 86_400_000 + 25_569) });
    expect(cell('享受起月')).toMatchObject({ type: 'inlineStr', value: '2025-08' });
    expect(cell('每月（元）')).toMatchObject({ type: null });
    expect(Number(cell('每月（元）')?.value)).toBeGreaterThan(50);
    expect(Number(cell('每月（元）')?.value)).toBeLessThan(500);
  });

  test('a name that looks like a formula is a name', async () => {
    const { table, rows } = await made({ list: 'cases', text: '=cmd|甲' });
    expect(table).toMatchObject([{ 姓名: '=cmd|甲' }]);
    expect(rows[HEAD + 1]?.get('A')?.type).toBe('inlineStr');
  });

  test('a number that was searched for is masked in what is written about the file', async () => {
    const { idNumber } = demoPerson(2);
    const { disclosure, bytes } = await made({ list: 'cases', text: idNumber });
    expect(disclosure.filters).toEqual({ text: `${'*'.repeat(14)}${idNumber.slice(-4)}` });
    expect([...unzip(bytes).values()].join('')).not.toContain(idNumber);
  });

  test('nobody: no file', async () => {
    expect(await make({ list: 'cases', text: '没有这个人' })).toEqual({ ok: false, code: 'export/empty' });
  });
});

test('DI2 the federation’s file has no column of money, the others’ have them', async () => {
  const money = (who: Me) =>
    made(ALL, { who, numbers: 'full', reason: '核对' }).then(({ disclosure }) =>
      disclosure.columnNames.filter(isMoneyColumn),
    );
  expect(await money(CHEN)).toEqual([]);
  for (const who of [NAREN, WANG, SAREN])
    expect(await money(who)).toEqual(['monthlyAmount', 'accountHolder', 'bankName', 'accountNumber']);
});

describe('what is written about a file', () => {
  test('is true of it', async () => {
    const { disclosure, bytes, fileName, heads, table } = await made(ALL);
    expect(disclosure).toMatchObject({
      listName: 'cases',
      rowCount: table.length,
      numbers: 'masked',
      reason: '',
      serialNumber: SERIAL,
      fileHash: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(disclosure.columnNames).toHaveLength(heads.length);
    expect(fileName).toBe(`案件 ${SERIAL}.xlsx`);
  });

  test('and stands in the file: unit, person, computer, minute, number', async () => {
    const { rows } = await made(ALL);
    expect([2, 3].map((at) => rows[at]?.get('A')?.value)).toEqual([
      '查干淖尔苏木民政办 · 娜仁 · 查干淖尔-1号机 · 2026-11-02 10:00',
      `导出编号 ${SERIAL}`,
    ]);
  });
});

describe('the other lists', () => {
  beforeEach(() => {
    for (const at of [20, 21, 22]) desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(at)));
  });

  test('today: the tasks of this person, or one group of them', async () => {
    const groups = today(desk.reading(WANG)).groups.filter(({ rows }) => rows.length);
    expect(groups.length).toBeGreaterThan(0);
    const { table } = await made({ list: 'today' }, { who: WANG });
    expect(table).toHaveLength(groups.flatMap(({ rows }) => rows).length);
    const [{ group } = { group: 'mine' as const }] = groups;
    const one = await made({ list: 'today', group }, { who: WANG });
    expect(one.table).toHaveLength(groups[0]?.rows.length ?? 0);
    expect(one.table[0]).toMatchObject({ 要办的: '初审' });
  });

  test('review: who waits for this person, masked numbers among it', async () => {
    const { table } = await made({ list: 'review' }, { who: WANG });
    expect(new Set(table.map((row) => row['姓名']))).toEqual(
      new Set([20, 21, 22].map((at) => demoPerson(at).name)),
    );
    expect(table).toHaveLength(3);
    expect(table[0]?.['身份证号']).toMatch(/^\d{6}\*{8}[\dX]{4}$/);
    expect(await make({ list: 'review' })).toMatchObject({ code: 'export/empty' });
  });

  test('acts: everything done here, or one place of it', async () => {
    const { table } = await made({ list: 'acts' });
    expect(table.map((row) => [row['本机序号'], row['做了什么'], row['到哪了']])).toEqual([
      ['3', '柜台收件', '本机已存'],
      ['2', '柜台收件', '本机已存'],
      ['1', '柜台收件', '本机已存'],
    ]);
    expect(await make({ list: 'acts', place: 'needs-you' })).toMatchObject({ code: 'export/empty' });
  });

  test('conflicts: all of them, in words', async () => {
    desk.confirm(NORTH, [
      {
        type: 'conflict',
        id: 700,
        set: {
          ...{
            personId: 101,
            recordType: 'person',
            recordId: 101,
            groupName: 'bank',
            kind: 'ask',
            state: 'OPEN',
          },
          mineAt: '2026-11-01T02:00:00.000Z',
        },
      },
    ]);
    const { table } = await made({ list: 'conflicts' });
    expect(table).toMatchObject([
      { 姓名: demoPerson(1).name, 哪一样: '银行账户', 怎么回事: '要定', 影响发钱: '是' },
    ]);
    expect(await make({ list: 'conflicts' }, { who: CHEN })).toMatchObject({ code: 'export/empty' });
  });

  test('rows of a roster as they were looked at', async () => {
    const row = {
      row: 8,
      sheetName: '花名册',
      result: 'wrong',
      cells: {
        name: '@甲',
        idNumber: '*****************7',
        certificateNumber: '',
        village: '',
        household: '',
      },
      problems: [{ column: 'idNumber', code: 'ID_CHECKSUM', message: '最后一位校验不对' }],
    } as unknown as ImportRow;
    const what: ExportedList = { list: 'import-rows', importId: 'abc', show: 'wrong' };
    const { table, disclosure, rows } = await made(what, { importRows: [row] });
    expect(table).toMatchObject([
      {
        工作表: '花名册',
        行: '8',
        结果: '有错',
        姓名: '@甲',
        身份证号: '*****************7',
        '哪里不对，怎么改': '最后一位校验不对',
      },
    ]);
    expect(disclosure.filters).toEqual({ show: 'wrong' });
    expect(rows[1]?.get('A')?.value).toContain('只看：有错');
  });

  test('the record of exports itself', async () => {
    const { disclosure } = await made(ALL, { numbers: 'full', reason: '核对' });
    desk.taken(NAREN, 'disclosure.record', disclosure);
    const { table } = await made({ list: 'disclosures' });
    expect(table).toMatchObject([
      {
        谁导的: '娜仁',
        单位: NAREN.unitName,
        名单: '案件',
        条件: '全部',
        行数: '10',
        号码: '完整',
        用途: '核对',
      },
    ]);
  });
});

test('English: the same list in the other language', async () => {
  const { heads, rows, fileName } = await made(ALL, { language: 'en' });
  expect(heads.slice(0, 3)).toEqual(['Name', 'ID number', 'Sex']);
  expect(rows[1]?.get('A')?.value).toBe(`Filter: all · ${PEOPLE} rows · numbers masked`);
  expect(fileName).toBe(`Cases ${SERIAL}.xlsx`);
});

test('the lists with numbers are those that the screens offer a choice for', () => {
  const masked = EXPORT_LISTS.filter((name) => listNamed(name).columns.some(({ mask }) => mask));
  expect(masked).toEqual(LISTS_WITH_NUMBERS);
});

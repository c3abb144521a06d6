/** The monthly comparison on a replica's own file: registers from real files through the real parser process, a run through the real thread, findings
 *  as the townships see them.                                                                                                        */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { idCheckDigit } from '#shared/domain/id-number.ts';
import type { RegisterKind } from '#shared/domain/register.ts';
import type { RegisterLook, RunStep, TakeStep } from '#shared/rpc/compare-shapes.ts';
import type { Me } from '../queries/reading.ts';
import { checkDuties } from '../queries/check-duties.ts';
import { findingList, holderOfFinding } from '../queries/compare.ts';
import { encodeText } from '../import/csv-encode.ts';
import { createWorkbookReader, parserFileFor } from '../import/read-workbook.ts';
import { registersAt } from '../registers/registers.ts';
import {
  CHEN,
  COUNTY,
  demoPerson,
  NAREN,
  NORTH,
  personFields,
  SAREN,
  TEST_KEY,
  TestDesk,
  WANG,
} from '../test-desk.ts';
import { comparerFileFor, comparisonsOf } from './comparisons.ts';
import { registersOf } from './register-store.ts';

const WRITER = new URL('../writer.ts', import.meta.url).href;
const readWorkbook = createWorkbookReader({ parserFile: parserFileFor(WRITER) });
const ROSTER = new URL('../import/fixtures/workbooks/amounts-and-formulas.xlsx', import.meta.url);
const MONTH = '2026-11';
const TAKE = { month: MONTH, asOf: '2026-11-01', source: '旗残联' };

let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
});
afterEach(() => desk.close());

const issueBatch =
  (who: Me) =>
  (
    inputs: Parameters<TestDesk['issueAll']>[1],
    beside: (results: ReturnType<TestDesk['issueAll']>) => void,
  ): void =>
    desk.statements.db.transaction(() => beside(desk.issueAll(who, inputs))).immediate();
const registers = (who: Me) =>
  registersAt({ statements: desk.statements, clock: desk.clock, readWorkbook, issueBatch: issueBatch(who) });

const csv = (lines: readonly string[]): Uint8Array => encodeText(`${lines.join('\r\n')}\r\n`, 'gb18030');
const HOLDER_HEADER =
  '姓名,身份证号,残疾人证号,残疾类别,残疾等级,发证日期,有效期至,证件状态,换证申请日期,户籍地址,联系电话';
const holderLine = (person: DemoPerson, more: { status?: string; expires?: string } = {}): string =>
  [
    ...[person.name, person.idNumber, person.certificateNumber, '', '', '2020年5月1日'],
    ...[more.expires ?? '2030-04-30', more.status ?? '正常', '', '查干淖尔苏木哈日根台嘎查', '13900000001'],
  ].join(',');

async function take(
  who: Me,
  kind: RegisterKind,
  lines: readonly string[],
): Promise<{ look: RegisterLook; steps: TakeStep[] }> {
  const handing = registers(who);
  const look = await handing.look({ kind, fileName: '名册.csv', bytes: csv(lines), language: 'zh-CN' });
  const steps: TakeStep[] = [];
  if (look.ok && look.canTake)
    for await (const step of handing.take({ lookId: look.lookId, ...TAKE })) steps.push(step);
  return { look, steps };
}

async function run(who: Me = SAREN): Promise<RunStep[]> {
  const steps: RunStep[] = [];
  const comparing = comparisonsOf({
    ...{
      statements: desk.statements,
      division: COUNTY,
      path: desk.path,
      key: TEST_KEY,
      clock: desk.clock,
      comparerFile: comparerFileFor(WRITER),
    },
    issueBatch: issueBatch(who),
  });
  for await (const step of comparing(MONTH)) steps.push(step);
  return steps;
}

/** People as the county has confirmed them: the first so many draw both subsidies. */
function people(count: number, drawing: number): DemoPerson[] {
  const made = Array.from({ length: count }, (_, at) => demoPerson(at));
  desk.confirm(
    NORTH,
    made.flatMap((person, at) => {
      const id = 50_000 + at * 10;
      const set = {
        ...personFields(person),
        householdCategory: 'DIBAO',
        householdFrom: '2020-01',
        accountHolder: person.name,
        accountNumber: `62170000000000${at + 10}`,
      };
      const drawn = (benefit: string, nth: number) => ({
        type: 'entitlement' as const,
        id: id + nth,
        set: { personId: id, benefit, state: 'ACTIVE', entitledFrom: '2025-01', decidedOn: '2025-02-02' },
      });
      const nursing = person.grade <= 2 ? [drawn('NURSING', 2)] : [];
      return [
        { type: 'person' as const, id, set },
        ...(at < drawing ? [drawn('LIVING', 1), ...nursing] : []),
      ];
    }),
  );
  return made;
}

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

describe('a run', () => {
  const STRANGER = (() => {
    const first17 = '15999919750101101';
    return first17 + idCheckDigit(first17);
  })();

  async function month(): Promise<DemoPerson[]> {
    const made = people(6, 4);
    const [dead, missing, frozen, ...others] = made as [DemoPerson, DemoPerson, DemoPerson, ...DemoPerson[]];
    const stranger = `高娃,${STRANGER},${STRANGER}41,,,2020-01-01,2030-01-01,正常,,查干淖尔苏木敖包图嘎查,`;
    await take(CHEN, 'HOLDERS', [
      HOLDER_HEADER,
      ...[
        holderLine(dead),
        holderLine(frozen, { status: '冻结' }),
        ...others.map((each) => holderLine(each)),
        stranger,
      ],
    ]);
    await take(SAREN, 'DEATHS', ['姓名,身份证号码,火化日期', `甲,${dead.idNumber},2026-09-30`]);
    expect(missing.name).not.toBe('');
    return made;
  }
  const found = () =>
    desk
      .rows('SELECT person_id AS p, holder_name AS h, code FROM finding ORDER BY person_id, code')
      .map(({ p, h, code }) => `${String(p ?? h)} ${String(code)}`);

  test('what is wrong becomes a task of the township; the second run finds nothing new (FN1, FA1)', async () => {
    await month();
    const steps = await run();
    expect(steps.at(-1)).toMatchObject({ kind: 'done', persons: 6, holders: 6, refused: 0 });
    expect(found()).toEqual(
      expect.arrayContaining([
        '50000 DEAD_PERSON',
        '50010 CERT_NOT_IN_FEDERATION_DB',
        '50020 CERT_NOT_VALID',
        '高娃 SHOULD_RECEIVE',
      ]),
    );
    expect(desk.rows('SELECT DISTINCT scope FROM finding')).toEqual([{ scope: NORTH }]);
    const before = found();
    const again = await run();
    expect([again.at(-1), found()]).toMatchObject([{ kind: 'done', raised: 0 }, before]);
    expect(desk.rows("SELECT count(*) AS n FROM act WHERE name LIKE 'finding.%'")).toEqual([
      { n: new Set(before.map((each) => each.split(' ')[0])).size },
    ]);
  });

  test('what holds money back is seen by person, and closed by another with evidence (FN3)', async () => {
    await month();
    await run();
    const input = { show: 'todo', offset: 0, limit: 50 } as const;
    const [first] = findingList(desk.reading(NAREN), { ...input, severity: 'BLOCK_ROSTER' }).rows;
    if (!first) throw new Error('nothing found');
    expect(first).toMatchObject({
      severity: 'BLOCK_ROSTER',
      mayAnswer: true,
      mayClose: false,
      dueOn: '2026-11-16',
    });
    const args = {
      findingId: first.findingId,
      visitedOn: '2026-11-02',
      outcome: 'STOP_PROPOSED',
      evidence: '嘎查证明',
      paperId: null,
    };
    desk.taken(NAREN, 'finding.answer', args);
    expect(desk.issue(NAREN, 'finding.close', { findingId: first.findingId })).toMatchObject({
      code: 'finding/four-eyes',
    });
    desk.taken(WANG, 'finding.close', { findingId: first.findingId, words: '已办停发' });
    expect(findingList(desk.reading(WANG), { ...input, show: 'closed' }).rows).toMatchObject([
      { findingId: first.findingId, evidence: '嘎查证明', closedBy: '王建国' },
    ]);
  });

  test('today’s list says what each body owes of the month’s exchange (S004 art.8)', async () => {
    const EXCHANGE = ['finding', 'finding-close', 'holder-list', 'comparison', 'comparison-report'];
    const owed = (who: Me) =>
      checkDuties(desk.reading(who))
        .filter(({ kind }) => EXCHANGE.includes(kind))
        .map(({ kind, dueOn }) => `${kind} ${dueOn}`);
    // The 15th is a Sunday, and the 13th the working day before it.
    expect([owed(CHEN), owed(SAREN), owed(NAREN)]).toEqual([
      ['holder-list 2026-11-13'],
      ['comparison 2026-11-20'],
      [],
    ]);
    await month();
    expect([owed(CHEN), owed(SAREN)]).toEqual([[], ['comparison 2026-11-20']]);
    await run();
    expect([owed(SAREN), owed(NAREN)]).toEqual([['comparison-report 2026-11-20'], ['finding 2026-11-16']]);
    desk.confirm(COUNTY, [{ type: 'roster', id: 60_009, set: { month: '2026-09', cycle: 'QUARTERLY' } }]);
    expect(owed(SAREN)).toEqual([]);
  });

  test('FN5 a holder whom nobody knows: the township has what an intake needs', async () => {
    await month();
    await run();
    const { rows } = findingList(desk.reading(NAREN), {
      show: 'todo',
      list: 'SHOULD_RECEIVE',
      offset: 0,
      limit: 50,
    });
    const holder = rows.find(({ isHolder }) => isHolder);
    expect(holder).toMatchObject({ name: '高娃', village: '敖包图嘎查', benefit: 'NURSING' });
    expect(holderOfFinding(desk.reading(NAREN), holder?.findingId ?? 0)).toMatchObject({
      ...{ idNumber: STRANGER, village: NORTH + 2, personId: null },
    });
  });

  test('CO4 nothing was handed in: only what the office itself says', async () => {
    people(3, 3);
    expect((await run()).at(-1)).toMatchObject({ kind: 'done', holders: 0 });
    expect(found().filter((each) => each.includes('CERT_NOT_IN'))).toEqual([]);
  });

  test('what the rosters say is found too, of people and of places (payment-alerts.ts)', async () => {
    people(4, 4);
    const row = (at: number, id: number, month: string, set: object) => ({
      ...{ type: 'rosterRow' as const, id: 70_000 + id },
      set: {
        ...{
          rosterId: 60_000 + Number(month.slice(5)),
          rosterMonth: month,
          month,
          personId: 50_000 + at * 10,
        },
        ...{
          entitlementId: 50_001 + at * 10,
          benefit: 'LIVING',
          kind: 'CURRENT',
          amountFen: 10_000,
          result: 'PAID',
        },
        ...set,
      },
    });
    const roster = { month: '2026-10', firstMonth: '2026-10', sinceMonth: '2026-10', state: 'SETTLED' };
    desk.confirm(COUNTY, [{ type: 'roster', id: 60_010, set: roster }]);
    desk.confirm(NORTH, [
      row(1, 1, '2026-09', { result: 'RETURNED' }),
      row(1, 2, '2026-10', { result: 'RETURNED' }),
      row(2, 3, '2026-10', { result: 'HELD', heldReason: 'PAID_ELSEWHERE', amountFen: 0 }),
      row(3, 4, '2026-10', {}),
      row(3, 5, '2026-10', { kind: 'BACK_PAY' }),
      {
        ...{ type: 'application', id: 80_000 },
        set: {
          personId: 50_000,
          state: 'PRELIMINARY_PASSED',
          preliminaryPassedOn: '2026-12-30',
          appliedLiving: true,
        },
      },
    ]);
    expect((await run()).at(-1)).toMatchObject({ kind: 'done', refused: 0 });
    expect(found()).toEqual(
      expect.arrayContaining([
        '50010 RETURNED_TWICE',
        '50020 DUP_REGION_PAYMENT',
        '50030 DUP_MONTH_PAYMENT',
        'null CALENDAR_MISSING',
      ]),
    );
    expect(
      desk.rows(
        "SELECT points FROM finding WHERE code IN ('DUP_REGION_PAYMENT', 'CALENDAR_MISSING') ORDER BY code",
      ),
    ).toEqual([{ points: '["2027"]' }, { points: '["2026-10"]' }]);
  });

  test('not the federation’s to run', async () => {
    expect(await run(CHEN)).toContainEqual({ kind: 'refused', code: 'command/not-your-role' });
  });
});

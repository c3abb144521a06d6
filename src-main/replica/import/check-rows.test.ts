import { expect, test } from 'vitest';
import { DEMO_DIVISIONS } from '#shared/domain/division.ts';
import { idCheckDigit } from '#shared/domain/id-number.ts';
import { DEMO_PACK } from '#shared/domain/pack.ts';
import type { Row, Values } from '#shared/records/rows.ts';
import { emptyValues } from '#shared/records/rows.ts';
import { type CheckedRow, createRowChecker, type JudgedSheet, type RosterContext } from './check-rows.ts';
import { contentHash, type EarlierImport, personOf, type SaidPerson } from './check-stored.ts';
import { mapByWords } from './map-columns.ts';
import type { SheetRow } from './sheet.ts';
import { findingSentence } from './words/index.ts';

const TODAY = '2026-11-23';
const HEADER =
  '姓名 身份证号 残疾人证号 嘎查村 家庭类别 补贴 电话 监护人 开户行 账号 户名 残疾等级 有效期 性别 住址 低保起始月'.split(
    ' ',
  );

function idOf(birthDate: string, sequence = '001'): string {
  const first17 = `159999${birthDate}${sequence}`;
  return first17 + idCheckDigit(first17);
}
const ID = idOf('19800101');
const CARD = '6217999900000000016';

type Cells = Partial<Record<(typeof HEADER)[number], string | number>>;
const GOOD: Cells = { 姓名: '其木格', 身份证号: ID, 残疾人证号: `${ID}42`, 嘎查村: '敖包图嘎查' };

function rowOf(cells: Cells, row: number, headers: readonly string[]): SheetRow {
  const values = headers.map((header) => cells[header] ?? '');
  return {
    row,
    texts: values.map(String),
    kinds: values.map((value) => (typeof value === 'number' ? 'n' : value === '' ? ' ' : 't')).join(''),
  };
}

function stored(values: Partial<Values<'person'>>): Row<'person'> {
  const all = { ...emptyValues('person'), ...values };
  return { type: 'person', scope: 159_999_101_000, id: 7, values: all, versions: {} };
}

/** What the clerk reads of a row. */
const said = ({ findings }: CheckedRow) => findings.map((found) => findingSentence(found, 'zh-CN'));
const codes = ({ findings }: CheckedRow) => findings.map(({ code }) => code);

function sheetOf(headers: readonly string[], more: Partial<JudgedSheet> = {}): JudgedSheet {
  const map = mapByWords({ headerRow: 1, lastHeaderRow: 1, headers });
  return { index: 0, name: '表', map, village: null, isVillageChosen: false, ...more };
}

function checkerOf(person: Row<'person'> | null = null, more: Partial<RosterContext> = {}) {
  return createRowChecker({
    today: TODAY,
    township: 159_999_101_000,
    divisions: DEMO_DIVISIONS,
    pack: DEMO_PACK,
    findByIdNumber: (idNumber) => (person?.values.idNumber === idNumber ? person : null),
    earlierImport: () => null,
    ...more,
  });
}

/** Judges lines under the header, from row 2 on. */
function check(
  lines: Cells[],
  person: Row<'person'> | null = null,
  headers: readonly string[] = HEADER,
): CheckedRow[] {
  const checker = checkerOf(person);
  const sheet = sheetOf(headers);
  return lines.map((line, at) => checker.check(sheet, rowOf(line, at + 2, headers)));
}

function checkOne(cells: Cells, person: Row<'person'> | null = null): CheckedRow {
  const [row] = check([{ ...GOOD, ...cells }], person);
  if (!row) throw new Error('no row');
  return row;
}

test('a good row is ready and carries its act', () => {
  const row = checkOne({
    姓名: '其 木　格',
    家庭类别: '低保',
    补贴: '两项',
    电话: '139 0000 0001',
    开户行: '农信社',
    账号: CARD,
  });
  expect(row).toMatchObject({
    row: 2,
    result: 'ready',
    cells: {
      name: '其木格',
      idNumber: `159999********${ID.slice(14)}`,
      certificateNumber: `159999********${ID.slice(14)}42`,
      village: '敖包图',
      household: '低保',
      benefits: ['LIVING', 'NURSING'],
    },
    findings: [],
    act: {
      rosterBenefits: ['LIVING', 'NURSING'],
      changes: null,
      said: {
        name: '其木格',
        idNumber: ID,
        phone: '13900000001',
        hukouVillage: 159_999_101_002,
        householdCategory: 'DIBAO',
        bank: { accountHolder: '其木格', bankName: '农信社', accountNumber: CARD, accountKind: 'BANK_CARD' },
      },
    },
  });
});

const wrongLast = ID.slice(0, 17) + (ID.endsWith('1') ? '2' : '1');
const cases: [string, Cells, string, string, string | RegExp][] = [
  ['ID check digit', { 身份证号: wrongLast }, 'wrong', 'ID_CHECKSUM', '最后一位校验不对'],
  ['ID cut by Excel', { 身份证号: Number(ID) }, 'wrong', 'ID_SCIENTIFIC', '科学计数'],
  ['ID as scientific text', { 身份证号: '1.59999E+17' }, 'wrong', 'ID_SCIENTIFIC', '按“文本”重新复制'],
  ['ID rounded, then made text', { 身份证号: '159999198001010000' }, 'wrong', 'ID_ROUNDED', '末三位都是 0'],
  ['ID of 17', { 身份证号: ID.slice(0, 17) }, 'wrong', 'ID_LENGTH', '是 17 位，应为 18 位'],
  ['ID of 15', { 身份证号: '159999800101001' }, 'look', 'ID_15_DIGIT', '15 位的旧号码'],
  ['15 digits that are no ID', { 身份证号: '159999801301001' }, 'wrong', 'ID_LENGTH', '是 15 位'],
  ['a masked copy', { 身份证号: '159999********0011' }, 'wrong', 'ID_MASKED', '打了星号'],
  [
    'ID with a letter',
    { 身份证号: `${ID.slice(0, 11)}O${ID.slice(12)}` },
    'wrong',
    'ID_CHARSET',
    '第 12 位是“O”',
  ],
  ['30 February', { 身份证号: idOf('19490230') }, 'wrong', 'ID_BIRTHDATE', '出生日期是 2月30日，没有这一天'],
  ['born tomorrow', { 身份证号: idOf('20261124') }, 'wrong', 'ID_BIRTHDATE', '还没到'],
  ['no ID', { 身份证号: '' }, 'wrong', 'ID_MISSING', '没有身份证号'],
  ['no name', { 姓名: ' ' }, 'wrong', 'NAME_MISSING', '没有姓名'],
  ['a formula for a name', { 姓名: '=1+1' }, 'wrong', 'NAME_ODD', '错了列'],
  ['another certificate', { 残疾人证号: `${wrongLast}42` }, 'wrong', 'CERT_ID_MISMATCH', '差第 18 位'],
  [
    'somebody else’s certificate',
    { 残疾人证号: `${idOf('19791231', '998')}42` },
    'wrong',
    'CERT_ID_MISMATCH',
    '像是别人的证',
  ],
  ['certificate of 19', { 残疾人证号: `${ID}4` }, 'wrong', 'CERT_FORMAT', '是 19 位，应为 20 位'],
  [
    'grade beside the number',
    { 残疾等级: '三级' },
    'wrong',
    'CERT_GRADE_MISMATCH',
    '第 20 位是二级，表里写三级',
  ],
  ['unknown village', { 嘎查村: '新胜利屯' }, 'wrong', 'VILLAGE_UNKNOWN', '“新胜利屯”'],
  ['village of another township', { 嘎查村: '双井村' }, 'wrong', 'VILLAGE_ELSEWHERE', '属东风镇'],
  ['no village', { 嘎查村: '' }, 'wrong', 'VILLAGE_MISSING', '哪个嘎查村'],
  ['unknown household', { 家庭类别: '好户' }, 'wrong', 'HOUSEHOLD_UNKNOWN', '不认识“好户”'],
  ['unknown subsidy', { 补贴: '燃煤' }, 'wrong', 'BENEFITS_UNKNOWN', '不认识“燃煤”'],
  ['account too short', { 账号: '1234567' }, 'wrong', 'BANK_FORMAT', '8 到 32 位'],
  ['account cut by Excel', { 账号: Number(CARD) }, 'wrong', 'BANK_SCIENTIFIC', '银行账号码被 Excel'],
  ['address of a novel', { 住址: '长'.repeat(101) }, 'wrong', 'FIELD_UNFIT', '住址太长'],
  ['village or township', { 嘎查村: '东风' }, 'look', 'VILLAGE_AMBIGUOUS', '可能是东风村，也可能是东风镇'],
  [
    'grade 4 for nursing',
    { 残疾人证号: `${ID}44`, 补贴: '护理' },
    'look',
    'NURSING_GRADE_NOT_COVERED',
    '四级不在护理补贴范围（政策包 2026-07：一、二级）',
  ],
  [
    'living without dibao',
    { 家庭类别: '低收入', 补贴: '生活' },
    'look',
    'LIVING_HOUSEHOLD_NOT_COVERED',
    '低保',
  ],
  [
    'minor',
    { 身份证号: idOf('20100101'), 残疾人证号: `${idOf('20100101')}42` },
    'look',
    'MINOR_NO_GUARDIAN',
    '未满 18 岁',
  ],
  ['no certificate', { 残疾人证号: '—' }, 'look', 'CERT_MISSING', '没有残疾人证号'],
  ['expired certificate', { 有效期: '2026.11.22' }, 'look', 'CERT_EXPIRED', '已经过期'],
  ['unreadable date', { 有效期: '明年' }, 'look', 'DATE_UNREAD', '看不懂'],
  ['unreadable month', { 低保起始月: '2023-13' }, 'look', 'MONTH_UNREAD', '看不懂'],
  ['sex', { 性别: '女' }, 'look', 'SEX_MISMATCH', '按身份证号导入'],
  ['phone', { 电话: '1390000000' }, 'look', 'PHONE_UNFIT', /（\*+0000）/],
  ['another holder', { 开户行: '农信社', 账号: CARD, 户名: '苏和' }, 'look', 'BANK_HOLDER_DIFFERS', '“苏和”'],
  ['account without bank', { 账号: CARD }, 'look', 'BANK_NAME_MISSING', '没有开户行'],
  ['card digit', { 开户行: '农信社', 账号: '6217999900000000017' }, 'look', 'BANK_LUHN_WARN', '末四位 0017'],
];

test.each(cases)('%s', (_name, cells, result, code, words) => {
  const row = checkOne(cells);
  expect(codes(row)).toEqual([code]);
  expect(said(row)[0]).toMatch(words);
  expect(row.result).toBe(result);
  expect(row.act === null).toBe(result === 'wrong');
  expect(JSON.stringify([row.cells, row.findings, said(row)])).not.toMatch(/\d{9}/);
});

test('CN2 a wrong number shows the digits in question', () => {
  const shown = (身份证号: string | number) => checkOne({ 身份证号 }).cells.idNumber;
  expect(shown(wrongLast)).toBe(`159999********${wrongLast.slice(14)}`);
  expect(shown(Number(ID))).toBe('1.59999E+17');
  expect(shown(idOf('19490230'))).toBe('159999**490230****');
  expect(shown('159999800101001')).toBe('159999*****1001');
  expect(shown(`${ID.slice(0, 11)}O${ID.slice(12)}`)).toBe('159999*****O******');
});

test('CN3 a 15-digit number stays as it is written, and the certificate of the new number is the same person’s', () => {
  const old = idOf('19800101').slice(0, 6) + ID.slice(8, 17);
  const row = checkOne({ 身份证号: old, 残疾人证号: `${ID}42` });
  expect([row.result, codes(row)]).toEqual(['look', ['ID_15_DIGIT']]);
  expect(row.act?.said).toMatchObject({ idNumber: old, certificateNumber: `${ID}42` });
  expect(codes(checkOne({ 身份证号: old, 残疾人证号: `${idOf('19791231', '998')}42` }))).toContain(
    'CERT_ID_MISMATCH',
  );
  const both = check([GOOD, { ...GOOD, 身份证号: old }]);
  expect(both.map(({ result }) => result)).toEqual(['ready', 'wrong']);
});

test('CR2 a row says every fault it has', () => {
  const row = checkOne({ 身份证号: '1', 嘎查村: '无此村', 家庭类别: '好户', 电话: '1' });
  expect(codes(row)).toEqual(['ID_LENGTH', 'VILLAGE_UNKNOWN', 'HOUSEHOLD_UNKNOWN', 'PHONE_UNFIT']);
});

test('CR3 the later of two rows is wrong and names the earlier, in another sheet too', () => {
  const rows = check([GOOD, { ...GOOD, 姓名: '苏和' }, GOOD, { ...GOOD, 开户行: '农信社', 账号: CARD }]);
  expect(rows.map((row) => [row.result, said(row)[0]])).toEqual([
    ['ready', undefined],
    ['wrong', '和第 2 行是同一个人，两行只差姓名。请留一行。'],
    ['wrong', '和第 2 行是同一个人，两行一样。请留一行。'],
    ['wrong', '和第 2 行是同一个人，两行只差开户行、账号。请留一行。'],
  ]);
  const checker = checkerOf();
  const [first, second] = [
    sheetOf(HEADER, { name: '敖包图' }),
    sheetOf(HEADER, { name: '东风村', index: 1 }),
  ];
  checker.check(first, rowOf(GOOD, 2, HEADER));
  expect(said(checker.check(second, rowOf(GOOD, 5, HEADER)))).toEqual([
    '和“敖包图”第 2 行是同一个人，两行一样。请留一行。',
  ]);
});

test('CR4 a hidden row is looked at; the village of a sheet counts where there is no column', () => {
  const hidden = checkerOf().check(sheetOf(HEADER), { ...rowOf(GOOD, 2, HEADER), isHidden: true });
  expect([hidden.result, codes(hidden)]).toEqual(['look', ['HIDDEN_ROW']]);
  const headers = ['姓名', '身份证号'];
  const village = DEMO_DIVISIONS.find(({ name }) => name === '团结村') ?? null;
  const row = checkerOf().check(sheetOf(headers, { village }), rowOf(GOOD, 2, headers));
  expect([row.result, row.act?.said.hukouVillage]).toEqual(['ready', village?.code]);
  const chosen = (嘎查村: string) =>
    checkerOf().check(
      sheetOf(HEADER, { village, isVillageChosen: true }),
      rowOf({ ...GOOD, 嘎查村 }, 2, HEADER),
    ).act?.said.hukouVillage;
  expect([chosen(''), chosen('敖包图嘎查')]).toEqual([village?.code, 159_999_101_002]);
});

const KNOWN = {
  name: '其木格',
  idNumber: ID,
  sex: 'M',
  birthDate: '1980-01-01',
  hukouVillage: 159_999_101_002,
  certificateNumber: `${ID}42`,
  disabilityClass: 4,
  grade: 2,
  certificateStatus: 'VALID',
  householdCategory: 'DIBAO',
  needsLongTermCare: true,
  rosterBenefits: ['LIVING'],
};

test('a person of this computer is updated, left alone, or turned out to be another', () => {
  const same = checkOne({}, stored(KNOWN));
  expect([same.result, codes(same)]).toEqual(['ready', ['PERSON_UNCHANGED']]);
  const changed = checkOne({ 电话: '13900000001' }, stored(KNOWN));
  expect([changed.result, said(changed)]).toEqual([
    'look',
    ['本机已有此人，在享生活补贴。按更新处理，改电话，不会多发。'],
  ]);
  const other = checkOne({ 姓名: '苏和' }, stored(KNOWN));
  expect([other.result, codes(other)]).toEqual(['wrong', ['PERSON_OTHER_NAME']]);
});

test('CT1 what the file does not say stays as it is stored, the spelling of a name too', () => {
  const spelt = { ...KNOWN, name: '阿拉坦·其其格' };
  for (const 姓名 of ['阿拉坦•其其格', '阿拉坦.其其格', '阿拉坦・其其格', '阿拉坦 其其格', '阿拉坦其其格']) {
    expect(codes(checkOne({ 姓名 }, stored(spelt)))).toEqual(['PERSON_UNCHANGED']);
  }
  const row = checkOne({ 家庭类别: '' }, stored(KNOWN));
  expect(personOf(row.act?.said as SaidPerson, stored(KNOWN))).toMatchObject({
    householdCategory: 'DIBAO',
    needsLongTermCare: true,
  });
  expect(row.act?.said).toMatchObject({ householdCategory: null, needsLongTermCare: null });
});

test('CT2 a row imported before is skipped, whatever was corrected since; one that the county refused is not', () => {
  const first = checkOne({ 电话: '13900000001' });
  const hash = contentHash(first.act?.said as SaidPerson, first.act?.rosterBenefits ?? []);
  expect(first.act?.hash).toBe(hash);
  const again = (earlier: Partial<EarlierImport>) =>
    checkerOf(stored({ ...KNOWN, phone: '13911112222' }), {
      earlierImport: (asked) =>
        asked === hash
          ? { number: 7, on: '2026-11-20', fileName: '花名册.xlsx', isRefused: false, ...earlier }
          : null,
    }).check(sheetOf(HEADER), rowOf({ ...GOOD, 电话: '13900000001' }, 2, HEADER));
  const skipped = again({});
  expect([skipped.result, said(skipped), skipped.act]).toEqual([
    'skipped',
    ['11月20日导入过（花名册.xlsx），没改过，不再写。之后本机更正过电话，以更正的为准。'],
    null,
  ]);
  expect(said(again({ on: '2025-03-01' }))[0]).toMatch(/^2025年3月1日/);
  const refused = again({ isRefused: true });
  expect([refused.result, codes(refused), refused.act?.refusedBefore]).toEqual([
    'look',
    ['PERSON_HERE', 'REFUSED_BEFORE'],
    7,
  ]);
});

test('an error in a needed cell is wrong, in another it is left out; neither is said twice', () => {
  const withErrors = (columns: Record<string, string>) => {
    const cells = { ...GOOD, ...columns };
    const row = rowOf(cells, 2, HEADER);
    const kinds = HEADER.map((header, at) => (header in columns ? 'e' : (row.kinds[at] ?? ' '))).join('');
    return checkerOf().check(sheetOf(HEADER), { ...row, kinds });
  };
  const needed = withErrors({ 身份证号: '#N/A', 嘎查村: '#NOVALUE' });
  expect([needed.result, codes(needed)]).toEqual(['wrong', ['CELL_ERROR', 'FORMULA_NO_VALUE']]);
  expect(said(needed)[0]).toBe('身份证号这一格是 #N/A，公式算不出来。请直接写上内容再导入。');
  const other = withErrors({ 残疾人证号: '#REF!', 监护人: '#N/A' });
  expect([other.result, codes(other)]).toEqual(['look', ['CELL_ERROR', 'CELL_ERROR']]);
});

test('a village is found by name, stem, with the township before it, with its group, or in an address', () => {
  for (const 嘎查村 of [
    '敖包图嘎查',
    '敖包图',
    '敖 包 图',
    '查干淖尔苏木敖包图嘎查',
    '敖包图嘎查委员会',
    '敖包图嘎查第二牧业组',
  ]) {
    expect([嘎查村, checkOne({ 嘎查村 }).act?.said.hukouVillage]).toEqual([嘎查村, 159_999_101_002]);
  }
  const byAddress = checkOne({ 嘎查村: '', 住址: '查干淖尔苏木东风村12号' });
  expect(byAddress.act?.said.hukouVillage).toBe(159_999_101_004);
  expect(checkOne({ 嘎查村: '', 住址: '东风镇向阳村12号' }).result).toBe('wrong');
});

test('CB1 CB2 a column for each subsidy, by mark or amount; an amount off the standard is looked at', () => {
  const headers = ['姓名', '身份证号', '村', '困难残疾人生活补贴', '重度残疾人护理补贴', '补贴标准'];
  const lines: Cells[] = [
    { 困难残疾人生活补贴: '√', 重度残疾人护理补贴: '' },
    { 困难残疾人生活补贴: 110, 重度残疾人护理补贴: '110元', 补贴标准: '贰佰贰拾元整' },
    { 困难残疾人生活补贴: '0', 重度残疾人护理补贴: '×' },
    { 困难残疾人生活补贴: '一百', 重度残疾人护理补贴: '' },
    { 困难残疾人生活补贴: '', 重度残疾人护理补贴: '', 补贴标准: 110 },
    { 困难残疾人生活补贴: '多', 重度残疾人护理补贴: '' },
    { 困难残疾人生活补贴: '√', 补贴标准: '很多' },
  ].map((marks, at) => ({ 姓名: '苏和', 身份证号: idOf('19700101', `00${at + 1}`), 村: '东风村', ...marks }));
  const rows = check(lines, null, headers);
  expect(rows.map((row) => [row.result, row.cells.benefits, codes(row)])).toEqual([
    ['ready', ['LIVING'], []],
    ['ready', ['LIVING', 'NURSING'], []],
    ['ready', [], []],
    ['ready', ['LIVING'], ['AMOUNT_OFF_STANDARD']],
    ['look', [], ['AMOUNT_NO_BENEFIT']],
    ['wrong', [], ['MARK_UNKNOWN']],
    ['look', ['LIVING'], ['AMOUNT_UNREAD']],
  ]);
  expect(said(rows[3] as CheckedRow)[0]).toBe(
    '表里每月 100 元，生活的标准是 110 元（政策包 2026-07）。可先导入，发多少以标准为准。',
  );
});

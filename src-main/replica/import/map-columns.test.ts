import { expect, test } from 'vitest';
import { fieldOfHeader, joinedHeader } from './header-words.ts';
import {
  candidateHeaders,
  findColumns,
  headersKey,
  mapAsRemembered,
  mapByWords,
  mapOf,
  missingFields,
  toRemember,
} from './map-columns.ts';
import { rowKind } from './row-kind.ts';
import type { Sheet, SheetRow } from './sheet.ts';

const rowOf = (texts: string[], row: number): SheetRow => ({ row, texts, kinds: 't'.repeat(texts.length) });

function sheetOf(...rows: string[][]): Sheet {
  return {
    name: '表',
    isHidden: false,
    hiddenColumns: [],
    rows: rows.map((texts, at) => rowOf(texts, at + 1)),
  };
}

const columnsOf = (...rows: string[][]) => findColumns(candidateHeaders(sheetOf(...rows)));
const headerOf = (...headers: string[]) => ({ headerRow: 1, lastHeaderRow: 1, headers });

test.each([
  ['姓 名', 'name'],
  ['＊姓　名（必填）', 'name'],
  ['残疾人姓名', 'name'],
  ['享受人的姓名', 'name'],
  ['身份证号', 'idNumber'],
  ['身份证\n号码', 'idNumber'],
  ['公民身份号码', 'idNumber'],
  ['低保对象身份证号', 'idNumber'],
  ['残疾证号', 'certificateNumber'],
  ['残疾人证号（２０位）', 'certificateNumber'],
  ['第三代残疾人证号', 'certificateNumber'],
  ['嘎查(村)', 'village'],
  ['嘎查/村', 'village'],
  ['户籍所在行政村', 'village'],
  ['村/住址', 'residenceAddress'],
  ['家庭现住详细地址', 'residenceAddress'],
  ['户口簿地址', 'hukouAddress'],
  ['是否低保', 'household'],
  ['补贴类型', 'benefits'],
  ['困难残疾人生活补贴', 'livingMark'],
  ['困难残疾人生活补贴（元）', 'livingMark'],
  ['生活补贴发放金额', 'livingAmount'],
  ['重度残疾人护理补贴标准', 'nursingAmount'],
  ['补贴金额（元/月）', 'amount'],
  ['联系电话：', 'phone'],
  ['本人手机号码', 'phone'],
  ['银行帐号', 'accountNumber'],
  ['惠农一卡通卡号', 'accountNumber'],
  ['户名', 'accountHolder'],
  ['开户行', 'bankName'],
  ['户口性质', 'hukouKind'],
  ['民 族', 'ethnicity'],
  ['监护人姓名', 'guardian'],
  ['残疾人证有效期至', 'certificateExpiresOn'],
  ['Name', 'name'],
  ['ID number', 'idNumber'],
])('HW1 %s is %s', (header, field) => {
  expect(fieldOfHeader(header)).toBe(field);
});

test.each([
  ...['监护人身份证号', '户主姓名', '代理人电话', '配偶身份证号码', '照料人联系电话', '包联干部姓名'],
  ...['序号', '备注', '', '低保金额', '生活补贴起始时间', '身份证有效期', '残疾人证发证日期'],
])('HW2 «%s» is no field of ours', (header) => {
  expect(fieldOfHeader(header)).toBeNull();
});

test.each([
  ['银行信息', '户名', 'accountHolder'],
  ['监护人', '姓名', 'guardian'],
  ['监护人信息', '电话', null],
  ['户主', '身份证号', null],
  ['困难残疾人生活补贴', '金额', 'livingAmount'],
  ['重度残疾人护理补贴', '是否享受', 'nursingMark'],
  ['低保', '是否', 'household'],
  ['低保', '金额', null],
  ['低保', '起始时间', 'householdFrom'],
  ['残疾', '等级', 'grade'],
  ['身份证', '有效期', null],
  ['姓名', '姓名', 'name'],
  ['身份证号', '（18 位）', 'idNumber'],
  ['', '电话', 'phone'],
])('a header of two rows: %s over %s', (upper, lower, field) => {
  expect(fieldOfHeader(joinedHeader(upper, lower))).toBe(field);
});

test('the header lies below title rows; MAP3 the first of two columns counts', () => {
  const map = columnsOf(
    ['残疾人花名册', '残疾人花名册', '残疾人花名册'],
    ['姓名', '', '填报单位'],
    ['序号', '姓名', '身份证号', '村', '电话', '联系电话'],
    ['1', '低保', '护理补贴', '生活补贴'],
  );
  expect(map).toMatchObject({
    headerRow: 3,
    lastHeaderRow: 3,
    at: { name: 1, idNumber: 2, village: 3, phone: 4 },
    fields: [null, 'name', 'idNumber', 'village', 'phone', null],
  });
});

test('MAP4 two and three rows of header are one, empty or merged; a person’s row never is', () => {
  const lines = [
    ['姓名', '身份证号', '村', '发放信息', ''],
    ['', '', '', '开户行', '账号'],
    ['甲', '1', '东风村', '农信社', '2'],
  ];
  expect(columnsOf(...lines)).toMatchObject({
    headerRow: 1,
    lastHeaderRow: 2,
    at: { name: 0, accountNumber: 4 },
  });
  const merged = [
    ['姓名', '身份证号', '村', '发放信息', '发放信息'],
    ['姓名', '身份证号', '村', '开户行', '账号'],
    ['甲', '1', '东风村', '农信社', '2'],
  ];
  expect(columnsOf(...merged)).toMatchObject({ headerRow: 1, lastHeaderRow: 2, at: { bankName: 3 } });
  const people = [
    ['姓名', '身份证号', '村', '类型'],
    ['苏和', '', '东风村', '低保'],
  ];
  expect(columnsOf(...people)).toMatchObject({ headerRow: 1, lastHeaderRow: 1 });
});

test('what is missing is named; a village of the whole sheet will do', () => {
  expect(columnsOf(['花名册'], ['甲', '乙'])).toBeNull();
  expect(columnsOf()).toBeNull();
  const map = columnsOf(['表'], ['姓名', '电话']);
  expect(map && missingFields(map, false)).toEqual(['idNumber', 'village']);
  expect(map && missingFields(map, true)).toEqual(['idNumber']);
  expect(missingFields(mapByWords(headerOf('姓名', '身份证号', '住址')), false)).toEqual([]);
});

test('MAP2 a choice is remembered by the set of headers, in any order, and without an earlier round’s reasons', () => {
  const header = headerOf('姓名', '证件编号', '姓名', '属地', '');
  const chosen = mapOf(header, ['name', 'idNumber', 'accountHolder', 'village', 'amount']);
  const later = headerOf('属地', '苏木：哪里不对，怎么改', '姓 名', '姓名', '证件编号（18位）');
  expect(headersKey(later.headers)).toBe(headersKey(header.headers));
  expect(mapAsRemembered(later, toRemember(chosen)).fields).toEqual([
    'village',
    null,
    'name',
    'accountHolder',
    'idNumber',
  ]);
});

test('RK1 totals, notes, repeated headers and empty lines are no people, unless there is an ID number', () => {
  const map = mapByWords(headerOf('序号', '姓名', '身份证号', '村'));
  const kindOf = (...texts: string[]) => rowKind(rowOf(texts, 9), map);
  expect(kindOf('合　计', '3000 人')).toBe('totals');
  expect(kindOf('', '小计：12')).toBe('totals');
  expect(kindOf('哈日根台嘎查小计', '', '', '', '200')).toBe('totals');
  expect(kindOf('', '不是人：')).toBe('note');
  expect(kindOf('本页合计')).toBe('totals');
  expect(kindOf('合计', '合计', '合计', '合计')).toBe('totals');
  expect(kindOf('填表人：', '其木格')).toBe('note');
  expect(kindOf('备注：以上属实')).toBe('note');
  const remark = '填表人：苏和　电话 13900000001';
  expect(kindOf(remark, remark, remark, remark)).toBe('note');
  expect(kindOf('序号', '姓 名', '身份证号码', '村')).toBe('header');
  expect(kindOf('1', '2', '3', '4')).toBe('header');
  expect(kindOf('31', '', '', '东风村')).toBe('blank');
  expect(kindOf('7', '合计', '159999198001010010')).toBe('person');
  expect(kindOf('7', '其木格', '')).toBe('person');
  expect(kindOf('7', '其木格', '1.59999E+17')).toBe('person');
});

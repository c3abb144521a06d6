import { expect, test } from 'vitest';
import { fieldOfHeader, findColumns, rowKind } from './map-columns.ts';
import type { Sheet, SheetRow } from './sheet.ts';

function sheetOf(...rows: string[][]): Sheet {
  return {
    name: '表',
    rows: rows.map((texts, at): SheetRow => ({ row: at + 1, texts, kinds: 't'.repeat(texts.length) })),
  };
}

test.each([
  ['姓 名', 'name'],
  ['＊姓　名（必填）', 'name'],
  ['残疾人姓名', 'name'],
  ['身份证号', 'idNumber'],
  ['身份证\n号码', 'idNumber'],
  ['公民身份号码', 'idNumber'],
  ['残疾证号', 'certificateNumber'],
  ['残疾人证号（２０位）', 'certificateNumber'],
  ['嘎查(村)', 'village'],
  ['嘎查/村', 'village'],
  ['村/住址', 'residenceAddress'],
  ['是否低保', 'household'],
  ['补贴类型', 'benefits'],
  ['联系电话：', 'phone'],
  ['银行帐号', 'accountNumber'],
  ['户名', 'accountHolder'],
  ['开户行', 'bankName'],
  ['户口性质', 'hukouKind'],
  ['民 族', 'ethnicity'],
  ['监护人姓名', 'guardian'],
])('MAP1 %s is %s', (header, field) => {
  expect(fieldOfHeader(header)).toBe(field);
});

test.each(['监护人身份证号', '序号', '备注', '', '户主姓名', '代理人电话'])(
  'MAP1 «%s» is no field of ours',
  (header) => {
    expect(fieldOfHeader(header)).toBeNull();
  },
);

test('the header lies below title rows; MAP3 the first of two columns counts', () => {
  const search = findColumns(
    sheetOf(
      ['残疾人花名册'],
      ['姓名', '', '填报单位'],
      ['序号', '姓名', '身份证号', '村', '电话', '联系电话'],
      ['1', '低保', '护理补贴', '生活补贴'],
    ),
  );
  expect(search).toMatchObject({
    ok: true,
    map: { headerRow: 3, lastHeaderRow: 3, at: { name: 1, idNumber: 2, village: 3, phone: 4 } },
  });
  expect(search.ok && search.map.columns.map(({ field }) => field)).toEqual([
    null,
    'name',
    'idNumber',
    'village',
    'phone',
    null,
  ]);
});

test('a header of two rows is read as one', () => {
  const search = findColumns(
    sheetOf(
      ['姓名', '身份证号', '村', '发放信息', ''],
      ['', '', '', '开户行', '账号'],
      ['甲', '1', '东风村', '农信社', '2'],
    ),
  );
  expect(search).toMatchObject({
    ok: true,
    map: { headerRow: 1, lastHeaderRow: 2, at: { name: 0, bankName: 3, accountNumber: 4 } },
  });
});

test('what is missing is named', () => {
  expect(findColumns(sheetOf(['花名册'], ['甲', '乙']))).toEqual({ ok: false, code: 'HEADER_NOT_FOUND' });
  expect(findColumns(sheetOf())).toEqual({ ok: false, code: 'HEADER_NOT_FOUND' });
  const search = findColumns(sheetOf(['表'], ['姓名', '电话']));
  expect(search).toEqual({ ok: false, code: 'COLUMNS_MISSING', row: 2, missing: ['身份证号', '嘎查村'] });
});

test('MAP4 totals, notes and repeated headers are no people, unless there is an ID number', () => {
  const search = findColumns(sheetOf(['序号', '姓名', '身份证号', '村']));
  if (!search.ok) throw new Error(search.code);
  const kindOf = (...texts: string[]) =>
    rowKind({ row: 9, texts, kinds: 't'.repeat(texts.length) }, search.map);
  expect(kindOf('合　计', '3000 人')).toBe('totals');
  expect(kindOf('', '小计：12')).toBe('totals');
  expect(kindOf('本页合计')).toBe('totals');
  expect(kindOf('填表人：', '其木格')).toBe('note');
  expect(kindOf('备注：以上属实')).toBe('note');
  expect(kindOf('序号', '姓 名', '身份证号码', '村')).toBe('header');
  expect(kindOf('7', '合计', '159999198001010010')).toBe('person');
  expect(kindOf('7', '其木格', '')).toBe('person');
  expect(kindOf('7', '其木格', '1.59999E+17')).toBe('person');
});

/** Which formats show a date, and which day a number is. */
import { expect, test } from 'vitest';
import { numberText } from './cell-value.ts';
import { dateOfIso, dateOfSerial } from './sheet-dates.ts';
import { isDateFormat, readDateFormats } from './workbook-styles.ts';

test.each([
  ...[
    'yyyy-mm-dd',
    'yyyy"年"m"月"d"日"',
    'm/d/yyyy',
    'd-mmm-yy',
    'YYYY/M/D',
    'yyyy\\年m\\月',
    '[$-804]yyyy"年"m"月"d"日";@',
  ],
  ...[
    '[DBNum1][$-804]yyyy"年"m"月"d"日"',
    'yyyy-mm-dd hh:mm:ss.000',
    'm/d/yy h:mm AM/PM',
    'mmm',
    'e"年"m"月"d"日"',
    'aaaa',
  ],
  ...['[$-F800]dddd, mmmm dd, yyyy', 'yyyy"."mm"."dd;;;@', '[$-409]d/m/yy;@'],
])('a date: %s', (code) => expect(isDateFormat(code)).toBe(true));

test.each([
  ...[
    'General',
    'G/通用格式',
    '0.00_);[Red](0.00)',
    '#,##0"元"',
    '0"年"',
    '[$-804]0"年"m',
    '@',
    '0.00E+00',
    '[h]:mm',
    '[mm]:ss',
  ],
  ...[
    'h:mm:ss',
    'mm:ss.0',
    '"yyyy-mm-dd"',
    '\\y\\m\\d',
    '_(* #,##0_);_(* (#,##0)',
    '[Red]0',
    '0;[Red]d',
    '',
    '[yellow]General',
  ],
])('no date: %s', (code) => expect(isDateFormat(code)).toBe(false));

test('built-in formats, and a code of its own under a built-in number', () => {
  const xml = (ids: readonly number[]): Buffer =>
    Buffer.from(
      `<styleSheet><numFmts><numFmt numFmtId="30" formatCode="0.0"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`,
    );
  const dates = [14, 22, 27, 31, 36, 50, 57, 58];
  expect(readDateFormats(xml(dates))).toEqual(dates.map(() => true));
  const others = [0, 2, 9, 13, 23, 26, 30, 37, 45, 49, 59];
  expect(readDateFormats(xml(others))).toEqual(others.map(() => false));
  expect(readDateFormats(undefined)).toEqual([]);
});

test('SD1 SD2 days of both systems', () => {
  const of1900 = [1, 59, 60, 61, 32_629, 32_629.99, 2_958_465, 2_958_466, 0, 0.5, -1].map((it) =>
    dateOfSerial(it, false),
  );
  expect(of1900).toEqual([
    ...[
      '1900-01-01',
      '1900-02-28',
      undefined,
      '1900-03-01',
      '1989-05-01',
      '1989-05-01',
      '9999-12-31',
      undefined,
    ],
    ...[null, null, undefined],
  ]);
  const of1904 = [0, 1, 31_167, 2_957_003, 2_957_004, -1].map((it) => dateOfSerial(it, true));
  expect(of1904).toEqual(['1904-01-01', '1904-01-02', '1989-05-01', '9999-12-31', undefined, undefined]);
  expect(['1989-05-01', '1989-05-01T08:00:00Z', 'T08:00', '1989-02-30', '1989'].map(dateOfIso)).toEqual([
    ...['1989-05-01', '1989-05-01', undefined, undefined, undefined],
  ]);
});

test('SR2 numbers', () => {
  const numbers = [
    100,
    1.3812345678e10,
    159_999_101_001,
    2 ** 53 - 1,
    2 ** 53,
    1.50105199001011e17,
    0.1 + 0.2,
    99.99999999999999,
    -5,
  ];
  expect(numbers.map(numberText)).toEqual([
    ...[
      '100',
      '13812345678',
      '159999101001',
      '9007199254740991',
      '9.007199254740992E+15',
      '1.50105199001011E+17',
    ],
    ...['0.3', '100', '-5'],
  ]);
});

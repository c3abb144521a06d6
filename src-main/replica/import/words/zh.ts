/** The import's sentences in Chinese. */
import type { PlainDate } from '#shared/domain/calendar.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { RosterField } from '../roster-fields.ts';
import type { ImportWords } from './words.ts';
import { zhFaults } from './zh-faults.ts';

const FIELDS: ImportWords['fields'] = {
  name: '姓名',
  idNumber: '身份证号',
  certificateNumber: '残疾人证号',
  village: '嘎查村',
  residenceAddress: '住址',
  hukouAddress: '户籍地址',
  household: '家庭类别',
  householdFrom: '低保起始月',
  benefits: '补贴',
  livingMark: '生活补贴',
  livingAmount: '生活补贴金额',
  nursingMark: '护理补贴',
  nursingAmount: '护理补贴金额',
  amount: '月补贴金额',
  phone: '电话',
  bankName: '开户行',
  accountNumber: '账号',
  accountHolder: '户名',
  accountKind: '账户类型',
  ethnicity: '民族',
  sex: '性别',
  birthDate: '出生日期',
  hukouKind: '户口性质',
  disabilityClass: '残疾类别',
  grade: '残疾等级',
  certificateExpiresOn: '残疾人证有效期',
  guardian: '监护人',
  longTermCare: '长期照护',
};

const HOUSEHOLDS: ImportWords['households'] = {
  DIBAO: '低保',
  DIBAO_EDGE: '低保边缘',
  LOW_INCOME: '低收入',
  EXPENDITURE_POOR: '支出型困难',
  TEKUN: '特困',
  NONE: '—',
};

const GRADES = '一二三四';
const NAMED_MAX = 4;
const SCIENTIFIC = '号码被 Excel 变成了科学计数，后几位已丢。请从原表按“文本”重新复制。';

const gradeShown = (grade: number): string => `${GRADES[grade - 1] ?? grade}级`;
const fieldsShown = (fields: readonly RosterField[]): string =>
  fields
    .slice(0, NAMED_MAX)
    .map((field) => FIELDS[field])
    .join('、');
const yuan = (fen: number): string => `${fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2)} 元`;

function benefitsShown(benefits: readonly Benefit[]): string {
  if (benefits.length === 2) return '两项';
  if (benefits.length === 0) return '—';
  return benefits[0] === 'LIVING' ? '生活' : '护理';
}

/** The year only when it is not this one. */
function dayShown(on: PlainDate, today: PlainDate): string {
  const [year = '', month, day] = on.split('-');
  return `${today.startsWith(year) ? '' : `${year}年`}${Number(month)}月${Number(day)}日`;
}

const numbers: Pick<
  ImportWords['findings'],
  Extract<keyof ImportWords['findings'], `ID_${string}` | `CERT_${string}` | `BANK_${string}`>
> = {
  ID_MISSING: () => '没有身份证号。请对照身份证补上。',
  ID_SCIENTIFIC: () => SCIENTIFIC,
  ID_ROUNDED: () => '身份证号末三位都是 0，像是被 Excel 改过。请从原表按“文本”重新复制。',
  ID_TAIL_ZEROS: () => '身份证号末三位都是 0，校验虽对，也可能是被 Excel 改过。请对照身份证看一眼。',
  ID_MASKED: () => '身份证号打了星号，是遮过的表。请用有完整号码的表。',
  ID_LENGTH: ({ length }) => `身份证号是 ${length} 位，应为 18 位。请对照身份证。`,
  ID_15_DIGIT: () => '这是 15 位的旧号码。会照原样留着并做上记号，不推算成 18 位；见到身份证再更正。',
  ID_CHARSET: ({ at, character }) => `身份证号第 ${at} 位是“${character}”，不是数字。请对照身份证。`,
  ID_BIRTHDATE: ({ year, month, day, isFuture }) =>
    isFuture
      ? `出生日期是 ${year}年${month}月${day}日，还没到。请对照身份证。`
      : `出生日期是 ${month}月${day}日，没有这一天。请对照身份证。`,
  ID_CHECKSUM: () => '身份证号最后一位校验不对，可能抄错了一位。请对照身份证。',
  CERT_MISSING: () => '没有残疾人证号。可先导入，办补贴前要补上。',
  CERT_FORMAT: ({ length }) =>
    length === 20
      ? '残疾人证号的写法不对：18 位身份证号，类别 1–7，等级 1–4。请对照残疾人证。'
      : `残疾人证号是 ${length} 位，应为 20 位，补发过的再加 B 和次数。请对照残疾人证。`,
  CERT_SCIENTIFIC: () => `残疾人证${SCIENTIFIC}`,
  CERT_ID_MISMATCH: ({ places }) =>
    places.length === 0 || places.length > 3
      ? `残疾人证号前 18 位和身份证号不一样，${places.length ? `差 ${places.length} 位，` : ''}像是别人的证。请对照残疾人证。`
      : `残疾人证号前 18 位和身份证号不一样，差第 ${places.join('、')} 位。请对照残疾人证。`,
  CERT_CLASS_MISMATCH: () => '残疾人证号第 19 位的类别和表里写的残疾类别不一样。请对照残疾人证。',
  CERT_GRADE_MISMATCH: ({ inNumber, said }) =>
    `残疾人证号第 20 位是${gradeShown(inNumber)}，表里写${gradeShown(said)}。请对照残疾人证。`,
  CERT_EXPIRED: () => '残疾人证已经过期。可先导入，换证后再补。',
  BANK_FORMAT: () => '银行账号应是 8 到 32 位数字，这里不是。请对照存折或卡。',
  BANK_LUHN_WARN: ({ tail }) => `银行卡号末四位 ${tail}，校验对不上，可能抄错了一位。请对照卡。`,
  BANK_SCIENTIFIC: () => `银行账${SCIENTIFIC}`,
  BANK_NAME_MISSING: () => '有账号没有开户行，先不带账号导入。补上开户行再导一次就行。',
  BANK_HOLDER_DIFFERS: ({ holder }) => `户名是“${holder}”，不是本人。代管的可以导入，抄错的请改。`,
};

const subsidies: Pick<
  ImportWords['findings'],
  | 'HOUSEHOLD_UNKNOWN'
  | 'BENEFITS_UNKNOWN'
  | 'MARK_UNKNOWN'
  | 'AMOUNT_UNREAD'
  | 'AMOUNT_OFF_STANDARD'
  | 'AMOUNT_NO_BENEFIT'
  | 'LIVING_HOUSEHOLD_NOT_COVERED'
  | 'NURSING_GRADE_NOT_COVERED'
> = {
  HOUSEHOLD_UNKNOWN: ({ text }) => `不认识“${text}”。请写低保、低保边缘、低收入、支出型困难、特困，或留空。`,
  BENEFITS_UNKNOWN: ({ text }) => `不认识“${text}”。请写生活、护理、两项，或留空。`,
  MARK_UNKNOWN: ({ text }) => `不认识“${text}”。请写√、金额，或留空。`,
  AMOUNT_UNREAD: ({ text }) => `金额“${text}”看不懂，先不带它导入。写成 100 或 100 元就行。`,
  AMOUNT_OFF_STANDARD: ({ saidFen, standardFen, benefits, pack }) =>
    `表里每月 ${yuan(saidFen)}，${benefitsShown(benefits)}的标准是 ${yuan(standardFen)}（政策包 ${pack}）。可先导入，发多少以标准为准。`,
  AMOUNT_NO_BENEFIT: () => '写了金额，没写是哪项补贴。可先导入，不当作享受补贴。',
  LIVING_HOUSEHOLD_NOT_COVERED: ({ pack, households }) =>
    `家庭类别不在生活补贴范围（政策包 ${pack}：${households.map((it) => HOUSEHOLDS[it]).join('、')}）。可先导入，不会按生活补贴发。`,
  NURSING_GRADE_NOT_COVERED: ({ pack, grade, grades }) =>
    `${gradeShown(grade)}不在护理补贴范围（政策包 ${pack}：${grades.map((it) => GRADES[it - 1]).join('、')}级）。可先导入，不会按护理补贴发。`,
};

const places: Pick<
  ImportWords['findings'],
  Extract<keyof ImportWords['findings'], `VILLAGE_${string}` | `MONTH_${string}` | `DATE_${string}`>
> = {
  VILLAGE_MISSING: () => '看不出是哪个嘎查村。请写上嘎查村名。',
  VILLAGE_UNKNOWN: ({ text }) => `没有叫“${text}”的嘎查村。请对照本苏木镇的嘎查村名。`,
  VILLAGE_AMBIGUOUS: ({ text, village, township }) =>
    `“${text}”可能是${village}，也可能是${township}。会按${village}导入。`,
  VILLAGE_SEVERAL: ({ text, villages }) => `“${text}”可能是${villages.join('、')}。请写全名。`,
  VILLAGE_ELSEWHERE: ({ village, township }) =>
    `${village}属${township ?? '别的苏木镇'}，不归本苏木镇。请看看是不是放错了表。`,
  MONTH_UNREAD: () => '低保起始月看不懂，先不带它导入。写成 2024-05 这样就行。',
  MONTH_AMBIGUOUS: ({ text }) => `低保起始月“${text}”有两种读法，先不带它导入。写成 2024-05 这样就行。`,
  DATE_UNREAD: ({ field }) => `${FIELDS[field]}看不懂，先不带它导入。写成 2030-05-01 这样就行。`,
  DATE_AMBIGUOUS: ({ field, text }) =>
    `${FIELDS[field]}“${text}”有几种读法，先不带它导入。写成 2030-05-01 这样就行。`,
  DATE_MONTH_ONLY: ({ field }) => `${FIELDS[field]}只写到月，先不带它导入。写成 2030-05-01 这样就行。`,
};

const rows: Omit<
  ImportWords['findings'],
  keyof typeof numbers | keyof typeof subsidies | keyof typeof places
> = {
  NAME_MISSING: () => '没有姓名。请补上。',
  NAME_ODD: () => '姓名里有数字或符号，或者太长。请看看是不是错了列。',
  PERSON_OTHER_NAME: ({ name }) => `这个身份证号在本机是${name}，和表里的姓名对不上。请对照身份证。`,
  PERSON_MERGED: () => '这个人的档案已经并到别的苏木镇那一份里，这里写不进去。请问那边的民政办。',
  PERSON_UNCHANGED: () => '本机已有此人，和表里一样，不会再写一遍。',
  PERSON_HERE: ({ held, changed }) =>
    `本机已有此人${held.length ? `，在享${benefitsShown(held)}补贴` : ''}。按更新处理${changed.length ? `，改${fieldsShown(changed)}` : ''}，不会多发。`,
  CARE_UNREAD: ({ text }) => `长期照护“${text}”看不懂，先不带它导入。请写是或否。`,
  MINOR_NO_GUARDIAN: () => '未满 18 岁，表里没写监护人。可先导入，会进“待补正”。',
  SEX_MISMATCH: () => '性别和身份证号对不上，会按身份证号导入。请对照身份证。',
  BIRTHDATE_MISMATCH: () => '出生日期和身份证号对不上，会按身份证号导入。请对照身份证。',
  PHONE_UNFIT: ({ masked }) => `电话（${masked}）不是 11 位手机，也不是带区号的座机，先不带电话导入。`,
  DUPLICATE_IN_FILE: ({ sheet, row, differing }) => {
    const where = `${sheet === null ? '' : `“${sheet}”`}第 ${row} 行`;
    const named = differing.slice(0, 3).map((field) => FIELDS[field]);
    const said = named.length ? `两行${differing.length <= 2 ? '只' : ''}差${named.join('、')}` : '两行一样';
    return `和${where}是同一个人，${said}。请留一行。`;
  },
  FIELD_UNFIT: ({ field }) => `${field ? FIELDS[field] : '这一行'}太长或写法不对，写不进去。请改短些再导入。`,
  CELL_ERROR: ({ field, text, isNeeded }) =>
    `${FIELDS[field]}这一格是 ${text}，公式算不出来。${isNeeded ? '请直接写上内容再导入。' : '先不带它导入；直接写上内容再导一次就行。'}`,
  FORMULA_NO_VALUE: ({ field, isNeeded }) =>
    `${FIELDS[field]}这一格是公式，文件里没存下结果。${isNeeded ? '请用 Excel 或 WPS 打开，存一次再导入。' : '先不带它导入；用 Excel 或 WPS 存一次再导就行。'}`,
  HIDDEN_ROW: () => '这一行在表里是隐藏的（筛掉或手动隐藏）。要导就看一眼；不要的，按空格留下不导。',
  REFUSED_BEFORE: ({ on, today }) =>
    `${dayShown(on, today)}导入过，旗里没收下。先到“同步”看原因；再导就是再报一次。`,
  IMPORTED_BEFORE: ({ on, today, file, corrected }) =>
    `${dayShown(on, today)}导入过（${file}），没改过，不再写。${corrected.length ? `之后本机更正过${fieldsShown(corrected)}，以更正的为准。` : ''}`,
  CHANGED_SINCE_LOOK: () => '看过这一行之后，本机改了这个人，所以没写。请再选一次文件，看过再导。',
  NOT_WRITTEN: ({ code }) => `这一行没有写进去（${code}），别的行不受影响。改好后单独再导一次。`,
  TOTALS_ROW: () => '合计行，不当人导入。',
  NOTE_ROW: () => '说明或签字行，不当人导入。',
  HEADER_ROW: () => '又一行表头，不当人导入。',
  BLANK_ROW: () => '没有姓名也没有号码，当空行跳过。',
};

export const zh: ImportWords = {
  fields: FIELDS,
  households: HOUSEHOLDS,
  benefits: benefitsShown,
  findings: { ...numbers, ...subsidies, ...places, ...rows },
  faults: zhFaults,
  gone: '这个文件已经不在内存里了，里面的行什么都没写进去。请再选一次。',
  reasonHeading: '苏木：哪里不对，怎么改',
  markedName: (stem) => `${stem}（有错的标红）`,
};

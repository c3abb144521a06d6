/** Finds the header of a roster below its title rows, and what each column is, from the words clerks use. Pure.
 *  MAP1 a header counts only as a whole word, after widths, spaces, brackets and marks are taken off: «监护人姓名» is not
 *  «姓名».  MAP2 a column is never guessed from its contents.  MAP3 of two columns with one meaning the first counts.
 *  MAP4 totals, notes below the list and repeated headers are told from people by words, and only without an ID number. */
import type { Sheet, SheetRow } from './sheet.ts';
import { textAt } from './sheet.ts';

/** Every meaning a column can have, with its spellings as `bareWord` leaves them. */
const SPELLINGS = {
  name: '姓名 残疾人姓名 申请人姓名 申请人 人员姓名 对象姓名 享受人姓名 补贴对象姓名 名字',
  idNumber:
    '身份证号 身份证号码 公民身份号码 公民身份证号 公民身份证号码 身份号码 身份证 居民身份证号 居民身份证号码 证件号码 证件号 残疾人身份证号 残疾人身份证号码 本人身份证号 申请人身份证号 申请人身份证号码',
  certificateNumber:
    '残疾证号 残疾证号码 残疾人证号 残疾人证号码 残疾人证 残疾证 残疾人证件号 残疾人证编号 残疾证编号 第二代残疾人证号',
  village:
    '嘎查村 嘎查 村 村名 行政村 嘎查村名称 嘎查村名 村居 村社区 嘎查村社区 社区 所在嘎查村 所属嘎查村 所在村 所属村 村委会 村嘎查 户籍嘎查村',
  residenceAddress:
    '住址 现住址 家庭住址 居住地址 常住地址 联系地址 地址 详细地址 家庭地址 嘎查村住址 村住址 现居住地',
  hukouAddress: '户籍地址 户籍地 户口所在地 户籍所在地 户籍住址 户口地址',
  household:
    '低保 家庭类别 是否低保 低保类别 低保情况 家庭经济状况 家庭经济情况 困难类别 困难类型 救助类别 救助类型 低保类型 是否享受低保 经济状况',
  householdFrom: '低保起始月 低保起始年月 低保开始时间 低保起始时间 纳入低保时间 享受低保时间',
  benefits:
    '补贴 补贴类型 补贴类别 补贴种类 补贴项目 享受补贴 享受补贴类型 享受补贴类别 享受补贴项目 申请补贴 申请类型 申请项目 申请补贴类型 享受类别',
  livingMark: '生活补贴 困难残疾人生活补贴 困难生活补贴 困补',
  nursingMark: '护理补贴 重度残疾人护理补贴 重度护理补贴 重补',
  phone: '电话 联系电话 手机 手机号 手机号码 电话号码 联系方式 本人电话 联系人电话',
  bankName: '开户行 开户银行 银行 银行名称 开户行名称 开户金融机构 发放银行',
  accountNumber:
    '账号 银行账号 银行卡号 卡号 银行帐号 帐号 一卡通账号 一卡通号 一卡通卡号 社保卡号 社会保障卡号 存折号 存折账号 开户账号 收款账号 发放账号 惠农一卡通账号 社保卡账号',
  accountHolder: '户名 开户名 账户名 帐户名 账户名称 开户人 开户人姓名 持卡人 收款人 账户姓名 银行户名',
  accountKind: '账户类型 账号类型 卡类型 账户种类',
  ethnicity: '民族 族别',
  sex: '性别',
  birthDate: '出生日期 出生年月 出生年月日 生日 出生时间',
  hukouKind: '户口性质 户籍性质 户口类型 户口类别 户籍类型 户口',
  disabilityClass: '残疾类别 残疾类型 残疾种类 类别',
  grade: '残疾等级 残疾级别 等级 级别 残疾程度',
  certificateExpiresOn:
    '有效期 证件有效期 残疾证有效期 残疾人证有效期 有效期至 残疾证有效期至 残疾证到期日 到期日期 有效期限 残疾证到期时间',
  guardian: '监护人 监护人姓名 法定监护人 法定代理人 监护人名字',
  longTermCare: '需长期照护 是否需要长期照护 长期照护 需要长期照护 是否长期照护',
} as const;

export type RosterField = keyof typeof SPELLINGS;

/** What the field is called in sentences. */
export const FIELD_WORDS: Readonly<Record<RosterField, string>> = {
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
  nursingMark: '护理补贴',
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

const FIELD_OF_WORD = new Map<string, RosterField>(
  Object.entries(SPELLINGS).flatMap(([field, words]) =>
    words.split(' ').map((word): [string, RosterField] => [word, field as RosterField]),
  ),
);

/** Half-width, without white space. */
export function squeezed(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u200b\u200c\u200d\ufeff]/g, '');
}

/** A header without brackets, marks and white space: «* 身份证号码（18 位）：» is 身份证号码. */
function bareWord(header: string): string {
  return squeezed(header)
    .replace(/[([{<【〔].*?[)\]}>】〕]/g, '')
    .replace(/[*#:,.;、，。；/\\|_·"'“”-]/g, '');
}

/** The field a header means, or null. */
export function fieldOfHeader(header: string): RosterField | null {
  return FIELD_OF_WORD.get(bareWord(header)) ?? null;
}

export interface ColumnMap {
  /** Number of the header row in the sheet. */
  readonly headerRow: number;
  /** Rows of the sheet up to here are title and header. */
  readonly lastHeaderRow: number;
  readonly columns: readonly { readonly header: string; readonly field: RosterField | null }[];
  readonly at: Readonly<Partial<Record<RosterField, number>>>;
}

export type ColumnSearch =
  | { readonly ok: true; readonly map: ColumnMap }
  | { readonly ok: false; readonly code: 'HEADER_NOT_FOUND' }
  | {
      readonly ok: false;
      readonly code: 'COLUMNS_MISSING';
      readonly row: number;
      readonly missing: readonly string[];
    };

const SEARCHED_ROWS = 30;
/** Fewer known words are a coincidence: a title may be the one word 姓名. */
const HEADER_WORDS_MIN = 2;

function mapOf(headers: readonly string[], headerRow: number, lastHeaderRow: number): ColumnMap {
  const at: Partial<Record<RosterField, number>> = {};
  const columns = headers.map((header, column) => {
    const found = fieldOfHeader(header);
    const field = found && at[found] === undefined ? found : null;
    if (field) at[field] = column;
    return { header: header.trim(), field };
  });
  return { headerRow, lastHeaderRow, columns, at };
}

const fieldCount = (map: ColumnMap): number => Object.keys(map.at).length;

/** A header of two rows, «银行信息» over «开户行» and «账号»: the lower word counts where it says something. */
function withSecondRow(map: ColumnMap, upper: SheetRow, lower: SheetRow | undefined): ColumnMap {
  const below = textAt(lower ?? upper, map.at.idNumber).trim();
  if (!lower || (below !== '' && below !== textAt(upper, map.at.idNumber).trim())) return map;
  const width = Math.max(upper.texts.length, lower.texts.length);
  const headers = Array.from({ length: width }, (_, column) => {
    const word = textAt(lower, column);
    return fieldOfHeader(word) ? word : textAt(upper, column);
  });
  const joined = mapOf(headers, upper.row, lower.row);
  return fieldCount(joined) > fieldCount(map) ? joined : map;
}

function missingColumns({ at }: ColumnMap): string[] {
  const missing: string[] = [];
  if (at.name === undefined) missing.push(FIELD_WORDS.name);
  if (at.idNumber === undefined) missing.push(FIELD_WORDS.idNumber);
  const hasPlace = [at.village, at.residenceAddress, at.hukouAddress].some((column) => column !== undefined);
  if (!hasPlace) missing.push(FIELD_WORDS.village);
  return missing;
}

/** The header of a sheet: of its first rows the one with most known words. */
export function findColumns(sheet: Sheet): ColumnSearch {
  let best: ColumnMap | null = null;
  const searched = sheet.rows.slice(0, SEARCHED_ROWS);
  for (const [index, row] of searched.entries()) {
    const single = mapOf(row.texts, row.row, row.row);
    const map =
      fieldCount(single) >= HEADER_WORDS_MIN ? withSecondRow(single, row, sheet.rows[index + 1]) : single;
    if (!best || fieldCount(map) > fieldCount(best)) best = map;
  }
  if (!best || fieldCount(best) < HEADER_WORDS_MIN) return { ok: false, code: 'HEADER_NOT_FOUND' };
  const missing = missingColumns(best);
  if (missing.length) return { ok: false, code: 'COLUMNS_MISSING', row: best.headerRow, missing };
  return { ok: true, map: best };
}

export type RowKind = 'person' | 'totals' | 'note' | 'header';

const TOTALS = /^(本页|本村|本嘎查|全|总)?(合计|总计|小计|共计|累计)/;
const NOTE =
  /^(注|备注|说明|附注|填表说明|填表人|填报人|制表|制表人|经办人|审核人|审批人|负责人|单位负责人|单位|填报单位|填表单位|填表日期|填报日期|制表日期|日期|盖章|联系电话)([:(]|$)/;

/** What a row below the header is. */
export function rowKind(row: SheetRow, { at }: ColumnMap): RowKind {
  const idNumber = squeezed(textAt(row, at.idNumber));
  if (fieldOfHeader(idNumber) === 'idNumber' && fieldOfHeader(textAt(row, at.name)) === 'name')
    return 'header';
  if (/\d{6}/.test(idNumber)) return 'person';
  const first = squeezed(row.texts.find((text) => text.trim() !== '') ?? '');
  const name = squeezed(textAt(row, at.name));
  if (TOTALS.test(first) || TOTALS.test(name)) return 'totals';
  return NOTE.test(first) ? 'note' : 'person';
}

/** What a header means: the words clerks use for each column. Pure.
 *  HW1 a header counts as a whole, after widths, spaces, brackets and marks are taken off: first as one of the words listed,
 *  then by a shape that covers it to its end.  HW2 what belongs to somebody else (监护人身份证号, 户主姓名) is never the person's.
 *  HW3 a column is never guessed from its contents.                                                                 */
import { isRosterField, type RosterField } from './roster-fields.ts';

/** Every meaning a column can have, with its spellings as `bareHeader` leaves them. */
const SPELLINGS: Readonly<Record<RosterField, string>> = {
  name: '姓名 残疾人姓名 申请人姓名 申请人 人员姓名 对象姓名 享受人姓名 补贴对象姓名 补贴对象 名字 姓名汉字 汉字姓名 汉语姓名 持证人 持证人姓名 受益人 受益人姓名 享受人 救助对象姓名 name fullname',
  idNumber:
    '身份证号 身份证号码 身份证号号码 公民身份号码 公民身份证号 公民身份证号码 身份号码 身份证 居民身份证号 居民身份证号码 居民身份证 证件号码 证件号 身份证件号码 残疾人身份证号 残疾人身份证号码 本人身份证号 本人身份证号码 申请人身份证号 申请人身份证号码 二代身份证号 二代身份证号码 第二代身份证号 身份证编号 idnumber idno id idcardnumber',
  certificateNumber:
    '残疾证号 残疾证号码 残疾人证号 残疾人证号码 残疾人证 残疾证 残疾人证件号 残疾人证编号 残疾证编号 第二代残疾人证号 二代残疾人证号 残疾证件号码 残联证号 certificatenumber certificateno certificate',
  village:
    '嘎查村 嘎查 村 村名 行政村 嘎查村名称 嘎查村名 嘎查名称 嘎查名 村居 村社区 嘎查村社区 嘎查社区 社区 所在嘎查村 所属嘎查村 所在嘎查 所属嘎查 所在村 所属村 村委会 村嘎查 户籍嘎查村 户籍所在嘎查村 户籍所在村 户籍所在嘎查 村组 嘎查组 村民委员会 居委会 村别 所在社区 village',
  residenceAddress:
    '住址 现住址 家庭住址 居住地址 常住地址 联系地址 地址 详细地址 家庭地址 嘎查村住址 村住址 现居住地 现居住地址 居住地 家庭详细住址 详细住址 通讯地址 address',
  hukouAddress: '户籍地址 户籍地 户口所在地 户籍所在地 户籍住址 户口地址 户籍详细地址 户口所在地址',
  household:
    '低保 家庭类别 是否低保 低保类别 低保情况 家庭经济状况 家庭经济情况 困难类别 困难类型 救助类别 救助类型 低保类型 是否享受低保 经济状况 是否低保户 是否低保家庭 低保户 家庭困难类型 家庭困难类别 享受低保情况 household',
  householdFrom:
    '低保起始月 低保起始年月 低保开始时间 低保起始时间 纳入低保时间 享受低保时间 低保享受时间 低保批准时间 低保开始年月 享受低保起始时间',
  benefits:
    '补贴 补贴类型 补贴类别 补贴种类 补贴项目 享受补贴 享受补贴类型 享受补贴类别 享受补贴项目 申请补贴 申请类型 申请项目 申请补贴类型 享受类别 享受补贴种类 两项补贴 两项补贴类型 两项补贴类别 享受两项补贴情况 享受补贴情况 发放类别 发放项目 补贴名称 benefits subsidies subsidy',
  livingMark:
    '生活补贴 困难残疾人生活补贴 困难生活补贴 困补 是否享受生活补贴 享受生活补贴 是否享受困难残疾人生活补贴 livingsubsidy',
  livingAmount:
    '生活补贴金额 生活补贴标准 困难残疾人生活补贴金额 困难残疾人生活补贴标准 困难生活补贴金额 困难生活补贴标准 困补金额 困补标准 生活补贴月标准 生活补贴元',
  nursingMark:
    '护理补贴 重度残疾人护理补贴 重度护理补贴 重补 是否享受护理补贴 享受护理补贴 是否享受重度残疾人护理补贴 nursingsubsidy',
  nursingAmount:
    '护理补贴金额 护理补贴标准 重度残疾人护理补贴金额 重度残疾人护理补贴标准 重度护理补贴金额 重度护理补贴标准 重补金额 重补标准 护理补贴月标准 护理补贴元',
  amount:
    '金额 补贴金额 补贴标准 月补贴金额 月补贴标准 月金额 月标准 每月金额 每月标准 发放标准 发放金额 月发放金额 应发金额 实发金额 补助金额 补助标准 补贴月标准 享受金额 享受标准 标准 月补贴额 补贴额 amount',
  phone:
    '电话 联系电话 手机 手机号 手机号码 电话号码 联系方式 本人电话 联系人电话 本人手机号 本人联系电话 移动电话 联系手机 phone telephone mobile',
  bankName:
    '开户行 开户银行 银行 银行名称 开户行名称 开户金融机构 发放银行 开户银行名称 金融机构 代发银行 发卡行 发卡银行 开户网点 bank bankname',
  accountNumber:
    '账号 银行账号 银行卡号 卡号 银行帐号 帐号 一卡通账号 一卡通号 一卡通卡号 一卡通帐号 社保卡号 社会保障卡号 存折号 存折账号 开户账号 收款账号 发放账号 惠农一卡通账号 惠农卡号 社保卡账号 社保卡银行账号 银行卡账号 账户号码 帐户 账户 开户帐号 accountnumber account',
  accountHolder:
    '户名 开户名 账户名 帐户名 账户名称 帐户名称 开户人 开户人姓名 持卡人 持卡人姓名 收款人 收款人姓名 账户姓名 银行户名 开户户名 accountholder',
  accountKind: '账户类型 账号类型 卡类型 账户种类 卡种 存折或卡',
  ethnicity: '民族 族别 ethnicity',
  sex: '性别 sex gender',
  birthDate: '出生日期 出生年月 出生年月日 生日 出生时间 birthdate dateofbirth birthday',
  hukouKind: '户口性质 户籍性质 户口类型 户口类别 户籍类型 户口 户籍类别 农业非农业',
  disabilityClass: '残疾类别 残疾类型 残疾种类 类别 残疾类 残别 class',
  grade: '残疾等级 残疾级别 等级 级别 残疾程度 残级 grade',
  certificateExpiresOn:
    '有效期 证件有效期 残疾证有效期 残疾人证有效期 有效期至 残疾证有效期至 残疾人证有效期至 残疾证到期日 到期日期 有效期限 残疾证到期时间 证件到期日 证件有效期至 残疾证有效期限 有效日期 有效截止日期 到期日 到期时间 expires expiry',
  guardian: '监护人 监护人姓名 法定监护人 法定代理人 监护人名字 法定监护人姓名 guardian',
  longTermCare: '需长期照护 是否需要长期照护 长期照护 需要长期照护 是否长期照护 需长期照料 是否需要照护',
};

const FIELD_OF_WORD = new Map<string, RosterField>(
  Object.entries(SPELLINGS).flatMap(([field, words]) =>
    words.split(' ').map((word): [string, RosterField] => [word, field as RosterField]),
  ),
);

/** Headers of somebody else's data, or of a time that is not the one asked for. */
const SOMEBODY_ELSE =
  /监护|代理|户主|配偶|父|母|子女|联系人|照料|照护人|护理人|委托|经办|家属|村干部|包联|帮扶|审核|审批/;

/** Shapes for headers that are not listed. Each reaches to the end of the header. */
const SHAPES: readonly (readonly [RosterField, RegExp])[] = [
  ['certificateNumber', /残疾人?证(件)?(号|号码|编号)$/],
  ['idNumber', /(身份证|公民身份|居民身份证)(件)?(号|号码|证号|证号码|编号)$/],
  [
    'name',
    /^(残疾人|残疾人员|对象|申请人|享受人|受助人|补贴对象|领取人|发放对象|本人|人员|持证人|救助对象)的?(姓名|名字)$/,
  ],
  ['certificateExpiresOn', /残疾人?证.*(有效期|有效期至|到期日|到期时间|有效期限|截止日期)$/],
  ['grade', /残疾.*(等级|级别|程度)$/],
  ['disabilityClass', /残疾.*(类别|类型|种类)$/],
  ['livingAmount', /生活补贴.*(金额|标准|元|钱数)$/],
  ['nursingAmount', /护理补贴.*(金额|标准|元|钱数)$/],
  ['livingMark', /生活补贴(情况|享受情况|是否享受|享受)?$/],
  ['nursingMark', /护理补贴(情况|享受情况|是否享受|享受)?$/],
  ['accountHolder', /(户名|开户人|持卡人|开户人姓名|持卡人姓名)$/],
  ['accountNumber', /(银行|一卡通|社保|惠农|存折|卡|折|发放|收款|开户).*(账号|帐号|卡号|账户号码)$/],
  ['bankName', /(开户|发放|代发|发卡).*(行|银行|机构|网点)(名称)?$/],
  ['phone', /(本人|联系|手机|移动).*(电话|手机|号码|手机号|手机号码)$/],
  ['hukouAddress', /(户籍|户口).*(地址|住址|所在地|地)$/],
  ['residenceAddress', /(家庭|居住|现住|常住|联系|通讯|详细).*(地址|住址)$/],
  ['village', /(嘎查|行政村|社区|村委会|村居)(名称|名|全称)?$/],
];

/** Half-width, without white space. */
export function squeezed(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u200b\u200c\u200d\ufeff]/g, '');
}

/** A header without brackets, marks and white space: «* 身份证号码（18 位）：» is 身份证号码. */
export function bareHeader(header: string): string {
  const word = squeezed(header);
  const without = word.replace(/[([{<【〔].*?[)\]}>】〕]/g, '');
  return (without === '' ? word : without)
    .replace(/[*#:,.;、，。；/\\|_·"'“”()（）【】[\]-]/g, '')
    .toLowerCase();
}

/** The field a header means, or null. */
export function fieldOfHeader(header: string): RosterField | null {
  const word = bareHeader(header);
  const listed = FIELD_OF_WORD.get(word);
  if (listed) return listed;
  if (SOMEBODY_ELSE.test(word)) return null;
  return SHAPES.find(([, shape]) => shape.test(word))?.[0] ?? null;
}

/** Hints under a header that say nothing of their own: «（必填）», «18 位», the number of the column. */
const HINT = /^$|^\d{1,2}位?$|^[甲乙丙丁戊己庚辛]$/;

function isHint(text: string): boolean {
  return HINT.test(squeezed(text).replace(/[([{<【〔].*?[)\]}>】〕]/g, ''));
}

/** «监护人信息» over «姓名»: what the two rows of a header say together. The lower word alone counts only where the upper one does
 *  not speak of something or somebody else.                                                                         */
export function joinedHeader(upper: string, lower: string): string {
  const [above, below] = [upper.trim(), lower.trim()];
  if (isHint(below) || bareHeader(below) === bareHeader(above)) return above;
  if (above === '') return below;
  const subject = bareHeader(above).replace(/(基本)?(信息|情况|资料)$/, '');
  const together = subject + bareHeader(below);
  const known = [together, bareHeader(below) + subject].find((word) => fieldOfHeader(word));
  if (known) return known;
  if (SOMEBODY_ELSE.test(subject) || fieldOfHeader(subject)) {
    return fieldOfHeader(below) === fieldOfHeader(subject) && fieldOfHeader(below) ? below : together;
  }
  return below;
}

export function fieldOrNull(text: string | null | undefined): RosterField | null {
  return text && isRosterField(text) ? text : null;
}

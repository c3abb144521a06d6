/** The fixed words of the documents of section (k): documents of law, Chinese whatever the language of the screens, so they are read from here
 *  and not by key. A change of a document's words is a new `edition` of its definition, for the hash on paper covers them.
 *  A body is a list of lines: `# ` a heading, `! ` a boxed sentence, `@` the place of the fields or of a table, anything else a paragraph;
 *  {{field}} stands for a value. */
import type { DocumentKind } from '#shared/domain/document-kind.ts';
import type { DocumentField } from '#shared/domain/document-fields.ts';
import type { MaterialCode } from '#shared/domain/state.ts';

interface PrintedWords {
  readonly title: string;
  readonly subtitle?: string;
  readonly body: readonly string[];
  /** Heads of the columns of its tables. */
  readonly columns?: Readonly<Partial<Record<DocumentField, readonly string[]>>>;
}

const MATTER = '残疾人两项补贴';
const REMEDY =
  '不服本告知的，可以自收到之日起 60 日内向旗（县、区）人民政府申请行政复议，或者自收到之日起 6 个月内向人民法院提起行政诉讼。情况有变化、条件符合了，可以随时重新申请。';
const ASK = '有不清楚的，到{{unit}}问经办人 {{clerk}}；看不清、听不清，可以请我们读给你听。';
const TO_APPLICANT = '{{name}}（身份证号 {{idNumberMasked}}）：';

export const PRINTED: Readonly<Record<DocumentKind, PrintedWords>> = {
  APPLICATION_FORM: {
    title: '申请审批表',
    subtitle: '困难残疾人生活补贴和重度残疾人护理补贴',
    body: [
      '@fields',
      '本人（监护人）声明：以上所填属实；同意有关部门为办理本事项核对家庭经济状况和残疾人证信息；户籍、低保、同类待遇、死亡等情况有变化时及时报告。',
      '申请人（监护人）签字：　　　　　　　　　　　　　　　　　年　　月　　日',
      '@opinions',
    ],
  },
  ONE_TIME_NOTICE: {
    title: '一次性告知书',
    subtitle: `${MATTER}申请`,
    body: [
      TO_APPLICANT,
      '　　{{submittedOn}}，我们收到你的{{benefits}}申请。看过材料，还缺下面几样。这是一次说全的；要是我们漏看了再请你补，不影响你的申请日期。',
      '@missing',
      '已经收到：{{received}}',
      '# 怎么交',
      '送到{{unit}}；或交给{{village}}委员会转来；行动不便的打电话，我们上门取。',
      '# 什么时候交',
      '请在{{bringBy}}前交来。过了这天申请不作废，我们会再联系你。',
      '! 你的申请日期算 {{submittedOn}}，不因补材料推迟。审定合格后，补贴从 {{paidFrom}}算起。',
      '# 找谁问',
      ASK,
    ],
    columns: { missing: ['缺什么', '怎样才算齐', '为什么要'] },
  },
  ACCEPTANCE_NOTICE: {
    title: '受理通知书',
    subtitle: `${MATTER}申请（回执）`,
    body: [
      TO_APPLICANT,
      '　　{{submittedOn}}，你提出的{{benefits}}申请，材料齐全，我们于{{acceptedOn}}受理。',
      '收到的材料：{{received}}',
      '# 往下怎么办、多少天',
      '{{timeLimits}}',
      '! 申请日期算{{submittedOn}}。审定合格后，补贴从{{paidFrom}}算起。',
      '# 怎么查',
      '凭本通知的编号，到{{unit}}或旗（县、区）民政局查询。',
      ASK,
    ],
  },
  NOT_ACCEPTED_NOTICE: {
    title: '不予受理告知书',
    subtitle: `${MATTER}申请`,
    body: [
      TO_APPLICANT,
      '　　{{submittedOn}}，你提出的{{benefits}}申请，我们不能受理。',
      '# 为什么',
      '{{reason}}。{{reasonWords}}',
      '# 依据',
      '{{clause}}',
      '# 你可以怎么办',
      REMEDY,
      ASK,
    ],
  },
  REFUSAL_NOTICE: {
    title: '不通过告知书',
    subtitle: `${MATTER}审核（审定）`,
    body: [
      TO_APPLICANT,
      '　　{{submittedOn}}，你提出的{{benefits}}申请，经{{stage}}，没有通过。',
      '# 为什么',
      '{{reason}}。{{reasonWords}}',
      '# 依据',
      '{{clause}}',
      '# 你可以怎么办',
      REMEDY,
      ASK,
    ],
  },
  RETURN_SLIP: {
    title: '退回单',
    subtitle: `${MATTER}申请`,
    body: ['@fields', '请按退回的理由处理；不能补正的，由苏木（乡镇、街道）书面告知申请人并说明理由。'],
  },
  FORWARD_SLIP: {
    title: '异地代收转办单',
    subtitle: `${MATTER}申请`,
    body: [
      '@fields',
      '代收地只看材料是否齐全、身份是否相符，不作资格审查。申请日期以代收之日为准，由户籍地审核、审定、发放。',
    ],
  },
  PUBLIC_NOTICE: {
    title: `${MATTER}公示`,
    body: [
      '　　按规定，现将{{noticeScope}}公示如下。{{noticePeriod}}',
      '@noticeRows',
      '　　对公示内容有异议的，可在公示期内向{{unit}}反映，署名、匿名都可以。电话：　　　　　　　　　　',
    ],
    columns: { noticeRows: ['序', '姓名', '补贴种类', '补贴标准', '发放起领时间'] },
  },
  ROSTER: {
    title: '残疾人两项补贴发放清册',
    body: ['@fields', '逐行的清册另印，由上面的清册校验码锁定；两家在清册上签字、盖章。'],
  },
  POLICY_NOTICE: {
    title: '残疾人惠民政策宣传告知书',
    body: [
      TO_APPLICANT,
      '　　你现在可以享受、需要你本人申请的政策如下，已向你讲明。',
      '@policies',
      '@fields',
      '! 补贴从申请的那个月算起。符合条件的，请尽早申请；不愿意申请的，请另外签写声明书，以后随时可以再申请。',
    ],
    columns: { policies: ['政策', '条件和标准', '怎么申请'] },
  },
  CHECK_AUTHORISATION: {
    title: '家庭经济状况核对授权书',
    subtitle: MATTER,
    body: [
      '@fields',
      '　　为申请上述补贴，本人和下列共同生活的家庭成员授权民政部门及其委托的核对机构，查询、核对我们的收入和财产状况。',
      '@members',
      '　　查到的只用于办理这项补贴，不作别的用途；结果只供办理的人参考，不会自动改变补贴。我们可以要求看结果，有不同意见的可以提出。',
      '! 没有民事行为能力的，由监护人代签，并写明关系。',
    ],
    columns: { members: ['姓名', '与申请人的关系', '公民身份号码', '本人签名'] },
  },
  WAIVER: {
    title: '自愿放弃声明书',
    subtitle: '残疾人惠民政策',
    body: [
      '@fields',
      '本人（监护人）自愿放弃享受下列各项：',
      '@items',
      '本人（监护人）已经听清并明白：放弃的只是上面写明的各项；放弃期间的补贴以后不补发；以后愿意享受，随时可以重新申请，从重新申请的那个月算起。',
    ],
    columns: { items: ['放弃的项目', '标准（元/月）', '从哪个月起'] },
  },
  ELECTION: {
    title: '择高申领选择书',
    subtitle: `${MATTER}与同类待遇`,
    body: [
      '@fields',
      '以上两项属于同类待遇，不能同时享受。经办人已把两项的标准和影响讲清楚。本人（监护人）选择领取：',
      '□ 残疾人补贴　　　　　□ 另一项待遇',
      '情况变化时，可以重新选择。',
    ],
  },
  EXIT_NOTICE: {
    title: '停发（退出）告知书',
    subtitle: MATTER,
    body: [
      TO_APPLICANT,
      '　　你的{{benefits}}，经{{decidedOn}}办理，停发（退出）。最后发放的月份是{{lastMonth}}。',
      '# 为什么',
      '{{reason}}。{{reasonWords}}',
      '# 依据',
      '{{clause}}',
      '# 你可以怎么办',
      REMEDY,
      ASK,
    ],
  },
  RECOVERY_NOTICE: {
    title: '追缴通知书',
    subtitle: MATTER,
    body: [
      TO_APPLICANT,
      '　　经核实，下列月份的{{benefits}}不应发放，请退回。',
      '@fields',
      '! 退回的方式：交到旗（县、区）民政局指定的财政专户，凭据交{{unit}}留存。一次退不了的，可以商定分次退。',
      '# 不退会怎样',
      '有能力而拒不退回的，按规定记入个人信用记录；因办理单位出错多发的，不记。',
      '# 你可以怎么办',
      REMEDY,
      ASK,
    ],
  },
  HOUSEHOLD_SURVEY: {
    title: '入户调查表',
    subtitle: '社会救助',
    body: [
      '@fields',
      '# 家庭成员',
      '@members',
      '# 收入（残疾人两项补贴不计入）',
      '@incomes',
      '# 刚性支出',
      '@rigidExpenditure',
      '调查由两人以上进行。被调查人拒绝签字的，由见证人签字并注明。',
    ],
    columns: {
      members: ['姓名', '关系', '年龄', '健康状况', '劳动能力', '职业'],
      incomes: ['项目（工资、种植、养殖、转移、财产）', '数量', '单价', '全年（元）'],
      rigidExpenditure: ['项目（医疗、教育、护理）', '全年（元）', '凭据'],
    },
  },
  DEMOCRATIC_EVALUATION: {
    title: '民主评议表',
    subtitle: '社会救助',
    body: [
      '@fields',
      '# 评议代表（申请人近亲属回避，人数和到会人数按规定）',
      '@delegates',
      '# 计票',
      '@votes',
      '评议的是入户调查结果是否真实、客观。“真实”超过投票数一半为认可，“不真实”超过一半为不认可，其余再投一次。弃权计入投票数。',
    ],
    columns: {
      delegates: ['姓名', '身份', '真实', '不真实', '弃权'],
      votes: ['真实（票）', '不真实（票）', '弃权（票）', '投票合计'],
    },
  },
  PERIODIC_REPORT: {
    title: '定期报告表',
    subtitle: '低保家庭情况',
    body: [
      '@fields',
      '@changes',
      '没有变化的也请在“无变化”一格打勾。没按时报告的，我们会来问；不会因此自动停发。',
    ],
    columns: {
      changes: ['项目（健康、财产、收入、刚性支出）', '无变化', '变化前', '变化后', '从何时起、凭据'],
    },
  },
  RECHECK: {
    title: '复核表',
    subtitle: `${MATTER}复核`,
    body: ['@fields', '@recheckRows', '复核两件事：资格有没有变化；钱有没有按时足额收到。'],
    columns: { recheckRows: ['姓名', '补贴', '资格无变化', '变化情况', '钱收到了', '备注'] },
  },
  SPOT_CHECK: {
    title: '抽查表',
    subtitle: MATTER,
    body: [
      '@fields',
      '@checkRows',
      '样本按苏木镇和补贴种类分层，用写明的种子抽取，可以重抽核对；有未结预警的全部抽到。',
    ],
    columns: { checkRows: ['姓名', '嘎查村', '补贴', '资格', '发放', '发现的问题'] },
  },
  COMPARISON_FEEDBACK: {
    title: '数据比对反馈表',
    subtitle: MATTER,
    body: [
      '@fields',
      '@findings',
      '持证名单每月 15 日前由残联提供，比对 20 日前由民政完成并反馈，同时报上级民政。',
    ],
    columns: { findings: ['代码', '问题', '人数', '苏木镇', '处理', '结果'] },
  },
  DAILY_BULLETIN: {
    title: '每日通报',
    subtitle: `${MATTER}信息补录`,
    body: [
      '@fields',
      '@bulletinRows',
      '数由旗服务器按写明的时刻从办理记录点出，任何时候重做都一样。单位：人次（一人两项计两次）。',
    ],
    columns: { bulletinRows: ['苏木镇', '应录', '已录入', '已审核', '已审定', '审定率', '比昨天', '待处理'] },
  },
  LEDGER: {
    title: '补录台账',
    subtitle: MATTER,
    body: ['@fields', '@ledgerRows', '完成一个，销号一个，直到全部完成。'],
    columns: { ledgerRows: ['日期', '阶段', '办理人', '签字', '理由'] },
  },
  SIGN_OFF: {
    title: '销号表',
    subtitle: `${MATTER}信息补录`,
    body: ['@fields', '@signOffRows', '四项条件全部满足，民政、残联两家签字盖章后销号。重开要写明理由。'],
    columns: { signOffRows: ['条件', '要求', '现在'] },
  },
};

/** The common head and foot, and what a sheet says of itself. */
export const PRINTED_SHEET = {
  number: '编号：',
  draft: '打印时给号',
  code: '校验码：',
  seal: '盖章处',
  opinionSign: '签字：　　　　　　　年　月　日（盖章）',
  yes: '□是　□否',
  isSo: '☑是　□否',
  isNot: '□是　☑否',
  dueOn: (date: string, weekday: string) => `${date}（${weekday}）`,
  months: (months: readonly string[]) => months.join('、'),
  household: (words: readonly string[]) => words.join('，'),
  first: '第 1 次打印',
  again: (n: number) => `第 ${n} 次打印，原件仍有效`,
  foot: (unit: string, who: string, when: string, computer: string) =>
    `${unit}　${who}　打印 ${when}　${computer}`,
  hidden: '（不归这个岗位看）',
  voided: '已作废',
  provisional: '以旗（县、区）民政审定为准',
} as const;

/** By what rule a reason is one: the basis of a refusal or a return, in the law's words. */
export const PRINTED_CLAUSES: Readonly<Record<string, string>> = {
  certificate: '《残疾人两项补贴规范管理操作规程》第三条：由残联核实残疾人证的真实性、有效性和重度等级。',
  economy: '《残疾人两项补贴规范管理操作规程》第四条：由民政部门核定家庭经济状况和政策衔接。',
  township:
    '《残疾人两项补贴规范管理操作规程》第二条：由苏木（乡镇、街道）受理并初审，不合格的书面告知并说明理由。',
  exit: '《残疾人两项补贴规范管理操作规程》第九条：有所列情形的，退出补贴。',
  recovery: '《残疾人两项补贴规范管理操作规程》第十二条：多领、冒领、重复领的补贴应当退回。',
} as const;

export const PRINTED_STAGES: Readonly<Record<string, string>> = {
  'review.refusePreliminary': '苏木（乡镇、街道）初审',
  FEDERATION: '旗（县、区）残联审核',
  CIVIL_AFFAIRS: '旗（县、区）民政局审定',
};

export const PRINTED_TIME_LIMITS =
  '苏木（乡镇、街道）初审合格后 3 个工作日内录入、10 个工作日内报残联；残联审核后 5 个工作日内转民政审定。每一步没通过的，都会书面告诉你。';

/** Of each material: how it counts as enough, and why it is asked. */
export const PRINTED_MATERIALS: Readonly<
  Record<MaterialCode, { readonly enough: string; readonly why: string }>
> = {
  ID_COPY: { enough: '身份证正反两面，当场拍照，原件还你', why: '核对是不是本人' },
  HUKOU_PAGE: { enough: '户口簿里你本人那一页，当场拍照，原件还你', why: '核对户籍地' },
  CERT_COPY: { enough: '残疾人证照片页和内页，当场拍照，原件还你', why: '核对类别和等级' },
  BANK_ACCOUNT: { enough: '社保卡或存折首页，户名是你本人；原件看过就还你', why: '钱只发到本人账户' },
  DIBAO_PROOF: { enough: '低保证，或嘎查村委会开的证明', why: '生活补贴给低保家庭' },
  SIGNED_FORM: { enough: '本人签字或按手印；不便前来的，由监护人或代办人代签', why: '确认是本人意愿' },
};

/** Where no day can be worked out. */
export const PRINTED_DUE_UNKNOWN = '方便的时候（期限现在算不出，缺工作日历）';

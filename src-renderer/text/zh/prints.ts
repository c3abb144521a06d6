/** Words on slips and lists that are printed: Chinese whatever the language of the screens, so without a like in en/. Documents of section (k)
 *  have theirs in printed.ts. */
const slip = { foot: '{{unit}}　{{who}}　打印 {{when}}　{{computer}}' } as const;

const packetSlip = {
  title: '上报包交接单',
  serial: '包号',
  unit: '单位',
  computer: '电脑',
  madeAt: '写成时间',
  acts: '办件',
  actsOf: '{{n}} 条',
  size: '大小',
  sizeOf: '{{kb}} 千字节',
  checkCode: '校验码',
  words:
    '包是加密的，只有旗服务器打得开。交到旗里任何一台连着网的电脑上“读包”，把回执包带回原电脑再“读包”。丢了也不泄密，重写一个就是；同一条不会记两次。',
  sign: { carrier: '送的人签字：', county: '旗里收的人签字：', date: '日期：' },
} as const;

const receiptSlip = {
  title: '收讫条',
  who: '姓名',
  what: '办的事',
  madeAt: '受理时间',
  receivedAt: '旗里收到',
  receipt: '回执号',
  outcome: '旗里怎么说',
  outcomes: {
    taken: '收下了',
    settling: '收到了，还有一处要人定',
    notTaken: '收到了，没有接受；经办人会告诉你',
  },
  proof: '签名',
  proofs: {
    proved: '旗服务器签名，本机核对无误',
    unsigned: '尚无签名',
    wrong: '签名对不上，以旗里查询为准',
  },
  words: '凭回执号可到旗民政局或原受理的苏木镇查询。收到不等于审定，结果以旗民政审定为准。',
  sign: { clerk: '经办人签字：', applicant: '本人（代办人）签收：', date: '日期：' },
} as const;

const receiptList = {
  title: '回执清单',
  words: '本机交到旗里、旗里给了回执的共 {{n}} 条。',
  wordsOfDay: '{{day}}旗里给本机的回执共 {{n}} 个。',
  first: '只印最近 {{n}} 条，其余请按天打印。',
  meaning: '收到不等于审定，结果以旗民政审定为准。',
  columns: {
    at: '序',
    receipt: '回执号',
    who: '姓名',
    what: '办的事',
    receivedAt: '旗里收到',
    outcome: '旗里怎么说',
  },
  sign: { clerk: '经办人签字：', date: '日期：' },
} as const;

const radarList = {
  title: '残疾人证到期走访表',
  words:
    '按走访先后排列，共 {{n}} 人。请告诉本人或家人：到期前到旗残联申请换证；过期后六个月内申请的，补贴照发；满六个月没申请的，要停。',
  columns: {
    at: '序',
    village: '嘎查村',
    name: '姓名',
    phone: '电话',
    benefit: '补贴',
    stage: '证件',
    actBy: '哪天之前',
    done: '告知情况',
  },
  sign: { visitor: '走访人签字：', date: '日期：' },
} as const;

const recheckList = {
  title: '残疾人两项补贴复核表',
  of: '{{village}}　{{month}}',
  words: '共 {{n}} 人。核两件事：一、资格有没有变化；二、补贴是不是按月足额收到。',
  columns: {
    at: '序',
    name: '姓名',
    number: '身份证号',
    benefit: '补贴',
    answer: '复核结果',
    words: '情况',
  },
  sign: { checker: '复核人签字：', village: '嘎查村负责人签字：', date: '日期：' },
} as const;

const spotList = {
  title: '{{body}}抽查表',
  words:
    '{{date}}从在享的 {{all}} 人中抽出 {{n}} 人，随机种子 {{seed}}；用同一种子和同样的资料再抽，名单相同。',
  columns: {
    at: '序',
    place: '嘎查村',
    name: '姓名',
    benefit: '补贴',
    why: '为什么在内',
    result: '抽查结果',
    words: '情况',
  },
  sign: { checker: '抽查人签字：', township: '苏木镇签字：', date: '日期：' },
} as const;

const publicNotice = {
  title: '残疾人两项补贴公示',
  scope: {
    NEW: '{{place}} {{months}}审定通过的残疾人两项补贴对象共 {{n}} 项',
    ALL: '{{place}} {{months}}享受残疾人两项补贴的对象共 {{n}} 项',
  },
  months: '{{from}}至{{to}}',
  opening: '按规定，现将{{scope}}公示如下。',
  until: '公示期 7 天，自{{from}}起至{{to}}止。',
  untilUnknown: '公示期 7 天，自{{from}}起。',
  untilByHand: '公示期 7 天，自　　　年　　月　　日张贴起，至　　　年　　月　　日止。',
  comesDown: '公示至{{to}}，到期撤下。',
  columns: { at: '序', name: '姓名', kind: '补贴种类', standard: '补贴标准', since: '发放起领时间' },
  named: '{{name}}（{{village}}）',
  monthly: '每月 {{yuan}} 元',
  objection: '对公示内容有异议的，可在公示期内向{{unit}}反映，署名、匿名都可以。',
  fileName: '公示-{{place}}-{{month}}.html',
} as const;

const compareReport = {
  title: '数据比对反馈表',
  words: '本表按月报市级民政部门，同时反馈旗残联。人数口径：一人一类问题计一条。',
  month: '比对月份',
  finished: '完成日期',
  people: '比对范围',
  peopleOf: '本旗在册 {{persons}} 人，持证残疾人 {{holders}} 人',
  registers: '用到的名册',
  missing: '没有交来的名册',
  columns: { what: '问题', severity: '类别', count: '条数' },
  sign: { civilAffairs: '旗民政局（签字、盖章）：', date: '日期：' },
} as const;

const rosterSheet = {
  title: '残疾人两项补贴发放清册',
  of: '{{place}}　{{month}}',
  page: '第 {{number}} 页　共 {{of}} 页',
  copy: {
    FINANCE: '财政、银行联（含账号）',
    FEDERATION: '残联联（不含账号）',
    TOWNSHIP: '苏木镇公布联（不含证件号、账号）',
    ARCHIVE: '存档联（号码已遮挡）',
  },
  columns: {
    seq: '序',
    name: '姓名',
    idNumber: '身份证号',
    village: '嘎查村',
    benefit: '补贴',
    span: '发放月份',
    currentFen: '当月',
    backFen: '补发、重发',
    adjustFen: '提标补差',
    totalFen: '合计（元）',
    bankName: '开户行',
    accountNumber: '账号',
  },
  span: '{{from}} 至 {{to}}',
  broken: '{{span}} 共 {{n}} 个月',
  pageSum: '本页小计',
  running: '累计至本页',
  total: '总计：{{persons}} 人，{{lines}} 人次，{{fen}} 元。人民币（大写）：{{capital}}',
  held: '暂缓 {{rows}} 笔 {{fen}} 元，不在本册发放，缘由消除后补发。',
  sign: {
    civilAffairs: '旗民政局（签字、盖章）：',
    federation: '旗残联（签字、盖章）：',
    finance: '旗财政局（签收）：',
  },
  hash: '校验码 {{hash}}…',
  foot: '{{unit}} {{who}} {{when}}打印',
  reason: '打印发放清册：{{copy}}',
} as const;

export const prints = {
  rosterSheet,
  compareReport,
  slip,
  packetSlip,
  receiptSlip,
  receiptList,
  radarList,
  recheckList,
  spotList,
  publicNotice,
} as const;

/** What each article asks, in our own plain words, Chinese first: the left column that `npm run rules` lays the rules beside. Keys are the ends
 *  of the source marks that docstrings cite; the texts themselves lie with the project's sources, not here.                             */

export interface Article {
  /** As marks name it: `S004 art.9`, `国发〔2015〕52号 二(四)`. */
  readonly key: string;
  readonly title: string;
  readonly zh: string;
  readonly en: string;
}

export interface Document {
  readonly title: string;
  readonly note: string;
  readonly articles: readonly Article[];
}

const s004 = (number: number, title: string, zh: string, en: string): Article => ({
  key: `S004 art.${number}`,
  title: `第${'一二三四五六七八九十'[number - 1] ?? `十${'一二三四'[number - 11]}`}条 ${title}`,
  ...{ zh, en },
});
const national = (clause: string, title: string, zh: string, en: string): Article => ({
  key: `国发〔2015〕52号 ${clause}`,
  title: `${clause} ${title}`,
  ...{ zh, en },
});

const CHIFENG: Document = {
  title: '赤峰市两项补贴规范管理操作规程（S004，2021年5月1日起施行）',
  note: '规程定步骤和天数，几乎不定金额；金额由政策包给出。',
  articles: [
    s004(
      1,
      '自愿申请',
      '残疾人到户籍所在地苏木乡镇（街道）窗口书面申请，持残疾人证和证明材料；监护人、赡养抚养扶养义务人、嘎查村（居）委会或受委托人可以代办。',
      'Applied for in writing at the township of the hukou, with the certificate; guardians, those who owe support, the village or an entrusted person may act.',
    ),
    s004(
      2,
      '受理和初审',
      '乡镇负责。材料不齐，当面或书面一次说全；初审不合格，书面告知；合格的，3个工作日内录入系统，10个工作日内报残联。',
      'The township accepts and reviews first; one notice names all that is missing; entry within 3 working days, sent on within 10.',
    ),
    s004(
      3,
      '审核',
      '旗县区残联审核残疾人证真伪、有效和是否重度；不合格退回乡镇；合格的5个工作日内转民政。',
      'The federation judges the certificate alone; returned to the township, or handed on within 5 working days.',
    ),
    s004(
      4,
      '审定',
      '旗县区民政审定家庭经济状况和政策衔接；不合格经残联退回乡镇，由乡镇书面说明原因；每月25日前民政、残联确认签章后把清册报财政；从递交申请当月算起，以前未发的一次补齐。',
      'Civil affairs judges means and interfaces; refusals go back the way they came; both bodies sign the roster before the 25th; due from the month of application, arrears at once.',
    ),
    s004(
      5,
      '资金发放',
      '民政、残联对清册准确性负责，财政按清册及时足额拨付。',
      'Civil affairs and the federation answer for the roster, finance pays it in full and in time.',
    ),
    s004(
      6,
      '公开公示',
      '在乡镇和嘎查村公开栏、网站、微信等公示姓名、补贴种类、标准、起领时间，保护隐私，公示7天。',
      'Published on boards and online: name, kind, standard, since when; privacy kept; seven days.',
    ),
    s004(
      7,
      '定期复核',
      '乡镇和嘎查村每月复核资格变化和是否足额到账；旗县民政、残联每年至少抽查2次，市级不定期抽查。',
      'Monthly re-check by township and village; at least two spot checks a year by the county.',
    ),
    s004(
      8,
      '数据监测',
      '残联每月（季末月）15日前给持证人数据，民政20日前完成比对并反馈、上报；应享未享的由乡镇核实后及时纳入。',
      'Holder list by the 15th, comparison by the 20th; who should receive and does not is followed up.',
    ),
    s004(
      9,
      '退出机制',
      '死亡、户籍迁出、正在服监禁刑、残疾证到期6个月内未申请换证、市级以上部门或旗县政府确定的其他情形，及时退出；换证期间不得停发。',
      'Grounds of exit; never stopped while the certificate is being renewed.',
    ),
    s004(
      10,
      '政策宣传',
      '对新领证的人一次性告知，对已有证的人宣传告知，填告知书；自愿放弃的写声明书并写明放弃哪一项。',
      'Holders are told, in writing; a waiver names the exact item.',
    ),
    s004(
      11,
      '主动发现',
      '村社区干部、专职委员走访排查，主动发现，协助办理。',
      'Those entitled are looked for and helped to apply.',
    ),
    s004(
      12,
      '责任追究',
      '各部门对自己的环节和数据库负责；家属主动报告同类补贴、户籍变动、去世，违规领取的退回，拒不退回的记入失信；死亡当月（当季）已发的不追缴。',
      'Each body answers for its step and data; families report changes and return what was wrong; the month or quarter of death is not recovered.',
    ),
    s004(
      13,
      '优化流程',
      '有条件的地方可把审定权下放乡镇；跨省通办：任意地申请，户籍地审核审定发放；能共享查到的，不要原件。',
      'Determination may be delegated to townships; apply anywhere, decided and paid at the hukou place; no originals where data is shared.',
    ),
    s004(
      14,
      '施行',
      '2021年5月1日起施行，以前不一致的以本规程为准。',
      'In force from 2021-05-01; earlier local rules that differ give way.',
    ),
  ],
};

const NATIONAL: Document = {
  title:
    '国务院关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见（国发〔2015〕52号）及其他全国规定',
  note: '原文未全文核对的条款在规则里标 N◐ 或 N○，均可由政策包调整。',
  articles: [
    national(
      '二(一)',
      '补贴对象',
      '生活补贴给低保家庭中的残疾人；护理补贴给一级、二级且需要长期照护的残疾人；有条件的地方可以扩大。',
      'LIVING for dibao households, NURSING for grades 1 and 2 in long-term care; places may widen.',
    ),
    national(
      '二(二)',
      '补贴标准',
      '标准由省级定并适时调整，可按困难程度分档。',
      'Standards are set by the province, adjusted in time, in tiers where wished.',
    ),
    national(
      '二(三)',
      '补贴形式',
      '按月以现金发放；护理补贴可用凭证或购买服务。',
      'Paid monthly in cash; nursing may be vouchers or services.',
    ),
    national(
      '二(四)',
      '政策衔接',
      '两项可同时领；与养老、因公致残、离休等同类补贴择高；孤儿不领生活补贴；领工伤护理费、纳入特困供养的两项都不领；不算低保收入。',
      'Both together; the higher of like benefits; orphans no LIVING; tekun and injury care exclude both; not income for dibao.',
    ),
    national(
      '三(一)',
      '自愿申请',
      '持证在户籍地申请。',
      'Applied for at the hukou place with a certificate.',
    ),
    national(
      '三(三)',
      '补贴发放',
      '从递交申请当月计发，转账到残疾人本人账户。',
      'From the month of application, by transfer to the person.',
    ),
    {
      key: '民法典 201',
      title: '民法典第二百零一条',
      zh: '按日计算期间的，开始的当日不算，从第二天算起。',
      en: 'The first day is not counted.',
    },
    {
      key: '民法典 203',
      title: '民法典第二百零三条',
      zh: '最后一日是法定休假日的，顺延到休假日结束的次日。',
      en: 'A last day that is a holiday moves to the next working day.',
    },
    {
      key: 'PIPL',
      title: '个人信息保护法',
      zh: '只处理必要的信息；健康、金融账户、不满十四周岁人的信息是敏感信息；公开要有依据、少公开。',
      en: 'Necessary data only; health, accounts and children are sensitive; little is published.',
    },
    {
      key: 'GB 11643',
      title: 'GB 11643-1999 公民身份号码',
      zh: '18位，第18位是校验码。',
      en: 'Eighteen characters, the last a check digit.',
    },
    {
      key: '民发〔2019〕62号',
      title: '民发〔2019〕62号 事实无人抚养儿童',
      zh: '与儿童基本生活补贴的衔接；未重新核对，默认关闭。',
      en: 'The interface with the child subsidy; off unless a pack says so.',
    },
    {
      key: '民发〔2012〕220号',
      title: '民发〔2012〕220号 民主评议',
      zh: '居民代表到场的三分之二以上才有效。',
      en: 'Two thirds of the delegates make a quorum.',
    },
  ],
};

const ROLL_OUT: Document = {
  title:
    '全国信息系统上线和社会救助无纸化（S001 民办函〔2018〕169号、S000 自治区推进情况、S002 达拉特旗方案）',
  note: '',
  articles: [
    {
      key: 'S001 §2',
      title: 'S001 二 系统建设',
      zh: '部、省、市、县、乡五级一套系统，逐级向下授权，与残联数据共享。',
      en: 'Five levels on one system, accounts granted downward.',
    },
    {
      key: 'S001 §3',
      title: 'S001 三 上线步骤',
      zh: '分批上线：一个月内录完当月在发人员，三个月内补录2016年以来的历史；批量导入、隐私保护、异常数据预警及核实。',
      en: 'Persons paid now within a month, history since 2016 within three; import, privacy, alerts.',
    },
    {
      key: 'S001 §4',
      title: 'S001 四 组织保障',
      zh: '系统内通报进度、发通知；第三批省份可用接口对接。',
      en: 'Progress and notices inside the system; an interface for the third batch.',
    },
    {
      key: 'S000',
      title: 'S000 自治区推进情况',
      zh: '每日通报，台账管理，完成一个旗县销号一个；同一人同一补贴不重复。',
      en: 'Daily bulletin, ledger with striking off, nobody twice.',
    },
    {
      key: 'S002 §3',
      title: 'S002 三 无纸化办理',
      zh: '自助申请、初审、入户调查、民主评议、公示、乡镇意见、审批、定期报告，一步接一步。',
      en: 'Application, check, survey, evaluation, publicity, opinion, approval, periodic report, in this order.',
    },
  ],
};

export const DOCUMENTS: readonly Document[] = [CHIFENG, NATIONAL, ROLL_OUT];

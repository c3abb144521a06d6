/** Words of the numbers of the procedure that packs set, each by its name; a number without words does not compile. */
import type { Procedure } from '#shared/domain/pack.ts';

export const packNumbers = {
  deadlines: {
    entry: '初审合格后几个工作日内录入',
    submitToFederation: '几个工作日内报残联',
    submitAnchor: '报残联从哪天算起',
    federationReview: '残联审核几个工作日',
    handToCivilAffairs: '残联审核后几个工作日内转民政',
    determine: '民政审定几个工作日',
    returnHop: '退件每一站几个工作日',
    supplementReminder: '补正通知几个工作日没回就提醒',
  },
  roster: {
    dayOfMonth: '清册每月几号前两家签字',
    remindDays: '清册到期前几个工作日开始提醒',
    covers: '当月编的清册发哪个月的钱',
  },
  exchange: { holderListDay: '残联每月几号前给持证名单', comparisonDay: '民政每月几号前比对完' },
  expiry: {
    graceMonths: '证到期后宽限几个月',
    payInGrace: '宽限期里发不发',
    extendOverHoliday: '宽限期满遇休息日顺延',
    receiptHoldsDays: '换证回执顶几个工作日不退出',
    radarDays: '到期前几天开始提醒',
  },
  publicity: {
    days: '公示几天',
    extendOverHoliday: '期满遇休息日顺延',
    objectionDays: '异议几个工作日内查清',
    gate: '首次发放等不等公示期满',
  },
  recheck: { cycle: '多久复核一次' },
  spotCheck: {
    perYear: '每家一年抽查几次',
    firstBy: '第一次在哪天前抽',
    allBy: '全部在哪天前抽完',
    percent: '每个苏木镇每项补贴抽百分之几',
    atLeast: '每个苏木镇至少抽几人',
  },
  alerts: {
    verifyDays: '核实类预警几个工作日内核实',
    monthsLookedBack: '逐月核对发放往前看几个月',
    returnsBack: '退回几次没发成就预警',
    backPayMonths: '补发超过几个月就预警',
    accountPersons: '一个账户最多几人',
    massChangePercent: '一个月增减超过百分之几就预警',
    lateDays: '申请几天后才录入算太久',
    oldAge: '超过几岁核生存',
    veryOldAge: '超过几岁算年纪特别大',
  },
  evaluation: {
    leastDelegates: '民主评议代表至少几人',
    mostDelegates: '民主评议代表最多几人',
    quorum: '投票的要占代表的多少才作数',
    votes: '同一件申请最多评议几次',
  },
  stop: { effective: '迁出、服刑、失去条件的，从哪个月停' },
  household: { gainMonthCounts: '月中转入低保的，当月算不算' },
  deFactoChild: { fullSubsidyExcludesLiving: '足额领事实无人抚养儿童补贴的，不再发生活补贴' },
  recovery: { creditRecord: '拒不退还的记入信用记录' },
} satisfies { [Part in keyof Procedure]: { [Name in keyof Procedure[Part]]: string } };

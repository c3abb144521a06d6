/** Words of the codes of public notices, objections, re-checks, the certificate radar and spot checks (S004 arts 6, 7). */
export const checkCodes = {
  recheckAnswer: {
    UNCHANGED: '无变化',
    CHANGED: '有变化',
    NOT_FOUND: '找不到人',
    NOT_RECEIVED: '没收到钱',
  },
  recheckChange: {
    DIED: '去世',
    MOVED_OUT: '户口迁出',
    IMPRISONED: '服刑',
    HOUSEHOLD: '低保等类别变了',
    CERTIFICATE: '残疾证或等级变了',
    OTHER_BENEFIT: '有了别的同类待遇',
    OTHER: '别的',
  },
  taskOutcome: {
    SUSPENDED: '已停发',
    EXITED: '已退出',
    FACTS_CORRECTED: '资料已更正',
    PAID_AGAIN: '钱已补到',
    UNFOUNDED: '查实没有这回事',
    CORRECTED: '后来的结果代替了',
  },
  radarStage: {
    OVER: '过期满六个月',
    GRACE: '已过期，六个月内',
    WITHIN_7: '7 天内到期',
    WITHIN_30: '30 天内到期',
    WITHIN_60: '60 天内到期',
    WITHIN_90: '90 天内到期',
    LATER: '90 天以后到期',
    SAFE: '换证中，照发',
  },
  remindedBy: {
    VISIT: '上门',
    PHONE: '打电话',
    VILLAGE: '请嘎查村转告',
  },
  spotResult: {
    CONFIRMED: '属实',
    DISCREPANCY: '有出入',
    NOT_MET: '没见到人',
  },
  sampleWhy: {
    DRAWN: '抽到的',
    FLAGGED: '有事没了',
  },
  spotBody: {
    CIVIL_AFFAIRS: '旗民政',
    FEDERATION: '旗残联',
  },
  noticeState: {
    PREPARED: '备好未贴',
    IN_PUBLICITY: '公示中',
    OBJECTED: '有异议',
    CLOSED: '公示结束',
  },
  noticeOccasion: {
    NEW: '新审定的',
    ALL: '所有在享的',
  },
  objectionState: {
    UPHELD: '属实',
    REJECTED: '不属实',
  },
  objectionProposal: {
    RETURN: '退回重审',
    SUSPEND: '停发',
    EXIT: '退出',
  },
  objectionSettlement: {
    FOLLOWED: '按提议办了',
    OTHERWISE: '另行办理了',
    NOTHING: '不用办',
  },
} as const;

/** English words of the numbers of the procedure that packs set. */
export const packNumbers = {
  deadlines: {
    entry: 'Working days from the preliminary pass to the entry',
    submitToFederation: 'Working days to sending to the federation',
    submitAnchor: 'What these days are counted from',
    federationReview: 'Working days of the federation’s review',
    handToCivilAffairs: 'Working days from the review to civil affairs',
    determine: 'Working days of the determination',
    returnHop: 'Working days for each hop of a return',
    supplementReminder: 'Working days until an unanswered notice is reminded of',
  },
  roster: {
    dayOfMonth: 'Day of the month by which two bodies sign the roster',
    remindDays: 'Working days before it from which there is a reminder',
  },
  exchange: {
    holderListDay: 'Day of the month for the holder list',
    comparisonDay: 'Day of the month for the comparison',
  },
  expiry: {
    graceMonths: 'Months of grace after a certificate expires',
    payInGrace: 'Paid in the months of grace',
    extendOverHoliday: 'Grace goes on where its last day is a day off',
    receiptHoldsDays: 'Working days that a renewal receipt holds the exit',
    radarDays: 'Days before expiry from which there is a reminder',
  },
  publicity: {
    days: 'Days that a notice hangs',
    extendOverHoliday: 'Goes on where the last day is a day off',
    objectionDays: 'Working days to look into an objection',
    gate: 'Whether a first payment waits for its notice',
  },
  recheck: { cycle: 'How often everybody is re-checked' },
  spotCheck: {
    perYear: 'Spot checks of each body a year',
    firstBy: 'Day by which the first is drawn',
    allBy: 'Day by which all are drawn',
    percent: 'Drawn of a township and subsidy, in 100',
    atLeast: 'People drawn of a township at least',
  },
  alerts: {
    verifyDays: 'Working days to verify an alert',
    monthsLookedBack: 'Months of payments looked back on',
    returnsBack: 'Payments sent back until an alert',
    backPayMonths: 'Months of back-pay beyond which there is an alert',
    accountPersons: 'People of one account at most',
    massChangePercent: 'Change of a township in a month, in 100, beyond which there is an alert',
    lateDays: 'Days between counter and record that are too many',
    oldAge: 'Age above which proof of life is asked for',
    veryOldAge: 'Age above which it is a very great age',
  },
  evaluation: {
    leastDelegates: 'Delegates of a vote at least',
    mostDelegates: 'Delegates of a vote at most',
    quorum: 'Share of the delegates that is a quorum',
    votes: 'Votes about one file at most',
  },
  household: { gainMonthCounts: 'A month counts in whose middle dibao begins' },
  deFactoChild: {
    fullSubsidyExcludesLiving: 'No living subsidy beside a full child subsidy (children nobody raises)',
  },
  recovery: { creditRecord: 'A refusal to give back goes to the credit record' },
};

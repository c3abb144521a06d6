/** Words of the intake screen. */
import type { Words } from '../words.ts';
import type { intake as chinese } from '../zh/intake.ts';

export const intake: Words<typeof chinese> = {
  title: 'Intake',
  note: 'Application for the two disability subsidies · handed in {{when}}',
  offline: 'filled in offline',
  enterHint: 'Enter: next field',
  backHint: 'Shift+Enter: back',
  contents: 'This form',
  checks: 'Checks',
  keys: { leave: 'Leave (draft stays)', why: 'Why' },
  acts: { ACCEPT: 'Accept', REQUEST_SUPPLEMENT: 'Give notice', KEEP: 'Take in', keep: 'Save' },
  sections: {
    applicant: 'Applicant',
    certificate: 'Certificate',
    benefits: 'Applies for',
    account: 'Account',
    materials: 'Papers',
    agent: 'Who applies',
    declarations: 'Declarations',
  },
  sectionStates: { done: 'complete', open: 'not complete', wrong: 'to be mended' },
  materialsCount: 'Papers {{done}}/{{all}}',
  fields: {
    name: 'Name',
    idNumber: 'ID number',
    hukouVillage: 'Hukou village',
    phone: 'Phone',
    certificateNumber: 'Number',
    certificateExpiresOn: 'Valid until',
    isLongTerm: 'valid for good',
    benefits: 'Subsidy',
    needsLongTermCare: 'needs long-term care',
    householdCategory: 'Household category',
    householdFrom: 'From month',
    accountHolder: 'Holder',
    accountNumber: 'Account number',
    bankName: 'Bank',
    accountKind: 'Kind of account',
    materials: 'Papers',
    submittedOn: 'Handed in on',
    truth: 'The applicant confirms that what is filled in is true',
    privacyNotice: 'The applicant was told how the personal data is used and who sees it, and agrees',
    checkAuthorised: 'The household lets its economic situation be checked',
    dutyToReport: 'Told of the duty to report a death, a move, or another benefit of the kind',
    guardianRelation: 'Who applies',
    guardianName: 'Name of the agent',
    guardianPhone: 'Phone of the agent',
    guardianIdNumber: 'ID number of the agent',
    guardianAuthorisation: 'Authorisation (paper, date, number)',
  },
  self: 'The person',
  villageOf: '{{village}}, {{township}}',
  elsewhere: 'Hukou elsewhere (taken in for another place)',
  careNote: 'longer than 6 months',
  accountNote:
    'Paid only to the person’s own account; leave empty if there is none, and it goes on the notice',
  materialsNote: 'Tick what was seen as original, photographed or received',
  accountBrought: ' (filled in above is enough)',
  declarationsNote: 'Tick once signed or thumb-printed on the paper form',
  hints: {
    village: 'choose a village, or type to find',
    expires: 'e.g. 20290531',
    month: 'e.g. 202503',
    authorisation: 'e.g. letter of 2026-11-20',
    bank: 'as written on the card',
  },
  read: {
    idTyped: '{{digits}} of 18 typed',
    idRight: 'check digit right',
    region: 'issued in {{place}}',
    regionCode: 'issued in region {{code}}',
    certificateRight: 'first 18 as the ID number',
    certificateTyped: '{{digits}} of 20 typed (if replaced, B and one digit more)',
    classAndGrade: '{{classAndGrade}} ({{severity}})',
    severe: 'severe',
    notSevere: 'not severe',
    holderFromName: 'filled in from the applicant’s name',
    accountTyped:
      '{{digits}} {{digits, digit|digits}} typed. A social-security card has 19, a passbook may have fewer',
    accountCount: '{{digits}} {{digits, digit|digits}}',
    fromRegister: 'from the register of this computer; compare with the original',
  },
  olderDay: 'This form was begun on {{date}}; that is the date of application.',
  useToday: 'Use today',
  fault: {
    NAME_MISSING: 'The name is empty.',
    ID_MISSING: 'The ID number is empty.',
    ID_LENGTH:
      'An ID number has 18 characters, this one {{digits}}. The draft is kept. Complete it from the ID card.',
    ID_15_DIGIT: 'This is an old number of 15 digits. The draft is kept. Copy the 18 of the present ID card.',
    ID_CHARSET:
      'The ID number holds a character that cannot be there. The draft is kept. Compare with the ID card.',
    ID_BIRTHDATE:
      'The date of birth in the number does not exist or is after today. The draft is kept. Compare with the ID card.',
    ID_CHECKSUM:
      'The last character of the ID number does not fit; perhaps one was copied wrong. The draft is kept. Compare with the ID card.',
    VILLAGE_MISSING: 'The hukou village is not chosen.',
    PHONE_SHAPE:
      'A mobile number has 11 digits; a land line needs its area code. The draft is kept. Ask the person once more.',
    CERT_MISSING: 'The certificate number is empty.',
    CERT_FORMAT:
      'The number is the ID number and two digits, with B and one digit more if it was replaced. The draft is kept. Compare with the certificate.',
    CERT_ID_MISMATCH:
      'The first 18 of the certificate number differ from the ID number. The draft is kept. Lay both papers side by side.',
    EXPIRY_MISSING: 'The end of validity is empty. If the certificate says long-term, tick “valid for good”.',
    DATE_SHAPE: 'There is no such day. Write it as on the certificate, e.g. 20290531.',
    BENEFIT_MISSING: 'No subsidy is chosen.',
    DUPLICATE_OPEN:
      '{{benefit}}: this person already has one open, and there is no second. All you typed is kept. Take it off here, or work on that one.',
    HOUSEHOLD_MISSING: 'The household category is not chosen.',
    MONTH_SHAPE: 'There is no such month. Write it as on the proof, e.g. 202503.',
    BANK_FORMAT:
      'An account has 8 to 32 digits. Complete it, or clear the whole section and it goes on the notice.',
    BANK_NAME_MISSING:
      'The bank is empty. Complete it, or clear the whole section and it goes on the notice.',
    BANK_KIND_MISSING:
      'The kind of account is not chosen. Complete it, or clear the whole section and it goes on the notice.',
    BANK_HOLDER_MISSING: 'The holder is empty.',
    TRUTH_MISSING: 'The applicant has not confirmed yet.',
    PRIVACY_MISSING: 'The applicant has not been told how the data is used.',
    AGENT_NAME_MISSING: 'The name of the agent is empty.',
    AGENT_PAPER_MISSING: 'Somebody who is no relation needs a written authorisation. Fill it in.',
    FUTURE_DATE: 'The day is after today. Use the day it was handed in.',
  },
  look: {
    GRADE_NOT_COVERED:
      'The certificate says {{grade}}; the nursing subsidy is for grades 1 and 2. Take it in; the review decides.',
    HOUSEHOLD_NOT_COVERED: 'The living subsidy is for dibao households. Take it in; the review decides.',
    BANK_LUHN:
      'The check digit does not fit. With passbooks this is common; if it is a card, compare once more.',
    HOLDER_DIFFERS:
      'Holder and applicant differ. The subsidy is paid only to the person’s own account; take a look.',
    ELSEWHERE:
      'The hukou is elsewhere: it is taken in here and sent to the place of the hukou; the date of application stays.',
    CERT_EXPIRED: 'The certificate has expired. Payment goes on during renewal; remind the person.',
  },
  same: {
    fillReason: 'Filled in from the roster at intake',
    clear: 'Nobody like this is on this computer: a new person.',
  },
  missing: {
    title: '{{n}} missing',
    note: 'say it all at once; one notice only',
    nothing: 'Papers complete',
    nothingWords: 'No notice needed; it can be accepted.',
    notNeeded: 'Not needed: {{items}}',
    account: 'Own account (holder, number, bank)',
  },
  faults: {
    title: '{{n}} {{n, field|fields}} to fill in',
    note: 'choose one to go to its field',
  },
  outlook: {
    title: 'If complete and passed today',
    from: 'Counts from',
    amount: 'Monthly (trial)',
    entry: 'Enter in the system',
    send: 'Send to federation',
    days: '{{n}} working {{n, day|days}}',
    why: 'Why',
    unknown: '— cannot be worked out',
    waiting: '— once the form is complete',
    noCalendar: '— no calendar for {{year}}',
    noCalendarWords:
      'This computer cannot work out the deadline: it has no work calendar for {{year}}. Take the application in.',
    trial: 'On trial; county civil affairs determines.',
  },
  draft: {
    none: 'Each field is saved as you go.',
    saved: 'Draft saved on this computer {{time}}. Safe against power cuts.',
    diskFull:
      'The disk is full; the draft is not saved yet. What you typed is still here and is saved once there is room: leave the window open.',
    failing:
      'Draft not saved yet: the data service of this computer does not answer. What you typed is here and is saved once it is back; leave the window open.',
    remove: 'Delete draft',
    removed: 'Draft deleted.',
    undo: 'Bring it back',
    list: 'Forms not finished',
    listNote: 'All on this computer. Choose one to carry on, or begin another.',
    nameless: '(no name yet)',
    savedAt: 'saved {{when}}',
    others: '{{n}} more not finished',
    noneLeft: 'No unfinished forms.',
    fresh: 'Begin another',
    unreadable: 'This draft cannot be read and is kept as it is. Note the time and tell the county.',
    columns: { name: 'Name', benefits: 'Applies for', savedAt: 'Saved' },
  },
  dock: {
    missing: '{{n}} missing: for now only notice can be given',
    complete: 'Papers complete: can be accepted',
    elsewhere: 'Papers complete. The hukou is elsewhere: take it in and send it on',
    faults: '{{n}} {{n, field|fields}} to mend; the first is in focus',
    unanswered:
      'Not known yet whether this step was saved: this computer did not answer. All you typed is here and locked meanwhile. Press again; it is never done twice.',
    retry: 'Ask again',
  },
  done: {
    title: {
      ACCEPT: 'Accepted',
      REQUEST_SUPPLEMENT: 'Notice given',
      KEEP: 'Taken in',
    },
    words: {
      ACCEPT: 'The application of {{name}} is accepted and waits for the preliminary review.',
      REQUEST_SUPPLEMENT:
        'The application of {{name}} is taken in; the one-time notice asks for {{n}} {{n, paper|papers}}. The date of application is {{date}} and does not move.',
      KEEP: 'The application of {{name}} is taken in, not yet accepted. Carry on under Cases.',
    },
    where: 'Where it is',
    document: 'Document',
    act: 'Number here',
    receipt: 'County receipt',
    noReceipt: 'none yet; sent by itself once the link is back',
    elsewhere:
      '{{name}}: taken in; the date of application is {{date}}. Next: send it to the place of the hukou, which accepts and reviews it.',
    forward: 'Send it on',
    again: 'Take in another',
    open: 'See this one',
    print: 'Print the one-time notice',
    missing: 'Missing',
  },
  notice: {
    print: 'Print',
  },
};

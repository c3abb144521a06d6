/** The way of a file as one table (dossier (d), T1–T15): which act, from which states, to which, by whom, what may stand in its way, which clock
 *  it stops, which paper it makes, after which article. The commands take their states and roles from here, whose turn it is is read off it
 *  (next-step.ts), and a test holds every command against it; so it can be printed beside the law.
 *  WF1 a state that no line begins from has ended.  WF2 no line leads on by lapse of time (∴).                                            */
import type { DeadlineStep } from './deadline.ts';
import type { DocumentKind } from './document-kind.ts';
import type { ApplicationState, Role } from './state.ts';

/** What must be so beside the state, for the act to be the next one. */
export type When = 'ENTERED' | 'NOT_ENTERED' | 'MENDABLE' | 'REFUSED_ABOVE';

export interface Transition {
  readonly id: string;
  readonly act: string;
  /** Empty: the act makes the file. */
  readonly from: readonly ApplicationState[];
  /** Where it leads; more than one where the act says which. */
  readonly to: readonly ApplicationState[];
  readonly roles: readonly Role[];
  /** Refusals that guard it, beside those of a state that has gone by. */
  readonly guards: readonly string[];
  /** Clock that it stops (deadline.ts). */
  readonly deadline: DeadlineStep | null;
  readonly document: DocumentKind | null;
  readonly article: string;
  /** States in which it is what a desk does next, where it is. */
  readonly isNext?: true;
  readonly when?: When;
}

const TOWNSHIP = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const satisfies readonly Role[];
const REVIEWER = ['TOWNSHIP_REVIEWER'] as const satisfies readonly Role[];
const FEDERATION = ['COUNTY_FEDERATION_REVIEWER'] as const satisfies readonly Role[];
/** Civil affairs of the county; the township's reviewer under a delegation (T15). */
const DETERMINING = ['COUNTY_CIVIL_AFFAIRS_APPROVER', 'TOWNSHIP_REVIEWER'] as const satisfies readonly Role[];
const ALL_OPEN: readonly ApplicationState[] = [
  ...(['SUBMITTED', 'FORWARDED_TO_HUKOU_PLACE', 'SUPPLEMENT_REQUESTED', 'RESUBMITTED'] as const),
  ...(['PRELIMINARY_REVIEW', 'PRELIMINARY_PASSED', 'FEDERATION_REVIEW', 'RETURNED_TO_TOWNSHIP'] as const),
  ...(['DETERMINING', 'RETURNED_TO_FEDERATION'] as const),
];

export const TRANSITIONS = [
  {
    ...{ id: 'T1', act: 'application.submit', from: [], roles: TOWNSHIP, article: 'S004 art.1' },
    to: ['SUBMITTED', 'PRELIMINARY_REVIEW', 'SUPPLEMENT_REQUESTED'],
    guards: ['application/duplicate-open', 'application/certificate-missing', 'application/future-date'],
    ...{ deadline: null, document: null },
  },
  {
    ...{ id: 'T2', act: 'application.requestSupplement', roles: TOWNSHIP, article: 'S004 art.2' },
    ...{ from: ['SUBMITTED'], to: ['SUPPLEMENT_REQUESTED'] },
    ...{ guards: ['application/supplement-already-requested'], deadline: null, document: 'ONE_TIME_NOTICE' },
  },
  {
    ...{ id: 'T3', act: 'application.supplement', roles: TOWNSHIP, article: '∴ T3', isNext: true },
    ...{ from: ['SUPPLEMENT_REQUESTED', 'SUBMITTED', 'RESUBMITTED'], to: ['RESUBMITTED', 'SUBMITTED'] },
    ...{ guards: [], deadline: 'supplement', document: null },
  },
  {
    ...{ id: 'T4', act: 'application.accept', roles: TOWNSHIP, article: 'S004 art.2', isNext: true },
    ...{ from: ['SUBMITTED', 'RESUBMITTED'], to: ['PRELIMINARY_REVIEW'] },
    ...{ guards: ['application/materials-missing'], deadline: null },
    document: 'ACCEPTANCE_NOTICE',
  },
  {
    ...{ id: 'T5', act: 'application.notAccept', roles: TOWNSHIP, article: '∴ T5' },
    ...{ from: ['SUBMITTED', 'RESUBMITTED'], to: ['NOT_ACCEPTED'] },
    ...{ guards: ['application/belongs-elsewhere', 'application/certificate-there'], deadline: null },
    document: 'NOT_ACCEPTED_NOTICE',
  },
  {
    ...{ id: 'T6', act: 'application.forward', roles: TOWNSHIP, article: 'S004 arts 4, 13' },
    ...{ from: ['SUBMITTED', 'RESUBMITTED', 'PRELIMINARY_REVIEW'], to: ['FORWARDED_TO_HUKOU_PLACE'] },
    ...{ guards: ['application/belongs-here', 'review/duplicate-open'], deadline: null },
    document: 'FORWARD_SLIP',
  },
  {
    ...{ id: 'T6', act: 'application.openForwarded', roles: TOWNSHIP, article: 'S004 art.13', isNext: true },
    ...{ from: ['FORWARDED_TO_HUKOU_PLACE'], to: ['SUBMITTED'] },
    ...{ guards: ['application/belongs-elsewhere'], deadline: null, document: null },
  },
  {
    ...{ id: 'T7', act: 'review.refusePreliminary', roles: REVIEWER, article: 'S004 art.2' },
    ...{ from: ['PRELIMINARY_REVIEW'], to: ['REFUSED'] },
    guards: ['application/belongs-elsewhere', 'review/file-changed', 'review/four-eyes'],
    ...{ deadline: null, document: 'REFUSAL_NOTICE' },
  },
  {
    ...{ id: 'T8', act: 'review.passPreliminary', roles: REVIEWER, article: 'S004 art.2', isNext: true },
    ...{ from: ['PRELIMINARY_REVIEW'], to: ['PRELIMINARY_PASSED'] },
    ...{ guards: ['review/file-changed', 'review/four-eyes', 'review/duplicate-open'], deadline: null },
    document: null,
  },
  {
    ...{ id: 'T9', act: 'application.enter', roles: TOWNSHIP, article: 'S004 art.2' },
    ...{ from: ['PRELIMINARY_PASSED'], to: ['PRELIMINARY_PASSED'] },
    ...{ guards: [], deadline: 'entry', document: null, isNext: true, when: 'NOT_ENTERED' },
  },
  {
    ...{ id: 'T10', act: 'application.sendToFederation', roles: TOWNSHIP, article: 'S004 art.2' },
    ...{ from: ['PRELIMINARY_PASSED', 'RETURNED_TO_TOWNSHIP'], to: ['FEDERATION_REVIEW'] },
    ...{ guards: ['application/not-entered', 'application/refused-by-civil-affairs'], document: null },
    ...{ deadline: 'sendToFederation', isNext: true, when: 'MENDABLE' },
  },
  {
    ...{ id: 'T11', act: 'review.returnToTownship', roles: FEDERATION, article: 'S004 art.3' },
    ...{ from: ['FEDERATION_REVIEW'], to: ['RETURNED_TO_TOWNSHIP'] },
    ...{ guards: ['review/file-changed'], deadline: 'federationReview', document: 'RETURN_SLIP' },
  },
  {
    ...{ id: 'T12', act: 'review.passFederation', roles: FEDERATION, article: 'S004 art.3', isNext: true },
    ...{ from: ['FEDERATION_REVIEW'], to: ['DETERMINING'] },
    ...{ guards: ['review/file-changed'], deadline: 'federationReview', document: null },
  },
  {
    ...{ id: 'T13', act: 'review.returnToFederation', roles: DETERMINING, article: 'S004 art.4' },
    ...{ from: ['DETERMINING'], to: ['RETURNED_TO_FEDERATION'] },
    guards: ['review/file-changed', 'review/not-delegated', 'review/four-eyes'],
    ...{ deadline: 'determine', document: 'RETURN_SLIP' },
  },
  {
    ...{ id: 'T13', act: 'review.forwardReturn', roles: FEDERATION, article: 'S004 art.4', isNext: true },
    ...{ from: ['RETURNED_TO_FEDERATION'], to: ['RETURNED_TO_TOWNSHIP'] },
    ...{ guards: [], deadline: 'returnHop', document: 'RETURN_SLIP' },
  },
  {
    ...{ id: 'T13', act: 'application.notifyRefusal', roles: TOWNSHIP, article: 'S004 art.4' },
    ...{ from: ['RETURNED_TO_TOWNSHIP'], to: ['REFUSED'], guards: [], deadline: 'returnHop' },
    ...{ document: 'REFUSAL_NOTICE', isNext: true, when: 'REFUSED_ABOVE' },
  },
  {
    ...{ id: 'T14', act: 'review.determine', roles: DETERMINING, article: 'S004 arts 4, 13', isNext: true },
    ...{ from: ['DETERMINING'], to: ['APPROVED'], deadline: 'determine', document: null },
    guards: [
      ...['review/file-changed', 'review/not-delegated', 'review/four-eyes', 'review/duplicate-open'],
      ...['review/not-applied-for', 'review/reason-needed', 'paper/not-arrived'],
    ],
  },
  {
    ...{
      id: '撤回',
      act: 'application.withdraw',
      roles: TOWNSHIP,
      article: '(d) WITHDRAWN ∴',
      from: ALL_OPEN,
    },
    ...{ to: ['WITHDRAWN'], guards: [], deadline: null, document: null },
  },
] as const satisfies readonly Transition[];

export type FileAct = (typeof TRANSITIONS)[number]['act'];

const BY_ACT = new Map<string, Transition>(TRANSITIONS.map((each) => [each.act, each]));

/** The line of an act. */
export function transitionOf(act: FileAct): Transition {
  return BY_ACT.get(act) as Transition;
}

/** States that an act starts from. */
export function startsOf(act: FileAct): readonly ApplicationState[] {
  return transitionOf(act).from;
}

export function rolesOf(act: FileAct): readonly Role[] {
  return transitionOf(act).roles;
}

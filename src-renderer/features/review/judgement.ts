/** The questions of each reviewing body, and what its answers allow. Pure.
 *  JDG1 a body is asked only about its own matter, and may return only for reasons of it.  JDG2 nothing is answered or
 *  chosen beforehand.  JDG3 passing is off while any question is open or fails; returning is off without a reason that
 *  belongs to a failing question.  JDG4 civil affairs decides each benefit for itself: one given is a determination, none
 *  given goes back.                                                                                                 */
import {
  type Benefit,
  type JudgingBody,
  CIVIL_AFFAIRS_RETURNS,
  FEDERATION_RETURNS,
  PRELIMINARY_REFUSALS,
} from '#shared/domain/state.ts';

export type QuestionName =
  | 'certified'
  | 'household'
  | 'grade'
  | 'facts'
  | 'genuine'
  | 'valid'
  | 'severe'
  | Benefit;

export interface Question {
  readonly name: QuestionName;
  /** Reasons that a «no» to this question allows. */
  readonly reasons: readonly string[];
}

export type Answer = 'yes' | 'no';

export interface Judgement {
  readonly answers: Readonly<Partial<Record<QuestionName, Answer>>>;
  readonly reason: string | null;
  readonly words: string;
}

export const NO_JUDGEMENT: Judgement = { answers: {}, reason: null, words: '' };

/** Every reason a body may give, in the order they are shown. */
export const REASONS_OF: Readonly<Record<JudgingBody, readonly string[]>> = {
  TOWNSHIP: PRELIMINARY_REFUSALS,
  FEDERATION: FEDERATION_RETURNS,
  CIVIL_AFFAIRS: CIVIL_AFFAIRS_RETURNS,
};

const BENEFIT_REASONS: Readonly<Record<Benefit, readonly string[]>> = {
  LIVING: CIVIL_AFFAIRS_RETURNS,
  NURSING: CIVIL_AFFAIRS_RETURNS.filter(
    (code) => code !== 'LIVING_HOUSEHOLD_NOT_COVERED' && code !== 'ORPHAN_LIVING_EXCLUDED',
  ),
};

/** What a body is asked about a file that claims these benefits. */
export function questionsFor(body: JudgingBody, benefits: readonly Benefit[]): readonly Question[] {
  const hasLiving = benefits.includes('LIVING');
  const hasNursing = benefits.includes('NURSING');
  if (body === 'CIVIL_AFFAIRS') return benefits.map((name) => ({ name, reasons: BENEFIT_REASONS[name] }));
  if (body === 'TOWNSHIP') {
    return [
      { name: 'certified', reasons: ['NOT_DISABLED_CERTIFIED'] },
      ...(hasLiving ? [{ name: 'household' as const, reasons: ['LIVING_HOUSEHOLD_NOT_COVERED'] }] : []),
      ...(hasNursing ? [{ name: 'grade' as const, reasons: ['NURSING_GRADE_NOT_COVERED'] }] : []),
      { name: 'facts', reasons: ['FACTS_UNTRUE'] },
    ];
  }
  const genuine = ['CERT_ID_MISMATCH', 'CERT_NOT_IN_FEDERATION_DB'];
  return [
    // Without a nursing claim nobody asks for the grade, but a register that differs is still the federation's matter.
    { name: 'genuine', reasons: hasNursing ? genuine : [...genuine, 'CERT_GRADE_MISMATCH'] },
    { name: 'valid', reasons: ['CERT_NOT_VALID', 'CERT_EXPIRED'] },
    ...(hasNursing
      ? [{ name: 'severe' as const, reasons: ['CERT_GRADE_MISMATCH', 'NURSING_GRADE_NOT_COVERED'] }]
      : []),
  ];
}

/** Why the pass or the return is off; null when it is on. */
export type PassBlock = 'fourEyes' | 'unanswered' | 'failing' | 'partWords';
export type ReturnBlock = 'fourEyes' | 'nothingFails' | 'noReason' | 'noWords';

export interface Verdict {
  readonly unanswered: number;
  readonly passBlock: PassBlock | null;
  readonly returnBlock: ReturnBlock | null;
  /** Benefits civil affairs gives. */
  readonly approved: readonly Benefit[];
  /** Reasons that may be chosen now. */
  readonly open: readonly string[];
  /** Which act the answers lead to: its button is the main one. */
  readonly leadsTo: 'pass' | 'return';
}

function returnBlockOf(
  body: JudgingBody,
  judgement: Judgement,
  open: readonly string[],
  hasFailed: boolean,
): ReturnBlock | null {
  if (!hasFailed) return 'nothingFails';
  if (judgement.reason === null || !open.includes(judgement.reason)) return 'noReason';
  // The township's refusal ends the file and goes to the applicant in writing.
  return body === 'TOWNSHIP' && judgement.words.trim() === '' ? 'noWords' : null;
}

export function verdictOf(
  body: JudgingBody,
  benefits: readonly Benefit[],
  judgement: Judgement,
  isBlockedByFourEyes: boolean,
): Verdict {
  const questions = questionsFor(body, benefits);
  const answered = (answer: Answer): readonly Question[] =>
    questions.filter(({ name }) => judgement.answers[name] === answer);
  const failing = answered('no');
  const passing = answered('yes');
  const unanswered = questions.length - failing.length - passing.length;
  const isCivil = body === 'CIVIL_AFFAIRS';
  const approved = isCivil ? benefits.filter((benefit) => judgement.answers[benefit] === 'yes') : [];
  const hasFailed = isCivil ? unanswered === 0 && approved.length === 0 : failing.length > 0;
  const open = hasFailed
    ? REASONS_OF[body].filter((code) => failing.some(({ reasons }) => reasons.includes(code)))
    : [];
  const isPart = isCivil && approved.length > 0 && approved.length < benefits.length;

  let passBlock: PassBlock | null = null;
  if (isBlockedByFourEyes) passBlock = 'fourEyes';
  else if (hasFailed) passBlock = 'failing';
  else if (unanswered > 0) passBlock = 'unanswered';
  else if (isPart && judgement.words.trim() === '') passBlock = 'partWords';
  // Civil affairs may hand back what it may not determine; the township's refusal is a judgement like the pass.
  const isReturnBlocked = isBlockedByFourEyes && body === 'TOWNSHIP';
  return {
    unanswered,
    passBlock,
    returnBlock: isReturnBlocked ? 'fourEyes' : returnBlockOf(body, judgement, open, hasFailed),
    approved,
    open,
    leadsTo: hasFailed ? 'return' : 'pass',
  };
}

/** The command and its arguments for a judgement. */
export function judgementAct(
  body: JudgingBody,
  act: 'pass' | 'return',
  file: { readonly applicationId: number; readonly judged: string },
  judgement: Judgement,
  approved: readonly Benefit[],
): { readonly name: string; readonly args: unknown } {
  const shared = { applicationId: file.applicationId, judged: file.judged, words: judgement.words.trim() };
  if (act === 'return') {
    const names = {
      TOWNSHIP: 'review.refusePreliminary',
      FEDERATION: 'review.returnToTownship',
      CIVIL_AFFAIRS: 'review.returnToFederation',
    };
    return { name: names[body], args: { ...shared, reasonCode: judgement.reason } };
  }
  if (body === 'CIVIL_AFFAIRS') return { name: 'review.determine', args: { ...shared, approved } };
  return { name: body === 'TOWNSHIP' ? 'review.passPreliminary' : 'review.passFederation', args: shared };
}

/** A judgement that the county did not take, as far as its act tells what was chosen. */
interface JudgedBefore {
  readonly name: string;
  readonly args: unknown;
  readonly outcome: string;
  readonly code: string | null;
}

/** What was judged may have changed since: the answers are asked anew. */
export function mustLookAgain({ outcome, code }: Pick<JudgedBefore, 'outcome' | 'code'>): boolean {
  return outcome === 'parked' || code === 'review/file-changed';
}

interface JudgedArgs {
  readonly words?: string;
  readonly reasonCode?: string;
  readonly approved?: readonly Benefit[];
}

function answersOf(body: JudgingBody, benefits: readonly Benefit[], { name, args }: JudgedBefore) {
  const { reasonCode, approved } = args as JudgedArgs;
  const questions = questionsFor(body, benefits);
  const all = (answer: (question: Question) => Answer | undefined): Judgement['answers'] =>
    Object.fromEntries(
      questions.flatMap((question) => {
        const given = answer(question);
        return given ? [[question.name, given] as const] : [];
      }),
    );
  if (name === 'review.determine')
    return all(({ name: benefit }) => (approved?.some((one) => one === benefit) ? 'yes' : 'no'));
  if (reasonCode === undefined) return all(() => 'yes');
  if (body === 'CIVIL_AFFAIRS') return all(() => 'no');
  // An act of return tells its reason, not every answer: only the question that the reason belongs to is known.
  const failed = questions.find(({ reasons }) => reasons.includes(reasonCode));
  return all((question) => (question === failed ? 'no' : undefined));
}

/** The form of a judgement, filled again. JDG2 holds for what must be looked at anew. */
export function judgementBefore(
  body: JudgingBody,
  benefits: readonly Benefit[],
  before: JudgedBefore,
): Judgement {
  const { words = '', reasonCode = null } = before.args as JudgedArgs;
  const answers = mustLookAgain(before) ? {} : answersOf(body, benefits, before);
  return { answers, reason: reasonCode, words };
}

/** What holds a row of a roster back although its month is due, and in which order it is said (dossier e.3: «a row with a BLOCK alert is HELD with
 *  reason; the rest goes on» ∴; (h); m.3 `hold`; S004 arts 7, 8, 12). What is held is owed on and paid late, once (RO1, RO2).
 *  RH1 nobody is paid while their record is in question: an open conflict, a hold of any body, a BLOCK finding that is not closed.  RH2 a
 *  finding of one benefit holds that benefit alone.  RH3 a death that is only told holds the months after the day of death, where one is
 *  recorded: the month of death stands (S004 art.12).  RH4 an account of several households or of too many people pays none of them, until
 *  somebody closed the finding of it with the office's data as right.  RH5 where a pack lets the first payment wait for the public notice, it
 *  waits until one that names the person and benefit has ended (S004 art.6; publicity.gate ∴).                                                                   */
import type { Row, Values } from '../records/rows.ts';
import type { PlainMonth } from './calendar.ts';
import { holdsOf } from './hold.ts';
import type { Benefit } from './state.ts';

export const HELD_REASONS = [
  'AMOUNT_UNKNOWN',
  'ACCOUNT_RETURNED',
  'CONFLICT_OPEN',
  'HOLD',
  'FINDING_OPEN',
  'ACCOUNT_SHARED',
  'ACCOUNT_MISSING',
  'NOT_ELIGIBLE',
  'PAID_ELSEWHERE',
  'NOT_PUBLICISED',
] as const;
export type HeldCode = (typeof HELD_REASONS)[number];

export interface InQuestion {
  readonly isConflictOpen: boolean;
  /** Every finding of the person. */
  readonly findings: readonly Row<'finding'>[];
  /** The account is one of those that accountAlerts (alert.ts) names. */
  readonly isAccountShared: boolean;
  /** A first payment that waits for a notice: none that names the person and benefit has ended (RH5). */
  readonly awaitsNotice: boolean;
}

export interface HeldBack {
  readonly held: HeldCode | null;
  /** What a body wrote, codes of alerts, and further reasons. */
  readonly detail: readonly string[];
}

/** Whether a finding keeps the month of a benefit from being paid (RH2, RH3). */
function blocks(
  { values }: Row<'finding'>,
  benefit: Benefit,
  month: PlainMonth,
  deathDate: string | null,
): boolean {
  if (values.severity !== 'BLOCK_ROSTER' || values.state === 'CLOSED') return false;
  if (values.benefit !== null && values.benefit !== benefit) return false;
  return values.code !== 'DEAD_PERSON' || deathDate === null || month > deathDate.slice(0, 7);
}

/** RH4. */
function isAccountAgreed(findings: readonly Row<'finding'>[]): boolean {
  return findings.some(
    ({ values: { code, state, outcome } }) =>
      code === 'DUP_BANK_ACCOUNT' && state === 'CLOSED' && outcome === 'DATA_RIGHT',
  );
}

/** Why a month of a benefit is not paid to somebody, all reasons, the first as the one that is said (RH1). */
export function heldBack(
  person: Pick<Row<'person'>, 'values'>,
  { benefit, month }: { readonly benefit: Benefit; readonly month: PlainMonth },
  { isConflictOpen, findings, isAccountShared, awaitsNotice }: InQuestion,
): HeldBack {
  const { accountNumber, deathDate } = person.values as Values<'person'>;
  const open = findings.filter((finding) => blocks(finding, benefit, month, deathDate));
  const holds = holdsOf(person);
  const found: [HeldCode, readonly string[]][] = [];
  if (isConflictOpen) found.push(['CONFLICT_OPEN', []]);
  if (holds.length) found.push(['HOLD', holds.map(({ reason }) => reason)]);
  if (open.length) found.push(['FINDING_OPEN', open.map(({ values }) => values.code as string)]);
  if (isAccountShared && !isAccountAgreed(findings)) found.push(['ACCOUNT_SHARED', []]);
  if (!accountNumber) found.push(['ACCOUNT_MISSING', []]);
  if (awaitsNotice) found.push(['NOT_PUBLICISED', []]);
  const [first, ...others] = found;
  return first
    ? { held: first[0], detail: [...new Set([...first[1], ...others.map(([code]) => code)])] }
    : { held: null, detail: [] };
}

/** The way of a payment roster from draft to settled, and what both signatures bind (dossier c.8, e.3; S004 arts 4, 5).
 *  RS1 civil affairs and the federation both sign before finance gets it (S004 art.4).  RS2 a signature binds the hash of the rows: a roster whose
 *  rows changed has none (∴).  RS3 it can be opened again until it went to finance, and that voids both signatures (∴).  RS4 finance pays and
 *  does not edit (S004 art.5).                                                                                                           */
import type { PlainDate } from './calendar.ts';

export const ROSTER_STATES = [
  'DRAFT',
  'CHECKED',
  'LOCKED',
  'SIGNED_ONE',
  'SIGNED_BOTH',
  'SUBMITTED_TO_FINANCE',
  'PAYING',
  'SETTLED',
  'PARTLY_RETURNED',
] as const;
export type RosterState = (typeof ROSTER_STATES)[number];

/** Bodies that sign (S004 art.4). */
export const SIGNING_BODIES = ['CIVIL_AFFAIRS', 'FEDERATION'] as const;
export type SigningBody = (typeof SIGNING_BODIES)[number];

export interface RosterSignature {
  readonly body: SigningBody;
  readonly by: number;
  readonly on: PlainDate;
  /** Hash of the rows that were signed, 64 hex digits. */
  readonly hash: string;
}

export interface RosterPaper {
  readonly state: RosterState;
  /** Hash of the rows as they stand; null until the roster is locked. */
  readonly hash: string | null;
  readonly signatures: readonly RosterSignature[];
}

export type RosterRefusal = {
  readonly code:
    | 'ROSTER_NOT_LOCKED'
    | 'ALREADY_SIGNED'
    | 'SECOND_SIGNATURE_MISSING'
    | 'WITH_FINANCE'
    | 'NOT_CHECKED';
  readonly missing?: readonly SigningBody[];
};
export type RosterAnswer = RosterPaper | RosterRefusal;

const WITH_FINANCE: readonly RosterState[] = ['SUBMITTED_TO_FINANCE', 'PAYING', 'SETTLED', 'PARTLY_RETURNED'];

export function isRosterRefusal(answer: RosterAnswer): answer is RosterRefusal {
  return 'code' in answer;
}

/** Bodies whose signature binds the rows as they stand is missing (RS1, RS2). */
export function missingSignatures({
  hash,
  signatures,
}: Pick<RosterPaper, 'hash' | 'signatures'>): SigningBody[] {
  return SIGNING_BODIES.filter(
    (body) => !signatures.some((signature) => signature.body === body && signature.hash === hash),
  );
}

/** Locks a checked roster: from now on its rows are those of the hash. */
export function lockRoster(roster: RosterPaper, hash: string): RosterAnswer {
  return roster.state === 'CHECKED' ? { state: 'LOCKED', hash, signatures: [] } : { code: 'NOT_CHECKED' };
}

/** Signs a locked roster, each body once. */
export function signRoster(roster: RosterPaper, signature: Omit<RosterSignature, 'hash'>): RosterAnswer {
  const { hash, state, signatures } = roster;
  if (WITH_FINANCE.includes(state)) return { code: 'WITH_FINANCE' };
  if (hash === null || state === 'DRAFT' || state === 'CHECKED') return { code: 'ROSTER_NOT_LOCKED' };
  if (!missingSignatures(roster).includes(signature.body)) return { code: 'ALREADY_SIGNED' };
  const signed = { ...roster, signatures: [...signatures, { ...signature, hash }] };
  return { ...signed, state: missingSignatures(signed).length ? 'SIGNED_ONE' : 'SIGNED_BOTH' };
}

/** Opens a roster again for correction; whatever was signed is void (RS3). */
export function reopenRoster(roster: RosterPaper): RosterAnswer {
  if (WITH_FINANCE.includes(roster.state)) return { code: 'WITH_FINANCE' };
  return { state: 'DRAFT', hash: null, signatures: [] };
}

/** Hands a roster to finance (RS1). */
export function submitToFinance(roster: RosterPaper): RosterAnswer {
  if (WITH_FINANCE.includes(roster.state)) return { code: 'WITH_FINANCE' };
  const missing = missingSignatures(roster);
  if (roster.hash === null || missing.length) return { code: 'SECOND_SIGNATURE_MISSING', missing };
  return { ...roster, state: 'SUBMITTED_TO_FINANCE' };
}

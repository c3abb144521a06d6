/** The states of an application and the roles, as the dossier's section (d) and glossary name them. */
export const APPLICATION_STATES = [
  'SUBMITTED',
  'SUPPLEMENT_REQUESTED',
  'RESUBMITTED',
  'PRELIMINARY_REVIEW',
  'PRELIMINARY_PASSED',
  'FEDERATION_REVIEW',
  'RETURNED_TO_TOWNSHIP',
  'DETERMINING',
  'RETURNED_TO_FEDERATION',
  'APPROVED',
  'REFUSED',
  'MERGED',
  'FORWARDED_TO_HUKOU_PLACE',
  'NOT_ACCEPTED',
  'WITHDRAWN',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** States in which nothing more is decided about the file. MERGED: the same person's file goes on under another record. */
export const ENDED_STATES: readonly ApplicationState[] = [
  ...(['APPROVED', 'REFUSED', 'MERGED', 'NOT_ACCEPTED', 'WITHDRAWN'] as const),
];

export const ROLES = [
  'TOWNSHIP_CLERK',
  'TOWNSHIP_REVIEWER',
  'COUNTY_FEDERATION_REVIEWER',
  'COUNTY_CIVIL_AFFAIRS_APPROVER',
  'COUNTY_FINANCE',
  'SUPERVISOR',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles that work on files. A supervisor of a city, a province or the ministry (the unit's division says which) sees sums alone (dossier (b)). */
export const WORKING_ROLES = ROLES.filter((role) => role !== 'SUPERVISOR');

/** Stands in an account's public part in the place of its role once it is closed. */
export const CLOSED_ACCOUNT = 'CLOSED';

export type Body = 'TOWNSHIP' | 'FEDERATION' | 'CIVIL_AFFAIRS' | 'FINANCE' | 'SUPERVISION';

const BODY_OF: Readonly<Record<Role, Body>> = {
  TOWNSHIP_CLERK: 'TOWNSHIP',
  TOWNSHIP_REVIEWER: 'TOWNSHIP',
  COUNTY_FEDERATION_REVIEWER: 'FEDERATION',
  COUNTY_CIVIL_AFFAIRS_APPROVER: 'CIVIL_AFFAIRS',
  COUNTY_FINANCE: 'FINANCE',
  SUPERVISOR: 'SUPERVISION',
};

/** Bodies that judge a file; finance pays what they decided (S004 art.5), and who supervises decides nothing. */
export type JudgingBody = Exclude<Body, 'FINANCE' | 'SUPERVISION'>;

export function isJudging(body: Body): body is JudgingBody {
  return body !== 'FINANCE' && body !== 'SUPERVISION';
}

/** The body a role works for; each body judges only its own matter (S004 arts 2–5). */
export function bodyOf(role: Role): Body {
  return BODY_OF[role];
}

export const BENEFITS = ['LIVING', 'NURSING'] as const;
export type Benefit = (typeof BENEFITS)[number];

/** Materials of an application (dossier c.7, ∴ minimum list). */
export const MATERIAL_CODES = [
  'ID_COPY',
  'HUKOU_PAGE',
  'CERT_COPY',
  'BANK_ACCOUNT',
  'DIBAO_PROOF',
  'SIGNED_FORM',
] as const;
export type MaterialCode = (typeof MATERIAL_CODES)[number];

/** Why an application is not taken up (T5 ∴). */
export const NOT_ACCEPTED_REASONS = ['OUTSIDE_COMPETENCE', 'NO_CERTIFICATE'] as const;
/** Why the township refuses at the preliminary review (T7). */
export const PRELIMINARY_REFUSALS = [
  'NOT_DISABLED_CERTIFIED',
  'LIVING_HOUSEHOLD_NOT_COVERED',
  'NURSING_GRADE_NOT_COVERED',
  'FACTS_UNTRUE',
] as const;
/** The federation's competence: genuineness, validity, severe grade of the certificate (S004 art.3). */
export const FEDERATION_RETURNS = [
  'CERT_ID_MISMATCH',
  'CERT_NOT_IN_FEDERATION_DB',
  'CERT_NOT_VALID',
  'CERT_EXPIRED',
  'CERT_GRADE_MISMATCH',
  'NURSING_GRADE_NOT_COVERED',
] as const;
/** Civil affairs' competence: economic situation and policy interface (S004 art.4). */
export const CIVIL_AFFAIRS_RETURNS = [
  'LIVING_HOUSEHOLD_NOT_COVERED',
  'TEKUN_EXCLUDED',
  'INJURY_CARE_FEE_EXCLUDED',
  'ORPHAN_LIVING_EXCLUDED',
  'ELECTION_REQUIRED',
  'BANK_ACCOUNT_WRONG',
  'IMPRISONED',
  'ELECTED_OTHER_BENEFIT',
  'DUP_REGION_PAYMENT',
] as const;

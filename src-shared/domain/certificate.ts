/** Disability certificate numbers: identity number (18) + class digit + grade digit + optional reissue mark B1…B9 (dossier c.2).
 *  The border where a certificate number is judged against the person and against the class and grade in the form.
 *  CERT1 class and grade are read from the number, never guessed.  CERT2 a number that is not one is only CERT_FORMAT;
 *  each disagreement of a well-formed number is named.
 *  Elsewhere: validity and expiry of the certificate, which the federation's copy decides, not the number.            */
import { normaliseIdNumber } from './id-number.ts';

export type CertificateCode =
  | 'CERT_MISSING'
  | 'CERT_FORMAT'
  | 'CERT_ID_MISMATCH'
  | 'CERT_CLASS_MISMATCH'
  | 'CERT_GRADE_MISMATCH';

/** 1 visual 视力, 2 hearing 听力, 3 speech 言语, 4 physical 肢体, 5 intellectual 智力, 6 mental 精神, 7 multiple 多重. */
export const DISABILITY_CLASSES = [1, 2, 3, 4, 5, 6, 7] as const;
export type DisabilityClass = (typeof DISABILITY_CLASSES)[number];

/** 1 一级, the most severe, to 4 四级. */
export const DISABILITY_GRADES = [1, 2, 3, 4] as const;
export type DisabilityGrade = (typeof DISABILITY_GRADES)[number];

export interface CertificateClaims {
  /** The person's number; the first 18 characters must be it. */
  readonly idNumber?: string | null;
  readonly disabilityClass?: number | null;
  readonly grade?: number | null;
}

/** All facts are present whenever the number is well formed, also when it disagrees with the claims. */
export interface CertificateParsed {
  readonly valid: boolean;
  readonly codes: readonly CertificateCode[];
  readonly normalized?: string;
  readonly idNumber?: string;
  readonly disabilityClass?: DisabilityClass;
  readonly grade?: DisabilityGrade;
  /** How often it was issued again, 0 without a B mark. */
  readonly reissue?: number;
}

const CERTIFICATE_SHAPE = /^(\d{17}[\dX])([1-7])([1-4])(?:B([1-9]))?$/;
const LEAST_SEVERE_OF_SEVERE = 2;

/** Half-width, no spaces, capitals; judges nothing. */
export function normaliseCertificateNumber(raw: string): string {
  return normaliseIdNumber(raw);
}

/** Judges a certificate number, and its agreement with whatever the form or the register claims. */
export function parseCertificateNumber(raw: string, claims: CertificateClaims = {}): CertificateParsed {
  const normalized = normaliseCertificateNumber(raw);
  if (normalized === '') return { valid: false, codes: ['CERT_MISSING'] };
  const match = CERTIFICATE_SHAPE.exec(normalized);
  if (!match) return { valid: false, codes: ['CERT_FORMAT'] };

  const idNumber = match[1] ?? '';
  const disabilityClass = Number(match[2]) as DisabilityClass;
  const grade = Number(match[3]) as DisabilityGrade;
  const reissue = Number(match[4] ?? 0);
  const codes: CertificateCode[] = [];
  if (claims.idNumber && normaliseIdNumber(claims.idNumber) !== idNumber) codes.push('CERT_ID_MISMATCH');
  if (claims.disabilityClass && claims.disabilityClass !== disabilityClass) codes.push('CERT_CLASS_MISMATCH');
  if (claims.grade && claims.grade !== grade) codes.push('CERT_GRADE_MISMATCH');
  return { valid: codes.length === 0, codes, normalized, idNumber, disabilityClass, grade, reissue };
}

/** Severe (重度): grade 1 or 2 (国发〔2015〕52号 二(一), N◐). */
export function isSevere(grade: number): boolean {
  return grade >= 1 && grade <= LEAST_SEVERE_OF_SEVERE;
}

/** Judges the identity, certificate and account numbers of a roster row, and shows them masked. Pure.
 *  CN1 a number that Excel has damaged is faulty; its lost digits are never guessed, also where a guess would fit.
 *  CN2 a wrong number shows only the digits in question; a right one its first six and last four.
 *  CN3 a 15-digit number stays as it is written, with a mark; no 18-digit one is worked out from it.
 *  Elsewhere: the rules of the numbers themselves (src-shared/domain).                                             */
import { parseBankAccount } from '#shared/domain/bank-account.ts';
import { isPlainDate, type PlainDate } from '#shared/domain/calendar.ts';
import { type CertificateCode, parseCertificateNumber } from '#shared/domain/certificate.ts';
import {
  type IdNumberCode,
  idNumberKey,
  normaliseIdNumber,
  parseIdNumber,
  parseOldIdNumber,
  type Sex,
} from '#shared/domain/id-number.ts';
import { maskIdNumber } from '#shared/domain/mask.ts';
import { type Finding, finding } from './finding.ts';
import { squeezed } from './header-words.ts';
import type { CellKind } from './sheet.ts';

/** A number cell keeps 15 digits; what had more has lost the rest. */
const EXACT_DIGITS = 15;
const OLD_LENGTH = 15;
const ID_LENGTH = 18;
const REGION_LENGTH = 6;
const DASH = '—';

/** A number without what other programs wrap it in: the apostrophe of «text» cells, ="…", dashes between groups. */
export function bareNumber(text: string): string {
  return squeezed(text)
    .replace(/^="(.*)"$/, '$1')
    .replace(/^['‘’`´"]+|['‘’`´"]+$/g, '')
    .replace(/(?<=\d)[-–—](?=[\dXx])/g, '');
}

/** True when a cell cannot hold the number that was typed. */
export function isDamaged(text: string, kind: CellKind): boolean {
  const word = bareNumber(text);
  if (/^\d(\.\d+)?E\+?\d{1,3}$/i.test(word)) return true;
  return kind === 'n' && word.replace(/\D/g, '').length > EXACT_DIGITS;
}

/** A damaged number as Excel shows it: 1.59999E+17. */
function asExcelShows(text: string): string {
  return Number(bareNumber(text)).toExponential(5).toUpperCase();
}

/** The first six and stars; `shown` are further places, from 0, that are in question. */
function maskExcept(text: string, shown: (at: number) => boolean): string {
  return [...text].map((it, at) => (at < REGION_LENGTH || shown(at) ? it : '*')).join('');
}

const masked = (text: string): string => maskExcept(text, () => false).slice(0, 24);

export interface CheckedId {
  readonly shown: string;
  /** Only when it is one. */
  readonly normalized: string | null;
  readonly birthDate: PlainDate | null;
  readonly sex: Sex | null;
  readonly findings: readonly Finding[];
}

function badId(shown: string, found: Finding): CheckedId {
  return { shown, normalized: null, birthDate: null, sex: null, findings: [found] };
}

function birthDateFinding(id: string): Finding {
  const [year, month, day] = [id.slice(6, 10), id.slice(10, 12), id.slice(12, 14)].map(Number) as [
    number,
    number,
    number,
  ];
  const isFuture = isPlainDate(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`);
  return finding('wrong', 'idNumber', 'ID_BIRTHDATE', { year, month, day, isFuture });
}

function charsetId(id: string): CheckedId {
  if (id.includes('*')) return badId(masked(id), finding('wrong', 'idNumber', 'ID_MASKED'));
  const at = [...id].findIndex((it, index) => !(index === ID_LENGTH - 1 ? /[\dX]/ : /\d/).test(it));
  return badId(
    maskExcept(id, (index) => index === at),
    finding('wrong', 'idNumber', 'ID_CHARSET', { at: at + 1, character: [...id][at] ?? '' }),
  );
}

function explainId(id: string, code: IdNumberCode): CheckedId {
  switch (code) {
    // 15 digits, and still no number of the first generation: the birth date cannot be.
    case 'ID_15_DIGIT':
    case 'ID_LENGTH':
      if (/^[\d*]+$/.test(id) && id.includes('*'))
        return badId(masked(id), finding('wrong', 'idNumber', 'ID_MASKED'));
      return badId(masked(id), finding('wrong', 'idNumber', 'ID_LENGTH', { length: id.length }));
    case 'ID_CHARSET':
      return charsetId(id);
    case 'ID_BIRTHDATE':
      return badId(
        maskExcept(id, (index) => index >= 8 && index < 14).replace(/^(.{6})../, '$1**'),
        birthDateFinding(id),
      );
    default:
      return badId(
        maskIdNumber(id),
        finding('wrong', 'idNumber', id.endsWith('000') ? 'ID_ROUNDED' : 'ID_CHECKSUM'),
      );
  }
}

/** A number of the first generation, kept as it is written (CN3); null when it is none. */
function oldId(text: string): CheckedId | null {
  const { valid, normalized = '', birthDate = null, sex = null } = parseOldIdNumber(text);
  if (!valid) return null;
  const shown = maskExcept(normalized, (at) => at >= OLD_LENGTH - 4);
  return { shown, normalized, birthDate, sex, findings: [finding('look', 'idNumber', 'ID_15_DIGIT')] };
}

/** Judges an identity number as the file has it. */
export function checkIdNumber(text: string, kind: CellKind, today: PlainDate): CheckedId {
  const word = bareNumber(text);
  if (/^[-—–/无]*$/.test(word)) return badId(DASH, finding('wrong', 'idNumber', 'ID_MISSING'));
  if (isDamaged(text, kind)) return badId(asExcelShows(text), finding('wrong', 'idNumber', 'ID_SCIENTIFIC'));
  const old = oldId(word);
  if (old) return old;
  const parsed = parseIdNumber(word, { today });
  const code = parsed.codes[0];
  if (code) return explainId(normaliseIdNumber(word), code);
  const { normalized = null, birthDate = null, sex = null } = parsed;
  const findings = normalized?.endsWith('000') ? [finding('look', 'idNumber', 'ID_TAIL_ZEROS')] : [];
  return { shown: maskIdNumber(word), normalized, birthDate, sex, findings };
}

export interface CheckedCertificate {
  readonly shown: string;
  readonly normalized: string | null;
  readonly grade: number | null;
  readonly findings: readonly Finding[];
}

/** Places of the first 18, from 1, that differ. A 15-digit number is held against it by what both say. */
function differingPlaces(certificate: string, idNumber: string): number[] {
  const whole = idNumberKey(idNumber);
  return [...whole].flatMap((it, at) => (certificate.charAt(at) === it ? [] : [at + 1]));
}

export interface CertificateClaim {
  readonly idNumber: string | null;
  readonly disabilityClass: number | null;
  readonly grade: number | null;
}

function explainCertificate(code: CertificateCode, certificate: string, claim: CertificateClaim): Finding {
  if (code === 'CERT_ID_MISMATCH') {
    const places = differingPlaces(certificate, claim.idNumber ?? '');
    return finding('wrong', 'certificateNumber', code, { places });
  }
  if (code === 'CERT_CLASS_MISMATCH') return finding('wrong', 'certificateNumber', code);
  if (code === 'CERT_GRADE_MISMATCH') {
    const inNumber = Number(certificate.charAt(19));
    return finding('wrong', 'certificateNumber', code, { inNumber, said: claim.grade ?? 0 });
  }
  const length = certificate.replace(/B.$/, '').length === 20 ? 20 : certificate.length;
  return finding('wrong', 'certificateNumber', 'CERT_FORMAT', { length });
}

/** Judges a certificate number against the person and what else the row says about it. */
export function checkCertificate(text: string, kind: CellKind, claim: CertificateClaim): CheckedCertificate {
  const none = { normalized: null, grade: null };
  const word = bareNumber(text);
  if (/^[-—–/无]*$/.test(word)) {
    return { ...none, shown: DASH, findings: [finding('look', 'certificateNumber', 'CERT_MISSING')] };
  }
  if (isDamaged(text, kind)) {
    const damage = finding('wrong', 'certificateNumber', 'CERT_SCIENTIFIC');
    return { ...none, shown: asExcelShows(text), findings: [damage] };
  }
  const idNumber = claim.idNumber && idNumberKey(claim.idNumber);
  const parsed = parseCertificateNumber(word, { ...claim, idNumber });
  const certificate = normaliseIdNumber(word);
  const isFormed = parsed.normalized !== undefined;
  return {
    shown: isFormed
      ? maskIdNumber(certificate.slice(0, ID_LENGTH)) + certificate.slice(ID_LENGTH)
      : masked(certificate),
    normalized: parsed.valid ? (parsed.normalized ?? null) : null,
    grade: parsed.grade ?? null,
    findings: parsed.codes.map((code) => explainCertificate(code, certificate, claim)),
  };
}

export interface CheckedAccount {
  readonly normalized: string | null;
  readonly findings: readonly Finding[];
}

/** Judges an account number; an empty cell has none. */
export function checkAccount(text: string, kind: CellKind): CheckedAccount {
  const word = bareNumber(text);
  const none = (...findings: Finding[]): CheckedAccount => ({ normalized: null, findings });
  if (/^[-—–/无]*$/.test(word)) return none();
  if (isDamaged(text, kind)) return none(finding('wrong', 'accountNumber', 'BANK_SCIENTIFIC'));
  const { normalized, codes } = parseBankAccount(word);
  if (!normalized) return none(finding('wrong', 'accountNumber', 'BANK_FORMAT'));
  // Passbooks have no check digit; only a card number that fails is worth a look (BANK2).
  const isCard = /^62\d{14,17}$/.test(normalized);
  const tail = normalized.slice(-4);
  const findings =
    isCard && codes.length ? [finding('look', 'accountNumber', 'BANK_LUHN_WARN', { tail })] : [];
  return { normalized, findings };
}

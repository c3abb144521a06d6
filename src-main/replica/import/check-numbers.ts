/** Judges the identity, certificate and account numbers of a roster row, and shows them masked. Pure.
 *  CN1 a number that Excel has damaged is faulty; its lost digits are never guessed, also where a guess would fit.
 *  CN2 a wrong number shows only the digits in question; a right one its first six and last four.
 *  Elsewhere: the rules of the numbers themselves (src-shared/domain).                                             */
import { parseBankAccount } from '#shared/domain/bank-account.ts';
import { isPlainDate, type PlainDate } from '#shared/domain/calendar.ts';
import { type CertificateCode, parseCertificateNumber } from '#shared/domain/certificate.ts';
import { type IdNumberCode, normaliseIdNumber, parseIdNumber, type Sex } from '#shared/domain/id-number.ts';
import { maskIdNumber } from '#shared/domain/mask.ts';
import { gradeShown } from './cell-words.ts';
import { type Finding, finding } from './finding.ts';
import { squeezed } from './map-columns.ts';
import type { CellKind } from './sheet.ts';

/** A number cell keeps 15 digits; what had more has lost the rest. */
const EXACT_DIGITS = 15;
const ID_LENGTH = 18;
const REGION_LENGTH = 6;
const DASH = '—';
const SCIENTIFIC = '号码被 Excel 变成了科学计数，后几位已丢。请从原表按“文本”重新复制。';

/** True when a cell cannot hold the number that was typed. */
export function isDamaged(text: string, kind: CellKind): boolean {
  const word = squeezed(text);
  if (/^\d(\.\d+)?E\+?\d{1,3}$/i.test(word)) return true;
  return kind === 'n' && word.replace(/\D/g, '').length > EXACT_DIGITS;
}

/** A damaged number as Excel shows it: 1.59999E+17. */
function asExcelShows(text: string): string {
  return Number(squeezed(text)).toExponential(5).toUpperCase();
}

/** The first six and stars; `shown` are further places, from 0, that are in question. */
function maskExcept(text: string, shown: (at: number) => boolean): string {
  return [...text].map((it, at) => (at < REGION_LENGTH || shown(at) ? it : '*')).join('');
}

export interface CheckedId {
  readonly shown: string;
  /** Only when it is valid. */
  readonly normalized: string | null;
  readonly birthDate: PlainDate | null;
  readonly sex: Sex | null;
  readonly findings: readonly Finding[];
}

function badId(shown: string, code: string, message: string): CheckedId {
  const findings = [finding('wrong', 'idNumber', code, message)];
  return { shown, normalized: null, birthDate: null, sex: null, findings };
}

function birthDateMessage(id: string): string {
  const [year, month, day] = [id.slice(6, 10), id.slice(10, 12), id.slice(12, 14)];
  const said = `${Number(month)}月${Number(day)}日`;
  return isPlainDate(`${year}-${month}-${day}`)
    ? `出生日期是 ${year}年${said}，还没到。请对照身份证。`
    : `出生日期是 ${said}，没有这一天。请对照身份证。`;
}

function explainId(id: string, code: IdNumberCode): CheckedId {
  switch (code) {
    case 'ID_15_DIGIT':
      return badId(
        maskExcept(id, () => false),
        code,
        '这是 15 位的旧号码，要 18 位的。请对照身份证。',
      );
    case 'ID_LENGTH':
      return badId(
        maskExcept(id, () => false),
        code,
        `身份证号是 ${id.length} 位，应为 18 位。请对照身份证。`,
      );
    case 'ID_CHARSET': {
      const at = [...id].findIndex((it, index) => !(index === ID_LENGTH - 1 ? /[\dX]/ : /\d/).test(it));
      const message = `身份证号第 ${at + 1} 位是“${id.charAt(at)}”，不是数字。请对照身份证。`;
      return badId(
        maskExcept(id, (index) => index === at),
        code,
        message,
      );
    }
    case 'ID_BIRTHDATE':
      return badId(
        maskExcept(id, (index) => index >= 8 && index < 14).replace(/^(.{6})../, '$1**'),
        code,
        birthDateMessage(id),
      );
    case 'ID_CHECKSUM':
      if (id.endsWith('000')) {
        const message = '身份证号末三位都是 0，像是被 Excel 改过。请从原表按“文本”重新复制。';
        return badId(maskIdNumber(id), 'ID_ROUNDED', message);
      }
      return badId(maskIdNumber(id), code, '身份证号最后一位校验不对，可能抄错了一位。请对照身份证。');
    default:
      return badId(maskIdNumber(id), code, '身份证号不对。请对照身份证。');
  }
}

/** Judges an identity number as the file has it. */
export function checkIdNumber(text: string, kind: CellKind, today: PlainDate): CheckedId {
  if (squeezed(text) === '') return badId(DASH, 'ID_MISSING', '没有身份证号。请对照身份证补上。');
  if (isDamaged(text, kind)) return badId(asExcelShows(text), 'ID_SCIENTIFIC', SCIENTIFIC);
  const parsed = parseIdNumber(text, { today });
  const code = parsed.codes[0];
  if (code) return explainId(normaliseIdNumber(text), code);
  const { normalized = null, birthDate = null, sex = null } = parsed;
  return { shown: maskIdNumber(text), normalized, birthDate, sex, findings: [] };
}

export interface CheckedCertificate {
  readonly shown: string;
  readonly normalized: string | null;
  readonly grade: number | null;
  readonly findings: readonly Finding[];
}

function differingPlaces(certificate: string, idNumber: string): number[] {
  return [...idNumber].flatMap((it, at) => (certificate.charAt(at) === it ? [] : [at]));
}

const PLACES_NAMED_MAX = 3;

function mismatchMessage(places: readonly number[]): string {
  if (places.length > PLACES_NAMED_MAX)
    return `残疾人证号前 18 位和身份证号不一样，差 ${places.length} 位，像是别人的证。请对照残疾人证。`;
  return `残疾人证号前 18 位和身份证号不一样，差第 ${places.map((at) => at + 1).join('、')} 位。请对照残疾人证。`;
}

function formatMessage(certificate: string): string {
  const length = certificate.replace(/B.$/, '').length;
  return length === 20
    ? '残疾人证号的写法不对：18 位身份证号，类别 1–7，等级 1–4。请对照残疾人证。'
    : `残疾人证号是 ${certificate.length} 位，应为 20 位，补发过的再加 B 和次数。请对照残疾人证。`;
}

export interface CertificateClaim {
  readonly idNumber: string | null;
  readonly disabilityClass: number | null;
  readonly grade: number | null;
}

function explainCertificate(code: CertificateCode, certificate: string, claim: CertificateClaim): Finding {
  const wrong = (message: string) => finding('wrong', 'certificateNumber', code, message);
  if (code === 'CERT_ID_MISMATCH')
    return wrong(mismatchMessage(differingPlaces(certificate, claim.idNumber ?? '')));
  if (code === 'CERT_CLASS_MISMATCH')
    return wrong('残疾人证号第 19 位的类别和表里写的残疾类别不一样。请对照残疾人证。');
  if (code === 'CERT_GRADE_MISMATCH') {
    const inNumber = gradeShown(Number(certificate.charAt(19)));
    return wrong(`残疾人证号第 20 位是${inNumber}，表里写${gradeShown(claim.grade ?? 0)}。请对照残疾人证。`);
  }
  return wrong(formatMessage(certificate));
}

/** Judges a certificate number against the person and what else the row says about it. */
export function checkCertificate(text: string, kind: CellKind, claim: CertificateClaim): CheckedCertificate {
  const none = { normalized: null, grade: null };
  if (/^[-—–/无]*$/.test(squeezed(text))) {
    const message = '没有残疾人证号。可先导入，办补贴前要补上。';
    return {
      ...none,
      shown: DASH,
      findings: [finding('look', 'certificateNumber', 'CERT_MISSING', message)],
    };
  }
  if (isDamaged(text, kind)) {
    const damage = finding('wrong', 'certificateNumber', 'CERT_SCIENTIFIC', SCIENTIFIC);
    return { ...none, shown: asExcelShows(text), findings: [damage] };
  }
  const parsed = parseCertificateNumber(text, claim);
  const certificate = normaliseIdNumber(text);
  const isFormed = parsed.normalized !== undefined;
  return {
    shown: isFormed
      ? maskIdNumber(certificate.slice(0, ID_LENGTH)) + certificate.slice(ID_LENGTH)
      : maskExcept(certificate, () => false),
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
  if (/^[-—–/无]*$/.test(squeezed(text))) return { normalized: null, findings: [] };
  const bad = (level: 'wrong' | 'look', code: string, message: string) =>
    finding(level, 'accountNumber', code, message);
  if (isDamaged(text, kind))
    return { normalized: null, findings: [bad('wrong', 'BANK_SCIENTIFIC', `银行账${SCIENTIFIC}`)] };
  const { normalized, codes } = parseBankAccount(text);
  if (!normalized) {
    const message = '银行账号应是 8 到 32 位数字，这里不是。请对照存折或卡。';
    return { normalized: null, findings: [bad('wrong', 'BANK_FORMAT', message)] };
  }
  // Passbooks have no check digit; only a card number that fails is worth a look (BANK2).
  const isCard = /^62\d{14,17}$/.test(normalized);
  const message = `银行卡号末四位 ${normalized.slice(-4)}，校验对不上，可能抄错了一位。请对照卡。`;
  const findings = isCard && codes.length ? [bad('look', 'BANK_LUHN_WARN', message)] : [];
  return { normalized, findings };
}

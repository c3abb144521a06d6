/** Sentences that the intake screen puts together: faults, notes, what was read from a number, masks of what is typed. */
import { maskIdNumber } from '#shared/domain/mask.ts';
import { sayCode, sayRefusal } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import type { Fault, Note, Reading } from './checks.ts';

const ID_LENGTH = 18;

export function sayFault(at: { fault: Fault } | { refusal: string }): string {
  if ('refusal' in at) return sayRefusal(at.refusal);
  const { code, values = {} } = at.fault;
  if (code === 'DUPLICATE_OPEN') {
    return t('intake.fault.DUPLICATE_OPEN', { benefit: sayCode('benefit', values.benefit) });
  }
  if (code === 'ID_LENGTH') return t('intake.fault.ID_LENGTH', { digits: values.digits ?? 0 });
  return t(`intake.fault.${code}`);
}

export function sayNote(code: Note['code'] | undefined, reading: Reading): string | undefined {
  if (!code) return undefined;
  if (code === 'GRADE_NOT_COVERED') {
    return t('intake.look.GRADE_NOT_COVERED', { grade: sayCode('grade', reading.certificate.grade) });
  }
  return t(`intake.look.${code}`);
}

/** The identity number in front of a certificate number masked, its last two digits (class and grade) shown. */
export function maskCertificate(typedNumber: string): string {
  const compact = typedNumber.replace(/\s/g, '');
  return maskIdNumber(compact.slice(0, ID_LENGTH)) + compact.slice(ID_LENGTH);
}

/** A number that was typed wrong: what is wrong with the new one, and what is sent. Pure; the rules are the domain's. */
import { type IdNumberParsed, parseIdNumber } from '#shared/domain/id-number.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';

export interface Correction {
  readonly idNumber: string;
  readonly reason: string;
}
export const NO_CORRECTION: Correction = { idNumber: '', reason: '' };

export interface CorrectionReading {
  readonly parsed: IdNumberParsed;
  readonly idNumber: string | undefined;
  readonly reason: string | undefined;
}

/** The sentences that stand at the two fields. */
export function readCorrection({ idNumber, reason }: Correction, today: string): CorrectionReading {
  const parsed = parseIdNumber(idNumber, { today });
  const fault = idNumber.trim() === '' ? t('people.correct.missing') : sayCode('idNumber', parsed.codes[0]);
  return {
    parsed,
    idNumber: parsed.valid ? undefined : fault,
    reason: reason.trim() === '' ? t('people.correct.reasonMissing') : undefined,
  };
}

export function correctionArgs(
  personId: number,
  { idNumber, reason }: Correction,
  conflictId: number | null,
) {
  return { personId, idNumber, conflictId, reason: reason.trim() };
}

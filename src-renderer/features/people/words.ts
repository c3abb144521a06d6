/** Sentences about two records. */
import type { DuplicateSide } from '#shared/rpc/duplicate-shapes.ts';
import { sayBenefits, sayCode } from '../../text/codes.ts';
import { sayDate, sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';

/** 今天 10:02 娜仁登记 */
export function sayRegistered(
  { registeredOn, registeredBy }: Pick<DuplicateSide, 'registeredOn' | 'registeredBy'>,
  today: string,
): string {
  return registeredOn
    ? t('people.compare.registered', { when: sayInstant(registeredOn, today), who: registeredBy })
    : t('people.compare.registeredUnknown');
}

/** 生活 + 护理，初审中，3月2日收件 */
export function sayFile(
  { state, benefits, submittedOn }: DuplicateSide['files'][number],
  today: string,
): string {
  return t('people.compare.file', {
    benefits: sayBenefits(benefits),
    state: sayCode('state', state),
    date: submittedOn ? sayDate(submittedOn, today) : '',
  });
}

export const sayPlaceOf = ({ person: { township, village } }: DuplicateSide): string =>
  `${township} ${village}`;

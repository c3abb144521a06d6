/** A stored value of one field in the words of the office: codes become words, villages their names, yes and no. */
import { placeName } from '../../data/places.ts';
import { sayCode, sayCodes } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';

const CODE_TABLES = {
  accountKind: 'accountKind',
  householdCategory: 'household',
  hukouKind: 'hukouKind',
  sex: 'sex',
  disabilityClass: 'disabilityClass',
  grade: 'grade',
  certificateStatus: 'certificateStatus',
} as const;

/** A list that was written as text: 'ID_COPY,CERT_COPY'. */
function materialNames(list: string): string {
  return sayCodes(
    'material',
    list.split(',').filter((code) => code !== ''),
  );
}

export function sayValue(field: string, value: string | null): string {
  if (value === null || value === '') return '';
  const table = CODE_TABLES[field as keyof typeof CODE_TABLES];
  if (table) return sayCode(table, value);
  if (field === 'hukouVillage') return placeName(value) ?? value;
  if (field === 'needsLongTermCare') {
    return t(value === 'true' || value === '1' ? 'conflicts.yes' : 'conflicts.no');
  }
  return field === 'materials' || field === 'missing' ? materialNames(value) : value;
}

/** Last characters that tell two numbers apart, for the choice: …5530. */
export function tailOf(value: string | null): string {
  const tail = /[\dXx]{2,4}$/.exec(value ?? '')?.[0] ?? '';
  return tail ? t('conflicts.tail', { tail }) : '';
}

/** Words of packs: what a standard is for, an amount that may be unknown, a fault of a file. */
import type { PackFaultRow, PackNumberRow, StandardRow } from '#shared/rpc/pack-shapes.ts';
import { sayCode, sayCodes } from '../../text/codes.ts';
import { sayDate, sayLongDate, sayMoney, sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { zh } from '../../text/zh/index.ts';

const faults = zh.packs.fault;
const choices = zh.packs.choice;
const DAY_OF_YEAR = /^\d{2}-\d{2}$/;

export function sayAmount(fen: number | null): string {
  return fen === null ? t('packs.unknown') : `${sayMoney(fen)} ${t('ui.units.yuan')}`;
}

/** A day or month of a pack as it is said; nothing for none. */
export const sayDay = (day: string | null): string => (day ? sayLongDate(day) : '');
export const sayFrom = (month: string | null): string => (month ? sayMonth(month) : '');

/** 低保家庭 · 一级、二级 · 农村 */
export function sayCell({ grades, classes, households, urbanRural, ageFrom, ageTo }: StandardRow): string {
  const parts = [
    households.length ? sayCodes('household', households) : '',
    grades.length ? sayCodes('grade', grades.map(String)) : '',
    classes.length ? sayCodes('disabilityClass', classes.map(String)) : '',
    urbanRural ? sayCode('hukouKind', urbanRural) : '',
    ageFrom !== null || ageTo !== null
      ? t('packs.ages', { from: ageFrom ?? 0, to: ageTo ?? t('packs.open') })
      : '',
  ].filter((part) => part !== '');
  return parts.length ? parts.join(' · ') : t('packs.everybody');
}

export function sayFault({ code, detail, month, benefit }: PackFaultRow): string {
  const words = Object.hasOwn(faults, code) ? t(`packs.fault.${code as keyof typeof faults}`) : code;
  const where = [benefit ? sayCode('benefit', benefit) : '', sayFrom(month), detail ?? ''].filter(
    (part) => part !== '',
  );
  return where.length ? t('packs.faultWhere', { words, where: where.join(' · ') }) : words;
}

/** A number of the procedure by its name, as it is said. */
export function sayNumber(name: string): string {
  const [part, field] = name.split('.');
  return t(`packs.number.${part as 'recheck'}.${field as 'cycle'}`);
}

/** 3; 每月; 6月30日; 是 */
export function sayValue(value: PackNumberRow['value']): string {
  const text = String(value);
  if (DAY_OF_YEAR.test(text)) return sayDate(`2000-${text}`);
  return Object.hasOwn(choices, text) ? t(`packs.choice.${text as keyof typeof choices}`) : text;
}

/** 1a2b 3c4d 5e6f 7890 */
export const fingerprint = (keyId: string): string => keyId.replace(/(.{4})(?=.)/g, '$1 ');

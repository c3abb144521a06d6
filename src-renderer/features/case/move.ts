/** A register that moves to another township: what is checked in its form and what is sent, and what will happen, in sentences. Pure. */
import { isPlainDate } from '#shared/domain/calendar.ts';
import { ancestorAt, levelOf } from '#shared/domain/division.ts';
import { heldPlaces, heldTownships, placeName } from '../../data/places.ts';
import { t } from '../../text/i18n.ts';
import { sayMonth } from '../../text/dates.ts';

export interface MoveTyped {
  readonly toVillage: number | null;
  readonly hukouAddress: string;
  readonly movedOn: string;
  readonly together: readonly number[];
  readonly reason: string;
}

/** Arguments of `person.move`. */
export interface MoveArgs {
  readonly personIds: readonly number[];
  readonly toVillage: number;
  readonly hukouAddress?: string | null;
  readonly movedOn: string;
  readonly reason: string;
}

export function moveArgs(personId: number, typed: MoveTyped): MoveArgs {
  return {
    personIds: [personId, ...typed.together.filter((id) => id !== personId)],
    toVillage: typed.toVillage ?? 0,
    hukouAddress: typed.hukouAddress.trim() || null,
    movedOn: typed.movedOn,
    reason: typed.reason.trim(),
  };
}

/** What a move that the county did not take had in its form. */
export function writtenMove(personId: number, args: MoveArgs): MoveTyped {
  return {
    ...{ toVillage: args.toVillage, movedOn: args.movedOn, reason: args.reason },
    hukouAddress: args.hukouAddress ?? '',
    together: args.personIds.filter((id) => id !== personId),
  };
}

export function moveFaults({ toVillage, movedOn, reason }: MoveTyped, today: string) {
  const isDay = isPlainDate(movedOn) && movedOn <= today;
  return {
    toVillage: toVillage === null ? t('case.move.faults.toVillage') : undefined,
    movedOn: isDay ? undefined : t('case.move.faults.movedOn'),
    reason: reason.trim() === '' ? t('case.move.faults.reason') : undefined,
  };
}

/** Villages of every other township of the same county, each with its township before it. */
export function villagesElsewhere(township: number): { value: number; label: string }[] {
  const county = ancestorAt('COUNTY', township);
  const others = heldTownships().filter(
    ({ code }) => code !== township && ancestorAt('COUNTY', code) === county,
  );
  const villages = Map.groupBy(
    heldPlaces().filter(({ code }) => levelOf(code) === 'VILLAGE'),
    ({ parent }) => parent,
  );
  return others.flatMap(({ code: parent, name }) =>
    (villages.get(parent) ?? []).map((one) => ({
      value: one.code,
      label: t('case.facts.townshipVillage', { township: name, village: one.name }),
    })),
  );
}

/** The township of a village, by its name. */
export function townshipOf(village: number | null): string {
  const code = village === null ? undefined : ancestorAt('TOWNSHIP', village);
  return (code !== undefined && placeName(code)) || '';
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = number === 12 ? [year + 1, 1] : [year, number + 1];
  return `${next[0]}-${String(next[1]).padStart(2, '0')}`;
}

export interface Moving {
  readonly names: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly movedOn: string;
  readonly openFiles: number;
  readonly isPaid: boolean;
  readonly isOffline: boolean;
}

/** What will happen, told before it is done. Empty while nobody knows whereto. */
export function sayAfterMoving(moving: Moving): string[] {
  const { names, from, to, movedOn, openFiles, isPaid, isOffline } = moving;
  if (!to) return [];
  const month = movedOn.slice(0, 7);
  const isMonth = isPlainDate(movedOn);
  return [
    t('case.move.after.who', { names: names.join(t('ui.list.joint')), n: names.length, from, to }),
    openFiles > 0 ? t('case.move.after.open', { n: openFiles, to }) : t('case.move.after.noOpen'),
    isPaid && isMonth
      ? t('case.move.after.money', { month: sayMonth(month), next: sayMonth(monthAfter(month)), from, to })
      : '',
    t('case.move.after.old', { from, to }),
    isOffline ? t('case.move.after.offline') : '',
  ].filter((one) => one !== '');
}

/** Who receives a subsidy here, by village: what notices, re-checks, spot checks and reminders begin with. From the narrow lines of person_list;
 *  names and masked numbers are read for those who are shown. */
import { maskIdNumber, maskPhone } from '#shared/domain/mask.ts';
import { parentOf } from '#shared/domain/division.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { Reading } from './reading.ts';

export interface ActivePerson {
  readonly personId: number;
  readonly village: number | null;
  readonly benefits: readonly Benefit[];
  readonly expiresOn: string | null;
}

interface Line {
  readonly id: number;
  readonly village: number | null;
  readonly active: number;
  readonly expires_on: string | null;
}

const BITS: readonly (readonly [number, Benefit])[] = [
  [1, 'LIVING'],
  [2, 'NURSING'],
];

/** Everybody who receives, of one village where one is named; in order of village and id. */
export function activePeople({ statements }: Reading, village?: number): ActivePerson[] {
  const of = village === undefined ? '' : ' AND village = ?';
  return statements
    .all<Line>(
      `SELECT id, village, active, expires_on FROM person_list WHERE active > 0${of} ORDER BY village, id`,
      ...(village === undefined ? [] : [village]),
    )
    .map(({ id, village: at, active, expires_on }) => ({
      personId: id,
      village: at,
      benefits: BITS.filter(([bit]) => active & bit).map(([, benefit]) => benefit),
      expiresOn: expires_on,
    }));
}

export interface ShownPerson {
  readonly name: string;
  readonly idNumberMasked: string;
  readonly phoneMasked: string;
  readonly village: number | null;
  readonly renewalAppliedOn: string | null;
}

const NOBODY: ShownPerson = {
  ...{ name: '', idNumberMasked: '', phoneMasked: '', village: null },
  renewalAppliedOn: null,
};

/** What lists show of these people; of whoever is not here any more, nothing. */
export function shownPeople({ statements }: Reading, ids: readonly number[]): (id: number) => ShownPerson {
  const rows = statements.all<{
    id: number;
    name: string | null;
    id_number: string | null;
    phone: string | null;
    hukou_village: number | null;
    renewal_applied_on: string | null;
  }>(
    `SELECT id, name, id_number, phone, hukou_village, renewal_applied_on FROM person
     WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  const known = new Map(
    rows.map((row): [number, ShownPerson] => [
      row.id,
      {
        name: row.name ?? '',
        idNumberMasked: maskIdNumber(row.id_number ?? ''),
        phoneMasked: maskPhone(row.phone ?? ''),
        village: row.hukou_village,
        renewalAppliedOn: row.renewal_applied_on,
      },
    ]),
  );
  return (id) => known.get(id) ?? NOBODY;
}

/** Township of a village. */
export function townshipOf(village: number | null): number {
  return village === null ? 0 : (parentOf(village) ?? 0);
}

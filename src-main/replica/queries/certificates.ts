/** The certificate radar: who receives a subsidy and whose certificate runs out or has run out, in the order of villages to visit. A body that may
 *  not hold health data sees nobody here. */
import type { z } from 'zod';
import { addDays } from '#shared/domain/calendar.ts';
import { inOrderOfVisits, radarOf } from '#shared/domain/certificate-radar.ts';
import type { radar as radarShape, RadarRow } from '#shared/rpc/check-shapes.ts';
import { activePeople, shownPeople } from './active-people.ts';
import type { Reading } from './reading.ts';

const REMINDER = 'certificate.remind';

/** The last reminder of each of these people. */
function reminders(reading: Reading, ids: readonly number[]): Map<number, { on: string; by: number | null }> {
  const rows = reading.statements.all<{ person_id: number; actor: number | null; details: string | null }>(
    `SELECT person_id, actor, details FROM history
     WHERE person_id IN (SELECT value FROM json_each(?)) AND action = '${REMINDER}'`,
    JSON.stringify(ids),
  );
  const last = new Map<number, { on: string; by: number | null }>();
  for (const { person_id, actor, details } of rows) {
    const { toldOn: on } = JSON.parse(details ?? '{}') as { toldOn?: string };
    if (on && on >= (last.get(person_id)?.on ?? '')) last.set(person_id, { on, by: actor });
  }
  return last;
}

/** Nearest first within the villages, the villages in the order of visits. */
export function radar(reading: Reading): z.infer<typeof radarShape> {
  const horizon = addDays(reading.today, reading.pack.expiry.radarDays);
  const near = activePeople(reading).filter(({ expiresOn }) => expiresOn !== null && expiresOn <= horizon);
  const shown = shownPeople(
    reading,
    near.map(({ personId }) => personId),
  );
  const people = near.flatMap((person) => {
    const { renewalAppliedOn } = shown(person.personId);
    const place = radarOf(reading.today, { expiresOn: person.expiresOn, renewalAppliedOn }, reading.pack);
    return place ? [{ ...person, place, renewalAppliedOn }] : [];
  });
  const told = reminders(
    reading,
    people.map(({ personId }) => personId),
  );
  const rows = inOrderOfVisits(people).map(
    ({ personId, village, place, benefits, expiresOn, renewalAppliedOn }): RadarRow => ({
      personId,
      name: shown(personId).name,
      village: reading.divisionName(village),
      villageCode: village,
      township: reading.townshipName(village),
      ...place,
      expiresOn: expiresOn ?? '',
      renewalAppliedOn,
      benefits: [...benefits],
      phoneMasked: shown(personId).phoneMasked,
      toldOn: told.get(personId)?.on ?? null,
      toldBy: reading.colleagueName(told.get(personId)?.by ?? null),
    }),
  );
  return { today: reading.today, rows };
}

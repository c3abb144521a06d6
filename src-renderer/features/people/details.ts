/** Details of history lines about one person registered twice, in words. What is not known here is left out (case/details.ts). */
import { z } from 'zod';
import { BENEFITS } from '#shared/domain/state.ts';
import { placeName } from '../../data/places.ts';
import { sayBenefits, sayCodes } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';

const dateKept = z.object({ from: z.string(), to: z.string() });
const takenOver = z.object({
  from: z.number(),
  received: z.array(z.object({ benefits: z.array(z.enum(BENEFITS)), submittedOn: z.string() })),
});
const givenUp = z.object({ into: z.number(), scope: z.number() });
const joined = z.object({ kept: z.number(), take: z.array(z.string()) });

export function sayDuplicateDetails(details: unknown): string[] {
  const date = dateKept.safeParse(details);
  if (date.success)
    return [t('people.details.date', { from: sayDate(date.data.from), to: sayDate(date.data.to) })];
  const over = takenOver.safeParse(details);
  if (over.success)
    return over.data.received.map(({ benefits, submittedOn }) =>
      t('people.details.takenOver', {
        township: placeName(over.data.from) ?? '',
        date: sayDate(submittedOn),
        benefits: sayBenefits(benefits),
      }),
    );
  const up = givenUp.safeParse(details);
  if (up.success) return [t('people.details.into', { township: placeName(up.data.scope) ?? '' })];
  const one = joined.safeParse(details);
  if (one.success && one.data.take.length > 0)
    return [t('people.details.taken', { groups: sayCodes('group', one.data.take) })];
  return [];
}

/** 今日 as the screens are told it: what is to be done in the order of its urgency, and what waits, expires or is late around it. */
import { z } from 'zod';
import { caseRow } from './desk-shapes.ts';

const id = z.number().int();
const words = z.string().nullable();

export const todayOverview = z.object({
  today: z.string(),
  counts: z.object({
    overdue: z.number(),
    soon: z.number(),
    returned: z.number(),
    conflicts: z.number(),
    needsYou: z.number(),
    /** Certificates that expire within the days of the pack (90): a reminder, not work. */
    expiring: z.number(),
    /** Files that wait for somebody else. */
    others: z.number(),
  }),
  groups: z.array(
    z.object({
      group: z.enum(['overdue', 'soon', 'returned', 'mine']),
      /** How many there are; the most urgent of them come as rows. */
      total: z.number(),
      rows: z.array(caseRow.extend({ task: z.string(), note: words })),
    }),
  ),
  next: caseRow.extend({ task: z.string(), note: words }).nullable(),
  waitingFor: z.array(
    z.object({ whom: z.enum(['FEDERATION', 'CIVIL_AFFAIRS', 'APPLICANT', 'TOWNSHIP']), count: z.number() }),
  ),
  expiring: z.array(z.object({ personId: id, name: z.string(), days: z.number() })),
  /** DEADLINE_OVERDUE: steps that are late, by township and the body whose step it is; told to the unit and the one above. */
  overdue: z.array(
    z.object({
      scope: id,
      township: z.string(),
      whose: z.enum(['TOWNSHIP', 'FEDERATION', 'CIVIL_AFFAIRS', 'FINANCE']),
      count: z.number(),
      oldestDueOn: z.string(),
    }),
  ),
  /** What a policy pack changed of somebody and nobody has seen to yet. */
  rejudged: z.number(),
  /** Packs of the own county that a level above was raised over; of whoever issues them. */
  packsBelow: z.number(),
});

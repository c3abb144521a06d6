/** What the replica answers about checks (S004 art.7): certificates that run out, the monthly re-check, spot checks (contract: desk.ts). */
import { z } from 'zod';
import { ROSTER_DUTIES } from '../domain/roster-calendar.ts';
import { RADAR_STAGES } from '../domain/certificate-radar.ts';
import { RECHECK_ANSWERS } from '../domain/recheck.ts';
import { SPOT_RESULTS } from '../domain/spot-check.ts';
import { BENEFITS } from '../domain/state.ts';

const id = z.number().int();
const words = z.string().nullable();

export const radarRow = z.object({
  personId: id,
  name: z.string(),
  village: z.string(),
  villageCode: id.nullable(),
  township: z.string(),
  stage: z.enum(RADAR_STAGES),
  expiresOn: z.string(),
  /** Day that must not pass without an application. */
  actBy: z.string(),
  days: z.number(),
  renewalAppliedOn: words,
  benefits: z.array(z.enum(BENEFITS)),
  phoneMasked: z.string(),
  toldOn: words,
  toldBy: z.string(),
});
export type RadarRow = z.infer<typeof radarRow>;
export const radar = z.object({ today: z.string(), rows: z.array(radarRow) });

const counts = z.object({
  /** Who receives there now, and how many of them have an answer of the month. */
  active: z.number(),
  answered: z.number(),
  openTasks: z.number(),
});
export const recheckPlace = counts.extend({
  division: id,
  name: z.string(),
  township: z.string(),
  isOpened: z.boolean(),
});
export type RecheckPlace = z.infer<typeof recheckPlace>;

/** What somebody must still do about a person, out of a re-check or a spot check. */
export const checkTask = z.object({
  kind: z.enum(['recheck', 'spot']),
  taskId: id,
  personId: id,
  name: z.string(),
  village: z.string(),
  township: z.string(),
  /** Answer or result, and what changed. */
  what: z.string(),
  changeKind: words,
  words,
  checkedOn: z.string(),
  by: z.string(),
});
export type CheckTask = z.infer<typeof checkTask>;

export const recheckOverview = z.object({
  today: z.string(),
  /** First and last month of the re-check; the same where it is monthly (RC4). */
  month: z.string(),
  lastMonth: z.string(),
  /** Re-checks to choose from, the newest first. */
  spans: z.array(z.object({ month: z.string(), lastMonth: z.string() })),
  places: z.array(recheckPlace),
  tasks: z.array(checkTask),
});
export type RecheckOverview = z.infer<typeof recheckOverview>;

export const recheckRow = z.object({
  personId: id,
  name: z.string(),
  idNumberMasked: z.string(),
  benefits: z.array(z.enum(BENEFITS)),
  /** The list on which the person stands; null for whoever came after it was opened. */
  recheckId: id.nullable(),
  answer: z
    .object({
      answerId: id,
      answer: z.enum(RECHECK_ANSWERS),
      changeKind: words,
      words,
      checkedOn: z.string(),
      by: z.string(),
      taskState: words,
    })
    .nullable(),
});
export type RecheckRow = z.infer<typeof recheckRow>;
export const recheckVillage = z.object({
  division: id,
  name: z.string(),
  month: z.string(),
  lastMonth: z.string(),
  openedBy: z.string(),
  openedAt: words,
  rows: z.array(recheckRow),
});
export type RecheckVillage = z.infer<typeof recheckVillage>;

export const spotCheckRow = z.object({
  spotCheckId: id,
  body: z.enum(['FEDERATION', 'CIVIL_AFFAIRS']),
  year: z.number(),
  drawnOn: z.string(),
  drawnBy: z.string(),
  seed: z.string(),
  population: z.number(),
  sampled: z.number(),
  done: z.number(),
  notFine: z.number(),
});
export type SpotCheckRow = z.infer<typeof spotCheckRow>;
export const spotCheckList = z.object({
  today: z.string(),
  checks: z.array(spotCheckRow),
  /** By the packs of today (S004 art.7). */
  rule: z.object({ perYear: z.number(), percent: z.number(), atLeast: z.number() }),
  /** Of this year, by body: how many were drawn, and what is missing. */
  years: z.array(
    z.object({
      body: z.enum(['FEDERATION', 'CIVIL_AFFAIRS']),
      drawn: z.number(),
      missing: z.enum(['NONE', 'FIRST', 'REST']),
      /** Day by which it was due. */
      dueOn: words,
    }),
  ),
});

export const spotPersonRow = z.object({
  personId: id,
  name: z.string(),
  village: z.string(),
  township: z.string(),
  benefits: z.array(z.enum(BENEFITS)),
  why: z.enum(['DRAWN', 'FLAGGED']),
  result: z
    .object({
      resultId: id,
      result: z.enum(SPOT_RESULTS),
      checkedOn: z.string(),
      checkers: z.string(),
      words,
      taskState: words,
      taskOutcome: words,
      taskWords: words,
    })
    .nullable(),
});
export type SpotPersonRow = z.infer<typeof spotPersonRow>;
export const spotCheckPage = z.object({
  check: spotCheckRow,
  rows: z.array(spotPersonRow),
  /** What drawing again with the stored seed gives today. */
  again: z.enum(['same', 'other-data', 'differs']),
});

/** Arguments of `spotCheck.draw` for a seed, from what this computer holds. */
export const spotDraw = z.object({
  seed: z.string(),
  population: z.number(),
  populationHash: z.string(),
  sample: z.array(
    z.object({
      personId: id,
      township: id,
      benefits: z.array(z.enum(BENEFITS)),
      why: z.enum(['DRAWN', 'FLAGGED']),
    }),
  ),
});

/** What today's desk is reminded of. */
export const checkDuty = z.object({
  kind: z.enum([
    ...([
      'post',
      'take-down',
      'objection',
      'settle',
      'recheck',
      'task',
      'certificate',
      'spot-check',
    ] as const),
    ...(['finding', 'finding-close', 'holder-list', 'comparison', 'comparison-report'] as const),
    ...ROSTER_DUTIES,
  ]),
  count: z.number(),
  dueOn: words,
});
export type CheckDuty = z.infer<typeof checkDuty>;

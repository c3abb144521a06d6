/** Findings: what the monthly comparison or a check says that somebody must look at, as a task of the township (S004 arts 7, 8; dossier (h): «opened,
 *  assigned, finding, evidence, closed»).
 *  FN1 of a person's alerts of one code at most one is open: found again next month it is the same one, seen again.  FN2 what
 *  was found out is written with its evidence, a paper or words.  FN3 a BLOCK is closed by another person than who found it out and than who
 *  put the data in (∴ (h)).  FN4 severity follows from the code alone, never from what an act says (alert.ts).  FN5 of somebody whom only
 *  the holder list knows the task stands in the township of their household register, with what the list says; the class is health, for
 *  to be on it is a fact of health.
 *  Elsewhere: what is an alert (person-alerts.ts), which row is held for it (rosters), leads and exits that follow (their own commands).   */
import { z } from 'zod';
import type { Row, Values } from '../records/rows.ts';
import { ALERT_CODES, type AlertCode, SEVERITY } from './alert.ts';
import { isPlainMonth } from './calendar.ts';
import {
  type Change,
  change,
  create,
  type DecideContext,
  defineCommand,
  firstOf,
  type Loaded,
  type Need,
  refuse,
} from './command.ts';
import { ancestorAt } from './division.ts';
import { TOWNSHIP_ROLES } from './duplicate.ts';
import { historyLine } from './history.ts';
import { dateSchema, idSchema } from './person.ts';
import { isStanding } from './paper.ts';
import { BENEFITS, bodyOf, WORKING_ROLES } from './state.ts';

export const FINDING_STATES = ['OPEN', 'ASSIGNED', 'ANSWERED', 'CLOSED'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** What the township found out, and what follows from it. */
export const FINDING_OUTCOMES = [
  /** The office's data is right, the register is not; the federation or its owner is told. */
  'DATA_RIGHT',
  /** The office's data was wrong and has been corrected. */
  'DATA_CORRECTED',
  /** True: a suspension or an exit follows. */
  'STOP_PROPOSED',
  /** True: the person applies; intake follows. */
  'APPLIES',
  /** The person was told and does not want it; a waiver follows. */
  'DECLINES',
  /** Nobody was met. */
  'NOT_FOUND',
] as const;
export type FindingOutcome = (typeof FINDING_OUTCOMES)[number];

/** The body that raises findings. */
const RAISERS = ['COUNTY_CIVIL_AFFAIRS_APPROVER'] as const;

const monthSchema = z.string().refine(isPlainMonth);
const alertSchema = z.strictObject({
  code: z.enum(ALERT_CODES),
  benefit: z.enum(BENEFITS).nullable(),
  list: z.enum(['SHOULD_STOP', 'SHOULD_RECEIVE']).nullable(),
  points: z.array(z.string().max(60)).max(20),
});
const ALERTS_MAX = 20;
const raised = {
  comparisonId: idSchema.nullable(),
  month: monthSchema,
  alerts: z.array(alertSchema).min(1).max(ALERTS_MAX),
};
type Raised = z.infer<ReturnType<typeof z.strictObject<typeof raised>>>;

const FINDINGS_OF_A_PERSON_MAX = 200;

const isOpen = ({ values }: Row<'finding'>) => values.state !== 'CLOSED';

/** New findings, and known ones seen again (FN1). */
function changesOf(
  known: readonly Row<'finding'>[],
  args: Raised,
  context: DecideContext,
  subject: Partial<Values<'finding'>>,
): Change[] {
  return args.alerts.flatMap(({ code, benefit, list, points }): Change[] => {
    const before = known.find((row) => isOpen(row) && row.values.code === code);
    if (before) {
      const { lastSeenMonth, timesSeen, benefit: of } = before.values;
      const isLater = (lastSeenMonth ?? '') < args.month;
      if (!isLater && of === benefit) return [];
      const seen = { lastSeenMonth: args.month, timesSeen: (timesSeen ?? 1) + 1, points: [...points] };
      return [change('finding', before.id, { ...(isLater && seen), ...(of !== benefit && { benefit }) })];
    }
    return [
      create('finding', context.newId(), {
        ...subject,
        ...{ code, benefit, list, points: [...points], severity: SEVERITY[code] },
        ...{ firstSeenMonth: args.month, lastSeenMonth: args.month, timesSeen: 1 },
        ...{ foundOn: context.madeOn, foundBy: context.actor.accountId, comparisonId: args.comparisonId },
        state: 'OPEN',
      }),
    ];
  });
}

const knownOf = (records: Loaded) => (records.known ?? []) as readonly Row<'finding'>[];

/** What was found of somebody whom the office knows. */
export const findingRaise = defineCommand({
  name: 'finding.raise',
  version: 1,
  args: z.strictObject({ personId: idSchema, ...raised }),
  roles: RAISERS,
  target: ({ personId }) => ({ type: 'person', id: personId }),
  needs: ({ personId }): Need[] => [
    { as: 'person', type: 'person', id: personId },
    { as: 'known', type: 'finding', by: 'personId', value: personId, limit: FINDINGS_OF_A_PERSON_MAX },
  ],
  isAdditive: true,
  decide(records, args, context) {
    const person = firstOf(records, 'person', 'person');
    if (!person) return refuse('person/not-found');
    return { changes: changesOf(knownOf(records), args, context, { personId: person.id }) };
  },
});

/** What was found of somebody whom only the holder list knows (FN5). */
export const findingRaiseHolder = defineCommand({
  name: 'finding.raiseHolder',
  version: 1,
  args: z.strictObject({
    township: idSchema,
    holder: z.strictObject({
      idNumber: z.string().min(15).max(18),
      name: z.string().trim().min(1).max(50),
      birthDate: dateSchema,
      phone: z.string().max(20).nullable(),
      village: idSchema.nullable(),
      hukou: z.string().max(100).nullable(),
      certificateNumber: z.string().max(22),
    }),
    ...raised,
  }),
  roles: RAISERS,
  target: () => null,
  inScope: ({ township }) => township,
  needs: ({ holder }): Need[] => [
    {
      as: 'known',
      type: 'finding',
      by: 'holderIdNumber',
      value: holder.idNumber,
      limit: FINDINGS_OF_A_PERSON_MAX,
    },
  ],
  decide(records, args, context) {
    const { holder, township } = args;
    if (ancestorAt('TOWNSHIP', township) !== township || context.scope !== township)
      return refuse('finding/no-township', ['township']);
    const subject = {
      holderIdNumber: holder.idNumber,
      holderName: holder.name,
      holderBirthDate: holder.birthDate,
      holderPhone: holder.phone,
      holderVillage: holder.village,
      holderHukou: holder.hukou,
      holderCertificateNumber: holder.certificateNumber,
    };
    return { changes: changesOf(knownOf(records), args, context, subject) };
  },
});

/** What was found of a township as a whole (MASS_CHANGE). */
export const findingRaisePlace = defineCommand({
  name: 'finding.raisePlace',
  version: 1,
  args: z.strictObject({ township: idSchema, ...raised }),
  roles: RAISERS,
  target: () => null,
  inScope: ({ township }) => township,
  needs: ({ township }): Need[] => [
    { as: 'known', type: 'finding', by: 'placeCode', value: township, limit: FINDINGS_OF_A_PERSON_MAX },
  ],
  decide(records, args, context) {
    if (context.scope !== args.township) return refuse('finding/no-township', ['township']);
    return { changes: changesOf(knownOf(records), args, context, { placeCode: args.township }) };
  },
});

const oneFinding = {
  version: 1,
  target: ({ findingId }: { findingId: number }) => ({ type: 'finding' as const, id: findingId }),
  needs: ({ findingId }: { findingId: number }): Need[] => [
    { as: 'finding', type: 'finding', id: findingId },
  ],
};

function openFinding(records: Loaded) {
  const finding = firstOf(records, 'finding', 'finding');
  if (!finding) return refuse('finding/not-found');
  return isOpen(finding) ? finding : refuse('finding/closed');
}

/** Who looks into it. */
export const findingAssign = defineCommand({
  ...oneFinding,
  name: 'finding.assign',
  args: z.strictObject({ findingId: idSchema, assignedTo: idSchema }),
  roles: TOWNSHIP_ROLES,
  decide(records, args, context) {
    const finding = openFinding(records);
    if ('refusal' in finding) return finding;
    const state = finding.values.state === 'OPEN' ? 'ASSIGNED' : finding.values.state;
    const set = { assignedTo: args.assignedTo, assignedOn: context.madeOn, state };
    return { changes: [change('finding', finding.id, set)] };
  },
});

/** What a visit or a look into the papers found out (FN2). */
export const findingAnswer = defineCommand({
  ...oneFinding,
  name: 'finding.answer',
  needs: ({ findingId, paperId }: { findingId: number; paperId: number | null }): Need[] => [
    { as: 'finding', type: 'finding', id: findingId },
    ...(paperId === null ? [] : [{ as: 'paper', type: 'paper' as const, id: paperId }]),
  ],
  args: z.strictObject({
    findingId: idSchema,
    visitedOn: dateSchema,
    outcome: z.enum(FINDING_OUTCOMES),
    evidence: z.string().trim().min(1).max(300),
    /** A photographed paper of the person, where there is one. */
    paperId: idSchema.nullable(),
  }),
  roles: TOWNSHIP_ROLES,
  decide(records, args, context) {
    const finding = openFinding(records);
    if ('refusal' in finding) return finding;
    const { visitedOn, outcome, evidence, paperId } = args;
    if (visitedOn > context.madeOn) return refuse('person/future-date', ['visitedOn']);
    const paper = firstOf(records, 'paper', 'paper');
    const isTheirs = paper && isStanding(paper) && paper.values.personId === finding.values.personId;
    if (paperId !== null && !isTheirs) return refuse('finding/no-paper', ['paperId']);
    const set = { visitedOn, outcome, evidence, paperId, answeredBy: context.actor.accountId };
    const changes: Change[] = [
      change('finding', finding.id, { ...set, answeredOn: context.madeOn, state: 'ANSWERED' }),
    ];
    const { personId, code } = finding.values;
    if (personId)
      changes.push(
        historyLine(context, { personId, action: 'finding.answer', reasonCode: code, words: evidence }),
      );
    return { changes };
  },
});

/** Whose data it is: who registered the person or put in a file of theirs. */
const AUTHOR_ACTIONS = ['person.register', 'person.edit', 'application.submit', 'application.supplement'];
const HISTORY_MAX = 500;

/** Done with (FN3). */
export const findingClose = defineCommand({
  ...oneFinding,
  name: 'finding.close',
  args: z.strictObject({ findingId: idSchema, words: z.string().trim().max(300).default('') }),
  roles: WORKING_ROLES,
  needs: ({ findingId }): Need[] => [
    { as: 'finding', type: 'finding', id: findingId },
    {
      as: 'lines',
      type: 'history',
      by: 'personId',
      valueFrom: { step: 'finding', field: 'personId' },
      limit: HISTORY_MAX,
    },
  ],
  decide(records, args, context) {
    const finding = openFinding(records);
    if ('refusal' in finding) return finding;
    const body = bodyOf(context.actor.role);
    if (body !== 'TOWNSHIP' && body !== 'CIVIL_AFFAIRS') return refuse('command/not-your-role');
    const { state, severity, answeredBy, personId, code } = finding.values;
    if (state !== 'ANSWERED') return refuse('finding/not-answered');
    const me = context.actor.accountId;
    const isAuthor = (records.lines ?? []).some((row) => {
      const { actor, action } = row.values as Values<'history'>;
      return actor === me && AUTHOR_ACTIONS.includes(action ?? '');
    });
    if (severity === 'BLOCK_ROSTER' && (answeredBy === me || isAuthor)) return refuse('finding/four-eyes');
    const set = { state: 'CLOSED', closedBy: me, closedOn: context.madeOn, closeWords: args.words || null };
    const changes: Change[] = [change('finding', finding.id, set)];
    if (personId)
      changes.push(
        historyLine(context, {
          personId,
          action: 'finding.close',
          reasonCode: code as AlertCode,
          words: args.words || null,
        }),
      );
    return { changes };
  },
});

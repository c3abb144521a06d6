/** 主动发现: somebody who may be entitled and has not asked (S004 art.11, art.8 应享未享). A lead is looked after until the person has applied, has
 *  given it up in writing, or a reason is on record; it is never an application itself.
 *  LD1 opened by the township, by the county at a township, or by a comparison.  LD2 every contact is added, none is rewritten.  LD3 closed as
 *  APPLICATION only by a file of that person, as WAIVER only by a signed one.  LD4 somebody not on record who lives elsewhere is handed over with
 *  every contact to the township there (∴); somebody on record moves with the person (move.ts).                                                            */
import { z } from 'zod';
import type { FieldValue } from '../records/registry.ts';
import type { Row } from '../records/rows.ts';
import { change, create, defineCommand, firstOf, type Loaded, refuse } from './command.ts';
import { historyLine } from './history.ts';
import { levelOf } from './division.ts';
import { dateSchema, idSchema, personSchema } from './person.ts';
import { BENEFITS } from './state.ts';

export const LEAD_SOURCES = [
  'VISIT',
  'VILLAGE',
  'COMPARISON',
  'DIBAO_GAINED',
  'GRADE_WORSE',
  'COUNTY',
  'OTHER',
] as const;
export const LEAD_WAYS = ['VISIT', 'PHONE', 'VILLAGE', 'OTHER'] as const;
export const LEAD_OUTCOMES = ['APPLICATION', 'WAIVER', 'REASON'] as const;
export const LEAD_REASONS = ['NOT_ELIGIBLE', 'MOVED_AWAY', 'DIED', 'NOT_REACHED', 'OTHER'] as const;
const CONTACTS_MAX = 60;
const FILES_MAX = 50;
const words = z.string().trim().max(300);

export interface LeadContact {
  readonly on: string;
  readonly way: (typeof LEAD_WAYS)[number];
  readonly words: string;
  readonly by: number;
}

const TOWNSHIP = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const;
const FINDERS = [...TOWNSHIP, 'COUNTY_CIVIL_AFFAIRS_APPROVER'] as const;

export const leadOpen = defineCommand({
  name: 'lead.open',
  version: 1,
  args: z.strictObject({
    /** Somebody on record; null for whoever is not. */
    personId: idSchema.nullable().default(null),
    /** Township that looks after it, 12 digits; of somebody on record the person's own. */
    township: idSchema,
    name: z.string().trim().min(1).max(50),
    phone: personSchema.shape.phone,
    village: idSchema.nullable().default(null),
    benefits: z.array(z.enum(BENEFITS)).min(1).max(BENEFITS.length),
    source: z.enum(LEAD_SOURCES),
    words,
  }),
  roles: FINDERS,
  target: (args) => (args.personId ? { type: 'person', id: args.personId } : null),
  inScope: (args) => args.township,
  needs: (args) =>
    args.personId
      ? [
          { as: 'person', type: 'person', id: args.personId },
          { as: 'leads', type: 'lead', by: 'personId', value: args.personId, limit: FILES_MAX },
        ]
      : [],
  decide(records, args, context) {
    if (levelOf(context.scope) !== 'TOWNSHIP') return refuse('lead/no-township', ['township']);
    const person = firstOf(records, 'person', 'person');
    if (args.personId && !person) return refuse('person/not-found');
    const isOpen = ((records.leads ?? []) as Row<'lead'>[]).some(({ values }) => values.state === 'OPEN');
    if (isOpen) return refuse('lead/already-open');
    const id = context.newId();
    const lead = create('lead', id, {
      ...{
        personId: args.personId,
        source: args.source,
        benefits: [...args.benefits],
        words: args.words || null,
      },
      ...{ village: args.village ?? person?.values.hukouVillage ?? null, openedBy: context.actor.accountId },
      ...{
        openedOn: context.madeOn,
        leadName: args.name,
        leadPhone: args.phone,
        state: 'OPEN',
        contacts: [],
      },
    });
    if (!person) return { changes: [lead] };
    return {
      changes: [
        lead,
        historyLine(context, {
          ...{ personId: person.id, action: 'lead.open', words: args.words || null, reasonCode: args.source },
          details: { benefits: args.benefits },
        }),
      ],
    };
  },
});

function openLead(records: Loaded) {
  const lead = firstOf(records, 'lead', 'lead');
  if (!lead) return refuse('lead/not-found');
  return lead.values.state === 'OPEN'
    ? { lead }
    : refuse('lead/already-closed', undefined, { outcome: lead.values.outcome });
}

const shared = {
  version: 1,
  roles: TOWNSHIP,
  target: (args: { leadId: number }) => ({ type: 'lead' as const, id: args.leadId }),
};

export const leadContact = defineCommand({
  ...shared,
  name: 'lead.contact',
  args: z.strictObject({ leadId: idSchema, on: dateSchema, way: z.enum(LEAD_WAYS), words: words.min(1) }),
  needs: (args) => [{ as: 'lead', type: 'lead', id: args.leadId }],
  decide(records, args, context) {
    const found = openLead(records);
    if ('refusal' in found) return found;
    if (args.on > context.madeOn) return refuse('person/future-date', ['on']);
    const before = (found.lead.values.contacts ?? []) as unknown as LeadContact[];
    if (before.length >= CONTACTS_MAX) return refuse('lead/too-many-contacts');
    const { on, way } = args;
    const one: LeadContact = { on, way, words: args.words, by: context.actor.accountId };
    return {
      changes: [change('lead', found.lead.id, { contacts: [...before, one] as unknown as FieldValue })],
    };
  },
});

export const leadClose = defineCommand({
  ...shared,
  name: 'lead.close',
  args: z.strictObject({
    leadId: idSchema,
    outcome: z.enum(LEAD_OUTCOMES),
    reason: z.enum(LEAD_REASONS).nullable().default(null),
    words,
  }),
  needs: (args) => [
    { as: 'lead', type: 'lead', id: args.leadId },
    {
      ...{ as: 'files', type: 'application', by: 'personId', limit: FILES_MAX },
      valueFrom: { step: 'lead', field: 'personId' },
    },
    {
      ...{ as: 'waivers', type: 'waiver', by: 'personId', limit: FILES_MAX },
      valueFrom: { step: 'lead', field: 'personId' },
    },
  ],
  decide(records, args, context) {
    const found = openLead(records);
    if ('refusal' in found) return found;
    const { id, values } = found.lead;
    const since = values.openedOn ?? '';
    const file = ((records.files ?? []) as Row<'application'>[]).find(
      (row) => (row.values.submittedOn ?? '') >= since,
    );
    if (args.outcome === 'APPLICATION' && !file) return refuse('lead/no-application', ['outcome']);
    const isWaived = ((records.waivers ?? []) as Row<'waiver'>[]).some((row) => !row.values.revokedOn);
    if (args.outcome === 'WAIVER' && !isWaived) return refuse('lead/no-waiver', ['outcome']);
    if (args.outcome === 'REASON' && (!args.reason || !args.words))
      return refuse('lead/reason-needed', [args.reason ? 'words' : 'reason']);
    const set = {
      ...{
        state: 'CLOSED',
        outcome: args.outcome,
        outcomeReason: args.reason,
        outcomeWords: args.words || null,
      },
      ...{
        closedOn: context.madeOn,
        applicationId: args.outcome === 'APPLICATION' ? (file?.id ?? null) : null,
      },
    };
    const line = {
      ...{ action: 'lead.close', words: args.words || null, reasonCode: args.reason ?? args.outcome },
      ...{ details: { outcome: args.outcome } },
    };
    return {
      changes: [
        change('lead', id, set),
        ...(values.personId ? [historyLine(context, { personId: values.personId, ...line })] : []),
      ],
    };
  },
});

/** Handed to the township where the person lives: closed here, open there with all that is known (LD4). Done at the centre, which holds both. */
export const leadHandOver = defineCommand({
  ...shared,
  name: 'lead.handOver',
  roles: FINDERS,
  args: z.strictObject({ leadId: idSchema, township: idSchema, words: words.min(1) }),
  needs: (args) => [
    { as: 'lead', type: 'lead', id: args.leadId },
    { as: 'township', type: 'division', id: args.township },
  ],
  decide(records, args, context) {
    const found = openLead(records);
    if ('refusal' in found) return found;
    const { id, values } = found.lead;
    if (values.personId) return refuse('lead/of-a-person');
    const there = firstOf(records, 'township', 'division');
    const isThere = there && levelOf(there.id) === 'TOWNSHIP';
    if (!isThere || args.township === context.scope) return refuse('lead/no-township', ['township']);
    const end = { outcome: 'HANDED_OVER', outcomeWords: args.words, closedOn: context.madeOn };
    return {
      changes: [change('lead', id, { state: 'CLOSED', ...end })],
      handed: [
        {
          scope: args.township,
          change: create('lead', context.newId(), {
            ...{ source: values.source, benefits: values.benefits, words: values.words, state: 'OPEN' },
            ...{ openedOn: values.openedOn, openedBy: values.openedBy, contacts: values.contacts },
            ...{ leadName: values.leadName, leadPhone: values.leadPhone },
          }),
        },
      ],
    };
  },
});

/** One person, registered twice in a township: merging the two records, or saying that they are two people (another township's record:
 *  duplicate-elsewhere.ts). Source: dossier m.3 (new-new duplicates: first received keeps the record, a person merges, the earliest counter
 *  receipt date is kept) and (h) DUP_ID.
 *  DU1 nothing is dropped: a merged record stays, and its files go on under the one that is kept.  DU2 two open files, or two
 *  entitlements, of one subsidy are never made one: somebody ends one of them first.  DU3 a record is merged once.  DU4 whom another
 *  township may have registered first is settled before anything else is done about them. */
import { z } from 'zod';
import { byGroup, type Row, type Values } from '../records/rows.ts';
import { benefitsOf, entitledClaim, openClaim } from './application.ts';
import {
  type Change,
  change,
  type Claim,
  create,
  defineCommand,
  type DecideContext,
  firstOf,
  type Loaded,
  type Need,
  type Refusal,
  refuse,
} from './command.ts';
import { historyLine } from './history.ts';
import { idNumberKey } from './id-number.ts';
import { FORM_GROUPS, idSchema, personClaim } from './person.ts';
import { type ApplicationState, BENEFITS, type Benefit, ENDED_STATES } from './state.ts';

export const OF_A_PERSON_MAX = 50;
/** Why somebody merges, or does not. */
export const mergeReason = z.string().trim().min(1).max(300);
export const TOWNSHIP_ROLES = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const;

/** Reads what a person has: files and entitlements. `step` names the step that gives the person. */
export function holdingsNeeds(step: string, personId: number): Need[] {
  const by = { by: 'personId', value: personId, limit: OF_A_PERSON_MAX } as const;
  return [
    { as: step, type: 'person', id: personId },
    { as: `${step}Files`, type: 'application', ...by },
    { as: `${step}Entitlements`, type: 'entitlement', ...by },
    { as: `${step}Conflicts`, type: 'conflict', ...by },
  ];
}

interface Holdings {
  readonly person: Row<'person'>;
  readonly files: readonly Row<'application'>[];
  readonly openFiles: readonly Row<'application'>[];
  readonly entitlements: readonly Row<'entitlement'>[];
  /** Open question whether another township's record is the same person: until it is settled this one claims nothing. */
  readonly isCandidate: boolean;
}

export function holdingsIn(records: Loaded, step: string): Holdings | Refusal {
  const person = firstOf(records, step, 'person');
  if (!person) return refuse('person/not-found');
  if (person.values.mergedInto) return refuse('person/merged', undefined, { into: person.values.mergedInto });
  const files = (records[`${step}Files`] ?? []) as Row<'application'>[];
  return {
    person,
    files,
    openFiles: files.filter(({ values }) => !ENDED_STATES.includes(values.state as ApplicationState)),
    entitlements: (records[`${step}Entitlements`] ?? []) as Row<'entitlement'>[],
    isCandidate: ((records[`${step}Conflicts`] ?? []) as Row<'conflict'>[]).some(
      ({ values }) => values.kind === 'duplicate' && values.state === 'OPEN' && values.recordId === person.id,
    ),
  };
}

export const activeBenefits = ({ entitlements }: Holdings): Benefit[] =>
  BENEFITS.filter((benefit) =>
    entitlements.some(({ values }) => values.benefit === benefit && values.state === 'ACTIVE'),
  );
const openBenefits = ({ openFiles }: Holdings): Benefit[] =>
  BENEFITS.filter((benefit) => openFiles.some(({ values }) => benefitsOf(values).includes(benefit)));

/** Both records have an open file, or hold, or hold and ask for, one subsidy (DU2). */
function doubleHolding(kept: Holdings, given: Holdings): Refusal | null {
  const held = (of: Holdings): Benefit[] => [...openBenefits(of), ...activeBenefits(of)];
  const benefit = BENEFITS.find((each) => held(kept).includes(each) && held(given).includes(each));
  return benefit ? refuse('person/merge-holds-both', undefined, { benefit }) : null;
}

/** What a person's files and entitlements claim, moved from one number to another; under the same number it is claimed again. */
export function claimsUnder(holdings: Holdings, from: string, to: string): Claim[] {
  const moved = (key: (idNumber: string) => string, recordId: number): Claim[] => [
    ...(key(from) === key(to) ? [] : [{ key: key(from), recordId, take: false }]),
    { key: key(to), recordId, take: true },
  ];
  return [
    ...holdings.openFiles.flatMap(({ id, values }) =>
      benefitsOf(values).flatMap((benefit) => moved((number) => openClaim(number, benefit), id)),
    ),
    ...holdings.entitlements
      .filter(({ values }) => values.state === 'ACTIVE')
      .flatMap(({ id, values }) => moved((number) => entitledClaim(number, values.benefit as Benefit), id)),
  ];
}

/** The claim of a number that a record is to have from now on: held by another, it is not to be had. */
export function numberClaim(idNumber: string, personId: number): Claim {
  return { ...personClaim(idNumber, personId), ifHeld: 'refuse', path: ['idNumber'] };
}

/** The kept record goes by one of the two numbers; what either record claims is claimed under that one. */
function mergedClaims(kept: Holdings, given: Holdings, idNumber: string): Claim[] {
  const [keptNumber, givenNumber] = [kept.person.values.idNumber ?? '', given.person.values.idNumber ?? ''];
  const takesNumber = idNumberKey(idNumber) !== idNumberKey(keptNumber);
  return [
    ...claimsUnder(given, givenNumber, idNumber),
    ...claimsUnder(kept, keptNumber, idNumber),
    ...(takesNumber
      ? [personClaim(idNumber, given.person.id, false), numberClaim(idNumber, kept.person.id)]
      : []),
  ];
}

/** Groups whose values the kept record may take over from the other. */
export const MERGE_GROUPS = FORM_GROUPS.person;
export type MergeGroup = (typeof MERGE_GROUPS)[number];

function takenOver(given: Row<'person'>, groups: readonly MergeGroup[]): Partial<Values<'person'>> {
  const fields = byGroup('person', given.values as never);
  return Object.assign({}, ...groups.map((group) => fields.get(group) ?? {})) as Partial<Values<'person'>>;
}

/** A change of the merged record: whose it is now. */
export function mergedRecord(person: Row<'person'>, into: number, context: DecideContext): Change {
  return change('person', person.id, { mergedInto: into, mergedOn: context.madeOn });
}

/** Merges two records of one township. */
export const personMerge = defineCommand({
  name: 'person.merge',
  version: 1,
  args: z.strictObject({
    keptId: idSchema,
    givenId: idSchema,
    /** Groups in which the kept record takes the other's values; elsewhere its own stay. */
    take: z.array(z.enum(MERGE_GROUPS)).max(MERGE_GROUPS.length),
    reason: mergeReason,
  }),
  roles: [...TOWNSHIP_ROLES, 'COUNTY_CIVIL_AFFAIRS_APPROVER'],
  corrects: FORM_GROUPS,
  target: (args) => ({ type: 'person', id: args.keptId }),
  needs: (args) => [...holdingsNeeds('kept', args.keptId), ...holdingsNeeds('given', args.givenId)],
  decide(records, args, context) {
    if (args.keptId === args.givenId) return refuse('person/merge-itself');
    const kept = holdingsIn(records, 'kept');
    if ('refusal' in kept) return kept;
    const given = holdingsIn(records, 'given');
    if ('refusal' in given) return given;
    if (kept.person.scope !== given.person.scope) return refuse('person/merge-other-township');
    if (kept.isCandidate || given.isCandidate) return refuse('person/duplicate-open');
    const double = doubleHolding(kept, given);
    if (double) return double;
    const set = takenOver(given.person, args.take);
    const details = { kept: kept.person.id, given: given.person.id, take: args.take };
    return {
      changes: [
        ...(Object.keys(set).length ? [change('person', kept.person.id, set)] : []),
        mergedRecord(given.person, kept.person.id, context),
        ...given.files.map(({ id }) => change('application', id, { personId: kept.person.id })),
        ...given.entitlements.map(({ id }) => change('entitlement', id, { personId: kept.person.id })),
        historyLine(context, {
          personId: kept.person.id,
          action: 'person.merge',
          words: args.reason,
          details,
        }),
      ],
      claims: mergedClaims(kept, given, set.idNumber ?? kept.person.values.idNumber ?? ''),
    };
  },
});

/** Says that two records of a township are two people, so that nobody is asked again. */
export const personNotSame = defineCommand({
  name: 'person.notSame',
  version: 1,
  args: z.strictObject({ personId: idSchema, otherId: idSchema, reason: mergeReason }),
  roles: [...TOWNSHIP_ROLES, 'COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: (args) => ({ type: 'person', id: args.personId }),
  needs: (args) => [
    { as: 'person', type: 'person', id: args.personId },
    { as: 'other', type: 'person', id: args.otherId },
  ],
  decide(records, args, context) {
    const person = firstOf(records, 'person', 'person');
    const other = firstOf(records, 'other', 'person');
    if (!person || !other || person.id === other.id) return refuse('person/not-found');
    if (idNumberKey(person.values.idNumber ?? '') === idNumberKey(other.values.idNumber ?? ''))
      return refuse('person/same-id-number');
    const settled = create('conflict', context.newId(), {
      personId: person.id,
      recordType: 'person',
      recordId: other.id,
      groupName: 'identity',
      kind: 'duplicate',
      mineBy: context.actor.accountId,
      mineAt: context.madeAt,
      mineDevice: context.device,
      mineNumber: context.number,
      state: 'SETTLED',
      choice: 'different',
      settledBy: context.actor.accountId,
      settledAt: context.madeAt,
      settleReason: args.reason,
    });
    const line = historyLine(context, {
      personId: person.id,
      action: 'person.notSame',
      words: args.reason,
      details: { other: other.id },
    });
    return { changes: [settled, line] };
  },
});

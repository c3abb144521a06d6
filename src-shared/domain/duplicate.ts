/** One person, registered twice in a township: merging the two records, or saying that they are two people (another township's record:
 *  duplicate-elsewhere.ts). Source: dossier m.3 (new-new duplicates: first received keeps the record, a person merges, the earliest counter
 *  receipt date is kept) and (h) DUP_ID.
 *  DU1 nothing is dropped: a merged record stays, and its files, subsidies, papers and money (merged-money.ts) go on under the one that is kept.  DU2 two open files
 *  of one subsidy become one, which keeps the earlier date; what is being paid is never made one with anything: somebody ends that
 *  first.  DU3 a record is merged once.  DU4 whom another township may have registered first is settled before anything else is done
 *  about them. */
import { z } from 'zod';
import { byGroup, type Row, type Values } from '../records/rows.ts';
import { benefitsOf } from './application.ts';
import { entitledClaim, openClaim } from './claim-keys.ts';
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
import { carriedOver, moneyNeeds } from './merged-money.ts';
import { FORM_GROUPS, idSchema, personClaim } from './person.ts';
import { type ApplicationState, BENEFITS, type Benefit, ENDED_STATES } from './state.ts';

export const OF_A_PERSON_MAX = 50;
/** Why somebody merges, or does not. */
export const mergeReason = z.string().trim().min(1).max(300);
export const TOWNSHIP_ROLES = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const;

/** Papers taken away included (paper.ts). */
const PAPERS_OF_A_PERSON_MAX = 400;

/** States in which an entitlement goes on: paid, or waiting for the end of a doubt, after which its months are paid. */
const GOING_ON = ['ACTIVE', 'SUSPENDED'];

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
  /** Open questions whether another township's record is the same person: until they are settled this one claims nothing. */
  readonly questions: readonly Row<'conflict'>[];
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
    questions: ((records[`${step}Conflicts`] ?? []) as Row<'conflict'>[]).filter(
      ({ values }) => values.kind === 'duplicate' && values.state === 'OPEN' && values.recordId === person.id,
    ),
  };
}

export const activeBenefits = ({ entitlements }: Holdings): Benefit[] =>
  BENEFITS.filter((benefit) =>
    entitlements.some(({ values }) => values.benefit === benefit && GOING_ON.includes(values.state ?? '')),
  );
const openBenefits = ({ openFiles }: Holdings): Benefit[] =>
  BENEFITS.filter((benefit) => openFiles.some(({ values }) => benefitsOf(values).includes(benefit)));

/** One subsidy is being paid to one record, and paid or asked for at the other (DU2). */
function doubleHolding(kept: Holdings, given: Holdings): Refusal | null {
  const [keptActive, givenActive] = [activeBenefits(kept), activeBenefits(given)];
  const isPaid = (benefit: Benefit) => keptActive.includes(benefit) || givenActive.includes(benefit);
  const isHeld = (of: Holdings, benefit: Benefit) =>
    activeBenefits(of).includes(benefit) || openBenefits(of).includes(benefit);
  const benefit = BENEFITS.find((each) => isPaid(each) && isHeld(kept, each) && isHeld(given, each));
  return benefit ? refuse('person/merge-holds-both', undefined, { benefit }) : null;
}

/** Subsidies for which both an open file of the given record and one of the kept record ask. */
function askedTwice(file: Row<'application'>, kept: Holdings): Benefit[] {
  return benefitsOf(file.values).filter((benefit) => openBenefits(kept).includes(benefit));
}

/** The given record's files go on under the kept one; what the kept one asks for already is asked for once (DU2). */
function movedFiles(kept: Holdings, given: Holdings, words: string, context: DecideContext): Change[] {
  return given.files.map((file) => {
    const twice = given.openFiles.includes(file) ? askedTwice(file, kept) : [];
    const isWhole = twice.length > 0 && twice.length === benefitsOf(file.values).length;
    const part = {
      appliedLiving: file.values.appliedLiving && !twice.includes('LIVING'),
      appliedNursing: file.values.appliedNursing && !twice.includes('NURSING'),
    };
    return change('application', file.id, {
      personId: kept.person.id,
      ...(isWhole && { state: 'MERGED', stateSince: context.madeOn, reasonWords: words }),
      ...(twice.length > 0 && !isWhole && part),
    });
  });
}

/** The earlier dates that the kept record's open files take over. */
function earlierDates(kept: Holdings, given: Holdings): Change[] {
  return kept.openFiles.flatMap((file) => {
    const asks = benefitsOf(file.values);
    const dates = given.openFiles
      .filter(({ values }) => benefitsOf(values).some((benefit) => asks.includes(benefit)))
      .map(({ values }) => values.submittedOn)
      .filter((date) => date !== null)
      .sort();
    const [earliest] = dates;
    const stands = file.values.submittedOn;
    return earliest && stands && earliest < stands
      ? [change('application', file.id, { submittedOn: earliest })]
      : [];
  });
}

/** What a person's files and entitlements claim, moved from one number to another; under the same number it is claimed again. `asks`: what
 *  an open file still asks for. */
export function claimsUnder(
  holdings: Holdings,
  from: string,
  to: string,
  asks: (file: Row<'application'>) => readonly Benefit[] = ({ values }) => benefitsOf(values),
): Claim[] {
  const moved = (key: (idNumber: string) => string, recordId: number): Claim[] => [
    ...(key(from) === key(to) ? [] : [{ key: key(from), recordId, take: false }]),
    { key: key(to), recordId, take: true },
  ];
  return [
    ...holdings.openFiles.flatMap((file) =>
      asks(file).flatMap((benefit) => moved((number) => openClaim(number, benefit), file.id)),
    ),
    ...holdings.entitlements
      .filter(({ values }) => GOING_ON.includes(values.state ?? ''))
      .flatMap(({ id, values }) => moved((number) => entitledClaim(number, values.benefit as Benefit), id)),
  ];
}

/** The claim of a number that a record is to have from now on: held by another, it is not to be had. */
export function numberClaim(idNumber: string, personId: number): Claim {
  return { ...personClaim(idNumber, personId), ifHeld: 'refuse', path: ['idNumber'] };
}

/** What the given record's files no longer ask for once the records are one. */
function givenBack(kept: Holdings, given: Holdings): Claim[] {
  const number = given.person.values.idNumber ?? '';
  return given.openFiles.flatMap((file) =>
    askedTwice(file, kept).map((benefit) => ({
      key: openClaim(number, benefit),
      recordId: file.id,
      take: false,
    })),
  );
}

/** The kept record goes by one of the two numbers; what either record claims is claimed under that one. */
function mergedClaims(kept: Holdings, given: Holdings, idNumber: string): Claim[] {
  const [keptNumber, givenNumber] = [kept.person.values.idNumber ?? '', given.person.values.idNumber ?? ''];
  const takesNumber = idNumberKey(idNumber) !== idNumberKey(keptNumber);
  const goesOn = (file: Row<'application'>): Benefit[] => {
    const twice = askedTwice(file, kept);
    return benefitsOf(file.values).filter((benefit) => !twice.includes(benefit));
  };
  return [
    ...givenBack(kept, given),
    ...claimsUnder(given, givenNumber, idNumber, goesOn),
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
  needs: (args) => [
    ...holdingsNeeds('kept', args.keptId),
    ...holdingsNeeds('given', args.givenId),
    { as: 'papers', type: 'paper', by: 'personId', value: args.givenId, limit: PAPERS_OF_A_PERSON_MAX },
    ...moneyNeeds(args.givenId),
  ],
  decide(records, args, context) {
    if (args.keptId === args.givenId) return refuse('person/merge-itself');
    const kept = holdingsIn(records, 'kept');
    if ('refusal' in kept) return kept;
    const given = holdingsIn(records, 'given');
    if ('refusal' in given) return given;
    if (kept.person.scope !== given.person.scope) return refuse('person/merge-other-township');
    if (kept.questions.length || given.questions.length) return refuse('person/duplicate-open');
    const double = doubleHolding(kept, given);
    if (double) return double;
    const set = takenOver(given.person, args.take);
    const details = { kept: kept.person.id, given: given.person.id, take: args.take };
    return {
      changes: [
        ...(Object.keys(set).length ? [change('person', kept.person.id, set)] : []),
        mergedRecord(given.person, kept.person.id, context),
        ...movedFiles(kept, given, args.reason, context),
        ...earlierDates(kept, given),
        ...given.entitlements.map(({ id }) => change('entitlement', id, { personId: kept.person.id })),
        ...(records.papers ?? []).map(({ id }) => change('paper', id, { personId: kept.person.id })),
        ...carriedOver(records, kept.person, given.person),
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
    const { mergedInto } = person.values.mergedInto ? person.values : other.values;
    if (mergedInto) return refuse('person/merged', undefined, { into: mergedInto });
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

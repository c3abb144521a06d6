/** A person whom the centre found registered in another township first: the county gives the later record up for the one that is kept, or
 *  the number was typed wrong and is corrected. Source: dossier m.3 (new-new duplicates), S004 art.4. Two records of one township:
 *  duplicate.ts, whose rules hold here too. */
import { z } from 'zod';
import type { Row, Values } from '../records/rows.ts';
import { releasedClaims } from './application.ts';
import {
  type Change,
  change,
  defineCommand,
  type DecideContext,
  firstOf,
  type Loaded,
  type Need,
  type Refusal,
  refuse,
} from './command.ts';
import {
  activeBenefits,
  claimsUnder,
  holdingsIn,
  holdingsNeeds,
  mergedRecord,
  mergeReason,
  numberClaim,
  OF_A_PERSON_MAX,
  TOWNSHIP_ROLES,
} from './duplicate.ts';
import { historyLine } from './history.ts';
import { idNumberKey, type IdNumberParsed, otherIdNumber, parseIdNumber } from './id-number.ts';
import { handedOver, moneyNeeds } from './merged-money.ts';
import { dateSchema, idSchema, personClaim } from './person.ts';
import { BENEFITS } from './state.ts';

/** The other side of a duplicate that the centre found, as its conflict record tells it. */
export interface HeldElsewhere {
  readonly personId: number;
  readonly scope: number;
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly birthDate: string | null;
  readonly hukouVillage: number | null;
}

function openDuplicateIn(records: Loaded): { row: Row<'conflict'>; theirs: HeldElsewhere } | Refusal {
  const row = firstOf(records, 'conflict', 'conflict');
  if (!row || row.values.kind !== 'duplicate') return refuse('conflict/not-found');
  if (row.values.state !== 'OPEN')
    return refuse('conflict/already-settled', undefined, { choice: row.values.choice });
  const sides = row.values.identityValues as unknown as { theirs: HeldElsewhere } | null;
  return sides ? { row, theirs: sides.theirs } : refuse('conflict/not-visible');
}

/** The question that was asked, and with it every other open one about the record: nothing is left to ask. */
function settledQuestions(
  asked: Row<'conflict'>,
  questions: readonly Row<'conflict'>[],
  choice: 'same' | 'different',
  words: string,
  context: DecideContext,
): Change[] {
  const settle = ({ id }: Row<'conflict'>, chosen: string): Change =>
    change('conflict', id, {
      state: 'SETTLED',
      choice: chosen,
      settledBy: context.actor.accountId,
      settledAt: context.madeAt,
      settleReason: words,
    });
  const others = questions.filter(({ id }) => id !== asked.id);
  return [settle(asked, choice), ...others.map((row) => settle(row, 'moot'))];
}

/** The county settles that the person another township registered first is the same: that record is kept, this one's open files end as
 *  MERGED. The earliest receipt date goes over by `application.keepEarliestDate` in the other township. */
export const personMergeElsewhere = defineCommand({
  name: 'person.mergeElsewhere',
  version: 1,
  args: z.strictObject({ personId: idSchema, conflictId: idSchema, reason: mergeReason }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: (args) => ({ type: 'person', id: args.personId }),
  needs: (args) => [
    ...holdingsNeeds('given', args.personId),
    ...moneyNeeds(args.personId),
    { as: 'conflict', type: 'conflict', id: args.conflictId },
  ],
  decide(records, args, context) {
    const given = holdingsIn(records, 'given');
    if ('refusal' in given) return given;
    const conflict = openDuplicateIn(records);
    if ('refusal' in conflict) return conflict;
    if (conflict.row.values.recordId !== given.person.id) return refuse('conflict/record-missing');
    const held = activeBenefits(given)[0];
    if (held) return refuse('person/merge-holds-both', undefined, { benefit: held });
    const { theirs } = conflict;
    const [first] = given.openFiles;
    const ended = { state: 'MERGED', stateSince: context.madeOn, reasonWords: args.reason };
    const money = handedOver(records, given.person, theirs, args.reason, context);
    return {
      changes: [
        mergedRecord(given.person, theirs.personId, context),
        ...settledQuestions(conflict.row, given.questions, 'same', args.reason, context),
        ...given.openFiles.map(({ id }) => change('application', id, ended)),
        ...money.changes,
        historyLine(context, {
          personId: given.person.id,
          applicationId: first?.id ?? null,
          action: 'person.mergeElsewhere',
          ...(first && { stateAfter: 'MERGED' as const }),
          words: args.reason,
          details: {
            into: theirs.personId,
            scope: theirs.scope,
            files: given.openFiles.map(({ id, values }) => ({ id, submittedOn: values.submittedOn })),
          },
        }),
      ],
      claims: given.openFiles.flatMap((file) => releasedClaims(file, given.person)),
      ...(money.handed.length && { handed: money.handed }),
    };
  },
});

/** A file keeps the earliest date on which the person applied anywhere (dossier m.3; entitlement runs from that month, S004 art.4). */
export const applicationKeepEarliestDate = defineCommand({
  name: 'application.keepEarliestDate',
  version: 1,
  args: z.strictObject({
    applicationId: idSchema,
    submittedOn: dateSchema,
    /** Where that date stands: the duplicate that was settled. */
    conflictId: idSchema,
    reason: mergeReason,
  }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: (args) => ({ type: 'application', id: args.applicationId }),
  needs: (args) => [
    { as: 'application', type: 'application', id: args.applicationId },
    {
      as: 'entitlements',
      type: 'entitlement',
      by: 'personId',
      valueFrom: { step: 'application', field: 'personId' },
      limit: OF_A_PERSON_MAX,
    },
  ],
  decide(records, args, context) {
    const application = firstOf(records, 'application', 'application');
    if (!application) return refuse('application/not-found');
    const { submittedOn, personId, state } = application.values;
    if (state === 'REFUSED' || state === 'MERGED')
      return refuse('application/already-handled', undefined, { state });
    if (submittedOn && submittedOn <= args.submittedOn)
      return refuse('application/date-not-earlier', ['submittedOn'], { submittedOn });
    const month = args.submittedOn.slice(0, 7);
    const entitlements = (records.entitlements ?? []) as Row<'entitlement'>[];
    return {
      changes: [
        change('application', application.id, { submittedOn: args.submittedOn }),
        ...entitlements
          .filter(({ values }) => values.applicationId === application.id)
          .filter(({ values }) => values.entitledFrom !== null && values.entitledFrom > month)
          .map(({ id }) => change('entitlement', id, { entitledFrom: month })),
        historyLine(context, {
          personId: personId as number,
          applicationId: application.id,
          action: 'application.keepEarliestDate',
          words: args.reason,
          details: { from: submittedOn, to: args.submittedOn, conflictId: args.conflictId },
        }),
      ],
    };
  },
});

const receivedElsewhere = z.strictObject({
  benefits: z.array(z.enum(BENEFITS)).min(1).max(BENEFITS.length),
  submittedOn: dateSchema,
});

/** The kept record says what it was kept for: that another township received the same person too, and what it received when. What the
 *  person asked for there and not here is taken in here under that date, so that no application is lost. */
export const personTakeOver = defineCommand({
  name: 'person.takeOver',
  version: 1,
  args: z.strictObject({
    personId: idSchema,
    /** Scope of the other township. */
    from: idSchema,
    conflictId: idSchema,
    received: z.array(receivedElsewhere).max(OF_A_PERSON_MAX),
    reason: mergeReason,
  }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: (args) => ({ type: 'person', id: args.personId }),
  needs: (args) => [{ as: 'person', type: 'person', id: args.personId }],
  decide(records, args, context) {
    const person = firstOf(records, 'person', 'person');
    if (!person) return refuse('person/not-found');
    const { personId, from, conflictId, received, reason } = args;
    return {
      changes: [
        historyLine(context, {
          personId,
          action: 'person.takeOver',
          words: reason,
          details: { from, conflictId, received },
        }),
      ],
    };
  },
});

function idNumberNeeds(raw: string): Need[] {
  const idNumber = parseIdNumber(raw, { today: '9999-12-31' }).normalized ?? raw;
  const other = otherIdNumber(idNumber);
  return [
    { as: 'sameNumber', type: 'person', by: 'idNumber', value: idNumber, limit: 2 },
    ...(other ? [{ as: 'sameOther', type: 'person', by: 'idNumber', value: other, limit: 2 } as const] : []),
  ];
}

/** What a corrected number says of a person. A certificate number begins with it: whoever typed the one wrong typed the other wrong. */
function readFrom(
  { values }: Row<'person'>,
  { normalized = '', sex, birthDate }: IdNumberParsed,
): Partial<Values<'person'>> {
  const [before, certificate] = [idNumberKey(values.idNumber ?? ''), values.certificateNumber];
  return {
    idNumber: normalized,
    sex: sex ?? null,
    birthDate: birthDate ?? null,
    ...(before &&
      certificate?.startsWith(before) && {
        certificateNumber: idNumberKey(normalized) + certificate.slice(before.length),
      }),
  };
}

/** Corrects an ID number that was typed wrong, and with it settles the duplicate that it made: two numbers, two people. The number as it is
 *  settles it when it was the other record's that was wrong and has been corrected. */
export const personCorrectIdNumber = defineCommand({
  name: 'person.correctIdNumber',
  version: 1,
  args: z.strictObject({
    personId: idSchema,
    /** Null: the number is right as it is. */
    idNumber: z.string().trim().max(40).nullable(),
    conflictId: idSchema.nullable().default(null),
    reason: mergeReason,
  }),
  roles: [...TOWNSHIP_ROLES, 'COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: (args) => ({ type: 'person', id: args.personId }),
  needs: (args) => [
    ...holdingsNeeds('person', args.personId),
    ...(args.idNumber === null ? [] : idNumberNeeds(args.idNumber)),
    ...(args.conflictId ? [{ as: 'conflict', type: 'conflict', id: args.conflictId } as const] : []),
  ],
  decide(records, args, context) {
    const found = holdingsIn(records, 'person');
    if ('refusal' in found) return found;
    const { person } = found;
    const before = person.values.idNumber ?? '';
    const parsed = args.idNumber === null ? null : parseIdNumber(args.idNumber, { today: context.madeOn });
    if (parsed && !parsed.valid) return refuse('person/id-number', ['idNumber'], { codes: parsed.codes });
    const number = parsed?.normalized ?? before;
    if (before === number && !args.conflictId) return refuse('person/nothing-to-change', ['idNumber']);
    const taken = [...(records.sameNumber ?? []), ...(records.sameOther ?? [])].find(
      (row) => row.id !== person.id && !(row as Row<'person'>).values.mergedInto,
    );
    if (taken) return refuse('person/id-number-taken', ['idNumber'], { personId: taken.id });
    const held = activeBenefits(found)[0];
    if (held) return refuse('person/id-number-entitled', ['idNumber'], { benefit: held });
    if (found.questions.length && !args.conflictId) return refuse('person/duplicate-open');
    const conflict = args.conflictId ? openDuplicateIn(records) : null;
    if (conflict && 'refusal' in conflict) return conflict;
    return {
      changes: [
        ...(parsed ? [change('person', person.id, readFrom(person, parsed))] : []),
        ...(conflict
          ? settledQuestions(conflict.row, found.questions, 'different', args.reason, context)
          : []),
        historyLine(context, {
          personId: person.id,
          action: 'person.correctIdNumber',
          words: args.reason,
          details: { fields: parsed ? ['idNumber'] : [] },
        }),
      ],
      claims: [
        personClaim(before, person.id, false),
        numberClaim(number, person.id),
        ...claimsUnder(found, before, number),
      ],
    };
  },
});

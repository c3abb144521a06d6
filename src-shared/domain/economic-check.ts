/** 家庭经济状况核对: the household authorises the check of its economic situation by a signed slip, the request goes to whoever checks, and what came
 *  back is recorded once (S002; S004 art.12; glossary). Who checks is outside: how a request gets there and an answer back is a port
 *  (src-main/replica/economic); here is what both sides of it mean.
 *  EC1 nothing is asked without a signed slip, and one check of a person is under way at a time (∴).  EC2 an answer counts only for the very
 *  request that was sent: it names the check and the request's hash (∴).  EC3 an answer is advice for a person who decides: no subsidy changes
 *  by it (N✔ PIPL 24).  EC4 an answer counts only when the body that checks for the county has signed it: a file without its signature, or with
 *  another's, is refused and changes nothing (∴; checking-body.ts).                                                                     */
import { z } from 'zod';
import { canonicalJson, type Json } from '../base/canonical.ts';
import type { Row } from '../records/rows.ts';
import { change, create, defineCommand, firstOf, type Loaded, refuse } from './command.ts';
import { historyLine } from './history.ts';
import { dateSchema, idSchema } from './person.ts';

export const CHECK_FINDINGS = ['AS_DECLARED', 'DIFFERS', 'NO_DATA'] as const;
const OF_A_PERSON_MAX = 50;
/** What a column of the central database holds. */
const FEN_MAX = 2_147_483_647;
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const words = z.string().trim().max(300);
const fen = z.int().min(0).max(FEN_MAX).nullable();

const answerShape = {
  requestHash: hash,
  answeredOn: dateSchema,
  finding: z.enum(CHECK_FINDINGS),
  /** Of the household in a month; null where it is not told. */
  incomeFen: fen,
  propertyFen: fen,
  words,
};

const roles = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER', 'COUNTY_CIVIL_AFFAIRS_APPROVER'] as const;

export const economicCheckAuthorise = defineCommand({
  name: 'economicCheck.authorise',
  version: 1,
  args: z.strictObject({
    personId: idSchema,
    applicationId: idSchema.nullable().default(null),
    authorisedOn: dateSchema,
    /** Who of the household signed, as the slip says. */
    authorisedBy: z.string().trim().min(1).max(50),
  }),
  roles: ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'],
  target: (args) => ({ type: 'person', id: args.personId }),
  needs: (args) => [
    { as: 'person', type: 'person', id: args.personId },
    { as: 'checks', type: 'economicCheck', by: 'personId', value: args.personId, limit: OF_A_PERSON_MAX },
  ],
  decide(records, args, context) {
    const person = firstOf(records, 'person', 'person');
    if (!person) return refuse('person/not-found');
    const into = person.values.mergedInto;
    if (into) return refuse('person/merged', undefined, { into });
    if (args.authorisedOn > context.madeOn) return refuse('person/future-date', ['authorisedOn']);
    const isOpen = ((records.checks ?? []) as Row<'economicCheck'>[]).some(
      ({ values }) => values.state !== 'ANSWERED',
    );
    if (isOpen) return refuse('economic/already-open');
    return {
      changes: [
        create('economicCheck', context.newId(), {
          ...{ personId: person.id, applicationId: args.applicationId, state: 'AUTHORISED' },
          ...{ authorisedOn: args.authorisedOn, authorisedBy: args.authorisedBy },
          recordedBy: context.actor.accountId,
        }),
        historyLine(context, {
          ...{ personId: person.id, applicationId: args.applicationId, action: 'economicCheck.authorise' },
          details: { on: args.authorisedOn },
        }),
      ],
    };
  },
});

const ofCheck = {
  version: 1,
  roles,
  target: (args: { checkId: number }) => ({ type: 'economicCheck' as const, id: args.checkId }),
  needs: (args: { checkId: number }) => [{ as: 'check', type: 'economicCheck', id: args.checkId } as const],
};

function openCheck(records: Loaded) {
  const check = firstOf(records, 'check', 'economicCheck');
  if (!check) return refuse('economic/not-found');
  return check.values.state === 'ANSWERED' ? refuse('economic/already-answered') : { check };
}

/** The request has gone out; one that goes out again takes the place of the one before. */
export const economicCheckAsk = defineCommand({
  ...ofCheck,
  name: 'economicCheck.ask',
  args: z.strictObject({ checkId: idSchema, requestHash: hash }),
  decide(records, args, context) {
    const found = openCheck(records);
    if ('refusal' in found) return found;
    const { id, values } = found.check;
    return {
      changes: [
        change('economicCheck', id, {
          ...{ state: 'ASKED', askedOn: context.madeOn, requestHash: args.requestHash },
        }),
        historyLine(context, {
          ...{ personId: values.personId as number, applicationId: values.applicationId },
          ...{ action: 'economicCheck.ask', details: { on: context.madeOn } },
        }),
      ],
    };
  },
});

export const economicCheckAnswer = defineCommand({
  ...ofCheck,
  name: 'economicCheck.answer',
  args: z.strictObject({ checkId: idSchema, ...answerShape }),
  decide(records, args, context) {
    const found = openCheck(records);
    if ('refusal' in found) return found;
    const { id, values } = found.check;
    if (values.state !== 'ASKED' || values.requestHash !== args.requestHash)
      return refuse('economic/foreign');
    if (args.answeredOn > context.madeOn || args.answeredOn < (values.authorisedOn ?? ''))
      return refuse('person/dates-crossed', ['answeredOn']);
    return {
      changes: [
        change('economicCheck', id, {
          ...{ state: 'ANSWERED', answeredOn: args.answeredOn, finding: args.finding },
          ...{ incomeFen: args.incomeFen, propertyFen: args.propertyFen, answerWords: args.words || null },
        }),
        historyLine(context, {
          ...{ personId: values.personId as number, applicationId: values.applicationId },
          ...{ action: 'economicCheck.answer', reasonCode: args.finding, details: { on: args.answeredOn } },
        }),
      ],
    };
  },
});

export const REQUEST_FORMAT = 'sumu-economic-check-request';
const ANSWER_FORMAT = 'sumu-economic-check-answer';

/** What goes to whoever checks: no more than it takes to find the household (N✔ PIPL 6). */
export interface CheckRequest {
  readonly format: typeof REQUEST_FORMAT;
  readonly version: 1;
  readonly checkId: number;
  readonly township: number;
  readonly name: string;
  readonly idNumber: string;
  readonly authorisedOn: string;
  readonly authorisedBy: string;
  readonly askedOn: string;
}

export function requestOf(check: Row<'economicCheck'>, person: Row<'person'>, askedOn: string): CheckRequest {
  return {
    ...{ format: REQUEST_FORMAT, version: 1, checkId: check.id, township: check.scope },
    ...{ name: person.values.name ?? '', idNumber: person.values.idNumber ?? '', askedOn },
    ...{ authorisedOn: check.values.authorisedOn ?? '', authorisedBy: check.values.authorisedBy ?? '' },
  };
}

const answerFile = z.strictObject({
  format: z.literal(ANSWER_FORMAT),
  version: z.literal(1),
  checkId: idSchema,
  ...answerShape,
});
export type CheckAnswer = z.infer<typeof answerFile>;

/** As it arrives: what is answered, and the body's signature over its canonical text. */
const signedFile = z.strictObject({ answer: answerFile, signature: z.string().max(200).optional() });

/** What an answer is held against: the check of an id where this desk holds it, the body's key, and whether a key has signed a text. */
export interface AnswerGround {
  readonly checkOf: (id: number) => Row<'economicCheck'> | null;
  /** 64 hex digits; null while the county has entered none. */
  readonly publicKey: string | null;
  readonly isSigned: (publicKey: string, text: string, signature: string) => boolean;
}

/** Why the body's signature does not stand under an answer (EC4). */
function signatureFault(
  answer: Json,
  signature: string | undefined,
  { publicKey, isSigned }: AnswerGround,
): string | null {
  if (!signature) return 'economic/unsigned';
  if (publicKey === null) return 'economic/no-key';
  return isSigned(publicKey, canonicalJson(answer), signature) ? null : 'economic/signature-wrong';
}

/** Arguments of `economicCheck.answer` in the text of a file, or why they are none (EC2, EC4). */
export function readAnswer(
  text: string,
  ground: AnswerGround,
): { readonly args: Omit<CheckAnswer, 'format' | 'version'> } | { readonly refusal: string } {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { refusal: 'economic/torn' };
  }
  const parsed = signedFile.safeParse(read);
  if (!parsed.success) return { refusal: 'economic/malformed' };
  // What was signed is the text as it came, before anything is trimmed.
  const fault = signatureFault((read as { answer: Json }).answer, parsed.data.signature, ground);
  if (fault) return { refusal: fault };
  const { format: _format, version: _version, ...args } = parsed.data.answer;
  const check = ground.checkOf(args.checkId);
  if (!check || check.values.requestHash !== args.requestHash) return { refusal: 'economic/foreign' };
  return check.values.state === 'ANSWERED' ? { refusal: 'economic/already-answered' } : { args };
}

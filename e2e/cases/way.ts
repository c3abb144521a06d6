/** Cases of a file on its way: the commands of the product decide them, on a made-up file in the state that the case names. Only words are
 *  translated here: the cases' verbs into commands, refusals into the cases' codes.                                                     */
import type { PlainDate } from '#shared/domain/calendar.ts';
import { forwardingOf } from '#shared/domain/competence.ts';
import {
  isRosterRefusal,
  type RosterState,
  type SigningBody,
  submitToFinance,
} from '#shared/domain/roster-state.ts';
import { idsOfCommand } from '#shared/base/id.ts';
import { type Command, type DecideContext, isRefusal, type Loaded } from '#shared/domain/command.ts';
import { commandByName } from '#shared/domain/commands.ts';
import { delegatedOn, DETERMINATION } from '#shared/domain/delegation.ts';
import { turnOf } from '#shared/domain/next-step.ts';
import { judgedHash, matterOf } from '#shared/domain/review.ts';
import {
  APPLICATION_STATES,
  bodyOf,
  type ApplicationState,
  ENDED_STATES,
  MATERIAL_CODES,
  type Role,
  ROLES,
} from '#shared/domain/state.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import { emptyValues, groupNames, type Row } from '#shared/records/rows.ts';
import { z } from 'zod';
import { date } from './facts.ts';

type Input = Readonly<Record<string, unknown>>;
type Actual = Readonly<Record<string, unknown>>;

const [PERSON, APPLICATION, DELEGATION] = [11, 12, 13];
/** Accounts that did the earlier steps, beside the one that acts. */
const [COUNTER, ACTOR] = [1, 2];
const ON = '2022-06-01';
const HOPS_MAX = 5;

type Verbs = Readonly<Partial<Record<ApplicationState, string>>>;
const inAll = (act: string): Verbs => Object.fromEntries(APPLICATION_STATES.map((state) => [state, act]));
const RETURN: Verbs = {
  FEDERATION_REVIEW: 'review.returnToTownship',
  DETERMINING: 'review.returnToFederation',
  RETURNED_TO_FEDERATION: 'review.forwardReturn',
};

/** The command that a verb of the cases stands for in a state (dossier (a), actions). */
const VERBS: Readonly<Record<string, Verbs>> = {
  REQUEST_SUPPLEMENT: inAll('application.requestSupplement'),
  APPROVE: {
    SUBMITTED: 'application.accept',
    RESUBMITTED: 'application.accept',
    PRELIMINARY_REVIEW: 'review.passPreliminary',
    PRELIMINARY_PASSED: 'application.sendToFederation',
    RETURNED_TO_TOWNSHIP: 'application.sendToFederation',
    FEDERATION_REVIEW: 'review.passFederation',
    DETERMINING: 'review.determine',
  },
  RETURN,
  REFUSE: {
    ...RETURN,
    PRELIMINARY_REVIEW: 'review.refusePreliminary',
    RETURNED_TO_TOWNSHIP: 'application.notifyRefusal',
  },
  ACCEPT: inAll('application.accept'),
  REJECT_INTAKE: inAll('application.notAccept'),
  PASS_PRELIMINARY: inAll('review.passPreliminary'),
  ENTER: inAll('application.enter'),
  SUBMIT_TO_FEDERATION: inAll('application.sendToFederation'),
  APPROVE_REVIEW: inAll('review.passFederation'),
  DETERMINE: inAll('review.determine'),
  WITHDRAW: inAll('application.withdraw'),
};

const CODES: Readonly<Record<string, string>> = {
  'application/supplement-already-requested': 'SUPPLEMENT_ALREADY_REQUESTED',
  'review/four-eyes': 'FOUR_EYES',
  'review/not-delegated': 'OUT_OF_COMPETENCE',
};

export function row<T extends RecordTypeName>(
  type: T,
  id: number,
  values: Partial<Row<T>['values']>,
): Row<T> {
  const versions = Object.fromEntries(groupNames(type).map((group) => [group, 1]));
  return { type, scope: 1, id, values: { ...emptyValues(type), ...values }, versions };
}

interface File {
  readonly person: Row<'person'>;
  readonly application: Row<'application'>;
  /** The county's written decisions (T15). */
  readonly delegations: readonly Row<'delegation'>[];
  readonly on: PlainDate;
}

/** Accounts of the cases by name: the one that acts, and every other one. */
function accountOf(input: Input, name: string): number | null {
  if (input[name] === undefined) return null;
  return input[name] === input.actorUserId ? ACTOR : COUNTER;
}

const delegationSchema = z.object({
  determinationTo: z.literal('TOWNSHIP'),
  from: date,
  revokedOn: date.nullish(),
});

function delegationsOf(input: Input): Row<'delegation'>[] {
  if (!input.delegation) return [];
  const { from, revokedOn = null } = delegationSchema.parse(input.delegation);
  return [row('delegation', DELEGATION, { matter: DETERMINATION, validFrom: from, revokedOn })];
}

function fileOf(input: Input): File {
  const state = z.enum(APPLICATION_STATES).parse(input.state);
  const atCounter = accountOf(input, 'submittedByUserId') ?? accountOf(input, 'enteredByUserId') ?? COUNTER;
  const on = date.parse(input.on ?? ON);
  const isEntered = input.enteredOn !== null && input.enteredOn !== false;
  return {
    person: row('person', PERSON, { idNumber: '159999198001010012', householdCategory: 'DIBAO', grade: 1 }),
    application: row('application', APPLICATION, {
      ...{ personId: PERSON, state, appliedLiving: true, appliedNursing: true, submittedOn: on },
      submittedBy: atCounter,
      acceptedBy: accountOf(input, 'acceptedByUserId') ?? atCounter,
      enteredOn: isEntered ? on : null,
      missing: [],
      noticeCount: Number(input.noticesAlready ?? (HAD_NOTICE.includes(state) ? 1 : 0)),
      preliminaryBy: accountOf(input, 'preliminaryByUserId') ?? COUNTER,
      federationBy: accountOf(input, 'federationByUserId'),
      ...(state === 'RETURNED_TO_TOWNSHIP' && { returnedBy: String(input.returnedBy ?? 'FEDERATION') }),
    }),
    delegations: delegationsOf(input),
    on,
  };
}

export function contextOf(role: Role, on: PlainDate = ON): DecideContext {
  const ids = idsOfCommand(1, 1);
  return {
    ...{
      actor: { accountId: ACTOR, role },
      madeAt: `${on}T09:00:00+08:00`,
      madeOn: on,
      device: 1,
      number: 1,
    },
    ...{ scope: 1, packVersion: 'cases', newId: ids },
  };
}

/** The act asks how many are missing; a paper that the office's own list does not name stands for one of it. */
function materialsOf(missing: unknown): string[] {
  const known = (code: string): boolean => MATERIAL_CODES.some((each) => each === code);
  return z
    .array(z.string())
    .parse(missing)
    .map((code) => (known(code) ? code : 'SIGNED_FORM'));
}

/** Reasons of the dossier's checks by the name of the reason that a body gives in writing. */
const REASONS: Readonly<Record<string, string>> = {
  CERT_MISSING: 'CERT_NOT_IN_FEDERATION_DB',
  CERT_CLASS_MISMATCH: 'CERT_GRADE_MISMATCH',
  CERT_GRACE_OVER: 'CERT_EXPIRED',
};

/** A file that was sent back for papers has had its one notice. */
const HAD_NOTICE: readonly ApplicationState[] = ['SUPPLEMENT_REQUESTED', 'RESUBMITTED'];

/** What a case says beside the state, as any of the commands may take it. */
function argsOf(command: Command, file: File, input: Input, role: Role): unknown {
  const given: Record<string, unknown> = {
    applicationId: APPLICATION,
    judged: judgedHash(matterOf(file.application.values.state, role), file.person, file.application),
    words: 'cases',
    missing: materialsOf(input.missing ?? ['CERT_COPY']),
    reasonCode: REASONS[String(input.reason)] ?? input.reason,
    approved: ['LIVING', 'NURSING'],
  };
  const named = Object.keys((command.args as unknown as { shape: Record<string, unknown> }).shape);
  return Object.fromEntries(named.filter((name) => name in given).map((name) => [name, given[name]]));
}

interface Stepped {
  readonly file: File;
  readonly document: string | null;
  readonly role: Role;
}

const refused = (code: string): Actual => ({ allowed: false, code });
/** A refusal of the product in the cases' way of writing. */
const codeOf = (refusal: string): string =>
  CODES[refusal] ??
  refusal
    .slice(refusal.indexOf('/') + 1)
    .toUpperCase()
    .replaceAll('-', '_');

/** Who acts where a case names nobody: the body whose matter it is, the township where it determines (T15). */
function roleIn(file: File, command: Command): Role {
  const isTownships = file.application.values.state === 'DETERMINING' && levelOfTurn(file) === 'TOWNSHIP';
  return isTownships && command.roles.includes('TOWNSHIP_REVIEWER')
    ? 'TOWNSHIP_REVIEWER'
    : (command.roles[0] as Role);
}

/** Where the determination of a file lies: whose turn it is, asked as the lists ask it. */
function levelOfTurn({ application: { values, scope }, delegations, on }: File): 'COUNTY' | 'TOWNSHIP' {
  return turnOf({ ...values, scope }, delegatedOn(delegations, on)) === 'TOWNSHIP' ? 'TOWNSHIP' : 'COUNTY';
}

/** One step of the file, or why there is none. */
function stepped(file: File, verb: string, input: Input, wanted?: string): Stepped | Actual {
  const state = file.application.values.state as ApplicationState;
  const command = commandByName(VERBS[verb]?.[state] ?? '');
  if (!command) return refused('ALREADY_HANDLED');
  const role = ROLES.find((each) => each === (wanted ?? roleIn(file, command)));
  if (!role || !command.roles.includes(role)) return refused('OUT_OF_COMPETENCE');
  const args = command.args.safeParse(argsOf(command, file, input, role));
  if (!args.success) return notTaken(args.error, input);
  const records: Loaded = {
    application: [file.application],
    person: [file.person],
    delegations: file.delegations,
  };
  const decided = command.decide(records, args.data, contextOf(role, file.on));
  if (isRefusal(decided)) return refused(codeOf(decided.refusal));
  const set = (type: RecordTypeName): Readonly<Record<string, unknown>> =>
    decided.changes.find((change) => change.type === type)?.set ?? {};
  const application = {
    ...file.application,
    values: { ...file.application.values, ...set('application') },
  };
  return { file: { ...file, application }, document: (set('history').documentKind as string) ?? null, role };
}

/** Why an act does not take what the case says: a reason that is not its body's, none at all, an empty list. */
function notTaken(error: z.ZodError, input: Input): Actual {
  const [field] = error.issues[0]?.path ?? [];
  if (field === 'missing') return refused('MISSING_ITEMS_REQUIRED');
  if (field !== 'reasonCode') throw error;
  return refused(
    input.reason === undefined || input.reason === null ? 'REASON_REQUIRED' : 'OUT_OF_COMPETENCE',
  );
}

const isStep = (answer: Stepped | Actual): answer is Stepped => 'file' in answer;

/** Whether the act of this step takes no refusal without a reason. */
function needsReason(file: File, verb: string, role: Role): boolean {
  const command = commandByName(VERBS[verb]?.[file.application.values.state as ApplicationState] ?? '');
  return Boolean(command) && !command?.args.safeParse(argsOf(command, file, {}, role)).success;
}

const BODIES: Readonly<Record<string, SigningBody>> = {
  COUNTY_CIVIL_AFFAIRS: 'CIVIL_AFFAIRS',
  COUNTY_FEDERATION: 'FEDERATION',
};

/** State of a roster by how many bodies have signed it. */
const SIGNED: readonly RosterState[] = ['LOCKED', 'SIGNED_ONE', 'SIGNED_BOTH'];

/** A roster with some signatures that is handed to finance. */
function handedIn(signed: readonly string[]): Actual {
  const unknown = signed.find((body) => !(body in BODIES));
  if (unknown !== undefined) throw new Error(`no body ${unknown} signs a roster`);
  const hash = 'cases';
  const signatures = signed.map((body) => ({ body: BODIES[body] as SigningBody, by: ACTOR, on: ON, hash }));
  const answer = submitToFinance({ state: SIGNED[signatures.length] ?? 'LOCKED', hash, signatures });
  if (!isRosterRefusal(answer)) return { allowed: true, state: answer.state };
  const missing = Object.entries(BODIES).filter(([, body]) => answer.missing?.includes(body));
  return { ...refused(answer.code), missing: missing.map(([name]) => name) };
}

const intakeSchema = z.object({ acceptedAt: z.string(), hukouRegion: z.string(), submittedOn: date });

/** A case of a file on its way: one act, and for a refusal all hops until the file has ended. */
export function workflow(input: Input): Actual {
  if (input.acceptedAt) return { ...forwardingOf(intakeSchema.parse(input)) };
  if (input.action === 'SUBMIT_TO_FINANCE') return handedIn(z.array(z.string()).parse(input.signatures));
  const verb = String(input.action);
  if (!Object.hasOwn(VERBS, verb)) throw new Error(`no act ${verb}`);
  const before = fileOf(input);
  const wanted = typeof input.actorRole === 'string' ? input.actorRole : undefined;
  const first = stepped(before, verb, input, wanted);
  if (!isStep(first)) return first;
  const path = [first.file.application.values.state as ApplicationState];
  let last = first;
  for (let hop = 0; verb === 'REFUSE' && hop < HOPS_MAX; hop++) {
    if (ENDED_STATES.includes(path.at(-1) as ApplicationState)) break;
    const next = stepped(last.file, verb, input);
    if (!isStep(next)) return next;
    last = next;
    path.push(next.file.application.values.state as ApplicationState);
  }
  return {
    ...(path[0] === 'DETERMINING' && {
      assigneeOrgLevel: levelOfTurn(first.file),
    }),
    ...{ allowed: true, path, state: path[0], document: last.document, issuedBy: bodyOf(last.role) },
    reasonRequired: ['REFUSE', 'RETURN'].includes(verb) && needsReason(before, verb, first.role),
    countOfNoticesAllowed: verb === 'REQUEST_SUPPLEMENT' ? noticesAllowed(last.file, input) : null,
  };
}

/** How often the one-time notice can be given to one file: asked of the command itself. */
function noticesAllowed(file: File, input: Input): number {
  const again = { ...file.application, values: { ...file.application.values, state: 'RESUBMITTED' } };
  const second = stepped({ ...file, application: again }, 'REQUEST_SUPPLEMENT', input);
  return isStep(second) ? Number.POSITIVE_INFINITY : 1;
}

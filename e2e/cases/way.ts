/** Cases of a file on its way and of two edits that meet: the commands of the product decide them, on a made-up file in the state that the case
 *  names. Only words are translated here: the cases' verbs into commands, refusals into the cases' codes.                               */
import type { PlainDate } from '#shared/domain/calendar.ts';
import { determiningLevel, forwardingOf, type Intake } from '#shared/domain/competence.ts';
import { isRosterRefusal, type SigningBody, submitToFinance } from '#shared/domain/roster-state.ts';
import { idsOfCommand } from '#shared/base/id.ts';
import { type Command, type DecideContext, isRefusal, type Loaded } from '#shared/domain/command.ts';
import { commandByName } from '#shared/domain/commands.ts';
import { isHeld } from '#shared/domain/hold.ts';
import { personClaim } from '#shared/domain/person.ts';
import { judgedHash, matterOf } from '#shared/domain/review.ts';
import { bodyOf, type ApplicationState, ENDED_STATES, type Role } from '#shared/domain/state.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import { emptyValues, fieldsOf, groupNames, groupOf, groupOfField, type Row } from '#shared/records/rows.ts';
import { mergeGroup } from '#shared/sync/merge.ts';

type Input = Readonly<Record<string, unknown>>;
type Actual = Readonly<Record<string, unknown>>;

const [PERSON, APPLICATION] = [11, 12];
/** Accounts that did the earlier steps, beside the one that acts. */
const [COUNTER, ACTOR] = [1, 2];
const ON = '2022-06-01';
const HOPS_MAX = 5;

/** The command that a verb of the cases stands for in a state (dossier (a), actions). */
const VERBS: Readonly<Record<string, Readonly<Partial<Record<ApplicationState, string>>>>> = {
  REQUEST_SUPPLEMENT: {
    SUBMITTED: 'application.requestSupplement',
    RESUBMITTED: 'application.requestSupplement',
    PRELIMINARY_REVIEW: 'application.requestSupplement',
  },
  APPROVE: {
    SUBMITTED: 'application.accept',
    RESUBMITTED: 'application.accept',
    PRELIMINARY_REVIEW: 'review.passPreliminary',
    PRELIMINARY_PASSED: 'application.sendToFederation',
    FEDERATION_REVIEW: 'review.passFederation',
    DETERMINING: 'review.determine',
  },
  REFUSE: {
    PRELIMINARY_REVIEW: 'review.refusePreliminary',
    FEDERATION_REVIEW: 'review.returnToTownship',
    DETERMINING: 'review.returnToFederation',
    RETURNED_TO_FEDERATION: 'review.forwardReturn',
    RETURNED_TO_TOWNSHIP: 'application.notifyRefusal',
  },
};

const CODES: Readonly<Record<string, string>> = {
  'application/supplement-already-requested': 'SUPPLEMENT_ALREADY_REQUESTED',
  'review/four-eyes': 'FOUR_EYES',
};

function row<T extends RecordTypeName>(type: T, id: number, values: Partial<Row<T>['values']>): Row<T> {
  const versions = Object.fromEntries(groupNames(type).map((group) => [group, 1]));
  return { type, scope: 1, id, values: { ...emptyValues(type), ...values }, versions };
}

interface File {
  readonly person: Row<'person'>;
  readonly application: Row<'application'>;
}

function fileOf(input: Input): File {
  const preliminaryBy = input.preliminaryByUserId === undefined ? COUNTER : ACTOR;
  const isSame = input.preliminaryByUserId === input.actorUserId;
  return {
    person: row('person', PERSON, { idNumber: '159999198001010012', householdCategory: 'DIBAO', grade: 1 }),
    application: row('application', APPLICATION, {
      personId: PERSON,
      state: input.state as string,
      appliedLiving: true,
      appliedNursing: true,
      submittedOn: ON,
      submittedBy: COUNTER,
      acceptedBy: COUNTER,
      enteredOn: ON,
      missing: [],
      noticeCount: Number(input.noticesAlready ?? 0),
      preliminaryBy: isSame ? preliminaryBy : COUNTER,
    }),
  };
}

function contextOf(role: Role): DecideContext {
  const ids = idsOfCommand(1, 1);
  return {
    ...{
      actor: { accountId: ACTOR, role },
      madeAt: `${ON}T09:00:00+08:00`,
      madeOn: ON,
      device: 1,
      number: 1,
    },
    ...{ scope: 1, packVersion: 'cases', newId: ids },
  };
}

/** What a case says beside the state, as any of the commands may take it. */
function argsOf(command: Command, file: File, input: Input, role: Role): unknown {
  const given: Record<string, unknown> = {
    applicationId: APPLICATION,
    judged: judgedHash(matterOf(file.application.values.state, role), file.person, file.application),
    words: 'cases',
    missing: input.missing ?? ['CERT_COPY'],
    reasonCode: input.reason,
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

/** One step of the file, or why there is none. */
function stepped(file: File, verb: string, input: Input, wanted?: Role): Stepped | Actual {
  const state = file.application.values.state as ApplicationState;
  const command = commandByName(VERBS[verb]?.[state] ?? '');
  if (!command) throw new Error(`no ${verb} in ${state}`);
  const role = wanted ?? (command.roles[0] as Role);
  if (!command.roles.includes(role)) return refused('OUT_OF_COMPETENCE');
  const args = command.args.safeParse(argsOf(command, file, input, role));
  if (!args.success) {
    if (args.error.issues.every(({ path }) => path[0] === 'reasonCode')) return refused('OUT_OF_COMPETENCE');
    throw args.error;
  }
  const records: Loaded = { application: [file.application], person: [file.person] };
  const decided = command.decide(records, args.data, contextOf(role));
  if (isRefusal(decided)) return refused(CODES[decided.refusal] ?? decided.refusal);
  const set = (type: RecordTypeName): Readonly<Record<string, unknown>> =>
    decided.changes.find((change) => change.type === type)?.set ?? {};
  const application = {
    ...file.application,
    values: { ...file.application.values, ...set('application') },
  };
  return { file: { ...file, application }, document: (set('history').documentKind as string) ?? null, role };
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

/** A roster with some signatures that is handed to finance. */
function handedIn(signed: readonly string[]): Actual {
  const hash = 'cases';
  const signatures = signed.map((body) => ({ body: BODIES[body] as SigningBody, by: ACTOR, on: ON, hash }));
  const answer = submitToFinance({ state: signed.length ? 'SIGNED_ONE' : 'LOCKED', hash, signatures });
  if (!isRosterRefusal(answer)) return { allowed: true, state: answer.state };
  const missing = Object.entries(BODIES).filter(([, body]) => answer.missing?.includes(body));
  return { ...refused(answer.code), missing: missing.map(([name]) => name) };
}

/** A case of a file on its way: one act, and for a refusal all hops until the file has ended. */
export function workflow(input: Input): Actual {
  if (input.acceptedAt) return { ...forwardingOf(input as unknown as Intake) };
  if (input.action === 'SUBMIT_TO_FINANCE') return handedIn(input.signatures as readonly string[]);
  const verb = input.action as string;
  if (!(verb in VERBS)) throw new Error(`no act ${verb}`);
  const before = fileOf(input);
  const first = stepped(before, verb, input, input.actorRole as Role | undefined);
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
  const delegation = input.delegation as { from: PlainDate; determinationTo: string } | undefined;
  const delegations = delegation ? [{ region: '', from: delegation.from, revokedOn: null }] : [];
  return {
    ...(path[0] === 'DETERMINING' && { assigneeOrgLevel: determiningLevel(delegations, '', ON) }),
    ...{ allowed: true, path, state: path[0], document: last.document, issuedBy: bodyOf(last.role) },
    reasonRequired: verb === 'REFUSE' && needsReason(before, verb, first.role),
    countOfNoticesAllowed: verb === 'REQUEST_SUPPLEMENT' ? noticesAllowed(last.file, input) : null,
  };
}

/** How often the one-time notice can be given to one file: asked of the command itself. */
function noticesAllowed(file: File, input: Input): number {
  const again = { ...file.application, values: { ...file.application.values, state: 'RESUBMITTED' } };
  const second = stepped({ ...file, application: again }, 'REQUEST_SUPPLEMENT', input);
  return isStep(second) ? Number.POSITIVE_INFINITY : 1;
}

/** Fields of the cases as the registry names them. */
const FIELDS: Readonly<Record<string, string>> = { 'certificate.grade': 'grade' };

type Edit = { readonly changes: Readonly<Record<string, unknown>> };

/** A hold that the county places on the person as the other edit leaves it: decided by the product's own command at the centre. */
function isHeldBeside(local: Edit): boolean {
  const named = Object.entries(local.changes).map(([name, value]) => [FIELDS[name] ?? name, value]);
  const stands = row('person', PERSON, Object.fromEntries(named) as Partial<Row<'person'>['values']>);
  const hold = commandByName('person.hold') as Command;
  const decided = hold.decide(
    { person: [stands] },
    hold.args.parse({ personId: PERSON, reason: 'cases' }),
    contextOf('COUNTY_CIVIL_AFFAIRS_APPROVER'),
  );
  if (isRefusal(decided)) return false;
  const set = decided.changes.find((change) => change.type === 'person')?.set ?? {};
  const touched = Object.keys(set).map((field) => groupOfField('person', field));
  const isApart = named.every(([name]) => !touched.includes(groupOfField('person', String(name))));
  return isApart && isHeld({ values: { ...stands.values, ...set } as Row<'person'>['values'] });
}

/** Two edits of one person that have not seen each other, merged group by group as the centre merges them. */
function merged(local: Edit, server: Edit): Actual {
  const known = fieldsOf('person');
  const results: Record<string, unknown> = { result: 'MERGED' };
  if (server.changes.hold === true) results.hold = isHeldBeside(local);
  const theirs = Object.entries(server.changes).filter(([name]) => known.has(FIELDS[name] ?? name));
  const current = Object.fromEntries(
    theirs.map(([name, value]) => [FIELDS[name] ?? name, value]),
  ) as Row['values'];
  for (const [name, value] of Object.entries(local.changes)) {
    const field = FIELDS[name] ?? name;
    const group = groupOf('person', groupOfField('person', field));
    const merge = mergeGroup({
      group,
      before: { [field]: null },
      mine: { [field]: value as never },
      current: { [field]: null, ...current },
      ...{ myBody: 'TOWNSHIP', theirBody: group.owner ?? 'TOWNSHIP' },
    });
    const stands = field in merge.write ? merge.write[field] : (current as Record<string, unknown>)[field];
    results[name] = stands;
    if (merge.conflict === 'proposal')
      Object.assign(results, { result: 'SERVER_WINS', localKeptAs: 'PROPOSAL' });
  }
  return results;
}

export function conflict(input: Input): Actual {
  if (input.local) {
    const { local, server } = input as unknown as { local: Edit; server: Edit };
    return merged(local, server);
  }
  const [a, b] = [input.localA, input.localB] as { idNumber: string }[];
  const claims = [a, b].map((each, at) => personClaim(each?.idNumber ?? '', at + 1));
  const isHeld = claims[0]?.key === claims[1]?.key;
  const keeps = isHeld && claims[1]?.ifHeld === 'candidate';
  return {
    result: keeps ? 'FIRST_RECEIVED_KEEPS' : 'BOTH',
    secondBecomes: keeps ? 'DUPLICATE_CANDIDATE' : null,
    earliestSubmittedOnKept:
      groupOf('application', groupOfField('application', 'submittedOn')).policy === 'earliest',
  };
}

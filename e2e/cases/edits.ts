/** Cases of two edits that have not seen each other (dossier m.3): merged group by group as the centre merges them. Only names of fields are
 *  translated here.                                                                                                                     */
import { type Command, isRefusal } from '#shared/domain/command.ts';
import { commandByName } from '#shared/domain/commands.ts';
import { isHeld } from '#shared/domain/hold.ts';
import { personClaim } from '#shared/domain/person.ts';
import { ROSTER_STATES } from '#shared/domain/roster-state.ts';
import { fieldsOf, groupOf, groupOfField, type Row } from '#shared/records/rows.ts';
import { mergeGroup } from '#shared/sync/merge.ts';
import { z } from 'zod';
import { contextOf, row } from './way.ts';

type Actual = Readonly<Record<string, unknown>>;

const PERSON = 11;
/** Fields of the cases as the registry names them. */
const FIELDS: Readonly<Record<string, string>> = {
  'certificate.grade': 'grade',
  'certificate.disabilityClass': 'disabilityClass',
  'certificate.number': 'certificateNumber',
  'certificate.expiresOn': 'certificateExpiresOn',
  'certificate.status': 'certificateStatus',
  'certificate.renewalAppliedOn': 'renewalAppliedOn',
  'household.category': 'householdCategory',
  'bank.accountNo': 'accountNumber',
  'bank.holderName': 'accountHolder',
  'bank.bankName': 'bankName',
  hukouRegion: 'hukouVillage',
  bankAccount: 'accountNumber',
  accountNo: 'accountNumber',
};
const fieldOf = (name: string): string => FIELDS[name] ?? name;

/** Records that two edits of a case can meet on. */
const TYPES = ['person', 'application'] as const;
type Type = (typeof TYPES)[number];
const typeOf = (name: string): Type | undefined => TYPES.find((type) => fieldsOf(type).has(fieldOf(name)));

const editSchema = z.object({
  changes: z.record(z.string(), z.unknown()),
  /** Day of what was stated, of which the later one counts (m.3 `contact`). */
  on: z.string().optional(),
  body: z.enum(['TOWNSHIP', 'FEDERATION', 'CIVIL_AFFAIRS']).optional(),
  state: z.string().optional(),
  rosterState: z.enum(ROSTER_STATES).optional(),
});
type Edit = z.infer<typeof editSchema>;

/** A hold that the county places on the person as the other edit leaves it: decided by the product's own command at the centre. */
function isHeldBeside(local: Edit): boolean {
  const known = fieldsOf('person');
  const named = Object.entries(local.changes)
    .map(([name, value]) => [fieldOf(name), value] as const)
    .filter(([name]) => known.has(name));
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
  const isApart = named.every(([name]) => !touched.includes(groupOfField('person', name)));
  return isApart && isHeld({ values: { ...stands.values, ...set } as Row<'person'>['values'] });
}

/** An edit's fields of one group, by the registry's names. */
function fieldsIn(type: Type, group: string, { changes, on }: Edit): Record<string, never> {
  const own = Object.entries(changes)
    .map(([name, value]) => [fieldOf(name), value] as const)
    .filter(([name]) => fieldsOf(type).has(name) && groupOfField(type, name) === group);
  const { dateField } = groupOf(type, group);
  const dated = own.length && dateField && on ? [[dateField, on] as const] : [];
  return Object.fromEntries([...own, ...dated]) as Record<string, never>;
}

const CONFLICTS: Readonly<Record<string, Actual>> = {
  proposal: { result: 'SERVER_WINS', localKeptAs: 'PROPOSAL' },
  ask: { result: 'NEEDS_CONFIRMATION' },
};

/** Rows of a roster that is locked carry the account as it was: what is edited now is for the next one (m.3 `bank`). */
function isAfterLock({ rosterState, changes }: Edit): boolean {
  const state = rosterState ?? z.enum(ROSTER_STATES).catch('DRAFT').parse(changes.rosterState);
  return ROSTER_STATES.indexOf(state) >= ROSTER_STATES.indexOf('LOCKED');
}

/** Two edits, merged group by group as the centre merges them. */
function merged(local: Edit, server: Edit): Actual {
  const results: Record<string, unknown> = { result: 'MERGED' };
  if (server.changes.hold === true) results.hold = isHeldBeside(local);
  const fields = Object.keys(local.changes).filter((name) => name !== 'hold');
  const groups = new Map<string, Type>();
  for (const field of fields) {
    const type = typeOf(field);
    if (!type) throw new Error(`no field ${field} of a person or an application`);
    groups.set(groupOfField(type, fieldOf(field)), type);
  }
  for (const [name, type] of groups) {
    const group = groupOf(type, name);
    const [mine, theirs] = [fieldsIn(type, name, local), fieldsIn(type, name, server)];
    const before = Object.fromEntries(Object.keys({ ...group.fields }).map((field) => [field, null]));
    const current = { ...before, ...theirs };
    const merge = mergeGroup({
      ...{ group, before, mine, current },
      ...{ myBody: local.body ?? 'TOWNSHIP', theirBody: server.body ?? group.owner ?? 'TOWNSHIP' },
    });
    const stands: Record<string, unknown> = { ...current, ...merge.write };
    for (const field of [...Object.keys(local.changes), ...Object.keys(server.changes)])
      if (fieldOf(field) in group.fields) results[field] = stands[fieldOf(field)];
    if (name === 'bank' && !merge.conflict && isAfterLock(server))
      results.result = 'APPLIED_FROM_NEXT_ROSTER';
    Object.assign(results, CONFLICTS[merge.conflict ?? '']);
  }
  return results;
}

const twoSchema = z.object({
  localA: z.object({ idNumber: z.string() }),
  localB: z.object({ idNumber: z.string() }),
});

export function conflict(input: Actual): Actual {
  if (input.local) return merged(editSchema.parse(input.local), editSchema.parse(input.server));
  const { localA, localB } = twoSchema.parse(input);
  const claims = [localA, localB].map((each, at) => personClaim(each.idNumber, at + 1));
  const isSame = claims[0]?.key === claims[1]?.key;
  const keeps = isSame && claims[1]?.ifHeld === 'candidate';
  return {
    result: keeps ? 'FIRST_RECEIVED_KEEPS' : 'BOTH',
    secondBecomes: keeps ? 'DUPLICATE_CANDIDATE' : null,
    earliestSubmittedOnKept:
      groupOf('application', groupOfField('application', 'submittedOn')).policy === 'earliest',
  };
}

/** The lists beside the files: who has not been told (S004 art.10), exits that are due or proposed (art.9), leads (arts 8, 11), money to come back
 *  (art.12), files sent on (art.13), delegations (art.13). Each body sees the lists of what it does. */
import type { z } from 'zod';
import { exitDue } from '#shared/domain/exit-due.ts';
import type { LeadContact } from '#shared/domain/lead.ts';
import { maskPhone } from '#shared/domain/mask.ts';
import { owedFen } from '#shared/domain/recovery.ts';
import { proposalOf } from '#shared/domain/standing.ts';
import { type Benefit, type Body, bodyOf } from '#shared/domain/state.ts';
import { decodeRow, selectList, SQLITE_CODEC, type Stored } from '#shared/records/codec.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import type {
  DelegationRow,
  ExitRow,
  exitList,
  forwardedList,
  leadList,
  LeadRow,
  MatterCounts,
  MatterKind,
  recoveryList,
  untoldList,
  UntoldRow,
} from '#shared/rpc/matter-shapes.ts';
import { townshipsOf } from '../store/places.ts';
import { readRecord } from '../store/records.ts';
import { shownPeople } from './active-people.ts';
import { ENDED_LIST } from './case-rows.ts';
import type { Reading } from './reading.ts';

const SHOWN_MAX = 200;

export const MATTERS_OF: Readonly<Record<Body, readonly MatterKind[]>> = {
  TOWNSHIP: ['told', 'exits', 'leads', 'recoveries', 'forwarded'],
  FEDERATION: ['told', 'exits'],
  CIVIL_AFFAIRS: ['exits', 'leads', 'recoveries', 'delegations'],
  FINANCE: [],
  SUPERVISION: [],
};

function readAll<T extends RecordTypeName>(
  reading: Reading,
  type: T,
  tail: string,
  ...parameters: readonly unknown[]
): Row<T>[] {
  return reading.statements
    .all<Record<string, Stored>>(`SELECT ${selectList(type)} FROM "${type}" ${tail}`, ...parameters)
    .map((stored) => decodeRow(SQLITE_CODEC, type, stored) as Row<T>);
}

function count(reading: Reading, sql: string): number {
  return reading.statements.get<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`)?.n ?? 0;
}

/** Name and place of each of these people. */
function whoAre(reading: Reading, ids: readonly number[]) {
  const shown = shownPeople(reading, ids);
  return (personId: number) => {
    const { name, village } = shown(personId);
    const place = { village: reading.divisionName(village), township: reading.townshipName(village) };
    return { personId, name, ...place };
  };
}

/** The index alone counts them. */
const UNTOLD = `person p INDEXED BY person_untold WHERE certificate_number IS NOT NULL AND policy_told_on IS NULL
  AND merged_into IS NULL AND death_date IS NULL`;
/** New holders are the federation's to tell, the others the township's with the village (art.10). */
const NEW_HOLDER = 'coalesce((SELECT l.active FROM person_list l WHERE l.id = p.id), 0) = 0';

const untoldOf = (body: Body): string => (body === 'FEDERATION' ? `${UNTOLD} AND ${NEW_HOLDER}` : UNTOLD);

export function untold(reading: Reading): z.infer<typeof untoldList> {
  const from = untoldOf(bodyOf(reading.me.role));
  const found = reading.statements.all<{ id: number; active: number | null; expires_on: string | null }>(
    `SELECT p.id, l.active, l.expires_on FROM person_list l JOIN (SELECT p.id AS id, p.hukou_village AS village FROM ${from}) p ON p.id = l.id
     ORDER BY l.active > 0, p.village, p.id LIMIT ${SHOWN_MAX}`,
  );
  const ids = found.map(({ id }) => id);
  const who = whoAre(reading, ids);
  const shown = shownPeople(reading, ids);
  const rows = found.map(
    ({ id, active, expires_on }): UntoldRow => ({
      ...who(id),
      phoneMasked: shown(id).phoneMasked,
      benefits: (['LIVING', 'NURSING'] as const).filter((_, at) => (active ?? 0) & (1 << at)),
      certificateExpiresOn: expires_on,
    }),
  );
  return { total: count(reading, from), rows };
}

/** Whom facts may end a subsidy of, beside a condition that is lost: by indexes alone; the last month of grace is asked of the rules. */
const ENDING = `SELECT id FROM person INDEXED BY person_ending
    WHERE death_date IS NOT NULL OR custody_kind = 'CUSTODIAL' OR certificate_status = 'REVOKED' OR other_benefits IS NOT NULL
  UNION SELECT id FROM person_list INDEXED BY person_list_expiring WHERE active > 0 AND expires_on < date(?, ?)
  UNION SELECT person_id FROM entitlement INDEXED BY entitlement_suspended WHERE state = 'SUSPENDED'`;
const DRAWN = "e.state IN ('ACTIVE', 'SUSPENDED') AND e.proposed_on IS NULL";

const endingBefore = ({ today, pack }: Reading): readonly [string, string] => [
  today,
  `-${Math.max(0, pack.expiry.graceMonths - 1)} months`,
];

function exitRow(
  entitlement: Row<'entitlement'>,
  found: Partial<ExitRow>,
): Omit<ExitRow, 'name' | 'village' | 'township'> {
  const { personId, benefit, state } = entitlement.values;
  return {
    ...{ personId: personId as number, entitlementId: entitlement.id, benefit: benefit as Benefit },
    ...{ state: state ?? '', change: null, reason: null, words: null, who: null, on: null, ...found },
  };
}

function proposedExits(reading: Reading) {
  return readAll(reading, 'entitlement', 'WHERE proposed_on IS NOT NULL ORDER BY proposed_on, id').flatMap(
    (row) => {
      const proposal = proposalOf(row);
      if (!proposal) return [];
      const { change, reason, words, by } = proposal;
      const on = row.values.proposedOn;
      return [exitRow(row, { change, reason, words, who: reading.colleagueName(by), on })];
    },
  );
}

function dueOf(reading: Reading, ids: readonly number[]) {
  const { today, pack, statements } = reading;
  const rows = readAll(
    reading,
    'entitlement',
    'WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
    JSON.stringify(ids),
  );
  return rows.flatMap((row) => {
    const person = readRecord(statements, 'person', row.values.personId as number);
    const reason = person && exitDue(person, row, today, pack);
    return reason ? [exitRow(row, { reason })] : [];
  });
}

/** Subsidies that by what is on record have to end, and of which nobody has proposed anything. */
function dueByFacts(reading: Reading) {
  return dueOf(
    reading,
    reading.statements.pluck<number>(
      `SELECT e.id FROM entitlement e WHERE e.person_id IN (${ENDING}) AND ${DRAWN} ORDER BY e.id`,
      ...endingBefore(reading),
    ),
  );
}

/** Those whose condition is lost, asked at the township alone, which proposes it: of everybody alike in what the rules look at for that (household,
 *  grade, class, care) one is judged, so that a list does not judge thousands. */
function conditionLost(reading: Reading): { readonly total: number; readonly ids: readonly number[] } {
  if (bodyOf(reading.me.role) !== 'TOWNSHIP') return { total: 0, ids: [] };
  const alike = reading.statements.all<{ n: number; one: number; ids: string }>(
    `SELECT count(*) AS n, min(e.id) AS one, group_concat(e.id) AS ids
     FROM entitlement e JOIN person p ON p.id = e.person_id WHERE ${DRAWN} AND p.id NOT IN (${ENDING})
     GROUP BY e.benefit, p.household_category, p.grade, p.disability_class, p.needs_long_term_care`,
    ...endingBefore(reading),
  );
  const lost = alike.filter(({ one }) => dueOf(reading, [one]).length > 0);
  return {
    total: lost.reduce((sum, { n }) => sum + n, 0),
    ids: lost.flatMap(({ ids }) => ids.split(',').map(Number)).toSorted((a, b) => a - b),
  };
}

export function exits(reading: Reading): z.infer<typeof exitList> {
  const certain = [...proposedExits(reading), ...dueByFacts(reading)];
  const lost = conditionLost(reading);
  const rows = [...certain, ...dueOf(reading, lost.ids.slice(0, SHOWN_MAX))].slice(0, SHOWN_MAX);
  const who = whoAre(
    reading,
    rows.map(({ personId }) => personId),
  );
  return { total: certain.length + lost.total, rows: rows.map((row) => ({ ...row, ...who(row.personId) })) };
}

export function leads(reading: Reading, withClosed: boolean): z.infer<typeof leadList> {
  const where = withClosed ? '' : "WHERE state = 'OPEN'";
  const rows = readAll(reading, 'lead', `${where} ORDER BY state DESC, opened_on, id LIMIT ${SHOWN_MAX}`);
  return {
    total: count(reading, `lead ${where}`),
    rows: rows.map(({ id, scope, values }): LeadRow => {
      const contacts = (values.contacts ?? []) as unknown as LeadContact[];
      return {
        ...{ leadId: id, scope, personId: values.personId, name: values.leadName ?? '' },
        ...{ phone: values.leadPhone && maskPhone(values.leadPhone), source: values.source },
        village: reading.divisionName(values.village),
        township: reading.townshipName(scope),
        benefits: (values.benefits ?? []) as Benefit[],
        ...{ words: values.words, openedOn: values.openedOn, state: values.state ?? '' },
        contacts: contacts.map(({ on, way, words, by }) => ({
          ...{ on, way, words, who: reading.colleagueName(by) },
        })),
        ...{ outcome: values.outcome, outcomeReason: values.outcomeReason, closedOn: values.closedOn },
        outcomeWords: values.outcomeWords,
      };
    }),
  };
}

export function recoveries(reading: Reading): z.infer<typeof recoveryList> {
  const rows = readAll(
    reading,
    'recovery',
    `WHERE closed_on IS NULL ORDER BY opened_on, id LIMIT ${SHOWN_MAX}`,
  );
  const who = whoAre(
    reading,
    rows.map(({ values }) => values.personId as number),
  );
  return {
    total: count(reading, 'recovery WHERE closed_on IS NULL'),
    rows: rows.map((row) => ({
      ...who(row.values.personId as number),
      ...{ recoveryId: row.id, cause: row.values.cause, state: row.values.state ?? '' },
      ...{ owedFen: owedFen(row), openedOn: row.values.openedOn, noticedOn: row.values.noticedOn },
      refusedOn: row.values.refusedOn,
    })),
  };
}

const FORWARDED_OPEN = `file_state NOT IN (${ENDED_LIST})`;

/** What this place took in for others; whoever it is under way with first. */
export function forwarded(reading: Reading): z.infer<typeof forwardedList> {
  const rows = readAll(
    reading,
    'forwarding',
    `ORDER BY ${FORWARDED_OPEN} DESC, forwarded_on DESC, id DESC LIMIT ${SHOWN_MAX}`,
  );
  return {
    total: count(reading, 'forwarding'),
    rows: rows.map(({ id, values }) => ({
      ...{ forwardingId: id, name: values.personName ?? '', to: reading.divisionName(values.toTownship) },
      benefits: (values.benefits ?? []) as Benefit[],
      ...{ submittedOn: values.submittedOn, forwardedOn: values.forwardedOn, slipNumber: values.slipNumber },
      ...{ state: values.fileState ?? '', stateSince: values.fileStateSince },
    })),
  };
}

const BY_TOWNSHIP = `FROM application a WHERE a.determined_at = 'TOWNSHIP' AND a.state = 'APPROVED'`;

/** Every township with the decision that stands or stood last, what it has determined, and whom of these a spot check of this year looked at. */
export function delegations(reading: Reading): DelegationRow[] {
  const counted = (what: string, more = ''): Map<number, number> =>
    new Map(
      reading.statements
        .all<{ scope: number; n: number }>(
          `SELECT a.scope, ${what} AS n ${BY_TOWNSHIP} ${more} GROUP BY a.scope`,
        )
        .map(({ scope, n }) => [scope, n]),
    );
  const determined = counted('count(*)');
  const checked = counted(
    'count(DISTINCT a.person_id)',
    `AND a.person_id IN (SELECT person_id FROM "spotCheckResult" WHERE checked_on >= '${reading.today.slice(0, 4)}-01-01')`,
  );
  const all = readAll(reading, 'delegation', 'ORDER BY valid_from, id');
  return townshipsOf(reading.statements, reading.me.unitScope).map(({ code, name }) => {
    const own = all.filter(({ scope }) => scope === code);
    const last = own.find(({ values }) => (values.revokedOn ?? '9') > reading.today) ?? own.at(-1);
    return {
      ...{
        township: code,
        townshipName: name,
        delegationId: last?.values.revokedOn ? null : (last?.id ?? null),
      },
      ...{ from: last?.values.validFrom ?? null, document: last?.values.document ?? null },
      ...{
        words: last?.values.words ?? null,
        who: last ? reading.colleagueName(last.values.decidedBy) : null,
      },
      ...{ revokedOn: last?.values.revokedOn ?? null, revokeDocument: last?.values.revokeDocument ?? null },
      ...{ determined: determined.get(code) ?? 0, checked: checked.get(code) ?? 0 },
    };
  });
}

const COUNTS: Readonly<Record<MatterKind, (reading: Reading) => number>> = {
  told: (reading) => count(reading, untoldOf(bodyOf(reading.me.role))),
  exits: (reading) =>
    count(reading, 'entitlement WHERE proposed_on IS NOT NULL') +
    dueByFacts(reading).length +
    conditionLost(reading).total,
  leads: (reading) => count(reading, "lead WHERE state = 'OPEN'"),
  recoveries: (reading) => count(reading, 'recovery WHERE closed_on IS NULL'),
  forwarded: (reading) => count(reading, `forwarding WHERE ${FORWARDED_OPEN}`),
  delegations: () => 0,
};

export function matterCounts(reading: Reading): MatterCounts {
  return MATTERS_OF[bodyOf(reading.me.role)].map((kind) => ({ kind, count: COUNTS[kind](reading) }));
}

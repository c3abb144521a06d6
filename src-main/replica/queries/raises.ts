/** What packs that are to be used next will cost (提标测算), a township at a time: a county's whole would hold up the other reads (dossier e.5).
 *  The rule is roster-raise.ts; here stands which packs may be asked about and what the replica holds of a township. */
import { addMonths, quarterEnd } from '#shared/domain/month.ts';
import type { PolicyPack } from '#shared/domain/pack.ts';
import type { RosterTerms } from '#shared/domain/roster-calendar.ts';
import type { PlanInput } from '#shared/domain/roster-plan.ts';
import { raiseOf } from '#shared/domain/roster-raise.ts';
import { decodeRow, SQLITE_CODEC, selectList, type Stored } from '#shared/records/codec.ts';
import type { Row } from '#shared/records/rows.ts';
import type { RaiseChoices, RaiseInput, RaiseOfTownship } from '#shared/rpc/payment-shapes.ts';
import { readRecord } from '../store/records.ts';
import type { Statements } from '../store/statements.ts';
import type { Reading } from './reading.ts';

const MONTH_LENGTH = 7;

function lastRoster({ statements }: Reading): Row<'roster'> | null {
  const [id] = statements.pluck<number>('SELECT id FROM roster ORDER BY month DESC, id DESC LIMIT 1');
  return id === undefined ? null : readRecord(statements, 'roster', id);
}

/** By which the last roster was made; before the first one, what counts today. */
function packsInUse(reading: Reading, last: Row<'roster'> | null): PolicyPack {
  const named = last?.values.packVersion;
  return (named ? reading.packs.byVersion(named) : undefined) ?? reading.pack;
}

/** Sets of packs that a roster to come would be made by: today's, and those of every day on which a pack begins. */
function setsToCome(reading: Reading): { pack: PolicyPack; from: string }[] {
  const { packs, today, me } = reading;
  const days = packs.packs.map(({ validFrom }) => validFrom).filter((day) => day > today);
  const sets = [today, ...new Set(days)]
    .sort()
    .map((from) => ({ pack: packs.forDivision(from, me.unitScope), from }));
  return [...new Map(sets.toReversed().map((each) => [each.pack.version, each])).values()].reverse();
}

export function raiseChoices(reading: Reading): RaiseChoices {
  const last = lastRoster(reading);
  const inUse = packsInUse(reading, last);
  const month = last?.values.month ? addMonths(last.values.month, 1) : reading.today.slice(0, MONTH_LENGTH);
  const sets = setsToCome(reading).filter(({ pack }) => pack.version !== inUse.version);
  return {
    ...{ inUse: inUse.version, month },
    sets: sets.map(({ pack, from }) => ({
      ...{ version: pack.version, from },
      documents: pack.divisions.flatMap(({ documentNo }) => documentNo ?? []).slice(-1),
    })),
    townships: townshipsOf(reading),
  };
}

function townshipsOf({ statements }: Reading): { scope: number; name: string }[] {
  return statements.all<{ scope: number; name: string }>(
    `SELECT d.id AS scope, coalesce(d.division_name, '') AS name FROM division d
     WHERE d.id IN (SELECT DISTINCT scope FROM entitlement) ORDER BY d.id`,
  );
}

function rowsOf<T extends 'entitlement' | 'pastPayment' | 'person' | 'rosterRow'>(
  statements: Statements,
  type: T,
  where: string,
  scope: number,
): Row<T>[] {
  return statements
    .all<Record<string, Stored>>(
      `SELECT ${selectList(type)} FROM "${type}" WHERE ${where} ORDER BY id`,
      scope,
    )
    .map((stored) => decodeRow(SQLITE_CODEC, type, stored) as Row<T>);
}

/** Everything that planning asks of a township; nobody is held, for what is held is owed (RZ3). */
function* inputsOf(
  { statements }: Reading,
  scope: number,
  { last, month, terms }: { last: Row<'roster'> | null; month: string; terms: RosterTerms },
): Generator<Omit<PlanInput, 'by'>> {
  const people = new Map(rowsOf(statements, 'person', 'scope = ?', scope).map((row) => [row.id, row]));
  const ledgers = Map.groupBy(
    rowsOf(statements, 'rosterRow', 'entitlement_id IN (SELECT id FROM entitlement WHERE scope = ?)', scope),
    ({ values }) => values.entitlementId,
  );
  const past = Map.groupBy(
    rowsOf(statements, 'pastPayment', 'scope = ?', scope),
    ({ values }) => values.personId,
  );
  const isQuarterly = last?.values.cycle === 'QUARTERLY';
  const firstMonth = isQuarterly ? addMonths(month, -2) : month;
  const sinceMonth = last?.values.sinceMonth ?? last?.values.firstMonth ?? null;
  const roster = { id: 0, month, firstMonth, sinceMonth };
  const entitlements = rowsOf(statements, 'entitlement', 'scope = ?', scope);
  const drawn = Map.groupBy(entitlements, ({ values }) => `${values.personId} ${values.benefit}`);
  for (const entitlement of entitlements) {
    const { personId, benefit } = entitlement.values;
    const person = people.get(personId ?? 0);
    if (!person) continue;
    const others = (drawn.get(`${personId} ${benefit}`) ?? []).filter(({ id }) => id !== entitlement.id);
    yield {
      ...{
        entitlement,
        person,
        past: past.get(person.id) ?? [],
        rows: ledgers.get(entitlement.id) ?? [],
        others: others.flatMap(({ id }) => ledgers.get(id) ?? []),
        roster,
        terms,
        lastRosterId: null,
      },
      ...{ isConflictOpen: false, findings: [], isAccountShared: false, awaitsNotice: false },
    };
  }
}

/** Null where the packs are not known here, or the month has a roster. */
export function raiseOfTownship(
  reading: Reading,
  { version, month, scope }: RaiseInput,
): RaiseOfTownship | null {
  const last = lastRoster(reading);
  const after = reading.packs.byVersion(version);
  const isOver = last !== null && month <= (last.values.month ?? '');
  if (!after || isOver || !reading.me.scopes.includes(scope)) return null;
  const at = last?.values.cycle === 'QUARTERLY' ? quarterEnd(month) : month;
  const terms = { last, month: at, terms: after.roster };
  const figures = raiseOf(inputsOf(reading, scope, terms), { before: packsInUse(reading, last), after });
  return { scope, name: reading.divisionName(scope), ...figures };
}

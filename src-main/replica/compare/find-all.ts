/** The comparison of one month over everything that a county's desk holds: reads, judges by the pure rules, writes nothing.
 *  FA1 a person's findings that were seen in this month already are left out: a second run finds only what is new.  FA2 of whom only the holder
 *  list knows a finding needs a township; where their register names none of this county, they are counted and told to the federation.
 *  Called by the comparer thread (comparer.ts) and by tests.                                                                          */
import { type AlertCode, type AlertRule, calendarAlerts, massChangeAlerts } from '#shared/domain/alert.ts';
import { calendarOf } from '#shared/domain/calendar.ts';
import { type Compared, comparePerson, stranger, strangersOf } from '#shared/domain/comparison.ts';
import { isDrawnIn } from '#shared/domain/entitlement.ts';
import { type DueOn, openStepOf } from '#shared/domain/deadline.ts';
import { ancestorAt } from '#shared/domain/division.ts';
import type { findingRaiseHolder } from '#shared/domain/finding.ts';
import { judgedBy, type PolicyPack } from '#shared/domain/pack.ts';
import { factsOfPerson } from '#shared/domain/person-facts.ts';
import { type Alert, alertsOf, type AlertScene, type OfficeFacts } from '#shared/domain/person-alerts.ts';
import type { Benefit } from '#shared/domain/state.ts';
import { decodeRow, selectList, SQLITE_CODEC, type Stored } from '#shared/records/codec.ts';
import type { Row } from '#shared/records/rows.ts';
import type { z } from 'zod';
import type { Statements } from '../store/statements.ts';
import {
  type Drawn,
  readDeadlineFacts,
  readDrawn,
  readOpenFiles,
  readSharedAccounts,
  readStaff,
  readTwice,
} from './office-rows.ts';
import { RosterFacts } from './roster-facts.ts';
import { headsOf, type ListedHolder, type MonthRegisters, registersOf } from './register-store.ts';

export type HolderArgs = z.infer<typeof findingRaiseHolder.args>['holder'];

export interface FoundAll {
  readonly people: readonly { readonly personId: number; readonly alerts: readonly Alert[] }[];
  readonly holders: readonly {
    readonly township: number;
    readonly holder: HolderArgs;
    readonly alerts: readonly Alert[];
  }[];
  readonly places: readonly { readonly township: number; readonly alerts: readonly Alert[] }[];
  readonly registers: readonly { readonly kind: string; readonly registerId: number }[];
  readonly persons: number;
  readonly holderCount: number;
  /** Of everything that stands in this month, seen before or not. */
  readonly counts: Readonly<Record<string, number>>;
  readonly seenBefore: number;
  /** Holders whose register names no township of this county (FA2). */
  readonly unplaced: number;
}

/** Findings that are open, by whom they are of and by code: for which benefit, and in which month they were last seen. */
type Seen = ReadonlyMap<string, Pick<OpenRow, 'benefit' | 'month'>>;

interface OpenFindings {
  readonly ofPerson: ReadonlyMap<number, Seen>;
  readonly ofHolder: ReadonlyMap<string, Seen>;
  readonly ofPlace: ReadonlyMap<number, Seen>;
}

interface OpenRow {
  readonly personId: number | null;
  readonly holder: string | null;
  readonly place: number | null;
  readonly code: string;
  readonly benefit: string | null;
  readonly month: string;
}

function readOpenFindings(statements: Statements): OpenFindings {
  const rows = statements.all<OpenRow>(
    `SELECT person_id AS personId, holder_id_number AS holder, place_code AS place, code, benefit, last_seen_month AS month
     FROM finding WHERE state <> 'CLOSED' AND code IS NOT NULL`,
  );
  const by = <Key>(key: (row: OpenRow) => Key | null) => {
    const found = new Map<Key, Map<string, OpenRow>>();
    for (const row of rows) {
      const of = key(row);
      if (of === null) continue;
      const known = found.get(of) ?? new Map<string, OpenRow>();
      found.set(of, known.set(row.code, row));
    }
    return found;
  };
  return {
    ofPerson: by(({ personId }) => personId),
    ofHolder: by(({ holder, personId }) => (personId === null && holder ? holder : null)),
    ofPlace: by(({ place }) => place),
  };
}

class Tally {
  readonly counts: Record<string, number> = {};
  seenBefore = 0;
  private readonly month: string;

  constructor(month: string) {
    this.month = month;
  }

  /** Counts all of them; gives back those that are not said of this month yet (FA1). */
  fresh(alerts: readonly Alert[], open: Seen | undefined): Alert[] {
    return alerts.filter((alert) => {
      this.counts[alert.code] = (this.counts[alert.code] ?? 0) + 1;
      const known = open?.get(alert.code);
      const isKnown = known !== undefined && known.month >= this.month && known.benefit === alert.benefit;
      if (isKnown) this.seenBefore += 1;
      return !isKnown;
    });
  }
}

interface Office {
  readonly drawn: ReadonlyMap<number, readonly Drawn[]>;
  readonly files: ReadonlyMap<number, OfficeFacts['openFiles']>;
  readonly accounts: ReadonlyMap<string, { persons: number; households: number }>;
  readonly twice: ReadonlySet<number>;
}

type PaymentsOf = OfficeFacts['payments'];

/** Who has waived it, or is held back for a doubt that is looked into already, is not told to apply. */
const TAKEN = new Set(['WAIVED', 'SUSPENDED']);

function comparedOf(person: Row<'person'>, month: string, office: Office): Compared | null {
  const facts = factsOfPerson(person.values, { month, applied: [], scope: person.scope });
  if (!facts) return null;
  const drawn = office.drawn.get(person.id) ?? [];
  const paid = new Set(drawn.filter((each) => isDrawnIn(each, month)).map(({ benefit }) => benefit));
  const taken = new Set(drawn.filter(({ state }) => TAKEN.has(state)).map(({ benefit }) => benefit));
  const openFiles = new Set((office.files.get(person.id) ?? []).flatMap(({ benefits }) => benefits));
  const { month: _month, applied: _applied, ...rest } = facts;
  return {
    personId: person.id,
    facts: rest,
    paid: [...paid],
    openFiles: [...openFiles],
    waived: [...taken].filter((benefit) => !paid.has(benefit)),
  };
}

function officeFacts(
  person: Row<'person'>,
  paid: readonly Benefit[],
  office: Office,
  payments: PaymentsOf,
): OfficeFacts {
  const { name, guardianName, accountHolder, accountNumber } = person.values;
  return {
    name: name ?? '',
    guardianName: guardianName ?? null,
    accountHolder: accountHolder ?? null,
    account: (accountNumber && office.accounts.get(accountNumber)) || null,
    isTwice: office.twice.has(person.id),
    openFiles: office.files.get(person.id) ?? [],
    drawn: (office.drawn.get(person.id) ?? []).filter(
      ({ state, benefit }) => state === 'ACTIVE' && paid.includes(benefit),
    ),
    payments,
  };
}

const PAGE = 2_000;

function* everybody(statements: Statements): Generator<Row<'person'>[]> {
  const sql = `SELECT ${selectList('person')} FROM person WHERE merged_into IS NULL AND id > ? ORDER BY id LIMIT ${PAGE}`;
  for (let after = 0; ; ) {
    const page = statements.all<Record<string, Stored>>(sql, after);
    if (page.length) yield page.map((stored) => decodeRow(SQLITE_CODEC, 'person', stored));
    if (page.length < PAGE) return;
    after = page.at(-1)?.id as number;
  }
}

function holderArgs({ row, birthDate }: ListedHolder): HolderArgs {
  const { idNumber, name, phone, village, hukou, certificateNumber } = row;
  return { idNumber, name, birthDate, phone, village, hukou, certificateNumber };
}

const placeAlert = (code: AlertCode, points: readonly string[] = []): Alert => ({
  ...{ code, points, benefit: null, list: null },
});

/** Townships in which more came and went in the month than can be (MASS_CHANGE). */
function massChanges(
  drawn: Iterable<readonly (Drawn & { scope: number })[]>,
  month: string,
  rule: AlertRule,
) {
  const towns = new Map<number, { receiving: number; changed: number }>();
  for (const list of drawn) {
    for (const each of list) {
      const town = towns.get(each.scope) ?? { receiving: 0, changed: 0 };
      const isChanged = [each.decidedOn, each.exitedOn].some((on) => on?.startsWith(month));
      towns.set(each.scope, {
        receiving: town.receiving + (each.state === 'ACTIVE' ? 1 : 0),
        changed: town.changed + (isChanged ? 1 : 0),
      });
    }
  }
  return [...towns].flatMap(([township, change]) =>
    massChangeAlerts(change, rule).map((code) => ({ township, alert: placeAlert(code) })),
  );
}

/** Townships with a file whose next day cannot be told for want of a calendar (CALENDAR_MISSING). */
function missingCalendars(statements: Statements, pack: PolicyPack) {
  const dues = new Map<number, DueOn[]>();
  for (const { scope, ...file } of readDeadlineFacts(statements)) {
    const step = openStepOf(file, calendarOf(pack), pack);
    if (step) dues.set(scope, [...(dues.get(scope) ?? []), step.dueOn]);
  }
  return [...dues].flatMap(([township, of]) => {
    const { alerts, years } = calendarAlerts(of);
    return alerts.map((code) => ({ township, alert: placeAlert(code, years.map(String)) }));
  });
}

/** What is found of townships and of nobody in them, of each at once. */
function findPlaces(
  found: readonly { readonly township: number; readonly alert: Alert }[],
  open: OpenFindings,
  tally: Tally,
): FoundAll['places'] {
  return [...new Set(found.map(({ township }) => township))].flatMap((township) => {
    const alerts = found.filter((each) => each.township === township).map(({ alert }) => alert);
    const fresh = tally.fresh(alerts, open.ofPlace.get(township));
    return fresh.length ? [{ township, alerts: fresh }] : [];
  });
}

interface Scene extends AlertScene {
  readonly registers: MonthRegisters;
  readonly by: Parameters<typeof comparePerson>[3];
}

function findHolders(known: ReadonlySet<string>, open: OpenFindings, tally: Tally, scene: Scene) {
  const holders: FoundAll['holders'][number][] = [];
  let unplaced = 0;
  for (const holder of strangersOf(known, scene.registers) as ListedHolder[]) {
    const person = stranger(holder);
    const alerts = alertsOf(
      person,
      comparePerson(person, scene.registers, scene.month, scene.by),
      null,
      scene,
    );
    if (!alerts.length) continue;
    const township = holder.row.village && ancestorAt('TOWNSHIP', holder.row.village);
    if (!township) {
      unplaced += 1;
      continue;
    }
    const fresh = tally.fresh(alerts, open.ofHolder.get(holder.idNumber));
    if (fresh.length) holders.push({ township, holder: holderArgs(holder), alerts: fresh });
  }
  return { holders, unplaced };
}

export function findAll(
  statements: Statements,
  month: string,
  pack: PolicyPack,
  told: (done: number) => void = () => {},
): FoundAll {
  const registers = registersOf(statements, month);
  const drawn = readDrawn(statements);
  const { twice, keys } = readTwice(statements);
  const office: Office = {
    ...{ drawn, twice, files: readOpenFiles(statements), accounts: readSharedAccounts(statements) },
  };
  const by = judgedBy(pack);
  const scene: Scene = { month, rule: pack.alerts, staff: readStaff(statements), registers, by };
  const open = readOpenFindings(statements);
  const tally = new Tally(month);
  const people: FoundAll['people'][number][] = [];
  const rosters = new RosterFacts(statements, month, pack);
  let persons = 0;
  for (const page of everybody(statements)) {
    const payments = rosters.ofPeople(page);
    for (const person of page) {
      const compared = comparedOf(person, month, office);
      if (!compared) continue;
      const judged = comparePerson(compared, registers, month, by);
      const own = officeFacts(person, compared.paid, office, payments.get(person.id) ?? []);
      const fresh = tally.fresh(alertsOf(compared, judged, own, scene), open.ofPerson.get(person.id));
      if (fresh.length) people.push({ personId: person.id, alerts: fresh });
    }
    persons += page.length;
    told(persons);
  }
  const { holders, unplaced } = findHolders(keys, open, tally, scene);
  const ofPlaces = [
    ...massChanges(drawn.values(), month, pack.alerts),
    ...missingCalendars(statements, pack),
  ];
  const places = findPlaces(ofPlaces, open, tally);
  return {
    ...{ people, holders, places, persons, unplaced },
    registers: headsOf(statements, month).map(({ kind, registerId }) => ({ kind, registerId })),
    holderCount: registers.holders?.size ?? 0,
    counts: tally.counts,
    seenBefore: tally.seenBefore,
  };
}

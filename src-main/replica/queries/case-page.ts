/** The case page: who the person is, the files with their stations and next step, what is being paid, and the newest lines of its history.
 *  Works offline; what a class does not let this role hold reads null. */
import type { z } from 'zod';
import { benefitsOf } from '#shared/domain/application.ts';
import { ancestorAt } from '#shared/domain/division.ts';
import { otherIdNumber } from '#shared/domain/id-number.ts';
import { maskAccount, maskIdNumber, maskPhone } from '#shared/domain/mask.ts';
import { byStanding } from '#shared/domain/known-files.ts';
import { nextCommand, stationsOf, turnOf } from '#shared/domain/next-step.ts';
import { monthlyAmount } from '#shared/domain/pack.ts';
import type { Benefit, MaterialCode, Role } from '#shared/domain/state.ts';
import { transitionOf } from '#shared/domain/workflow.ts';
import type { Row, Values } from '#shared/records/rows.ts';
import type { ApplicationView, CasePage, PersonFacts, personBrief } from '#shared/rpc/desk-shapes.ts';
import { readQuery, readRecord } from '../store/records.ts';
import { eligibilityView } from './eligibility.ts';
import { newestLines } from './history.ts';
import { courseOf, lawFactsOf } from './law-facts.ts';
import type { Reading } from './reading.ts';

const LINES_MAX = 500;
/** The newest; the whole history is asked for by pages (history.ts). */
const LINES_ON_PAGE = 40;

/** Certificate number masked like the ID number it begins with, class and grade left visible. */
function maskCertificate(number: string): string {
  return number.length < 20 ? number : `${maskIdNumber(number.slice(0, 18))}${number.slice(18)}`;
}

export function personFacts(reading: Reading, person: Row<'person'>): PersonFacts {
  const { values } = person;
  return {
    personId: person.id,
    scope: person.scope,
    name: values.name ?? '',
    idNumberMasked: values.idNumber && maskIdNumber(values.idNumber),
    sex: values.sex,
    birthDate: values.birthDate,
    age: reading.age(values.birthDate),
    ethnicity: values.ethnicity,
    phoneMasked: values.phone && maskPhone(values.phone),
    residenceAddress: values.residenceAddress,
    village: reading.divisionName(values.hukouVillage),
    township: reading.townshipName(values.hukouVillage ?? person.scope),
    hukouVillage: values.hukouVillage,
    hukouKind: values.hukouKind,
    hukouAddress: values.hukouAddress,
    certificateNumberMasked: values.certificateNumber && maskCertificate(values.certificateNumber),
    disabilityClass: values.disabilityClass,
    grade: values.grade,
    certificateExpiresOn: values.certificateExpiresOn,
    certificateStatus: values.certificateStatus,
    householdCategory: values.householdCategory,
    householdFrom: values.householdFrom,
    needsLongTermCare: values.needsLongTermCare,
    accountHolder: values.accountHolder,
    bankName: values.bankName,
    accountNumberMasked: values.accountNumber && maskAccount(values.accountNumber),
    accountKind: values.accountKind,
  };
}

function waitsFor(
  reading: Reading,
  command: string | null,
  { scope, values }: Row<'application'>,
): ApplicationView['nextStep']['waitsFor'] {
  const turn = turnOf({ ...values, scope }, reading.delegated);
  if (command && turn !== 'APPLICANT') return 'me';
  return turn;
}

/** Whether the place of the hukou is another township than the file's. */
function isElsewhere(reading: Reading, { scope, values }: Row<'application'>): boolean {
  const person = values.personId ? readRecord(reading.statements, 'person', values.personId) : null;
  const village = person?.values.hukouVillage;
  return Boolean(village) && ancestorAt('TOWNSHIP', village as number) !== scope;
}

/** A whole file of another place is sent there, whatever else could be done with it here (T6). */
function mayForward({ state, missing }: Values<'application'>, role: Role): boolean {
  const isWhole = ((missing ?? []) as readonly string[]).length === 0;
  const { from, roles } = transitionOf('application.forward');
  return isWhole && from.some((each) => each === state) && roles.includes(role);
}

export function applicationView(reading: Reading, application: Row<'application'>): ApplicationView {
  const { values } = application;
  const command =
    isElsewhere(reading, application) && mayForward(values, reading.me.role)
      ? 'application.forward'
      : nextCommand({ ...values, scope: application.scope }, reading.me.role, reading.delegated);
  return {
    applicationId: application.id,
    state: values.state ?? '',
    stateSince: values.stateSince,
    benefits: benefitsOf(values),
    submittedOn: values.submittedOn,
    materials: (values.materials ?? []) as MaterialCode[],
    missing: (values.missing ?? []) as MaterialCode[],
    noticeCount: values.noticeCount ?? 0,
    returnedBy: values.returnedBy,
    reasonCode: values.reasonCode,
    reasonWords: values.reasonWords,
    enteredOn: values.enteredOn,
    deadline: reading.deadline(values),
    stations: stationsOf(values),
    nextStep: { command, waitsFor: waitsFor(reading, command, application) },
    place: reading.placeOfPerson(values.personId as number, values.state),
  };
}

/** Monthly fen of a benefit this month, by the pack in force; null where the pack does not know. */
export function amountOf(reading: Reading, benefit: Benefit, person: Row<'person'>): number | null {
  if (!reading.pack) return null;
  const amount = monthlyAmount(reading.pack, benefit, reading.today.slice(0, 7), {
    grade: person.values.grade,
    householdCategory: person.values.householdCategory,
  });
  return amount === 'AMOUNT_UNKNOWN' ? null : amount;
}

/** Everything about one person, or null. */
export function casePage(reading: Reading, personId: number): CasePage | null {
  const { statements } = reading;
  const person = readRecord(statements, 'person', personId);
  if (!person) return null;
  const of = (type: 'application' | 'entitlement' | 'conflict') =>
    readQuery(statements, { type, by: 'personId', value: personId, limit: LINES_MAX });
  const conflicts = (of('conflict') as Row<'conflict'>[]).filter(({ values }) => values.state === 'OPEN');
  const applications = (of('application') as Row<'application'>[]).toSorted(byStanding);
  return {
    person: personFacts(reading, person),
    applications: applications.map((row) => applicationView(reading, row)),
    eligibility: eligibilityView(reading, person, applications),
    law: lawFactsOf(reading, person, applications[0]),
    entitlements: (of('entitlement') as Row<'entitlement'>[]).map((row) => ({
      ...courseOf(reading, person, row),
      benefit: row.values.benefit as Benefit,
      state: row.values.state ?? '',
      entitledFrom: row.values.entitledFrom,
      monthlyFen: amountOf(reading, row.values.benefit as Benefit, person),
      packVersion: row.values.packVersion,
    })),
    openConflicts: conflicts.map(({ id, values: { groupName, kind } }) => ({
      ...{ conflictId: id, groupName: groupName ?? '', kind: kind ?? 'ask' },
    })),
    history: newestLines(reading, personId, LINES_ON_PAGE),
    seesMoney: reading.me.classes.includes('money'),
  };
}

/** The few lines that identify a person. */
export function personBriefOf(reading: Reading, person: Row<'person'>): z.infer<typeof personBrief> {
  const files = readQuery(reading.statements, {
    type: 'application',
    by: 'personId',
    value: person.id,
    limit: LINES_MAX,
  }) as Row<'application'>[];
  const open = files.findLast(
    ({ scope, values }) => turnOf({ ...values, scope }, reading.delegated) !== 'nobody',
  );
  return {
    personId: person.id,
    name: person.values.name ?? '',
    idNumberMasked: person.values.idNumber ? maskIdNumber(person.values.idNumber) : '',
    sex: person.values.sex,
    birthDate: person.values.birthDate,
    age: reading.age(person.values.birthDate),
    village: reading.divisionName(person.values.hukouVillage),
    township: reading.townshipName(person.values.hukouVillage ?? person.scope),
    scope: person.scope,
    openApplication: open
      ? { applicationId: open.id, state: open.values.state ?? '', benefits: benefitsOf(open.values) }
      : null,
  };
}

/** The person of an ID number, of either generation, among those this replica holds; of a merged record the one that is kept. */
export function personByIdNumber(reading: Reading, idNumber: string): z.infer<typeof personBrief> | null {
  const { statements } = reading;
  const [found] = [idNumber, otherIdNumber(idNumber)]
    .filter((value) => value !== null)
    .flatMap((value) => readQuery(statements, { type: 'person', by: 'idNumber', value, limit: 1 }));
  const person = found as Row<'person'> | undefined;
  if (!person) return null;
  const { mergedInto } = person.values;
  return personBriefOf(reading, (mergedInto && readRecord(statements, 'person', mergedInto)) || person);
}

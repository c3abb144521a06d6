/** A row beside the person who is here already, and beside its own earlier import. Pure.
 *  CT1 columns that the file does not have, and cells that are empty, change nothing of a stored person.  CT2 a row that was imported
 *  before and says the same is not imported again: whatever was corrected at the desk since stands.
 *  The act itself: src-shared/domain/person.ts.                                                                       */
import { canonicalJson, type Json, sha256Hex } from '#shared/base/canonical.ts';
import type { PlainDate } from '#shared/domain/calendar.ts';
import { differing, type PersonInput, personValues } from '#shared/domain/person.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import { type HouseholdCategory, readName } from './cell-words.ts';
import { type Finding, finding } from './finding.ts';
import type { RosterField } from './roster-fields.ts';

/** What the row says about the person; null where it says nothing. */
export type SaidPerson = Omit<PersonInput, 'householdCategory' | 'needsLongTermCare'> & {
  readonly householdCategory: HouseholdCategory | null;
  readonly needsLongTermCare: boolean | null;
};

/** A row that was imported, under the hash of what it says. */
export interface EarlierImport {
  /** Number of its act; null when it changed nothing. */
  readonly number: number | null;
  readonly on: PlainDate;
  readonly fileName: string;
  /** The county did not take the act. */
  readonly isRefused: boolean;
}

/** Raised when what goes into the hash changes its meaning: then no row counts as imported before. */
const HASH_VERSION = 1;
const OLD_LENGTH = 15;

/** One name for what a row says, whichever file and line it stands in. */
export function contentHash(said: SaidPerson, rosterBenefits: readonly Benefit[]): string {
  return sha256Hex(canonicalJson([HASH_VERSION, said, rosterBenefits] as unknown as Json));
}

const bareName = (name: string): string => readName(name).replace(/[·\s]/g, '');

/** The arguments of the act: what the row does not say stays as it is stored (CT1), and so does the spelling of a name. */
export function personOf(said: SaidPerson, stored: Row<'person'> | null): PersonInput {
  const values = stored?.values;
  const isSameName = values?.name && bareName(values.name) === bareName(said.name);
  return {
    ...said,
    name: isSameName ? (values.name ?? said.name) : said.name,
    householdCategory:
      said.householdCategory ?? (values?.householdCategory as HouseholdCategory | null | undefined) ?? 'NONE',
    needsLongTermCare: said.needsLongTermCare ?? values?.needsLongTermCare ?? null,
  };
}

/** Fields of the stored person that the act would write. */
export function changedFields(stored: Row<'person'>, person: PersonInput, today: PlainDate): string[] {
  const values = personValues(person, { madeOn: today }, [], true);
  if ('refusal' in values) return [];
  const isOlderNumber = values.idNumber?.length === OLD_LENGTH;
  return Object.keys(differing(stored, values)).filter(
    (field) => field !== 'contactStatedOn' && !(field === 'idNumber' && isOlderNumber),
  );
}

/** The columns by which the changed fields of a record are called. */
const COLUMN_OF: Readonly<Record<string, RosterField>> = {
  name: 'name',
  idNumber: 'idNumber',
  sex: 'sex',
  birthDate: 'birthDate',
  ethnicity: 'ethnicity',
  phone: 'phone',
  residenceAddress: 'residenceAddress',
  hukouVillage: 'village',
  hukouKind: 'hukouKind',
  hukouAddress: 'hukouAddress',
  certificateNumber: 'certificateNumber',
  grade: 'grade',
  disabilityClass: 'disabilityClass',
  certificateExpiresOn: 'certificateExpiresOn',
  householdCategory: 'household',
  householdFrom: 'householdFrom',
  needsLongTermCare: 'longTermCare',
  accountNumber: 'accountNumber',
  bankName: 'bankName',
  accountHolder: 'accountHolder',
  accountKind: 'accountKind',
};

export function columnsOf(fields: readonly string[]): RosterField[] {
  return [...new Set(fields.flatMap((field) => COLUMN_OF[field] ?? []))];
}

/** What is to be said of a person who is here already. */
export function checkStored(said: SaidPerson, stored: Row<'person'>, changed: readonly string[]): Finding[] {
  const storedName = stored.values.name ?? '';
  if (bareName(storedName) !== bareName(said.name))
    return [finding('wrong', 'name', 'PERSON_OTHER_NAME', { name: storedName })];
  if (!changed.length) return [finding('note', 'name', 'PERSON_UNCHANGED')];
  const benefits = stored.values.rosterBenefits;
  const held = Array.isArray(benefits) ? (benefits as Benefit[]) : [];
  return [finding('look', 'name', 'PERSON_HERE', { held, changed: columnsOf(changed) })];
}

/** What is to be said of a row that was imported before. */
export function checkEarlier(earlier: EarlierImport, changed: readonly string[], today: PlainDate): Finding {
  const { on, fileName: file } = earlier;
  return finding('note', 'name', 'IMPORTED_BEFORE', { on, today, file, corrected: columnsOf(changed) });
}

/** Judges the rows of a roster: what is ready, what the clerk should look at, what is wrong and how to mend it, what is no person or
 *  was imported before. Pure: the township, the people of this computer, earlier imports and the date come in.
 *  CR1 nothing is guessed: a word that is not known makes the row wrong, not a different word.  CR2 a row that is wrong says
 *  every fault it has.  CR3 of two rows with one person, in whichever sheets, the later is wrong and names the earlier.  CR4 a hidden
 *  row is looked at before it goes in.
 *  Elsewhere: numbers (check-numbers.ts), words (check-cells.ts), subsidies (check-benefits.ts), who is here already and what was
 *  imported before (check-stored.ts), the act itself (src-shared/domain/person.ts).                                  */
import type { PlainDate } from '#shared/domain/calendar.ts';
import type { Division, DivisionCode } from '#shared/domain/division.ts';
import { idNumberKey } from '#shared/domain/id-number.ts';
import type { PolicyPack } from '#shared/domain/pack.ts';
import { personSchema } from '#shared/domain/person.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import { type HouseholdCategory, readEthnicity, readHukouKind, readName } from './cell-words.ts';
import { checkBenefits, checkScope } from './check-benefits.ts';
import {
  checkBank,
  checkClaims,
  checkExpiry,
  checkHousehold,
  checkPhone,
  checkVillage,
  type RowReader,
  shownCell,
} from './check-cells.ts';
import { checkCertificate, checkIdNumber } from './check-numbers.ts';
import {
  changedFields,
  checkEarlier,
  checkStored,
  contentHash,
  type EarlierImport,
  personOf,
  type SaidPerson,
} from './check-stored.ts';
import { type Finding, finding } from './finding.ts';
import { squeezed } from './header-words.ts';
import type { ColumnMap } from './map-columns.ts';
import { isRosterField, NEEDED_FIELDS, type RosterField } from './roster-fields.ts';
import { rowKind } from './row-kind.ts';
import { kindAt, NO_VALUE, type SheetRow, textAt } from './sheet.ts';
import { createVillageMatcher, type VillageMatch } from './village-match.ts';

/** A person whom this computer knows under an ID number; `merged` when the record went into one of another township. */
export type KnownPerson = Row<'person'> | 'merged' | null;

export interface RosterContext {
  readonly today: PlainDate;
  readonly township: DivisionCode;
  /** Every division this desk knows: villages of other townships tell a wrong sheet from a typing error. */
  readonly divisions: readonly Division[];
  readonly pack: PolicyPack | undefined;
  readonly findByIdNumber: (idNumber: string) => KnownPerson;
  readonly earlierImport: (hash: string) => EarlierImport | null;
}

/** What the row's act says. */
export interface RosterAct {
  readonly said: SaidPerson;
  readonly rosterBenefits: readonly Benefit[];
  readonly hash: string;
  /** An import of the same words that the county refused: this one is another act. */
  readonly refusedBefore: number | null;
  /** What it would change of the person as stored when it was judged; null for a new person. */
  readonly changes: readonly string[] | null;
}

export interface RowCells {
  readonly name: string;
  readonly idNumber: string;
  readonly certificateNumber: string;
  readonly village: string;
  readonly household: string;
  /** As read, or the cell's words where they were not understood. */
  readonly benefits: readonly Benefit[] | string;
}

export type RowResult = 'ready' | 'look' | 'wrong' | 'skipped';

export interface CheckedRow {
  readonly sheet: number;
  readonly row: number;
  readonly result: RowResult;
  readonly cells: RowCells;
  readonly findings: readonly Finding[];
  /** Null when there is nothing to import. */
  readonly act: RosterAct | null;
}

/** A sheet whose rows are judged. */
export interface JudgedSheet {
  readonly index: number;
  readonly name: string;
  readonly map: ColumnMap;
  /** The village of all its rows, by its name or by choice. */
  readonly village: Division | null;
  readonly isVillageChosen: boolean;
}

const DASH = '—';
const NAME_MAX = 50;
const NO_CELLS: RowCells = {
  name: '',
  idNumber: '',
  certificateNumber: '',
  village: '',
  household: '',
  benefits: '',
};
const SKIPPED = { totals: 'TOTALS_ROW', note: 'NOTE_ROW', header: 'HEADER_ROW', blank: 'BLANK_ROW' } as const;

function skipped(sheet: JudgedSheet, row: SheetRow, kind: keyof typeof SKIPPED): CheckedRow {
  const first = row.texts.find((text) => text.trim() !== '')?.trim() ?? '';
  const cells = { ...NO_CELLS, name: kind === 'blank' ? '' : shownCell(first) };
  const findings = [finding('note', 'name', SKIPPED[kind])];
  return { sheet: sheet.index, row: row.row, result: 'skipped', cells, findings, act: null };
}

function checkName(text: string): { name: string; findings: Finding[] } {
  const name = readName(text);
  if (name === '') return { name, findings: [finding('wrong', 'name', 'NAME_MISSING')] };
  const isOdd = name.length > NAME_MAX || /\d|[=@<>{}[\]|\\]/.test(name);
  return { name, findings: isOdd ? [finding('wrong', 'name', 'NAME_ODD')] : [] };
}

/** Earlier rows by person, to name the row that says the same one. */
function createDuplicates() {
  const seen = new Map<string, { sheet: JudgedSheet; row: SheetRow }>();
  return (idNumber: string, sheet: JudgedSheet, row: SheetRow): Finding[] => {
    const key = idNumberKey(idNumber);
    const earlier = seen.get(key);
    if (!earlier) {
      seen.set(key, { sheet, row });
      return [];
    }
    const { at } = sheet.map;
    const differing = (Object.keys(at) as RosterField[]).filter((field) => {
      const before = earlier.sheet.map.at[field];
      if (field === 'idNumber' || before === undefined) return false;
      return squeezed(textAt(earlier.row, before)) !== squeezed(textAt(row, at[field]));
    });
    const where = { sheet: earlier.sheet === sheet ? null : earlier.sheet.name, row: earlier.row.row };
    return [finding('wrong', 'idNumber', 'DUPLICATE_IN_FILE', { ...where, differing })];
  };
}

/** Errors in cells that are used. What the row lacks because of one is not said a second time. */
function checkErrors(map: ColumnMap, row: SheetRow): Finding[] {
  return (Object.entries(map.at) as [RosterField, number][]).flatMap(([field, column]) => {
    if (kindAt(row, column) !== 'e') return [];
    const isNeeded = NEEDED_FIELDS.includes(field);
    const level = isNeeded ? 'wrong' : 'look';
    const text = textAt(row, column);
    return text === NO_VALUE
      ? [finding(level, field, 'FORMULA_NO_VALUE', { field, isNeeded })]
      : [finding(level, field, 'CELL_ERROR', { field, text: text.slice(0, 12), isNeeded })];
  });
}

/** What the record's own schema says, for what no check above has named. */
function checkSchema(said: SaidPerson): Finding[] {
  const parsed = personSchema.safeParse(personOf(said, null));
  if (parsed.success) return [];
  const name = String(parsed.error.issues[0]?.path.at(-1) ?? '');
  const field = isRosterField(name) ? name : null;
  return [finding('wrong', field ?? 'name', 'FIELD_UNFIT', { field })];
}

function resultOf(findings: readonly Finding[]): RowResult {
  if (findings.some(({ level }) => level === 'wrong')) return 'wrong';
  return findings.some(({ level }) => level === 'look') ? 'look' : 'ready';
}

function createReader({ at, headers }: ColumnMap, row: SheetRow): RowReader {
  return {
    has: (field) => at[field] !== undefined,
    text: (field) => (kindAt(row, at[field]) === 'e' ? '' : textAt(row, at[field])),
    kind: (field) => kindAt(row, at[field]),
    header: (field) => headers[at[field] ?? -1] ?? '',
  };
}

interface Judged {
  readonly cells: RowCells;
  readonly findings: readonly Finding[];
  readonly idNumber: string | null;
  readonly known: KnownPerson;
  readonly said: SaidPerson;
  readonly rosterBenefits: readonly Benefit[];
}

/** Signs alone, «—» or «;;;», say nothing. */
const textOrNull = (text: string): string | null => (/[\p{L}\d]/u.test(text) ? text.trim() : null);

function storedCategory(known: KnownPerson): HouseholdCategory | null {
  if (known === null || known === 'merged') return null;
  return known.values.householdCategory as HouseholdCategory | null;
}

function judge(
  read: RowReader,
  sheet: JudgedSheet,
  context: RosterContext,
  match: (text: string) => VillageMatch,
): Judged {
  const { today, pack, divisions, township } = context;
  const { name, findings: nameFindings } = checkName(read.text('name'));
  const id = checkIdNumber(read.text('idNumber'), read.kind('idNumber'), today);
  const claims = checkClaims(read, id);
  const certificate = read.has('certificateNumber')
    ? checkCertificate(read.text('certificateNumber'), read.kind('certificateNumber'), {
        ...claims,
        idNumber: id.normalized,
      })
    : { shown: DASH, normalized: null, grade: null, findings: [] };
  const known = id.normalized ? context.findByIdNumber(id.normalized) : null;
  const village = checkVillage(read, {
    ...{ divisions, township, match },
    ...{ ofSheet: sheet.village, isChosen: sheet.isVillageChosen },
  });
  const household = checkHousehold(read);
  const benefits = checkBenefits(read);
  const bank = checkBank(read, name);
  const phone = checkPhone(read);
  const expiry = checkExpiry(read, today);
  const scope = {
    ...{ read, household, benefits, today, pack },
    birthDate: id.birthDate,
    grade: certificate.grade ?? claims.grade,
    householdCategory: household.category ?? storedCategory(known),
  };
  const checks = [id, claims, certificate, village, household, benefits, bank, phone, expiry];
  return {
    cells: {
      name: shownCell(name) || DASH,
      idNumber: id.shown,
      certificateNumber: certificate.shown,
      village: village.shown,
      household: household.shown,
      benefits: benefits.findings.some(({ code }) => code === 'BENEFITS_UNKNOWN')
        ? shownCell(read.text('benefits'))
        : benefits.value,
    },
    findings: [...nameFindings, ...checks.flatMap(({ findings }) => findings), ...checkScope(scope)],
    idNumber: id.normalized,
    known,
    said: {
      name,
      idNumber: id.normalized ?? '',
      ethnicity: readEthnicity(read.text('ethnicity')),
      phone: phone.value,
      residenceAddress: textOrNull(read.text('residenceAddress')),
      hukouVillage: village.value ?? 0,
      hukouKind: readHukouKind(read.text('hukouKind')),
      hukouAddress: textOrNull(read.text('hukouAddress')),
      certificateNumber: certificate.normalized,
      certificateExpiresOn: certificate.normalized ? expiry.value : null,
      householdCategory: household.category,
      householdFrom: household.from,
      needsLongTermCare: household.needsLongTermCare,
      bank: bank.value,
    },
    rosterBenefits: benefits.value,
  };
}

interface Settled {
  readonly findings: readonly Finding[];
  readonly act: RosterAct | null;
  readonly isSkipped: boolean;
}

/** A row without a fault of its own, beside what this computer knows. */
function settle({ said, rosterBenefits, known }: Judged, context: RosterContext): Settled {
  const { today } = context;
  const none = (finding: Finding, isSkipped = false) => ({ findings: [finding], act: null, isSkipped });
  if (known === 'merged') return none(finding('wrong', 'idNumber', 'PERSON_MERGED'));
  const changes = known && changedFields(known, personOf(said, known), today);
  const hash = contentHash(said, rosterBenefits);
  const earlier = context.earlierImport(hash);
  if (earlier && !earlier.isRefused) return none(checkEarlier(earlier, changes ?? [], today), true);
  const findings = known ? checkStored(said, known, changes ?? []) : [];
  if (earlier) findings.push(finding('look', 'name', 'REFUSED_BEFORE', { on: earlier.on, today }));
  const refusedBefore = earlier?.number ?? null;
  return { findings, act: { said, rosterBenefits, hash, refusedBefore, changes }, isSkipped: false };
}

export interface RowChecker {
  /** Judges one row; to be called sheet by sheet, top down. */
  check(sheet: JudgedSheet, row: SheetRow): CheckedRow;
}

/** Judges the rows of one file; it remembers the people it has met. */
export function createRowChecker(context: RosterContext): RowChecker {
  const match = createVillageMatcher(context.divisions, context.township);
  const duplicatesOf = createDuplicates();

  function check(sheet: JudgedSheet, row: SheetRow): CheckedRow {
    const kind = rowKind(row, sheet.map);
    if (kind !== 'person') return skipped(sheet, row, kind);
    const judged = judge(createReader(sheet.map, row), sheet, context, match);
    const errors = checkErrors(sheet.map, row);
    const spoilt = new Set(errors.map(({ column }) => column));
    const findings = [...errors, ...judged.findings.filter(({ column }) => !spoilt.has(column))];
    if (row.isHidden) findings.unshift(finding('look', 'name', 'HIDDEN_ROW'));
    if (judged.idNumber) findings.push(...duplicatesOf(judged.idNumber, sheet, row));
    if (resultOf(findings) !== 'wrong') findings.push(...checkSchema(judged.said));
    const where = { sheet: sheet.index, row: row.row, cells: judged.cells };
    if (resultOf(findings) === 'wrong') return { ...where, result: 'wrong', findings, act: null };
    const settled = settle(judged, context);
    if (settled.isSkipped) return { ...where, result: 'skipped', findings: settled.findings, act: null };
    findings.push(...settled.findings);
    return { ...where, result: resultOf(findings), findings, act: settled.act };
  }
  return { check };
}

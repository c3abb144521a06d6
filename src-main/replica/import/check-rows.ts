/** Judges the rows of a roster: what is ready, what the clerk should look at, what is wrong and how to mend it.
 *  Pure: the township, the people of this computer and the date come in.
 *  CR1 nothing is guessed: a word that is not known makes the row wrong, not a different word.  CR2 a row that is wrong says
 *  every fault it has.  CR3 of two rows with one ID number the later is wrong and names the earlier.  CR4 for a person who
 *  is here already, columns that the file does not have change nothing.
 *  Elsewhere: numbers (check-numbers.ts), words (cell-words.ts), the act itself (src-shared/domain/person.ts).       */
import type { PlainDate } from '#shared/domain/calendar.ts';
import type { Division, DivisionCode } from '#shared/domain/division.ts';
import type { PolicyPack } from '#shared/domain/pack.ts';
import { differing, type PersonInput, personSchema, personValues } from '#shared/domain/person.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import type { ImportRow } from '#shared/rpc/desk-shapes.ts';
import { benefitsShown, readEthnicity, readHukouKind, readName } from './cell-words.ts';
import {
  checkBank,
  checkBenefits,
  checkClaims,
  checkExpiry,
  checkHousehold,
  checkPhone,
  checkVillage,
  type RowReader,
} from './check-cells.ts';
import { checkCertificate, checkIdNumber } from './check-numbers.ts';
import { checkScope } from './check-scope.ts';
import { type Finding, finding } from './finding.ts';
import { type ColumnMap, FIELD_WORDS, type RosterField, rowKind, squeezed } from './map-columns.ts';
import { kindAt, type SheetRow, textAt } from './sheet.ts';
import { createVillageMatcher, type VillageMatch } from './village-match.ts';

export interface RosterContext {
  readonly today: PlainDate;
  readonly township: DivisionCode;
  /** Every division this desk knows: villages of other townships tell a wrong sheet from a typing error. */
  readonly divisions: readonly Division[];
  readonly pack: PolicyPack | undefined;
  /** The person of this computer with a valid ID number. */
  readonly findByIdNumber: (idNumber: string) => Row<'person'> | null;
}

/** What the row's act says about the person. */
export interface RosterAct {
  readonly person: PersonInput;
  readonly rosterBenefits: readonly Benefit[];
}

export interface CheckedRow {
  readonly view: ImportRow;
  /** Null when there is nothing to import. */
  readonly act: RosterAct | null;
}

export interface RowChecker {
  check(row: SheetRow): CheckedRow;
}

const NO_CELLS = { name: '', idNumber: '', certificateNumber: '', village: '', household: '', benefits: '' };
const DASH = '—';

const SKIPPED = {
  totals: ['TOTALS_ROW', '合计行，不当人导入。'],
  note: ['NOTE_ROW', '说明或签字行，不当人导入。'],
  header: ['HEADER_ROW', '又一行表头，不当人导入。'],
} as const;

function skipped(row: SheetRow, map: ColumnMap, kind: keyof typeof SKIPPED): CheckedRow {
  const [code, message] = SKIPPED[kind];
  const first = row.texts.find((text) => text.trim() !== '')?.trim() ?? '';
  const name = textAt(row, map.at.name).trim();
  const cells = { ...NO_CELLS, name: kind === 'totals' ? (name || first).slice(0, 20) : '' };
  return {
    view: { row: row.row, result: 'skipped', cells, problems: [{ column: 'name', code, message }] },
    act: null,
  };
}

/** Whether the act would change the stored person. */
export function changesPerson(stored: Row<'person'>, act: RosterAct, today: PlainDate): boolean {
  return changedFields(stored, act, today).length > 0;
}

function changedFields(stored: Row<'person'>, { person }: RosterAct, today: PlainDate): string[] {
  const values = personValues(person, { madeOn: today }, []);
  if ('refusal' in values) return [];
  return Object.keys(differing(stored, values)).filter((field) => field !== 'contactStatedOn');
}

const CHANGE_WORDS: Readonly<Record<string, string>> = {
  name: '姓名',
  phone: '电话',
  residenceAddress: '住址',
  hukouVillage: '嘎查村',
  hukouKind: '户口性质',
  hukouAddress: '户籍地址',
  certificateNumber: '残疾人证号',
  grade: '残疾等级',
  disabilityClass: '残疾类别',
  certificateExpiresOn: '证件有效期',
  householdCategory: '家庭类别',
  accountNumber: '账号',
  bankName: '开户行',
  accountHolder: '户名',
};

function checkStored(stored: Row<'person'>, act: RosterAct, today: PlainDate): Finding[] {
  const storedName = stored.values.name ?? '';
  const bare = (name: string) => name.replace(/[·\s]/g, '');
  if (bare(readName(storedName)) !== bare(act.person.name)) {
    const message = `这个身份证号在本机是${storedName}，和表里的姓名对不上。请对照身份证。`;
    return [finding('wrong', 'name', 'PERSON_OTHER_NAME', message)];
  }
  const fields = changedFields(stored, act, today);
  if (!fields.length)
    return [finding('note', 'name', 'PERSON_UNCHANGED', '本机已有此人，和表里一样，不会再写一遍。')];
  const benefits = stored.values.rosterBenefits;
  const held =
    Array.isArray(benefits) && benefits.length ? `，在享${benefitsShown(benefits as Benefit[])}补贴` : '';
  const words = [...new Set(fields.map((field) => CHANGE_WORDS[field]).filter((word) => word !== undefined))];
  const changed = words.length ? `，改${words.slice(0, 4).join('、')}` : '';
  return [finding('look', 'name', 'PERSON_HERE', `本机已有此人${held}。按更新处理${changed}，不会多发。`)];
}

function checkName(text: string): { name: string; findings: Finding[] } {
  const name = readName(text);
  if (name === '')
    return { name, findings: [finding('wrong', 'name', 'NAME_MISSING', '没有姓名。请补上。')] };
  const isOdd = name.length > 50 || /\d|[=@<>{}[\]|\\]/.test(name);
  const message = '姓名里有数字或符号，或者太长。请看看是不是错了列。';
  return { name, findings: isOdd ? [finding('wrong', 'name', 'NAME_ODD', message)] : [] };
}

/** Fields of earlier rows by ID number, to name the row that says the same person. */
function createDuplicates(map: ColumnMap) {
  const seen = new Map<string, SheetRow>();
  const compared = (Object.entries(map.at) as [RosterField, number][]).filter(
    ([field]) => field !== 'idNumber',
  );
  return (idNumber: string, row: SheetRow): Finding[] => {
    const earlier = seen.get(idNumber);
    if (!earlier) {
      seen.set(idNumber, row);
      return [];
    }
    const words = compared
      .filter(([, column]) => squeezed(textAt(earlier, column)) !== squeezed(textAt(row, column)))
      .map(([field]) => FIELD_WORDS[field]);
    const said =
      words.length === 0
        ? '两行一样'
        : `两行${words.length <= 2 ? '只' : ''}差${words.slice(0, 3).join('、')}`;
    const message = `和第 ${earlier.row} 行是同一个人，${said}。请留一行。`;
    return [finding('wrong', 'idNumber', 'DUPLICATE_IN_FILE', message)];
  };
}

/** What the record's own schema says, for what no check above has named. */
function checkSchema(person: unknown): { person: PersonInput | null; findings: Finding[] } {
  const parsed = personSchema.safeParse(person);
  if (parsed.success) return { person: parsed.data, findings: [] };
  const field = String(parsed.error.issues[0]?.path.at(-1) ?? '');
  const word = FIELD_WORDS[field as RosterField] ?? '这一行';
  const message = `${word}太长或写法不对，写不进去。请改短些再导入。`;
  const column = field in FIELD_WORDS ? (field as RosterField) : 'name';
  return { person: null, findings: [finding('wrong', column, 'FIELD_UNFIT', message)] };
}

function resultOf(findings: readonly Finding[]): ImportRow['result'] {
  if (findings.some(({ level }) => level === 'wrong')) return 'wrong';
  return findings.some(({ level }) => level === 'look') ? 'look' : 'ready';
}

function createReader(map: ColumnMap): (row: SheetRow) => RowReader {
  return (row) => ({
    has: (field) => map.at[field] !== undefined,
    text: (field) => textAt(row, map.at[field]),
    kind: (field) => kindAt(row, map.at[field]),
    header: (field) => map.columns[map.at[field] ?? -1]?.header ?? '',
  });
}

interface Judged {
  readonly cells: ImportRow['cells'];
  readonly findings: Finding[];
  readonly idNumber: string | null;
  readonly stored: Row<'person'> | null;
  /** What the schema of the record will be asked to take. */
  readonly input: object;
  readonly rosterBenefits: readonly Benefit[];
}

const textOrNull = (text: string): string | null => text.trim() || null;

function judge(
  read: RowReader,
  context: RosterContext,
  matchVillage: (text: string) => VillageMatch,
): Judged {
  const { today, pack } = context;
  const { name, findings: nameFindings } = checkName(read.text('name'));
  const id = checkIdNumber(read.text('idNumber'), read.kind('idNumber'), today);
  const claims = checkClaims(read, id);
  const claim = { ...claims, idNumber: id.normalized };
  const certificate = read.has('certificateNumber')
    ? checkCertificate(read.text('certificateNumber'), read.kind('certificateNumber'), claim)
    : { shown: DASH, normalized: null, grade: null, findings: [] };
  const stored = id.normalized ? context.findByIdNumber(id.normalized) : null;
  const village = checkVillage(read, context, matchVillage);
  const household = checkHousehold(read, stored);
  const benefits = checkBenefits(read);
  const bank = checkBank(read, name);
  const phone = checkPhone(read);
  const expiry = checkExpiry(read, today);
  const grade = certificate.grade ?? claims.grade;
  const scope = { read, birthDate: id.birthDate, grade, household, benefits: benefits.value, today, pack };
  const checks = [id, claims, certificate, village, household, benefits, bank, phone, expiry];
  return {
    cells: {
      name: name.slice(0, 50) || DASH,
      idNumber: id.shown,
      certificateNumber: certificate.shown,
      village: village.shown,
      household: household.shown,
      benefits: benefits.shown,
    },
    findings: [...nameFindings, ...checks.flatMap(({ findings }) => findings), ...checkScope(scope)],
    idNumber: id.normalized,
    stored,
    input: {
      name,
      idNumber: id.normalized,
      ethnicity: readEthnicity(read.text('ethnicity')),
      phone: phone.value,
      residenceAddress: textOrNull(read.text('residenceAddress')),
      hukouVillage: village.value,
      hukouKind: readHukouKind(read.text('hukouKind')),
      hukouAddress: textOrNull(read.text('hukouAddress')),
      certificateNumber: certificate.normalized,
      certificateExpiresOn: certificate.normalized ? expiry.value : null,
      ...household.value,
      bank: bank.value,
    },
    rosterBenefits: benefits.value,
  };
}

/** Judges rows one by one, top down; it remembers the ID numbers it has met. */
export function createRowChecker(map: ColumnMap, context: RosterContext): RowChecker {
  const reader = createReader(map);
  const matchVillage = createVillageMatcher(context.divisions, context.township);
  const duplicatesOf = createDuplicates(map);

  function check(row: SheetRow): CheckedRow {
    const kind = rowKind(row, map);
    if (kind !== 'person') return skipped(row, map, kind);
    const { cells, findings, idNumber, stored, input, rosterBenefits } = judge(
      reader(row),
      context,
      matchVillage,
    );
    if (idNumber) findings.push(...duplicatesOf(idNumber, row));
    let act: RosterAct | null = null;
    if (resultOf(findings) !== 'wrong') {
      const fitting = checkSchema(input);
      findings.push(...fitting.findings);
      act = fitting.person && { person: fitting.person, rosterBenefits };
      if (act && stored) findings.push(...checkStored(stored, act, context.today));
    }
    const result = resultOf(findings);
    const problems = findings.map(({ column, code, message }) => ({ column, code, message }));
    return { view: { row: row.row, result, cells, problems }, act: result === 'wrong' ? null : act };
  }
  return { check };
}

/** Makes a roster workbook of made-up people as a township office keeps one: title and note above the header, a totals row
 *  below, and faults at known places. For tests, the story of the demo and the bench.
 *  The same options give the same people, rows and faults (the file's bytes differ by its time of writing).        */
import ExcelJS from 'exceljs';
import { seededRandom } from '#shared/base/chance.ts';
import { DEMO_VILLAGES, type DivisionCode, DEMO_TOWNSHIPS, isWithin } from '#shared/domain/division.ts';
import { type DemoPerson, makeDemoPerson } from '#shared/domain/demo-people.ts';
import { idCheckDigit } from '#shared/domain/id-number.ts';

export interface RosterOptions {
  readonly seed: number;
  readonly people?: number;
  readonly township?: DivisionCode;
  /** Index of the first person (demo-people.ts); those of the demo banner itself lie below 10 000. */
  readonly firstIndex?: number;
  /** False: nothing is wrong and nothing to look at. */
  readonly isFaulty?: boolean;
}

export interface PlantedFault {
  /** Row in the sheet. */
  readonly row: number;
  readonly result: 'wrong' | 'look';
  readonly code: string;
  /** Cells as they should be, by column from 1: what a clerk writes to mend the row. */
  readonly right: readonly { readonly column: number; readonly value: string | number }[];
}

export interface Roster {
  readonly bytes: Buffer;
  readonly fileName: string;
  readonly headerRow: number;
  readonly totalsRow: number;
  readonly faults: readonly PlantedFault[];
  readonly people: readonly DemoPerson[];
}

/** Cells of one person, by header. */
type Line = Record<string, string | number>;

const HEADERS = [
  ...['序号', '姓 名', '性别', '民族', '身份证号码', '残疾人证号', '嘎查村', '家庭类别', '享受补贴'],
  ...['联系电话', '家庭住址', '户口性质', '监护人', '开户行', '一卡通账号', '户名', '备注'],
] as const;
const HEADER_ROW = 3;
const HOUSEHOLDS = { DIBAO: '低保', DIBAO_EDGE: '低保边缘', LOW_INCOME: '低收入', TEKUN: '特困', NONE: '—' };
/** Whoever was born later gets a guardian, so that nobody is a minor without one on whatever day the test runs. */
const GUARDED_FROM = '2000-01-01';
const SURE_MINOR_FROM = '2012-01-01';

const stemOf = (name: string): string => name.replace(/(嘎查|村|社区|苏木|镇)$/, '');
const TOWNSHIP_STEMS = new Set(DEMO_TOWNSHIPS.map(({ name }) => stemOf(name)));
const VILLAGE_NAMES = new Map(DEMO_VILLAGES.map(({ code, name }) => [code, name]));

function benefitWord(person: DemoPerson): string {
  const isLiving = person.householdCategory === 'DIBAO';
  const isNursing = person.grade <= 2;
  if (isLiving && isNursing) return '两项';
  if (isLiving) return '生活';
  return isNursing ? '护理' : '—';
}

function lineOf(person: DemoPerson, number: number, isShort: boolean): Line {
  const village = VILLAGE_NAMES.get(person.hukouVillage) ?? '';
  const stem = stemOf(village);
  return {
    序号: number,
    '姓 名': person.name.length === 2 ? `${person.name[0]}　${person.name[1]}` : person.name,
    性别: person.sex === 'F' ? '女' : '男',
    民族: person.ethnicity.replace('族', ''),
    身份证号码: person.idNumber,
    残疾人证号: person.certificateNumber,
    嘎查村: isShort && !TOWNSHIP_STEMS.has(stem) ? stem : village,
    家庭类别: HOUSEHOLDS[person.householdCategory],
    享受补贴: benefitWord(person),
    联系电话: person.phone,
    家庭住址: person.residenceAddress,
    户口性质: person.hukouKind === 'URBAN' ? '城镇' : '农村',
    监护人: person.birthDate >= GUARDED_FROM ? '苏和' : '',
    开户行: person.bankName,
    一卡通账号: person.accountNumber,
    户名: person.accountHolder,
  };
}

function withLastDigit(idNumber: string): string {
  const last = idNumber.charAt(17);
  return idNumber.slice(0, 17) + (last === '1' ? '2' : '1');
}

/** The 30th of February, its check digit right. */
function withImpossibleDay(idNumber: string): string {
  const first17 = `${idNumber.slice(0, 10)}0230${idNumber.slice(14, 17)}`;
  return first17 + idCheckDigit(first17);
}

interface Kind {
  readonly result: 'wrong' | 'look';
  readonly code: string;
  readonly times: number;
  readonly suits?: (person: DemoPerson) => boolean;
  readonly spoil: (line: Line, person: DemoPerson, earlier: Line) => void;
}

const hasDigitsOnly = ({ idNumber }: DemoPerson): boolean => !idNumber.endsWith('X');

const KINDS: readonly Kind[] = [
  {
    result: 'wrong',
    code: 'ID_CHECKSUM',
    times: 12,
    suits: ({ idNumber }) => !idNumber.slice(14, 17).startsWith('00'),
    spoil: (line, { idNumber }) => {
      line.身份证号码 = withLastDigit(idNumber);
    },
  },
  {
    result: 'wrong',
    code: 'ID_SCIENTIFIC',
    times: 9,
    suits: hasDigitsOnly,
    spoil: (line, { idNumber }) => {
      line.身份证号码 = Number(idNumber);
    },
  },
  {
    result: 'wrong',
    code: 'CERT_ID_MISMATCH',
    times: 5,
    spoil: (line, { idNumber, certificateNumber }) => {
      line.残疾人证号 = withLastDigit(idNumber) + certificateNumber.slice(18);
    },
  },
  {
    result: 'wrong',
    code: 'ID_BIRTHDATE',
    times: 3,
    spoil: (line, { idNumber }) => {
      line.身份证号码 = withImpossibleDay(idNumber);
      line.残疾人证号 = '';
    },
  },
  {
    result: 'wrong',
    code: 'VILLAGE_UNKNOWN',
    times: 5,
    spoil: (line) => {
      line.嘎查村 = '新胜利屯';
    },
  },
  {
    result: 'wrong',
    code: 'DUPLICATE_IN_FILE',
    times: 1,
    spoil: (line, _person, earlier) => {
      Object.assign(line, earlier, { 序号: line.序号, 一卡通账号: line.一卡通账号 });
    },
  },
  {
    result: 'wrong',
    code: 'HOUSEHOLD_UNKNOWN',
    times: 2,
    spoil: (line) => {
      line.家庭类别 = '好户';
    },
  },
  {
    result: 'wrong',
    code: 'BENEFITS_UNKNOWN',
    times: 2,
    spoil: (line) => {
      line.享受补贴 = '燃煤';
    },
  },
  {
    result: 'wrong',
    code: 'NAME_MISSING',
    times: 1,
    spoil: (line) => {
      line['姓 名'] = '';
      line.户名 = '';
    },
  },
  {
    result: 'look',
    code: 'VILLAGE_AMBIGUOUS',
    times: 6,
    suits: ({ hukouVillage }) => TOWNSHIP_STEMS.has(stemOf(VILLAGE_NAMES.get(hukouVillage) ?? '')),
    spoil: (line) => {
      line.嘎查村 = stemOf(String(line.嘎查村));
    },
  },
  {
    result: 'look',
    code: 'NURSING_GRADE_NOT_COVERED',
    times: 10,
    suits: ({ grade, householdCategory }) => grade > 2 && householdCategory !== 'DIBAO',
    spoil: (line) => {
      line.享受补贴 = '护理';
    },
  },
  {
    result: 'look',
    code: 'MINOR_NO_GUARDIAN',
    times: 8,
    suits: ({ birthDate }) => birthDate >= SURE_MINOR_FROM,
    spoil: (line) => {
      line.监护人 = '';
    },
  },
  {
    result: 'look',
    code: 'BANK_HOLDER_DIFFERS',
    times: 6,
    spoil: (line) => {
      line.户名 = '赛音吉雅';
    },
  },
];

/** Spoils lines at places drawn from the seed, each at most once; never the first, which a duplicate copies. */
function plant(lines: Line[], people: readonly DemoPerson[], draw: () => number): PlantedFault[] {
  const faults: PlantedFault[] = [];
  const taken = new Set<number>([0]);
  for (const kind of KINDS) {
    for (let planted = 0, tries = 0; planted < kind.times && tries < 100_000; tries += 1) {
      const at = Math.floor(draw() * lines.length);
      const [line, person, earlier] = [lines[at], people[at], lines[0]];
      if (taken.has(at) || !line || !person || !earlier || kind.suits?.(person) === false) continue;
      taken.add(at);
      const before = { ...line };
      kind.spoil(line, person, earlier);
      const right = HEADERS.flatMap((header, index) =>
        line[header] === before[header] ? [] : [{ column: index + 1, value: before[header] ?? '' }],
      );
      faults.push({ row: HEADER_ROW + 1 + at, result: kind.result, code: kind.code, right });
      planted += 1;
    }
  }
  return faults.sort((a, b) => a.row - b.row);
}

async function writeWorkbook(title: string, lines: readonly Line[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.created = new Date(0);
  workbook.modified = new Date(0);
  const sheet = workbook.addWorksheet('花名册');
  sheet.addRow([title]);
  sheet.mergeCells(1, 1, 1, HEADERS.length);
  sheet.addRow(['填报单位（盖章）：', '', '', '填报日期：', '', '', '', '单位：人、元']);
  sheet.addRow([...HEADERS]);
  for (const line of lines) sheet.addRow(HEADERS.map((header) => line[header] ?? null));
  sheet.addRow(['合　计', `${lines.length} 人`]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A made-up person whose number does not end as one that Excel has rounded: such a number is looked at. */
function personOf(next: () => number, village: DivisionCode, index: number): DemoPerson {
  const person = makeDemoPerson(next, village, index);
  return person.idNumber.endsWith('000') ? personOf(next, village, index) : person;
}

/** A roster of the demo banner. */
export async function makeRoster(options: RosterOptions): Promise<Roster> {
  const { seed, people: count = 3_000, firstIndex = 10_000, isFaulty = true } = options;
  const township = options.township ?? DEMO_TOWNSHIPS[0]?.code ?? 0;
  const { next } = seededRandom(seed);
  const villages = DEMO_VILLAGES.filter(({ code }) => isWithin(township, code));
  const people = Array.from({ length: count }, (_, at) => {
    const village = villages[Math.floor(next() * villages.length)];
    if (!village) throw new RangeError(`no village in ${township}`);
    return personOf(next, village.code, firstIndex + at);
  });
  const lines = people.map((person, at) => lineOf(person, at + 1, next() < 0.4));
  const faults = isFaulty ? plant(lines, people, next) : [];
  const name = DEMO_TOWNSHIPS.find(({ code }) => code === township)?.name ?? '';
  const bytes = await writeWorkbook(`${name}残疾人花名册`, lines);
  const totalsRow = HEADER_ROW + 1 + count;
  return {
    bytes,
    fileName: `${name}残疾人花名册2026.xlsx`,
    headerRow: HEADER_ROW,
    totalsRow,
    faults,
    people,
  };
}

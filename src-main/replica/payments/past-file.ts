/** A file of what was paid before the rosters began (历史数据补录): a line is a person, a subsidy, the months from and to, the amount a month. Read with
 *  the limits of every file from elsewhere; each line is judged by the rules of the act (past-acts.ts), and becomes part of one act a person.
 *  PF1 a line that cannot be taken is named with its row and its reason, and holds up no other (dossier (i): partial accept).  PF2 read again, a
 *  file adds nothing: its months stand already (PA2). */
import { createHash } from 'node:crypto';
import { idNumberKey, normaliseIdNumber } from '#shared/domain/id-number.ts';
import { pastRecord, refusalOfPeriods } from '#shared/domain/past-acts.ts';
import { type PastPeriod, periodOf, standingPast } from '#shared/domain/past-payment.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import type { PastFileRead, PastProblem } from '#shared/rpc/past-shapes.ts';
import type { IssueInput } from '../executor.ts';
import { readAmount } from '../import/cell-amounts.ts';
import { readDate } from '../import/cell-dates.ts';
import { bareHeader } from '../import/header-words.ts';
import type { ReadWorkbook } from '../import/read-workbook.ts';
import { kindAt, type Sheet, type SheetRow, textAt } from '../import/sheet.ts';
import { faultSentence, type ImportLanguage } from '../import/words/index.ts';
import { readNeeds } from '../store/needs.ts';
import type { Statements } from '../store/statements.ts';

const HEADERS = {
  idNumber: '身份证号 身份证号码 公民身份号码 身份证 idnumber',
  benefit: '补贴 补贴类别 补贴种类 补贴类型 补贴项目 类别 benefit',
  from: '起月 起始月份 起始月 开始月份 发放起月 从哪个月 from',
  to: '止月 结束月份 截止月份 终止月份 结束月 发放止月 到哪个月 to',
  amount: '月标准 每月金额 月金额 补贴标准 标准 金额 金额元 金额(元) amount',
  words: '说明 备注 原因 words',
} as const;
type Column = keyof typeof HEADERS;
type Columns = Readonly<Partial<Record<Column, number>>>;
const NEEDED: readonly Column[] = ['idNumber', 'benefit', 'from', 'to', 'amount'];
const HEADER_ROWS = 20;
const PROBLEMS_SHOWN = 200;
const PERIODS_AN_ACT = 40;
const BENEFITS: readonly (readonly [RegExp, Benefit])[] = [
  [/生活|living/i, 'LIVING'],
  [/护理|nursing/i, 'NURSING'],
];

function columnsOf(sheet: Sheet): { columns: Columns; headerRow: number } | null {
  for (const row of sheet.rows.slice(0, HEADER_ROWS)) {
    const columns: Partial<Record<Column, number>> = {};
    row.texts.forEach((text, at) => {
      const word = bareHeader(text);
      const column = (Object.keys(HEADERS) as Column[]).find((each) =>
        HEADERS[each].split(' ').includes(word),
      );
      if (column && columns[column] === undefined) columns[column] = at;
    });
    if (NEEDED.every((column) => columns[column] !== undefined)) return { columns, headerRow: row.row };
  }
  return null;
}

interface Line extends PastPeriod {
  readonly row: number;
  readonly idNumber: string;
  readonly words: string;
}

function monthAt(row: SheetRow, column: number | undefined): string | null {
  const read = readDate(textAt(row, column).trim(), kindAt(row, column));
  if (read.is === 'month') return read.month;
  return read.is === 'date' ? read.date.slice(0, 7) : null;
}

function lineOf(row: SheetRow, columns: Columns): Line | PastProblem['problem'] | null {
  const text = (column: Column) => textAt(row, columns[column]).trim();
  const idNumber = normaliseIdNumber(text('idNumber'));
  // Totals and remarks below the table name nobody.
  if (!/^\d{15}(\d\d[\dX])?$/.test(idNumber)) return /\d/.test(idNumber) ? 'PERSON_UNKNOWN' : null;
  const benefit = BENEFITS.find(([pattern]) => pattern.test(text('benefit')))?.[1];
  if (!benefit) return 'BENEFIT_UNKNOWN';
  const [fromMonth, toMonth] = [monthAt(row, columns.from), monthAt(row, columns.to)];
  if (!fromMonth || !toMonth) return 'MONTH_UNREAD';
  const amountFen = readAmount(text('amount'));
  if (!amountFen || amountFen < 0) return 'AMOUNT_UNREAD';
  return {
    row: row.row,
    idNumber,
    benefit,
    fromMonth,
    toMonth,
    amountFen,
    words: text('words').slice(0, 300),
  };
}

interface Taken {
  readonly personId: number;
  readonly periods: readonly PastPeriod[];
  readonly words: string;
}

/** The one person of a number here; people who were merged away stand for nobody. */
function personOf(statements: Statements, idNumber: string): number | null {
  const found = new Set(
    [idNumber, idNumberKey(idNumber)].flatMap((number) =>
      statements.pluck<number>('SELECT id FROM person WHERE id_number = ? AND merged_into IS NULL', number),
    ),
  );
  return found.size === 1 ? ([...found][0] as number) : null;
}

/** One person's lines: what can be taken, and what cannot and why. */
function judgePerson(
  statements: Statements,
  lines: readonly Line[],
  thisMonth: string,
): { taken: Taken | null; problems: PastProblem[] } {
  const personId = personOf(statements, (lines[0] as Line).idNumber);
  if (personId === null)
    return { taken: null, problems: lines.map(({ row }) => ({ row, problem: 'PERSON_UNKNOWN' })) };
  const needs = pastRecord.needs({ personId, source: 'FILE', periods: [], words: '' });
  const { past, rows } = readNeeds(statements, needs).loaded as {
    past: Row<'pastPayment'>[];
    rows: Row<'rosterRow'>[];
  };
  const known = standingPast(past).map(periodOf);
  const periods: PastPeriod[] = [];
  const problems: PastProblem[] = [];
  for (const { row, benefit, fromMonth, toMonth, amountFen } of lines) {
    const period = { benefit, fromMonth, toMonth, amountFen };
    const no = refusalOfPeriods([period], [...known, ...periods], rows, thisMonth);
    if (no) problems.push({ row, problem: no.refusal as PastProblem['problem'] });
    else periods.push(period);
  }
  const words = [...new Set(lines.map((line) => line.words).filter(Boolean))].join('；').slice(0, 300);
  return { taken: periods.length ? { personId, periods, words } : null, problems };
}

export type PastRead =
  | {
      readonly ok: true;
      readonly read: Extract<PastFileRead, { ok: true }>;
      readonly taken: readonly Taken[];
    }
  | Extract<PastFileRead, { ok: false }>;

export async function readPastFile(
  readWorkbook: ReadWorkbook,
  statements: Statements,
  { bytes, language, thisMonth }: { bytes: Uint8Array; language: ImportLanguage; thisMonth: string },
): Promise<PastRead> {
  const workbook = await readWorkbook(bytes);
  if (!workbook.ok)
    return {
      ...{ ok: false, code: workbook.code },
      message: faultSentence(workbook.code, workbook.place, language),
    };
  const sheet = workbook.sheets.find((each) => !each.isHidden && columnsOf(each));
  const head = sheet && columnsOf(sheet);
  if (!sheet || !head) return { ok: false, code: 'PAST_COLUMNS', message: null };
  const lines: Line[] = [];
  const problems: PastProblem[] = [];
  for (const row of sheet.rows.filter((each) => each.row > head.headerRow)) {
    const line = lineOf(row, head.columns);
    if (typeof line === 'string') problems.push({ row: row.row, problem: line });
    else if (line) lines.push(line);
  }
  const taken: Taken[] = [];
  for (const of of Map.groupBy(lines, ({ idNumber }) => idNumberKey(idNumber)).values()) {
    const judged = judgePerson(statements, of, thisMonth);
    if (judged.taken) taken.push(judged.taken);
    problems.push(...judged.problems);
  }
  problems.sort((a, b) => a.row - b.row);
  return {
    ok: true,
    taken,
    read: {
      ...{ ok: true, fileHash: createHash('sha256').update(bytes).digest('hex'), persons: taken.length },
      periods: taken.reduce((sum, { periods }) => sum + periods.length, 0),
      ...{ problemCount: problems.length, problems: problems.slice(0, PROBLEMS_SHOWN), refused: 0 },
    },
  };
}

/** One act a person; one more where there are very many periods. The form's id keeps a retry from being another act. */
export function pastActs(fileHash: string, taken: readonly Taken[]): IssueInput[] {
  return taken.flatMap(({ personId, periods, words }) => {
    const acts: IssueInput[] = [];
    for (let at = 0; at < periods.length; at += PERIODS_AN_ACT) {
      const args = { personId, source: 'FILE', periods: periods.slice(at, at + PERIODS_AN_ACT), words };
      acts.push({ name: pastRecord.name, args, formId: `past-${fileHash.slice(0, 20)}-${personId}-${at}` });
    }
    return acts;
  });
}

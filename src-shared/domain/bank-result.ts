/** The bank's answer to a roster, line by line, against the rows that it was sent: what was paid, what came back and why (e.10).
 *  BR1 a line is known by its number in the bank file, and must carry that row's account and amount.  BR2 every row has one answer and every
 *  line a row; with one that has not, nothing is settled.  BR3 words of the bank become one of six reasons; what is unknown is OTHER.      */
import type { BankReason } from './roster.ts';

export interface SentRow {
  readonly rowId: number;
  readonly accountNumber: string | null;
  readonly amountFen: number;
}

export interface BankLine {
  /** Row of the file, as the clerk counts. */
  readonly line: number;
  readonly seq: number | null;
  readonly accountNumber: string;
  readonly amountFen: number | null;
  readonly status: string;
  readonly reason: string;
}

export const BANK_PROBLEMS = [
  'UNKNOWN_LINE',
  'ACCOUNT_DIFFERS',
  'AMOUNT_DIFFERS',
  'TWICE',
  'STATUS_UNKNOWN',
  'MISSING',
] as const;
export type BankProblem = (typeof BANK_PROBLEMS)[number];

export interface BankAnswer {
  readonly paidRows: number;
  readonly paidFen: number;
  readonly returnedFen: number;
  readonly returned: readonly { readonly rowId: number; readonly reason: BankReason }[];
  /** `line` is null for a row that the file does not answer; `seq` is its number in what was sent. */
  readonly problems: readonly {
    readonly line: number | null;
    readonly seq: number | null;
    readonly problem: BankProblem;
  }[];
}

const REASONS: readonly (readonly [RegExp, BankReason])[] = [
  [/户名|姓名.*不符|名称不符/, 'ACCOUNT_NAME_MISMATCH'],
  [/销户|注销|已销|清户/, 'ACCOUNT_CLOSED'],
  [/冻结|止付|挂失/, 'FROZEN'],
  [/久悬|休眠|不动户|长期不动|睡眠/, 'DORMANT'],
  [/不存在|无此|查无|账号错|帐号错|账号有误|帐号有误|卡号错/, 'ACCOUNT_NOT_FOUND'],
];
const PAID = /^(成功|已付|已发放|发放成功|交易成功|处理成功|入账成功|支付成功|代发成功|success|s|0000|00)$/i;
const RETURNED = /失败|退|拒|未成功|不成功|错误|异常|fail/i;

export function bankReasonOf(words: string): BankReason {
  return REASONS.find(([pattern]) => pattern.test(words))?.[1] ?? 'OTHER';
}

function isPaid({ status }: BankLine): boolean | null {
  const words = status.replace(/\s/g, '');
  if (PAID.test(words)) return true;
  return RETURNED.test(words) ? false : null;
}

function problemOf(line: BankLine, row: SentRow | undefined, isKnown: boolean): BankProblem | null {
  if (!row) return 'UNKNOWN_LINE';
  if (isKnown) return 'TWICE';
  if (line.accountNumber !== (row.accountNumber ?? '')) return 'ACCOUNT_DIFFERS';
  if (line.amountFen !== row.amountFen) return 'AMOUNT_DIFFERS';
  return isPaid(line) === null ? 'STATUS_UNKNOWN' : null;
}

/** `sent` in the order of the bank file: its first row is number 1. */
export function judgeBankResult(sent: readonly SentRow[], lines: readonly BankLine[]): BankAnswer {
  const answered = new Map<number, BankLine>();
  const problems: BankAnswer['problems'][number][] = [];
  for (const line of lines) {
    const { seq } = line;
    const row = seq === null ? undefined : sent[seq - 1];
    const problem = problemOf(line, row, seq !== null && answered.has(seq));
    if (problem) problems.push({ line: line.line, seq, problem });
    else answered.set(seq as number, line);
  }
  const named = new Set(lines.map(({ seq }) => seq));
  sent.forEach((_row, at) => {
    if (!named.has(at + 1)) problems.push({ line: null, seq: at + 1, problem: 'MISSING' });
  });
  let [paidRows, paidFen, returnedFen] = [0, 0, 0];
  const returned: BankAnswer['returned'][number][] = [];
  for (const [seq, line] of answered) {
    const row = sent[seq - 1] as SentRow;
    if (isPaid(line)) {
      paidRows++;
      paidFen += row.amountFen;
      continue;
    }
    returnedFen += row.amountFen;
    returned.push({ rowId: row.rowId, reason: bankReasonOf(`${line.reason} ${line.status}`) });
  }
  return { paidRows, paidFen, returnedFen, returned, problems };
}

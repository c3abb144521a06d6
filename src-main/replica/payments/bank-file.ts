/** The bank's result file at finance's desk: read in the parser process with the limits of every file from elsewhere, its columns found by their
 *  headers, judged against the rows that were sent (bank-result.ts). Nothing is written here.
 *  BF1 an account is taken only where the file keeps it as text: of a number the last digits are lost (BANK1).                          */
import { createHash } from 'node:crypto';
import { normaliseBankAccount } from '#shared/domain/bank-account.ts';
import { type BankLine, judgeBankResult, type SentRow } from '#shared/domain/bank-result.ts';
import { RETURNED_MAX } from '#shared/domain/roster.ts';
import type { BankFileRead } from '#shared/rpc/payment-shapes.ts';
import { bareHeader } from '../import/header-words.ts';
import type { ReadWorkbook } from '../import/read-workbook.ts';
import { type Sheet, type SheetRow, textAt } from '../import/sheet.ts';
import { faultSentence, type ImportLanguage } from '../import/words/index.ts';

const HEADERS = {
  seq: '序号 编号 顺序号 明细序号 no seq',
  account: '账号 帐号 卡号 银行账号 银行帐号 收款账号 收款人账号 银行卡号 卡折号 account',
  amount: '金额 发放金额 交易金额 代发金额 金额元 金额(元) amount',
  status: '状态 结果 处理结果 交易结果 发放结果 交易状态 代发结果 处理状态 status',
  reason: '原因 失败原因 退汇原因 退票原因 错误信息 返回信息 备注 reason',
} as const;
type Column = keyof typeof HEADERS;
const NEEDED: readonly Column[] = ['seq', 'account', 'amount', 'status'];
const HEADER_ROWS = 20;
const PROBLEMS_SHOWN = 200;
const FEN_PER_YUAN = 100;
const AMOUNT = /^\d{1,9}(\.\d{1,2})?$/;

type Columns = Readonly<Partial<Record<Column, number>>> & { readonly headerRow: number };

function columnsOf(sheet: Sheet): Columns | null {
  for (const row of sheet.rows.slice(0, HEADER_ROWS)) {
    const found: Partial<Record<Column, number>> = {};
    row.texts.forEach((text, at) => {
      const word = bareHeader(text);
      const column = (Object.keys(HEADERS) as Column[]).find((each) =>
        HEADERS[each].split(' ').includes(word),
      );
      if (column && found[column] === undefined) found[column] = at;
    });
    if (NEEDED.every((column) => found[column] !== undefined)) return { ...found, headerRow: row.row };
  }
  return null;
}

function amountOf(text: string): number | null {
  const bare = text.replace(/[,，¥￥元\s]/g, '');
  if (!AMOUNT.test(bare)) return null;
  const [yuan = '0', fen = ''] = bare.split('.');
  return Number(yuan) * FEN_PER_YUAN + Number(fen.padEnd(2, '0'));
}

function lineOf(row: SheetRow, columns: Columns): BankLine | null {
  const text = (column: Column) => textAt(row, columns[column]).trim();
  // Lines under the table: totals, the bank's stamp.
  if (!/^\d+$/.test(text('seq'))) return null;
  return {
    ...{ line: row.row, seq: Number(text('seq')), accountNumber: normaliseBankAccount(text('account')) },
    ...{ amountFen: amountOf(text('amount')), status: text('status'), reason: text('reason') },
  };
}

export async function readBankFile(
  readWorkbook: ReadWorkbook,
  sent: readonly SentRow[],
  { bytes, language }: { readonly bytes: Uint8Array; readonly language: ImportLanguage },
): Promise<BankFileRead> {
  const read = await readWorkbook(bytes);
  if (!read.ok)
    return { ok: false, code: read.code, message: faultSentence(read.code, read.place, language) };
  for (const sheet of read.sheets.filter(({ isHidden }) => !isHidden)) {
    const columns = columnsOf(sheet);
    if (!columns) continue;
    const lines = sheet.rows
      .filter(({ row }) => row > columns.headerRow)
      .flatMap((row) => lineOf(row, columns) ?? []);
    const { paidRows, paidFen, returnedFen, returned, problems } = judgeBankResult(sent, lines);
    if (returned.length > RETURNED_MAX) return { ok: false, code: 'BANK_TOO_MANY_RETURNED', message: null };
    return {
      ...{
        ok: true,
        fileHash: createHash('sha256').update(bytes).digest('hex'),
        paidRows,
        paidFen,
        returnedFen,
      },
      returned: returned.map((each) => ({ ...each })),
      problemCount: problems.length,
      problems: problems.slice(0, PROBLEMS_SHOWN).map((each) => ({ ...each })),
    };
  }
  return { ok: false, code: 'BANK_COLUMNS', message: null };
}

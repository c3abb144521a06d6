/** A month at the bank, in a process of its own as it is on finance's computer: the payment file is made from the rows of the signed roster as finance's
 *  desk makes it, the made-up bank reads that file and answers it line by line, and the answer is read and judged as finance's desk does.
 *  What comes back is what the desk sends on as `roster.settle`. Started by `askBank`; knows the month by the roster's id alone.        */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { csvWriter } from '../../src-main/replica/export/csv-writer.ts';
import { columnsFor } from '../../src-main/replica/export/list.ts';
import { listNamed } from '../../src-main/replica/export/lists.ts';
import { sayIn } from '../../src-main/replica/export/say.ts';
import { createWorkbookReader, parserFileFor } from '../../src-main/replica/import/read-workbook.ts';
import { readBankFile } from '../../src-main/replica/payments/bank-file.ts';
import type { Row } from '#shared/records/rows.ts';
import type { BankFileRead } from '#shared/rpc/payment-shapes.ts';
import { openPool } from '../../src-server/store/pool.ts';
import { PostgresStore } from '../../src-server/store/postgres-store.ts';

export interface BankMonth {
  readonly url: string;
  readonly rosterId: number;
  readonly townships: readonly number[];
  /** Rows that the bank will not pay. */
  readonly returned: readonly number[];
}
export interface BankAnswered {
  readonly read: Extract<BankFileRead, { ok: true }>;
  readonly rows: number;
  readonly fileBytes: number;
}

const ROWS_MAX = 1_000_000;
/** The desk gives a file a minute; this machine may be busy with much else. */
const PATIENCE_MS = 600_000;
const CLASSES = ['case', 'money', 'identity'];
const DESK_WRITER = new URL('../../src-main/replica/writer.ts', import.meta.url).href;
const [SEQ, ACCOUNT, AMOUNT] = [0, 2, 3];

/** As finance's desk has them (payableRows): what is held is not among them. */
async function payableRows({ url, rosterId, townships }: BankMonth): Promise<Row<'rosterRow'>[]> {
  const pool = openPool(url);
  const store = new PostgresStore(pool);
  const by = { type: 'rosterRow', by: 'rosterId', value: rosterId, limit: ROWS_MAX } as const;
  const rows: Row<'rosterRow'>[] = [];
  try {
    for (const scope of townships) {
      const here = await store.transaction([], (tx) => tx.read(scope, by));
      for (const row of here as readonly Row<'rosterRow'>[])
        if (!['HELD', 'DROPPED'].includes(row.values.result ?? '')) rows.push(row);
    }
  } finally {
    await pool.end();
  }
  return rows.sort((a, b) => a.scope - b.scope || a.id - b.id);
}

async function paymentFile(rows: readonly Row<'rosterRow'>[]): Promise<Buffer> {
  const say = sayIn('zh-CN');
  const columns = columnsFor(listNamed('payments').columns, true, CLASSES);
  return csvWriter('gb18030')({
    ...{ title: say.words.lists.payments, notes: [], rowCount: rows.length, madeBy: '', madeAt: '' },
    ...{ serialNumber: '', serialLabel: '' },
    columns: columns.map(({ name, kind }) => ({ title: say.words.columns[name], kind })),
    row: (index) => columns.map(({ value }) => value({ seq: index + 1, row: rows[index] }, say)),
  });
}

/** The bank's program: it has the file and the numbers of the lines that it will not pay. */
function bankAnswers(file: Buffer, refused: ReadonlySet<number>): Uint8Array {
  const lines = new TextDecoder('gb18030').decode(file).trimEnd().split('\r\n').slice(1);
  const answers = lines.map((line) => {
    const cells = line.slice(1, -1).split('","');
    const words = refused.has(Number(cells[SEQ])) ? ['失败', '账户已销户'] : ['成功', ''];
    return [cells[SEQ], cells[ACCOUNT], cells[AMOUNT], ...words].map((cell) => `"${cell}"`).join(',');
  });
  return new TextEncoder().encode(['\uFEFF序号,账号,金额,状态,原因', ...answers].join('\r\n'));
}

export async function monthAtBank(month: BankMonth): Promise<BankAnswered> {
  const rows = await payableRows(month);
  const file = await paymentFile(rows);
  const back = new Set(month.returned);
  const refused = new Set(rows.flatMap(({ id }, at) => (back.has(id) ? [at + 1] : [])));
  const sent = rows.map(({ id, values }) => ({
    ...{ rowId: id, accountNumber: values.accountNumber, amountFen: values.amountFen ?? 0 },
  }));
  const readWorkbook = createWorkbookReader({ parserFile: parserFileFor(DESK_WRITER), timeMs: PATIENCE_MS });
  const bytes = bankAnswers(file, refused);
  const read = await readBankFile(readWorkbook, sent, { bytes, language: 'zh-CN' });
  if (!read.ok) throw new Error(`the bank's answer: ${read.code} ${read.message}`);
  if (read.problemCount) throw new Error(`the bank's answer: ${JSON.stringify(read.problems[0])}`);
  return { read, rows: rows.length, fileBytes: file.length };
}

/** What the bank answers to a roster. */
export async function askBank(month: BankMonth): Promise<BankAnswered> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url));
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the bank's process ended with ${code}`);
  });
  child.send(month);
  const [answer] = (await Promise.race([once(child, 'message'), ended])) as [BankAnswered];
  ended.catch(() => {});
  return answer;
}

if (import.meta.main)
  process.once('message', (month) => {
    monthAtBank(month as BankMonth).then(
      (answer) => process.send?.(answer, () => process.disconnect()),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });

/** The writer's part of 发放: it alone starts the parser of files from elsewhere, and issues what comes of them. */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '#shared/base/clock.ts';
import { shanghaiDate } from '#shared/base/clock.ts';
import { pastFileInput, type PastFileRead } from '#shared/rpc/past-shapes.ts';
import { bankFileInput } from '#shared/rpc/payment-shapes.ts';
import type { Issued, IssueInput } from '../executor.ts';
import { createWorkbookReader } from '../import/read-workbook.ts';
import { payableRows } from '../queries/payments.ts';
import type { Statements } from '../store/statements.ts';
import { os } from '../writer-os.ts';
import { readBankFile } from './bank-file.ts';
import { pastActs, readPastFile } from './past-file.ts';

export interface PaymentPorts {
  readonly statements: Statements;
  readonly clock: Clock;
  readonly parserFile: string;
  /** Issues acts in one transaction and answers beside them. */
  readonly issueBatch: (inputs: readonly IssueInput[], beside: (results: readonly Issued[]) => void) => void;
}

/** A batch holds the writer for some tens of milliseconds. */
const BATCH_ACTS = 25;
const MONTH_LENGTH = 7;

/** Issues all; how many were refused. */
async function issueAll(ports: PaymentPorts, acts: readonly IssueInput[]): Promise<number> {
  let refused = 0;
  for (let at = 0; at < acts.length; at += BATCH_ACTS) {
    ports.issueBatch(acts.slice(at, at + BATCH_ACTS), (results) => {
      refused += results.filter(({ ok }) => !ok).length;
    });
    await setImmediate();
  }
  return refused;
}

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

export function paymentProcedures(ports: PaymentPorts) {
  const { statements, clock, parserFile } = ports;
  const readWorkbook = createWorkbookReader({ parserFile });
  return {
    readBankFile: os.input(bankFileInput).handler(({ input }) => {
      const sent = payableRows(statements, input.rosterId).map(({ id, values }) => ({
        ...{ rowId: id, accountNumber: values.accountNumber, amountFen: values.amountFen ?? 0 },
      }));
      const { contentBase64, language } = input;
      return readBankFile(readWorkbook, sent, { bytes: bytesOf(contentBase64), language });
    }),
    pastFile: os.input(pastFileInput).handler(async ({ input }): Promise<PastFileRead> => {
      const thisMonth = shanghaiDate(clock.now()).slice(0, MONTH_LENGTH);
      const { contentBase64, language, isTaken } = input;
      const read = await readPastFile(readWorkbook, statements, {
        ...{ bytes: bytesOf(contentBase64), language, thisMonth },
      });
      if (!read.ok) return read;
      if (!isTaken) return read.read;
      const refused = await issueAll(ports, pastActs(read.read.fileHash, read.taken));
      return { ...read.read, refused };
    }),
  };
}

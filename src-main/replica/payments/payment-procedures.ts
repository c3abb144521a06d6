/** The writer's part of 发放: it alone starts the parser of files from elsewhere. */
import { bankFileInput } from '#shared/rpc/payment-shapes.ts';
import { createWorkbookReader } from '../import/read-workbook.ts';
import { payableRows } from '../queries/payments.ts';
import type { Statements } from '../store/statements.ts';
import { os } from '../writer-os.ts';
import { readBankFile } from './bank-file.ts';

export interface PaymentPorts {
  readonly statements: Statements;
  readonly parserFile: string;
}

export function paymentProcedures({ statements, parserFile }: PaymentPorts) {
  const readWorkbook = createWorkbookReader({ parserFile });
  return {
    readBankFile: os.input(bankFileInput).handler(({ input }) => {
      const sent = payableRows(statements, input.rosterId).map(({ id, values }) => ({
        ...{ rowId: id, accountNumber: values.accountNumber, amountFen: values.amountFen ?? 0 },
      }));
      const bytes = new Uint8Array(Buffer.from(input.contentBase64, 'base64'));
      return readBankFile(readWorkbook, sent, { bytes, language: input.language });
    }),
  };
}

/** Entry of the parser process: one workbook in, its rows out, gone. A file that somebody made to break a reader breaks this
 *  process, which holds no key and no database, and has caps on memory and time that its parent set.
 *  Built as an entry of its own (out/main/parser.js); run from source by tests.                                     */
import { FileFault } from './file-fault.ts';
import type { ParseAnswer, ParseRequest } from './parser-messages.ts';
import { readSheetRows } from './sheet-rows.ts';
import { openWorkbook } from './workbook-parts.ts';

const BATCH_ROWS = 500;

/** Resolves when the parent has taken it, so that rows do not pile up here. */
function send(answer: ParseAnswer): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(answer, undefined, undefined, (error) => (error ? reject(error) : resolve()));
  });
}

async function parse({ bytes }: ParseRequest): Promise<void> {
  try {
    const parts = openWorkbook(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    await send({ kind: 'sheets', names: parts.sheetNames });
    for await (const { sheet, rows } of readSheetRows(parts, BATCH_ROWS))
      await send({ kind: 'rows', sheet, rows });
    await send({ kind: 'whole' });
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    await send({ kind: 'fault', code: error.code, place: error.place });
  }
}

process.once('message', (request) => {
  parse(request as ParseRequest).then(
    () => process.disconnect(),
    () => process.exit(1),
  );
});
process.once('disconnect', () => process.exit(0));

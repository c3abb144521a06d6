/** Entry of the parser process: one file in, its rows or the marked file out, gone. A file that somebody made to break a
 *  reader breaks this process, which holds no key and no database, and has caps on memory and time that its parent set.
 *  Built as an entry of its own (out/main/parser.js); run from source by tests.                                     */
import { FileFault } from './file-fault.ts';
import { markFile } from './mark-file.ts';
import { parseFile } from './parse-file.ts';
import type { ParseAnswer, ParseRequest } from './parser-messages.ts';

/** Resolves when the parent has taken it, so that rows do not pile up here. */
function send(answer: ParseAnswer): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(answer, undefined, undefined, (error) => (error ? reject(error) : resolve()));
  });
}

async function answer({ bytes: sent, file, order }: ParseRequest): Promise<void> {
  const bytes = Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength);
  try {
    if (order) {
      await send({ kind: 'marked', bytes: await markFile(bytes, file, order) });
    } else {
      for await (const piece of parseFile(bytes, file)) await send(piece);
      await send({ kind: 'whole' });
    }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    await send({ kind: 'fault', code: error.code, place: error.place });
  }
}

process.once('message', (request) => {
  answer(request as ParseRequest).then(
    () => process.disconnect(),
    () => process.exit(1),
  );
});
process.once('disconnect', () => process.exit(0));

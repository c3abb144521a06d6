/** Entry of the browser host, as built: out/main/browser.js, beside the replica it starts and the screens it serves. */
import { resolve } from 'node:path';
import { runDesk } from './run.ts';

await runDesk(process.argv.slice(2), {
  replica: resolve(import.meta.dirname, 'replica.js'),
  renderer: resolve(import.meta.dirname, '../renderer'),
});

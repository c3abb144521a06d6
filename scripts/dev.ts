/** `npm run dev`: the demo with two desks of one township, its clerk and its reviewer, on a folder of its own. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runDemo } from './demo.ts';
import { root } from './sources.ts';

const { values } = parseArgs({ options: { data: { type: 'string' } } });

try {
  process.exitCode = await runDemo({
    folder: resolve(values.data ?? join(root, '.demo', 'dev')),
    desks: ['naren', 'wangjianguo'],
    port: 0,
  });
} catch (error) {
  process.stderr.write(`dev: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

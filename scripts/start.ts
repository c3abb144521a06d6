/** `npm start [-- --data DIR --port N]`: the demo with one desk, that of 娜仁, a clerk of 查干淖尔苏木; where
 *  Electron can open a window, the reviewer 王建国 sits in it. Last line: `READY http://127.0.0.1:…`.      */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runDemo } from './demo.ts';
import { root } from './sources.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, port: { type: 'string', default: '0' } },
});

try {
  process.exitCode = await runDemo({
    folder: resolve(values.data ?? join(root, '.demo')),
    desks: ['naren'],
    window: 'wangjianguo',
    port: Number(values.port),
  });
} catch (error) {
  process.stderr.write(`start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** `npm start` on a machine without a display: its last line is an address, and behind it lies a desk that is signed in.
 *  On the computer's own calendar, unlike the other flows: the demo works on any day.                            */
import { join } from 'node:path';
import { type Child, startChild } from '../../scripts/child.ts';
import { root } from '../../scripts/sources.ts';
import { expect, test } from '../harness/county.ts';
import { removeFolder, tempFolder } from '../harness/processes.ts';

const readyWithinMs = 120_000;

function start(folder: string): Child {
  return startChild({
    name: 'npm start',
    command: process.execPath,
    args: [join(root, 'scripts', 'start.ts'), '--data', join(folder, 'demo'), '--port', '0'],
    env: { DISPLAY: '', WAYLAND_DISPLAY: '' },
    logFile: join(folder, 'start.log'),
    readyWithinMs,
  });
}

test('npm start 说的那个网址，打开就是登录好的苏木', async ({ page }) => {
  const folder = tempFolder('start');
  const demo = start(folder);
  try {
    const url = await demo.ready;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    await page.goto(url);
    await expect(page.getByRole('banner')).toContainText('娜仁 · 经办人');
    await expect(page.getByRole('main')).toContainText('先办这一件');
  } finally {
    await demo.stop();
    removeFolder(folder);
  }
});

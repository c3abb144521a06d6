/** `npm run desktop`: the desk in Electron's window, where its binary is there; else one line and exit code 1. */
import { spawn } from 'node:child_process';
import { buildIfStale } from './build.ts';
import { electronInstalled } from './electron-binary.ts';
import { root } from './sources.ts';

const electron = electronInstalled();
if ('missing' in electron) {
  process.stderr.write(`desktop: ${electron.missing}; npm run desk shows the same desk in a browser\n`);
  process.exitCode = 1;
} else {
  await buildIfStale();
  const window = spawn(electron.path, [root, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => window.kill('SIGTERM'));
  window.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

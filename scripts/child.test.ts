import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Child, startChild } from './child.ts';

let folder: string;
let started: Child[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-child-'));
  started = [];
});
afterEach(async () => {
  for (const child of started) await child.stop();
  rmSync(folder, { recursive: true, force: true });
});

function start(source: string, readyWithinMs = 10_000): Child {
  const script = join(folder, 'script.js');
  writeFileSync(script, source);
  const logFile = join(folder, 'logs', 'child.log');
  const child = startChild({
    name: 'the child',
    command: process.execPath,
    args: [script],
    logFile,
    readyWithinMs,
  });
  started.push(child);
  return child;
}

const waits = 'setInterval(() => {}, 1000);';

test('tells what followed READY, and its output is in the log', async () => {
  const child = start(`console.log('hello'); console.log('READY http://127.0.0.1:1/#token=x'); ${waits}`);
  expect(await child.ready).toBe('http://127.0.0.1:1/#token=x');
  await child.stop();
  expect(await child.ended).toBe('signal SIGTERM');
  expect(readFileSync(join(folder, 'logs', 'child.log'), 'utf8')).toBe(
    'hello\nREADY http://127.0.0.1:1/#token=x\n',
  );
});

test('CH2 one that ends before it is ready is a fault with its last words', async () => {
  const child = start("console.error('the port is taken'); process.exitCode = 4;");
  await expect(child.ready).rejects.toThrow(
    'the child ended before it was ready: exit code 4\n  the port is taken',
  );
});

test('CH2 one that is not ready in time is a fault', async () => {
  await expect(start(waits, 300).ready).rejects.toThrow('the child was not ready within 0 s');
});

test('a command that does not exist is a fault, not a crash', async () => {
  const logFile = join(folder, 'child.log');
  const spec = {
    name: 'the child',
    command: join(folder, 'nothing'),
    args: [],
    logFile,
    readyWithinMs: 10_000,
  };
  await expect(startChild(spec).ready).rejects.toThrow('the child ended before it was ready');
});

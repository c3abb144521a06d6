/** The browser host as a process of its own: what it prints, how it ends, and that it leaves nobody behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { ToyRouter } from '../host/fixtures/toy-replica.ts';
import { parseDeskArguments } from './arguments.ts';
import { keepProfilePrivate } from '../host/profile-folder.ts';

const DESK = resolve(import.meta.dirname, 'fixtures/toy-desk.ts');
let base = '';
const started: ChildProcess[] = [];

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'sumu-run-'));
  writeFileSync(join(base, 'index.html'), 'page');
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(base, { recursive: true }));

interface Running {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly exit: Promise<number | null>;
  readonly url: () => Promise<URL>;
}

function run(mode: string, more: string[] = [], env: Record<string, string> = {}): Running {
  const args = [DESK, base, '--profile', join(base, 'profile'), '--central', `http://${mode}/`, ...more];
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env } });
  started.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (part: Buffer) => {
    out += part.toString();
  });
  child.stderr.on('data', (part: Buffer) => {
    err += part.toString();
  });
  const exit = new Promise<number | null>((done) => {
    child.on('close', (code) => done(code));
  });
  const url = async (): Promise<URL> => {
    for (let tries = 0; tries < 400 && !out.includes('READY '); tries += 1) await sleep(25);
    return new URL(/^READY (\S+)$/m.exec(out)?.[1] ?? `no READY: ${err}`);
  };
  return { child, out: () => out, err: () => err, exit, url };
}

async function toyOf(desk: Running): Promise<RouterClient<ToyRouter>> {
  const url = await desk.url();
  const socket = new WebSocket(`ws://${url.host}/rpc`, [`sumu.${url.hash.slice(7)}`], { origin: url.origin });
  socket.on('error', () => undefined);
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}

/** A process that has ended but was not waited for has no command line. */
function isAlive(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`).length > 0;
  } catch {
    return false;
  }
}

async function goneWithin(pid: number, ms: number): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += 25) {
    if (!isAlive(pid)) return true;
    await sleep(25);
  }
  return false;
}

describe('the process of the browser host', () => {
  it('prints READY as its one line, keeps its folder private and its password to itself', async () => {
    const desk = run('loud', ['--computer', '查干淖尔一号', '--sign-in', 'naren'], {
      SUMU_PASSWORD: 'right',
    });
    const url = await desk.url();
    expect(desk.out()).toMatch(/^READY http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}\n$/);
    expect(await (await fetch(url)).text()).toBe('page');
    const toy = await toyOf(desk);
    expect(await toy.environment()).toBe('');
    expect(await toy.signedIn()).toBe('naren');
    expect((await toy.args()).slice(-2)).toEqual(['--computer', '查干淖尔一号']);
    expect(statSync(join(base, 'profile')).mode & 0o777).toBe(0o700);
    expect(desk.err()).toContain('the toy prints something');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('CN3 ends cleanly at %s', async (signal) => {
    const desk = run('toy');
    const pid = await (await toyOf(desk)).pid();
    desk.child.kill(signal);
    expect(await desk.exit).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('CN3 takes its replica along when it is killed', async () => {
    const desk = run('toy');
    const pid = await (await toyOf(desk)).pid();
    desk.child.kill('SIGKILL');
    await desk.exit;
    expect(await goneWithin(pid, 3_000)).toBe(true);
  });

  it('ends with the process that started it, when asked to', async () => {
    const script = `require('node:child_process').spawn(process.execPath, ${JSON.stringify([
      DESK,
      base,
      '--profile',
      join(base, 'profile'),
      '--central',
      'http://toy/',
      '--stop-with-parent',
    ])}, { stdio: ['ignore', 'inherit', 'inherit'] }).on('spawn', function () { console.log('PID ' + this.pid) })`;
    const parent = spawn(process.execPath, ['-e', script]);
    started.push(parent);
    let out = '';
    parent.stdout.on('data', (part: Buffer) => {
      out += part.toString();
    });
    for (let tries = 0; tries < 400 && !out.includes('READY '); tries += 1) await sleep(25);
    const pid = Number(/PID (\d+)/.exec(out)?.[1]);
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    expect(await goneWithin(pid, 5_000)).toBe(true);
  });

  it('says that the profile is in use and exits with 3', async () => {
    const desk = run('in-use');
    expect(await desk.exit).toBe(3);
    expect(desk.out()).toBe('');
    expect(desk.err()).toBe('这个文件夹正被另一个苏木窗口使用。请先关掉那个窗口，或换一个 --profile。\n');
  });

  it('refuses a command line that it does not understand, with 2', async () => {
    const desk = run('toy', ['--prot', '1']);
    expect(await desk.exit).toBe(2);
    expect(desk.err()).toContain('用法：');
  });

  it('wants the password of --sign-in in the environment', async () => {
    const desk = run('toy', ['--sign-in', 'naren']);
    expect(await desk.exit).toBe(2);
    expect(desk.err()).toContain('SUMU_PASSWORD');
  });
});

describe('the command line', () => {
  const needed = ['--profile', 'p', '--central', 'http://127.0.0.1:1/'];

  it('has the loopback address and any port by default', () => {
    expect(parseDeskArguments(needed)).toEqual({
      profile: 'p',
      central: 'http://127.0.0.1:1/',
      host: '127.0.0.1',
      port: 0,
      computer: undefined,
      startAt: undefined,
      signIn: undefined,
      stopWithParent: false,
    });
  });

  it.each([
    [[], '--profile'],
    [['--profile', 'p'], '--central'],
    [['--profile', 'p', '--central', 'file:///x'], '--central'],
    [[...needed, '--port', 'x'], '--port'],
    [[...needed, '--port', '65536'], '--port'],
    [[...needed, '--host', '0.0.0.0'], '--host'],
    [[...needed, 'more'], '用法'],
  ])('refuses %j', (args, about) => {
    expect(parseDeskArguments(args)).toContain(about);
  });
});

describe('the profile folder', () => {
  it('PF1 makes it private, also when it was there and empty', () => {
    const folder = join(base, 'a', 'b');
    expect(keepProfilePrivate(folder)).toBeUndefined();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const empty = join(base, 'empty');
    mkdirSync(empty);
    chmodSync(empty, 0o755);
    expect(keepProfilePrivate(empty)).toBeUndefined();
    expect(statSync(empty).mode & 0o777).toBe(0o700);
  });

  it('PF2 does not touch a folder that others already use', () => {
    const shared = join(base, 'shared');
    mkdirSync(shared);
    writeFileSync(join(shared, 'a letter'), '');
    chmodSync(shared, 0o755);
    expect(keepProfilePrivate(shared)).toBe('open-to-others');
    expect(statSync(shared).mode & 0o777).toBe(0o755);
    expect(keepProfilePrivate(join(shared, 'a letter'))).toBe('not-a-folder');
  });
});

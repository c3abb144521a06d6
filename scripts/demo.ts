/** The demo: a central server with the made-up banner of 乌兰淖尔旗 and the desks of some of its people, as
 *  separate processes, each as `npm run central` and `npm run desk` would start it. Its folder keeps what was
 *  done in it: a second start with the same folder goes on where the first one stopped.                   */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './build.ts';
import { type Child, type ChildSpec, startChild } from './child.ts';
import { electronForStart } from './electron-binary.ts';
import { root } from './sources.ts';

/** The password of every account of the made-up banner; production has no such accounts. */
const demoPassword = 'sumu-demo-2026';
const centralReadyMs = 180_000;
const deskReadyMs = 120_000;
const windowReadyMs = 30_000;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

export type DemoWishes = {
  readonly folder: string;
  /** Accounts whose desks run on the browser host; the first one's address is the READY line. */
  readonly desks: readonly string[];
  /** Account whose desk opens in Electron, where that is possible. */
  readonly window?: string;
  /** Port of the first desk, 0 for any. */
  readonly port: number;
};

type Start = (spec: Omit<ChildSpec, 'logFile'> & { readonly log: string }) => Child;

function centralSpec(folder: string): Parameters<Start>[0] {
  return {
    name: 'the central server',
    command: process.execPath,
    args: [
      join(root, 'src-server', 'main.ts'),
      '--data',
      join(folder, 'central'),
      '--port',
      '0',
      '--world',
      'demo',
    ],
    log: 'central.log',
    readyWithinMs: centralReadyMs,
  };
}

function deskArguments(folder: string, account: string, centralUrl: string): string[] {
  return ['--profile', join(folder, `desk-${account}`), '--central', centralUrl, '--sign-in', account];
}

function deskSpec(folder: string, account: string, centralUrl: string, port: number): Parameters<Start>[0] {
  const browserHost = join(root, 'out', 'main', 'browser.js');
  return {
    name: `the desk of ${account}`,
    command: process.execPath,
    args: [
      browserHost,
      ...deskArguments(folder, account, centralUrl),
      '--computer',
      `演示-${account}`,
      '--port',
      String(port),
    ],
    env: { SUMU_PASSWORD: demoPassword },
    log: `desk-${account}.log`,
    readyWithinMs: deskReadyMs,
  };
}

/** Opens Electron on one more desk, where that is possible; never a reason not to start. */
async function startWindow(folder: string, account: string, centralUrl: string, start: Start): Promise<void> {
  const electron = await electronForStart();
  if ('missing' in electron) {
    say(`start: the desk runs on the browser host: ${electron.missing}`);
    return;
  }
  say(`start: Electron's window with the desk of ${account}`);
  const window = start({
    name: `the window of ${account}`,
    command: electron.path,
    args: [root, ...deskArguments(folder, account, centralUrl)],
    env: { SUMU_PASSWORD: demoPassword },
    log: `electron-${account}.log`,
    readyWithinMs: windowReadyMs,
  });
  await window.ready.catch((error: Error) =>
    say(`start: the desk runs on the browser host: ${error.message}`),
  );
}

/** Starts everything and resolves with the desks' addresses. */
async function startAll(wishes: DemoWishes, start: Start): Promise<string[]> {
  say('start: the central server (the first time takes some seconds)');
  const centralUrl = await start(centralSpec(wishes.folder)).ready;
  const urls: string[] = [];
  for (const [index, account] of wishes.desks.entries()) {
    say(`start: the desk of ${account}`);
    const port = index === 0 ? wishes.port : 0;
    urls.push(await start(deskSpec(wishes.folder, account, centralUrl, port)).ready);
  }
  if (wishes.window !== undefined) await startWindow(wishes.folder, wishes.window, centralUrl, start);
  return urls;
}

/** Runs the demo until a signal (exit code 0) or until the server or a desk ends (1). */
export async function runDemo(wishes: DemoWishes): Promise<number> {
  const children: Child[] = [];
  let isStopping = false;
  const start: Start = ({ log, ...spec }) => {
    const child = startChild({ ...spec, logFile: join(wishes.folder, 'logs', log) });
    children.push(child);
    return child;
  };
  const signalled = new Promise<number>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(0));
  });
  const running = async (): Promise<number> => {
    await buildIfStale();
    mkdirSync(wishes.folder, { recursive: true });
    const [first, ...others] = await startAll(wishes, start);
    for (const url of others) say(`another desk: ${url}`);
    process.stdout.write(`READY ${first}\n`);
    const needed = children.slice(0, 1 + wishes.desks.length);
    const how = await Promise.race(needed.map(async (child) => `${child.name} ended: ${await child.ended}`));
    if (!isStopping) say(how);
    return 1;
  };
  try {
    return await Promise.race([running(), signalled]);
  } finally {
    isStopping = true;
    for (const child of children.toReversed()) await child.stop();
  }
}

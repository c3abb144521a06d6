/** The whole way of a call on the browser host: a real forked replica process, a real server, a real WebSocket client.
 *  The screens and the replica are stand-ins; everything between them is what ships.                               */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { ToyRouter } from '../host/fixtures/toy-replica.ts';
import { type Desk, startDesk } from './desk.ts';
import { forkReplica } from './forked-replica.ts';

const TOY = resolve(import.meta.dirname, '../host/fixtures/toy-replica.ts');
let root = '';
let said: string[] = [];
const open: (() => void)[] = [];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'sumu-screens-'));
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>苏木</title>');
});
afterAll(() => rmSync(root, { recursive: true }));
afterEach(async () => {
  for (const close of open.splice(0).reverse()) close();
  await sleep(20);
});

interface ToyDesk extends Desk {
  readonly end: () => Promise<void>;
}

async function start(mode = 'toy', signIn?: { account: string; password: string }): Promise<ToyDesk> {
  said = [];
  const controller = new AbortController();
  open.push(() => controller.abort());
  const desk = await startDesk({
    startReplica: () => forkReplica(TOY, ['--profile', root, '--central', `http://${mode}/`]),
    rendererRoot: root,
    host: '127.0.0.1',
    port: 0,
    signIn,
    signal: controller.signal,
    say: (line) => said.push(line),
  });
  const end = async (): Promise<void> => {
    controller.abort();
    await desk.ended;
  };
  return { ...desk, end };
}

interface Page {
  readonly toy: RouterClient<ToyRouter>;
  readonly closed: Promise<number>;
  readonly socket: WebSocket;
}

interface Offer {
  readonly origin?: string;
  readonly protocol?: string;
  readonly host?: string;
  readonly path?: string;
}

function offer(desk: Desk, { origin, protocol, host, path = '/rpc' }: Offer = {}): WebSocket {
  const url = new URL(desk.url);
  const socket = new WebSocket(
    `ws://${url.host}${path}`,
    [protocol ?? `sumu.${url.hash.slice('#token='.length)}`],
    { origin: origin ?? url.origin, ...(host === undefined ? {} : { headers: { host } }) },
  );
  open.push(() => socket.terminate());
  return socket;
}

/** As the renderer does it: the link's own check of readyState is the guard of a dead connection. */
async function connect(desk: Desk): Promise<Page> {
  const socket = offer(desk);
  const closed = new Promise<number>((done) => {
    socket.once('close', done);
  });
  await new Promise<void>((done, failed) => {
    socket.once('open', done);
    socket.once('error', failed);
  });
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return { toy: createORPCClient(link), closed, socket };
}

/** What the renderer does after a close: try again until the desk takes it. */
async function connectAgain(desk: Desk): Promise<Page> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      return await connect(desk);
    } catch {
      await sleep(50);
    }
  }
  throw new Error('the desk did not come back');
}

const refusedWith = (socket: WebSocket): Promise<number> =>
  new Promise((done) => {
    socket.on('unexpected-response', (_request, response) => done(response.statusCode ?? 0));
    socket.on('open', () => done(101));
    socket.on('error', () => undefined);
  });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('a call through the browser host', () => {
  it('reaches the replica process and comes back', async () => {
    const desk = await start();
    const { toy } = await connect(desk);
    expect(await toy.echo('乌兰淖尔旗')).toBe('乌兰淖尔旗');
    const pid = await toy.pid();
    expect(pid).toBe(desk.replicaPid());
    expect(pid).not.toBe(process.pid);
    expect(await toy.args()).toEqual(['--profile', root, '--central', 'http://toy/']);
  });

  it('streams a server-side iterator in order, and ends it when the page goes', async () => {
    const desk = await start();
    const { toy, socket } = await connect(desk);
    const steps: number[] = [];
    for await (const step of await toy.count(200)) steps.push(step);
    expect(steps).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
    const stream = await toy.forever();
    await stream.next();
    socket.terminate();
    await expect(
      (async () => {
        for await (const step of stream) expect(step).toBeGreaterThan(0);
      })(),
    ).rejects.toThrow();
    const again = await connect(desk);
    expect(await again.toy.echo('还在')).toBe('还在');
  });

  it('carries 2 MB each way, several at once, beside small calls', async () => {
    const { toy } = await connect(await start());
    const large = '草'.repeat(700_000);
    const answers = await Promise.all([toy.echo(large), toy.echo('a'), toy.echo(large), toy.echo('b')]);
    expect(answers.map((answer) => answer.length)).toEqual([700_000, 1, 700_000, 1]);
    expect(answers[2]).toBe(large);
  });

  it('keeps several pages apart', async () => {
    const desk = await start();
    const pages = await Promise.all([connect(desk), connect(desk), connect(desk)]);
    const answers = await Promise.all(pages.map(({ toy }, at) => toy.echo(`page ${at}`)));
    expect(answers).toEqual(['page 0', 'page 1', 'page 2']);
  });
});

describe('SO2 when the replica process dies', () => {
  it('fails the call in flight and every later one at once, and a new connection works', async () => {
    const desk = await start();
    const { toy, closed } = await connect(desk);
    const first = await toy.pid();
    const hanging = toy.hang().then(
      () => 'answered',
      () => 'failed',
    );
    await Promise.allSettled([toy.die()]);
    expect(await hanging).toBe('failed');
    expect(await closed).toBe(1012);
    const before = performance.now();
    await expect(toy.echo('x')).rejects.toThrow();
    expect(performance.now() - before).toBeLessThan(200);
    const again = await connectAgain(desk);
    expect(await again.toy.pid()).not.toBe(first);
    expect(isAlive(first)).toBe(false);
    expect(said).toEqual(['数据进程已退出（1）。']);
  });

  it('does so too when it is killed', async () => {
    const desk = await start();
    const { toy, closed } = await connect(desk);
    const hanging = Promise.allSettled([toy.hang()]);
    process.kill(desk.replicaPid() ?? 0, 'SIGKILL');
    expect((await hanging)[0]?.status).toBe('rejected');
    expect(await closed).toBe(1012);
    expect(await (await connectAgain(desk)).toy.echo('回来了')).toBe('回来了');
  });

  it('RK3 tells that another desk holds the profile, and does not try again', async () => {
    await expect(start('in-use')).rejects.toMatchObject({ why: 'profile-in-use' });
    expect(said).toEqual([]);
  });
});

describe('signing in from the command line', () => {
  it('waits for the replica to say so', async () => {
    const desk = await start('toy', { account: 'naren', password: 'right' });
    expect(await (await connect(desk)).toy.signedIn()).toBe('naren');
  });

  it('starts anyhow, with a line, when it is refused', async () => {
    const desk = await start('toy', { account: 'naren', password: 'wrong' });
    expect(said).toEqual(['没有登录成功：口令不对']);
    expect(await (await connect(desk)).toy.echo('x')).toBe('x');
  });

  it('DK3 signs in again after a restart', async () => {
    const desk = await start('toy', { account: 'naren', password: 'right' });
    await Promise.allSettled([(await connect(desk)).toy.die()]);
    expect(await (await connectAgain(desk)).toy.signedIn()).toBe('naren');
  });
});

describe('WS2 a WebSocket is taken only', () => {
  it('with the token of this start', async () => {
    const desk = await start();
    expect(await refusedWith(offer(desk, { protocol: `sumu.${'A'.repeat(43)}` }))).toBe(403);
    expect(await refusedWith(offer(desk, { protocol: 'sumu.' }))).toBe(403);
    expect(await refusedWith(offer(desk))).toBe(101);
    const other = await start();
    expect(new URL(other.url).hash).not.toBe(new URL(desk.url).hash);
  });

  it('from a page of this desk', async () => {
    const desk = await start();
    const { port } = new URL(desk.url);
    expect(await refusedWith(offer(desk, { origin: 'http://evil.example' }))).toBe(403);
    expect(await refusedWith(offer(desk, { origin: `http://localhost:${port}` }))).toBe(403);
    expect(await refusedWith(offer(desk, { origin: 'null' }))).toBe(403);
    const named = { origin: `http://localhost:${port}`, host: `localhost:${port}` };
    expect(await refusedWith(offer(desk, named))).toBe(101);
    expect(
      await refusedWith(offer(desk, { host: `evil.example:${port}`, origin: `http://evil.example:${port}` })),
    ).toBe(403);
  });

  it('on /rpc', async () => {
    expect(await refusedWith(offer(await start(), { path: '/other' }))).toBe(404);
  });

  it('without an Origin it is refused', async () => {
    const desk = await start();
    const url = new URL(desk.url);
    const socket = new WebSocket(`ws://${url.host}/rpc`, [`sumu.${url.hash.slice(7)}`]);
    open.push(() => socket.terminate());
    expect(await refusedWith(socket)).toBe(403);
  });
});

describe('the end', () => {
  it('RK4 leaves no process behind, and its port free', async () => {
    const desk = await start();
    const pid = desk.replicaPid() ?? 0;
    const { closed } = await connect(desk);
    await desk.end();
    expect(await desk.ended).toBe('stopped');
    expect(isAlive(pid)).toBe(false);
    await closed;
    await expect(fetch(desk.url)).rejects.toThrow();
  });

  it('DK4 comes also while the replica has not said ready', async () => {
    const controller = new AbortController();
    const starting = startDesk({
      startReplica: () => forkReplica(TOY, ['--profile', root, '--central', 'http://silent/']),
      rendererRoot: root,
      host: '127.0.0.1',
      port: 0,
      signIn: undefined,
      signal: controller.signal,
      say: () => undefined,
    });
    setTimeout(() => controller.abort(), 300);
    await expect(starting).rejects.toMatchObject({ why: 'stopped' });
  });

  it('a call that the replica does not know is an error of the call, not of the connection', async () => {
    const { toy } = await connect(await start());
    const unknown = (toy as unknown as { nothing: () => Promise<unknown> }).nothing();
    await expect(unknown).rejects.toBeInstanceOf(ORPCError);
    expect(await toy.echo('x')).toBe('x');
  });
});

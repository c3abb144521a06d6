import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { os, type RouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { describe, expect, it, vi } from 'vitest';
import {
  endWithHost,
  hostOf,
  type MessagePortLike,
  onConnection,
  onHostMessage,
  type ReplicaProcess,
  tellHost,
} from './connections.ts';

class ForkedProcess extends EventEmitter implements ReplicaProcess {
  readonly sent: unknown[] = [];
  readonly exits: number[] = [];
  connected = true;

  send(message: unknown): boolean {
    this.sent.push(message);
    return true;
  }
  exit(code: number): void {
    this.exits.push(code);
  }
  hear(message: unknown): void {
    this.emit('message', message);
  }
}

/** As in a utility process: no `send`, but a parent port whose messages carry ports. */
class UtilityProcess extends ForkedProcess {
  readonly parentPort = Object.assign(new EventEmitter(), {
    postMessage: (message: unknown): void => void this.sent.push(message),
  });

  override hear(message: unknown, ports: MessagePortLike[] = []): void {
    this.parentPort.emit('message', { data: message, ports });
  }
}

const settle = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('connections of the browser host', () => {
  const connect = () => {
    const own = new ForkedProcess();
    const ports: { port: MessagePortLike; heard: unknown[] }[] = [];
    onConnection((port) => {
      const heard: unknown[] = [];
      port.on('message', (event) => heard.push(event?.data));
      port.on('close', () => heard.push('(closed)'));
      ports.push({ port, heard });
    }, hostOf(own));
    return { own, ports };
  };

  it('passes data to the right port, text and bytes', () => {
    const { own, ports } = connect();
    own.hear({ kind: 'open', connection: 1 });
    own.hear({ kind: 'open', connection: 2 });
    own.hear({ kind: 'data', connection: 2, data: 'b' });
    own.hear({ kind: 'data', connection: 1, data: new Uint8Array([1]) });
    own.hear({ kind: 'data', connection: 9, data: 'nobody' });
    expect(ports.map(({ heard }) => heard)).toEqual([[new Uint8Array([1])], ['b']]);
    ports[1]?.port.postMessage('answer');
    expect(own.sent).toEqual([{ kind: 'data', connection: 2, data: 'answer' }]);
  });

  it('CN2 ends once, whoever ends it, and is silent afterwards', () => {
    const { own, ports } = connect();
    for (const connection of [1, 2]) own.hear({ kind: 'open', connection });
    own.hear({ kind: 'close', connection: 1 });
    own.hear({ kind: 'close', connection: 1 });
    own.hear({ kind: 'data', connection: 1, data: 'late' });
    ports[0]?.port.postMessage('late');
    ports[0]?.port.close();
    ports[1]?.port.close();
    ports[1]?.port.close();
    expect(ports.map(({ heard }) => heard)).toEqual([['(closed)'], ['(closed)']]);
    expect(own.sent).toEqual([{ kind: 'close', connection: 2 }]);
  });

  it('HM1 passes over what it does not know', () => {
    const { own, ports } = connect();
    for (const odd of [
      null,
      1,
      {},
      { kind: 'new' },
      { kind: 'open' },
      { kind: 'data', connection: 1, data: 1 },
    ]) {
      own.hear(odd);
    }
    expect(ports).toEqual([]);
  });
});

describe('connections of Electron', () => {
  it('hands over the port that came along, started', async () => {
    const own = new UtilityProcess();
    const router = { greet: os.handler(() => '您好') };
    const handler = new RPCHandler(router);
    onConnection((port) => handler.upgrade(port), hostOf(own));
    const { port1, port2 } = new MessageChannel();
    const events = new EventEmitter();
    port1.on('message', (data) => events.emit('message', { data }));
    // Electron's MessagePortMain gives its listeners an event with `data`.
    const mainPort = Object.assign(events, {
      postMessage: (data: unknown) => port1.postMessage(data),
      start: () => port1.start(),
      close: () => port1.close(),
    });
    own.hear({ kind: 'port' }, [mainPort]);
    const client: RouterClient<typeof router> = createORPCClient(
      new RPCLink({ port: port2 as unknown as MessagePort }),
    );
    port2.start();
    expect(await client.greet()).toBe('您好');
    port2.close();
  });
});

describe('the host’s own messages', () => {
  it.each([new ForkedProcess(), new UtilityProcess()])('come and go under both hosts', (own) => {
    const heard: unknown[] = [];
    onHostMessage((message) => heard.push(message), hostOf(own));
    own.hear({ kind: 'sign-in', account: 'naren', password: 'secret' });
    own.hear({ kind: 'lock', reason: 'suspend' });
    own.hear({ kind: 'stop' });
    own.hear({ kind: 'sign-in', account: 'naren' });
    expect(heard).toEqual([
      { kind: 'sign-in', account: 'naren', password: 'secret' },
      { kind: 'lock', reason: 'suspend' },
    ]);
    tellHost({ kind: 'ready' }, hostOf(own));
    expect(own.sent).toEqual([{ kind: 'ready' }]);
  });
});

describe('CN3 the end', () => {
  it.each([
    ['the host says so', (own: ForkedProcess) => own.hear({ kind: 'stop' })],
    ['the host is gone', (own: ForkedProcess) => void own.emit('disconnect')],
    ['the system asks', (own: ForkedProcess) => void own.emit('SIGTERM')],
  ])('comes once, after the work is put away, when %s', async (_, happen) => {
    const own = new ForkedProcess();
    const order: string[] = [];
    endWithHost(async () => {
      await settle();
      order.push('stopped');
    }, own);
    happen(own);
    happen(own);
    await settle();
    await settle();
    expect(order).toEqual(['stopped']);
    expect(own.exits).toEqual([0]);
  });

  it('leaves Ctrl+C to a host that is there', async () => {
    const own = new ForkedProcess();
    endWithHost(() => undefined, own);
    own.emit('SIGINT');
    await settle();
    expect(own.exits).toEqual([]);
    own.connected = false;
    own.emit('SIGINT');
    await settle();
    expect(own.exits).toEqual([0]);
  });

  it('a stop that fails ends with 1', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const own = new ForkedProcess();
    endWithHost(() => Promise.reject(new Error('the disk is full')), own);
    own.hear({ kind: 'stop' });
    await settle();
    await settle();
    expect(own.exits).toEqual([1]);
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });
});

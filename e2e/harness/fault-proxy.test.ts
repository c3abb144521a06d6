/** The line in the test's hands does what it says: a fault that the proxy only pretends would prove nothing. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';

let centre: Server;
let proxy: FaultProxy;
let heard: string[];

beforeEach(async () => {
  heard = [];
  centre = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      heard.push(`${request.method} ${request.url} ${body}`);
      response.setHeader('X-Kept', '1');
      response.statusCode = 201;
      response.end(JSON.stringify({ said: body }));
    });
  });
  await new Promise<void>((resolve) => centre.listen(0, '127.0.0.1', resolve));
  proxy = await startFaultProxy(`http://127.0.0.1:${(centre.address() as AddressInfo).port}`);
});

afterEach(async () => {
  await proxy.close();
  centre.closeAllConnections();
  await new Promise<void>((resolve) => centre.close(() => resolve()));
});

const ask = (): Promise<Response> => fetch(`${proxy.url}/api/sync`, { method: 'POST', body: '你好' });

test('passes on what it is given', async () => {
  const answer = await ask();
  expect(answer.status).toBe(201);
  expect(answer.headers.get('x-kept')).toBe('1');
  expect(await answer.json()).toEqual({ said: '你好' });
  expect(proxy.answered('/api/sync')).toBe(1);
});

test('FP1 a cut line carries nothing, and carries again when it is restored', async () => {
  proxy.cut();
  await expect(ask()).rejects.toThrow('fetch failed');
  expect(heard).toEqual([]);
  proxy.restore();
  expect((await ask()).status).toBe(201);
});

test('FP2 a held answer was given by the centre; dropped, the asker never gets it', async () => {
  const holding = proxy.holdAnswer('/api/sync');
  const asking = ask();
  const held = await holding;
  expect(heard).toHaveLength(1);
  expect(held.json()).toEqual({ said: '你好' });
  held.drop();
  await expect(asking).rejects.toThrow('fetch failed');
});

test('FP2 a held answer that is passed arrives whole', async () => {
  const holding = proxy.holdAnswer('/api/sync');
  const asking = ask();
  (await holding).pass();
  expect(await (await asking).json()).toEqual({ said: '你好' });
});

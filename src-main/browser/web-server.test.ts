import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offersToken } from './launch-token.ts';
import { allowedHosts, startWebServer, type WebServer } from './web-server.ts';

let root = '';
let server: WebServer;

beforeAll(async () => {
  const base = mkdtempSync(join(tmpdir(), 'sumu-web-'));
  root = join(base, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(base, 'secret.js'), 'secret');
  writeFileSync(join(root, 'index.html'), 'page');
  writeFileSync(join(root, 'assets', 'index-Ab12Cd34.js'), 'script');
  server = await startWebServer({
    root,
    host: '127.0.0.1',
    port: 0,
    token: 'token',
    isReady: () => false,
    onSocket: () => undefined,
  });
});
afterAll(async () => {
  await server.close();
  rmSync(join(root, '..'), { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** node:http rather than fetch: a path goes out as it is written. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((done, failed) => {
    const { hostname, port } = new URL(server.origin);
    const call = request({ hostname, port, path, headers, method }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        body += part;
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    call.on('error', failed);
    call.end();
  });

describe('the screens over HTTP', () => {
  it('serves the page under the whole policy', async () => {
    const { status, headers, body } = await ask('/');
    expect([status, body]).toEqual([200, 'page']);
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types sumu",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'content-type': 'text/html; charset=utf-8',
    });
  });

  it('serves hashed files for ever, and gives the page to a screen’s path', async () => {
    const script = await ask('/assets/index-Ab12Cd34.js?x=1');
    expect(script).toMatchObject({ status: 200, body: 'script' });
    expect(script.headers['cache-control']).toContain('immutable');
    expect(await ask('/cases/17')).toMatchObject({ status: 200, body: 'page' });
    expect(await ask('/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it.each(['/../secret.js', '/assets/../../secret.js', '/%2e%2e/secret.js', '/nothing.js', '/a%'])(
    'WS4 gives nothing of %s away',
    async (path) => {
      const { body, headers } = await ask(path);
      expect(body).not.toContain('secret');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('WS4 refuses %s', async (method) => {
    expect((await ask('/', {}, method)).status).toBe(405);
  });

  it('WS1 answers only to its own names', async () => {
    const { port } = new URL(server.origin);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
      expect((await ask('/', { host })).status).toBe(200);
    }
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1.evil.example:${port}`,
      'localhost:1',
    ]) {
      const refused = await ask('/', { host });
      expect([refused.status, refused.headers['x-content-type-options']]).toEqual([403, 'nosniff']);
    }
  });

  it('WS1 refuses a foreign Origin', async () => {
    expect((await ask('/', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await ask('/', { origin: 'null' })).status).toBe(403);
    expect((await ask('/', { origin: server.origin })).status).toBe(200);
  });

  it('knows its names on other addresses and on port 80', () => {
    expect(allowedHosts('192.168.1.20', 4_711).has('192.168.1.20:4711')).toBe(true);
    expect(allowedHosts('fd00::1', 4_711).has('[fd00::1]:4711')).toBe(true);
    expect([...allowedHosts('127.0.0.1', 80)]).toEqual(['127.0.0.1', 'localhost', '[::1]']);
  });

  it('a taken port is an error', async () => {
    const { port } = new URL(server.origin);
    const second = startWebServer({
      root,
      host: '127.0.0.1',
      port: Number(port),
      token: 'token',
      isReady: () => false,
      onSocket: () => undefined,
    });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('LT1 the token', () => {
  it.each([
    [undefined, false],
    ['', false],
    ['sumu.', false],
    ['token', false],
    ['sumu.token', true],
    ['sumu.tokens', false],
    ['sumu.token, other', false],
  ])('%j: %s', (header, isRight) => {
    expect(offersToken(header, 'token')).toBe(isRight);
  });
});

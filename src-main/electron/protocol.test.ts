import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Protocol } from 'electron';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AnyFunction, fake } from './fixtures/fake.ts';
import { isPage } from './origin.ts';
import { answerFrom, registerScheme, serveScreens } from './protocol.ts';

let base = '';
let root = '';

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'sumu-protocol-'));
  root = join(base, 'renderer');
  mkdirSync(root);
  mkdirSync(join(base, 'renderer-next'));
  writeFileSync(join(root, 'index.html'), 'page');
  writeFileSync(join(base, 'secret.js'), 'secret');
  writeFileSync(join(base, 'renderer-next', 'secret.js'), 'secret');
  symlinkSync(join(base, 'secret.js'), join(root, 'link.js'));
  symlinkSync(join(base, 'renderer-next'), join(root, 'next'));
});
afterAll(() => rmSync(base, { recursive: true }));

describe('the app:// scheme', () => {
  it('PR3 has the privileges that it needs and no other', () => {
    const registerSchemesAsPrivileged = vi.fn<AnyFunction>();
    registerScheme(fake<Protocol>({ registerSchemesAsPrivileged }));
    expect(registerSchemesAsPrivileged).toHaveBeenCalledExactlyOnceWith([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  it('PR2 serves the page under the whole policy, without any network', async () => {
    let answer: ((request: Request) => Promise<Response>) | undefined;
    const handle = (scheme: string, handler: typeof answer): void => {
      expect(scheme).toBe('app');
      answer = handler;
    };
    serveScreens(fake<Protocol>({ handle }), root);
    const response = await answer?.({ method: 'GET', url: 'app://bundle/index.html' } as Request);
    expect(await response?.text()).toBe('page');
    expect(response?.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response?.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = response?.headers.get('content-security-policy')?.split('; ');
    expect(policy).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' blob:",
      "font-src 'self'",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-src 'none'",
      "object-src 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types sumu',
    ]);
  });

  it.each([
    'app://bundle/../secret.js',
    'app://bundle/%2e%2e/secret.js',
    'app://bundle/%2e%2e%2fsecret.js',
    'app://bundle/..%5csecret.js',
    'app://bundle/link.js',
    'app://bundle/next/secret.js',
    'app://bundle/../renderer-next/secret.js',
    'app://bundle/missing.js',
    'app://other/index.html',
    'app://bundle.evil/index.html',
    'http://bundle/index.html',
  ])('PR1 gives nothing for %s, and still carries the policy', async (url) => {
    const response = await answerFrom(root, 'GET', url);
    expect([response.status, await response.text()]).toEqual([404, '']);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('PR1 answers to GET alone', async () => {
    expect((await answerFrom(root, 'POST', 'app://bundle/index.html')).status).toBe(405);
  });
});

describe('the page’s address', () => {
  it.each([
    ['app://bundle/index.html', true],
    ['app://bundle/index.html#/cases/1', true],
    ['app://bundle/index.html?x', false],
    ['app://bundle/', false],
    ['app://bundle/index.htmlx', false],
    ['app://bundle.evil/index.html', false],
    ['about:blank', false],
    ['', false],
  ])('%j: %s', (url, is) => {
    expect(isPage(url)).toBe(is);
  });
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAsset } from './assets.ts';

let base = '';
let root = '';

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'sumu-assets-'));
  root = join(base, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(join(base, 'renderer-old'));
  writeFileSync(join(root, 'index.html'), 'page');
  writeFileSync(join(root, 'assets', 'index-Ab12_d-4.js'), 'script');
  writeFileSync(join(root, 'assets', 'plain.css'), 'style');
  writeFileSync(join(root, 'notes.sqlite'), 'a replica');
  writeFileSync(join(base, 'secret.js'), 'secret');
  writeFileSync(join(base, 'renderer-old', 'secret.js'), 'secret');
  symlinkSync(join(base, 'secret.js'), join(root, 'out.js'));
  symlinkSync(join(base, 'renderer-old'), join(root, 'old'));
  symlinkSync(join(root, 'index.html'), join(root, 'inside.html'));
});
afterAll(() => rmSync(base, { recursive: true }));

const textOf = async (path: string, from = root): Promise<string | undefined> => {
  const asset = await readAsset(from, path);
  return asset === undefined ? undefined : Buffer.from(asset.body).toString();
};

describe('assets', () => {
  it('finds the page, by its folder too', async () => {
    expect(await textOf('/index.html')).toBe('page');
    expect(await textOf('/')).toBe('page');
    expect(await textOf('/inside.html')).toBe('page');
  });

  it.each([
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/%2e%2e%2fsecret.js',
    '/..%2fsecret.js',
    '/..%5csecret.js',
    '/..\\secret.js',
    '/./index.html',
    '/assets/%00index.html',
    '/C:/secret.js',
    '/%',
    'index.html',
    '',
    '//secret.js',
  ])('AS1 gives nothing for %j', async (path) => {
    expect(await textOf(path)).toBeUndefined();
  });

  it('AS1 gives nothing for links that lead out', async () => {
    expect(await textOf('/out.js')).toBeUndefined();
    expect(await textOf('/old/secret.js')).toBeUndefined();
  });

  it('AS1 does not take a sibling folder with the same beginning for the root', async () => {
    symlinkSync(join(base, 'renderer-old', 'secret.js'), join(root, 'sibling.js'));
    expect(await textOf('/sibling.js')).toBeUndefined();
    expect(await textOf('/../renderer-old/secret.js')).toBeUndefined();
  });

  it('AS1 works when the root itself is a link', async () => {
    const link = join(base, 'current');
    symlinkSync(root, link);
    expect(await textOf('/index.html', link)).toBe('page');
    expect(await textOf('/out.js', link)).toBeUndefined();
  });

  it('AS2 serves only types on the list, and no folders', async () => {
    expect(await textOf('/notes.sqlite')).toBeUndefined();
    mkdirSync(join(root, 'folder.js'));
    expect(await textOf('/folder.js')).toBeUndefined();
    expect(await textOf('/missing.js')).toBeUndefined();
  });

  it.each([
    ['/index.html', 'text/html; charset=utf-8', 'no-store'],
    ['/assets/index-Ab12_d-4.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/plain.css', 'text/css; charset=utf-8', 'no-store'],
  ])('AS3 %s is %s, %s', async (path, type, cache) => {
    expect((await readAsset(root, path))?.headers).toEqual({ 'Content-Type': type, 'Cache-Control': cache });
  });
});

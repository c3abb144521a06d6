/** A whole desk while something else answers in the centre's place: it stays usable, says in its link's state what is wrong, changes nothing,
 *  and goes on by itself when the centre is sane again. Each garbage comes over real HTTP to the real writer thread. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createRouterClient, EventPublisher, type RouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LinkTroubleView } from '#shared/rpc/session-shapes.ts';
import { deskRouter } from './router.ts';
import { Desk } from './session.ts';
import { TEST_PASSWORD, TestCentral } from './test-central.ts';
import { demoPerson, intakeArgs, NAREN, NORTH, outcomeOf, TEST_NOW_MS, WANG } from './test-desk.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });
const MIB = 1024 * 1024;
const JSON_TYPE = { 'content-type': 'application/json' };
let profile: string;
let central: TestCentral;
let desk: Desk;
let window: RouterClient<ReturnType<typeof deskRouter>>;
let people = 0;

function openDesk(at: string): Desk {
  return new Desk({
    profile: at,
    centralUrl: central.url,
    computerName: '查干淖尔-1号机',
    clock: { now: () => TEST_NOW_MS },
    startAt: '2026-11-02T02:00:00.000Z',
    writerFile: new URL('./writer.ts', import.meta.url),
    onChanged: () => {},
    onBroken: (error) => {
      throw error as Error;
    },
  });
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tried = 0; tried < 1_200; tried++) {
    if (await holds()) return;
    await sleep(25);
  }
  throw new Error(`${what} never came: ${JSON.stringify(await window.link.status())}`);
}

const signIn = (which: Desk, account = 'naren') => which.signIn(account, TEST_PASSWORD);

beforeAll(async () => {
  profile = mkdtempSync(join(tmpdir(), 'sumu-garbled-'));
  central = new TestCentral([NAREN, WANG]);
  await central.start();
  desk = openDesk(profile);
  window = createRouterClient(deskRouter(desk, new EventPublisher()));
  await signIn(desk);
  await until('the link', async () => (await window.link.status()).state === 'online');
});
afterAll(async () => {
  await desk.signOut();
  await central.stop();
  rmSync(profile, { recursive: true, force: true });
});

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const text =
  (body: string | Buffer, headers: Record<string, string> = JSON_TYPE, status = 200): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(body);

/** A reply of the right shape. */
const reply = (more: object): Answer =>
  text(
    JSON.stringify({
      protocol: 1,
      serverTime: '2026-11-02T02:00:00.000Z',
      ...{ outcomes: [], signed: null, later: [], acts: null, withdrawn: [] },
      scopes: [],
      ...more,
    }),
  );
const scope = (more: object) => ({
  ...{ scope: NORTH, epoch: 'e', from: 0, to: 0, head: 0, commits: [], chain: null, snapshot: null },
  ...more,
});

/** Pours spaces until nobody takes any more. */
const flood: Answer = (response) => {
  response.writeHead(200, JSON_TYPE);
  const piece = Buffer.alloc(MIB, 0x20);
  let left = 200;
  const more = (): void => {
    while (left-- > 0 && !response.destroyed)
      if (!response.write(piece)) return void response.once('drain', more);
    response.end();
  };
  more();
};

const garbled: LinkTroubleView = { kind: 'garbled', code: null };
const contradicts: LinkTroubleView = { kind: 'contradicts', code: null };
const GARBAGE: [string, LinkTroubleView, Answer][] = [
  ['a page of a portal', garbled, text('<html>请先登录网络</html>', { 'content-type': 'text/html' })],
  ['JSON that breaks off', garbled, text('{"protocol":1,"outco')],
  ['JSON of another shape', garbled, text('{"status":"ok","data":[]}')],
  ['JSON under another type', garbled, text('{}', { 'content-type': 'text/plain' })],
  ['200 MB', garbled, flood],
  [
    'what unpacks to 200 MB',
    garbled,
    text(gzipSync(Buffer.alloc(200 * MIB, 0x20)), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
  ],
  ['a redirect', garbled, text('', { location: 'http://127.0.0.1:9/' }, 302)],
  ['a centre in maintenance', { kind: 'busy', code: null }, text('<h1>503</h1>', {}, 503)],
  ['silence', { kind: 'no-answer', code: null }, (response) => void response.destroy()],
  [
    'a centre that refuses this computer',
    { kind: 'refused', code: 'device/other-unit' },
    text(JSON.stringify({ code: 'device/other-unit', message: '' }), JSON_TYPE, 403),
  ],
  ['no word on an act', contradicts, reply({})],
  ['outcomes of acts that were never sent', contradicts, reply({ outcomes: [outcomeOf(9_999)] })],
  [
    'commits that skip',
    contradicts,
    reply({ scopes: [scope({ to: 2, head: 2, commits: [{ commit: 2, own: null, parts: [] }] })] }),
  ],
  ['a reply of the past', contradicts, reply({ scopes: [scope({ scope: 0, epoch: 'epoch-0' })] })],
  [
    'commits of another epoch',
    contradicts,
    reply({ scopes: [scope({ scope: 0, epoch: 'x', from: 1, to: 1, head: 1 })] }),
  ],
];

describe.each(GARBAGE)('%s', (_what, trouble, answer) => {
  test('is said, changes nothing, holds nobody up, and passes', async () => {
    central.meddle = (request, response) => {
      if (request.url !== '/api/sync') return false;
      request.resume();
      request.once('end', () => answer(response, request));
      return true;
    };
    people += 1;
    const person = demoPerson(people);
    const before = await window.journal.overview();
    const args = intakeArgs(person);
    const formId = `garbled-form-${people}`;
    expect(await window.command.issue({ name: 'application.submit', args, formId })).toMatchObject({
      ok: true,
    });
    await window.link.tryNow();
    await until('the trouble', async () => {
      const { trouble: now } = await window.link.status();
      return now?.kind === trouble.kind && now.code === trouble.code;
    });
    expect(await window.link.status()).toMatchObject({ state: 'offline', waiting: 1, trouble });
    expect(await window.journal.overview()).toMatchObject({ made: before.made + 1, waiting: 1, needsYou: 0 });
    const found = await window.cases.search({ text: person.idNumber, offset: 0, limit: 3 });
    expect(found.rows).toMatchObject([{ name: person.name, pendingHere: true }]);
    await window.draft.save({ kind: 'intake', key: 'during', body: `{"n":${people}}` });
    central.meddle = null;
    const sent = central.received.length;
    await window.link.tryNow();
    await until('the act', async () => (await window.journal.overview()).waiting === 0);
    expect(central.received.length).toBe(sent + 1);
    await until('the link', async () => (await window.link.status()).trouble === null);
  });
});

describe('signing in while something else answers', () => {
  const others: [string, Answer][] = [
    ['a page of a portal', text('<html>请先登录网络</html>', { 'content-type': 'text/html' })],
    ['JSON of another shape', text('{"token":1}')],
    ['a redirect', text('', { location: 'http://127.0.0.1:9/' }, 302)],
    ['200 MB', flood],
  ];
  test.each(others)(
    '%s: who is known here gets in, a new computer is told what it is',
    async (_what, answer) => {
      central.meddle = (request, response) => {
        request.resume();
        request.once('end', () => answer(response, request));
        return true;
      };
      await desk.signOut();
      expect(await signIn(desk)).toEqual({ ok: true, mode: 'offline' });
      const fresh = mkdtempSync(join(tmpdir(), 'sumu-fresh-'));
      expect(await signIn(openDesk(fresh))).toEqual({ ok: false, code: 'server-garbled' });
      rmSync(fresh, { recursive: true });
      central.meddle = null;
    },
  );
});

/** A pretended centre for tests of the desk's process: a real HTTP server that signs in, enrols and answers a sync with the reference rows
 *  and an outcome for each act. It can be away. What the real centre does is tested with the real one (e2e/integration).          */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync } from 'node:zlib';
import type { EntryFrame, SyncRequest, SyncResponse } from '#shared/sync/frames.ts';
import type { Me } from './queries/reading.ts';
import { WIRE_TYPE } from '#shared/sync/wire.ts';
import { frameOf } from './sync/wire-body.ts';
import { outcomeOf } from './test-desk.ts';

export const TEST_PASSWORD = 'sumu-demo-2026';

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  if (!bytes.length) return null;
  if (request.headers['content-type'] === WIRE_TYPE) return frameOf(bytes);
  return JSON.parse(
    (request.headers['content-encoding'] === 'br' ? brotliDecompressSync(bytes) : bytes).toString(),
  );
}

export class TestCentral {
  /** Away: connections are cut. */
  isAway = false;
  /** Answers sync with 503. */
  isBusy = false;
  /** Everybody's password. */
  password = TEST_PASSWORD;
  /** Takes the next enrolment for another unit's. */
  refusesEnrolment: string | null = null;
  /** Reference records beside the people. */
  readonly reference: EntryFrame[] = [];
  /** Laid over the reply to an enrolment. */
  enrolsWith: object = {};
  /** Answers in the centre's place where it is given; true when it has. */
  meddle: ((request: IncomingMessage, response: ServerResponse) => boolean) | null = null;
  /** Acts that came up, in order. */
  readonly received: { number: number; name: string; actor: number }[] = [];
  /** What is said of an act; null: it was applied. */
  judge: (number: number) => Partial<SyncResponse['outcomes'][number]> = () => ({});
  url = '';
  private readonly people: readonly Me[];
  private readonly tokens = new Map<string, Me>();
  private readonly key = randomBytes(32);
  private readonly server: Server;

  constructor(people: readonly Me[]) {
    this.people = people;
    this.server = createServer((request, response) => {
      if (this.isAway) return void request.socket.destroy();
      if (this.meddle?.(request, response)) return;
      void this.answer(request).then(({ status, body }) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      );
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage): Promise<Reply> {
    const body = (await bodyOf(request)) as Record<string, unknown>;
    if (request.url === '/api/session') return this.signIn(body as { account: string; password: string });
    const who = this.tokens.get((request.headers.authorization ?? '').replace('Bearer ', ''));
    if (!who) return { status: 401, body: { code: 'session/ended', message: '' } };
    if (request.url === '/api/enrol') return this.enrol(body);
    if (request.url !== '/api/sync') return { status: 404, body: { code: 'request/not-found', message: '' } };
    if (this.isBusy) return { status: 503, body: { code: 'server/busy', message: '' } };
    return { status: 200, body: this.sync(body as unknown as SyncRequest) };
  }

  private signIn({ account, password }: { account: string; password: string }): Reply {
    const who = this.people.find((each) => each.account === account);
    if (!who || password !== this.password)
      return { status: 401, body: { code: 'sign-in/refused', message: '' } };
    const token = randomBytes(8).toString('hex');
    this.tokens.set(token, who);
    const { accountId, personName, role, unitName, unitScope, scopes, classes } = who;
    const session = {
      ...{ accountId, accountName: account, personName, role, unitId: 1, unitName, unitScope },
      ...{ scopes, classes },
    };
    return { status: 201, body: { token, expiresAt: '2026-12-31T00:00:00.000Z', session } };
  }

  private enrol({ device, computerName }: Record<string, unknown>): Reply {
    if (this.refusesEnrolment) return { status: 409, body: { code: this.refusesEnrolment, message: '' } };
    const replicaKey = this.key.toString('base64');
    return { status: 200, body: { device: device ?? 21, computerName, replicaKey, ...this.enrolsWith } };
  }

  private sync(request: SyncRequest): SyncResponse {
    for (const { number, name, actor } of request.commands) this.received.push({ number, name, actor });
    const knows = request.cursors.some(({ scope }) => scope === 0);
    const entries = this.people.map(
      ({ accountId, personName, account }): EntryFrame => [
        'colleague',
        accountId,
        'profile',
        { personName, accountName: account },
      ],
    );
    entries.push(...this.reference);
    const commit = { commit: 1, own: null, parts: [{ audience: 'case' as const, entries }] };
    const reference = { scope: 0, epoch: 'epoch-0', to: 1, head: 1, chain: null, snapshot: null };
    return {
      protocol: 1,
      serverTime: '2026-11-02T02:00:00.000Z',
      outcomes: request.commands.map(({ number }) => outcomeOf(number, this.judge(number))),
      signed: null,
      later: [],
      acts: null,
      withdrawn: [],
      scopes: [{ ...reference, from: knows ? 1 : 0, commits: knows ? [] : [commit] }],
    };
  }
}

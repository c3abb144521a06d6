/** One engine through the whole of the workload: its server and its client are processes of their own, a counting line between them. Every row of
 *  both ends is hashed after every phase and held against what the workload says; a difference ends the run.                     */
import { join } from 'node:path';
import { seededRandom } from '#shared/base/chance.ts';
import { type LineShape, ShapedLine } from '../../harness/shaped-line.ts';
import { Child, type Worked } from './phases.ts';
import { type Edit, edited, hashOf, type PersonDocument } from './workload.ts';

const OURS = import.meta.dirname;
const PEERS = join(OURS, '..', '..', '..', 'bench', 'peers');

export interface Engine {
  readonly name: string;
  readonly server: string;
  readonly client: string;
  readonly gzip: boolean;
}

export const SUMU = 'Sumu';
export const ENGINES: readonly Engine[] = [
  { name: SUMU, server: join(OURS, 'our-server.ts'), client: join(OURS, 'our-client.ts'), gzip: false },
  ...['PouchDB', 'RxDB'].flatMap((name) =>
    [false, true].map((gzip) => ({
      name: gzip ? `${name}, uploads gzipped` : name,
      server: join(PEERS, `${name.toLowerCase()}-server.mjs`),
      client: join(PEERS, `${name.toLowerCase()}-client.mjs`),
      gzip,
    })),
  ),
];

/** The edits of a run, in the order in which they are made. */
export interface Work {
  readonly people: readonly PersonDocument[];
  readonly queued: readonly Edit[];
  readonly remote: readonly Edit[];
  /** Of two days' work; the second is done over a thin line. */
  readonly days: readonly { readonly mine: readonly Edit[]; readonly theirs: readonly Edit[] }[];
}

/** What a phase took and what went over the line. */
export interface Measured {
  readonly ms: number;
  readonly clientCpuMs: number;
  /** With its database. */
  readonly serverCpuMs: number;
  readonly up: number;
  readonly down: number;
  readonly connections: number;
  readonly requests: number;
  readonly clientPeakMb: number | null;
}

export type PhaseName = 'first' | 'edit' | 'push' | 'pull' | 'quiet' | 'day' | 'thin';

/** An engine under measurement. */
export class Run {
  readonly engine: Engine;
  readonly phases: Partial<Record<PhaseName, Measured>> = {};
  readonly notes: Record<string, unknown> = {};
  private readonly work: Work;
  private readonly done: Edit[] = [];
  private readonly server: Child;
  private readonly client: Child;
  private line!: ShapedLine;

  constructor(engine: Engine, work: Work) {
    this.engine = engine;
    this.work = work;
    this.server = new Child(engine.server);
    this.client = new Child(engine.client);
  }

  private async workedByBoth(): Promise<{ client: Worked; server: Worked }> {
    return { client: await this.client.worked(), server: await this.server.worked() };
  }

  private async phase(name: PhaseName, asked: string, input?: unknown): Promise<void> {
    this.line.take();
    const before = await this.workedByBoth();
    const { ms } = await this.client.ask(asked, input);
    const after = await this.workedByBoth();
    const { up, down, connections } = this.line.take();
    const requests = (end: 'client' | 'server') => after[end].requests - before[end].requests;
    this.phases[name] = {
      ms,
      clientCpuMs: after.client.cpuMs - before.client.cpuMs,
      serverCpuMs: after.server.cpuMs - before.server.cpuMs,
      ...{ up, down, connections, requests: requests('client') + requests('server') },
      clientPeakMb: after.client.peakMb,
    };
  }

  /** Both ends hold what the workload says, every field of everybody. */
  private async assertSame(after: PhaseName): Promise<void> {
    const wanted = hashOf(edited(this.work.people, this.done));
    const [there, here] = [(await this.server.ask('hash')).value, (await this.client.ask('hash')).value];
    if (there !== wanted || here !== wanted)
      throw new Error(
        `${this.engine.name}: after ${after} the server has ${String(there)}, the client ${String(here)}, not ${wanted}`,
      );
  }

  private async editAtServer(edits: readonly Edit[]): Promise<void> {
    await this.server.ask('edit', edits);
    this.done.push(...edits);
  }

  private async editAtClient(edits: readonly Edit[]): Promise<void> {
    await this.client.ask('edit', edits);
    this.done.push(...edits);
  }

  private async start(): Promise<void> {
    const { port } = (await this.server.ask('listen')).value as { port: number };
    this.line = await new ShapedLine(`http://127.0.0.1:${port}`, seededRandom(3)).start();
    this.notes['seeding'] = (await this.server.ask('seed', this.work.people)).value;
    const { gzip } = this.engine;
    const { people } = this.work;
    await this.client.ask('connect', { port: Number(new URL(this.line.url).port), gzip, people });
  }

  /** Everything that goes over a good line. */
  async measure(): Promise<this> {
    await this.start();
    await this.phase('first', 'first');
    await this.assertSame('first');
    if (this.engine.name === SUMU) this.notes['warm'] = (await this.client.ask('warm')).value;
    await this.phase('edit', 'edit', this.work.queued);
    this.done.push(...this.work.queued);
    await this.phase('push', 'push');
    await this.assertSame('push');
    await this.editAtServer(this.work.remote);
    await this.phase('pull', 'pull');
    await this.assertSame('pull');
    await this.client.ask('both');
    await this.phase('quiet', 'both');
    await this.day('day', {});
    return this;
  }

  /** Work on both sides, then one sync over a line of this shape, on which nothing is open yet. */
  async day(name: 'day' | 'thin', shape: LineShape): Promise<void> {
    const work = this.work.days[name === 'day' ? 0 : 1];
    if (!work) throw new Error('no work for this day');
    await this.editAtServer(work.theirs);
    await this.editAtClient(work.mine);
    if (name === 'thin') {
      this.line.cut();
      await this.client.ask('hangUp');
    }
    this.line.become(shape);
    await this.phase(name, 'both');
    this.line.become({});
    await this.assertSame(name);
  }

  async end(): Promise<void> {
    await this.client.end();
    await this.server.end();
    await this.line.close();
  }

  kill(): void {
    this.client.kill();
    this.server.kill();
  }
}

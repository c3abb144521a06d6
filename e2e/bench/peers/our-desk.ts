/** A desk of the township for the comparison: the files that production runs, on an encrypted file, to the centre over HTTP with a session of
 *  its own.                                                                                                                     */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionFrame } from '#shared/sync/access-frames.ts';
import { issueActs } from '../../../src-main/replica/executor.ts';
import type { ReplicaDatabase } from '../../../src-main/replica/store/open.ts';
import { Statements } from '../../../src-main/replica/store/statements.ts';
import {
  enrolAtCentre,
  httpTransport,
  signInAtCentre,
} from '../../../src-main/replica/sync/central-client.ts';
import { syncUntilQuiet } from '../../../src-main/replica/sync/exchange.ts';
import { Pace } from '../../../src-main/replica/sync/pace.ts';
import type { SyncTarget, Transport } from '../../../src-main/replica/sync/ports.ts';
import { Wire } from '../../../src-main/replica/sync/wire-call.ts';
import { DEMO_PASSWORD } from '../../../src-server/accounts/demo-accounts.ts';
import { openMigrated } from '../desk.ts';
import { documentsOf, LINES_SQL, PEOPLE_SQL, personIdAt } from './our-rows.ts';
import { type Edit, hashOf, type PersonDocument } from './workload.ts';

const QUIET = { changed: () => {}, sending: () => {}, firstSync: () => {} };

export class OurDesk {
  private readonly folder = mkdtempSync(join(tmpdir(), 'sumu-peers-'));
  private readonly url: string;
  private readonly token: string;
  private readonly session: SessionFrame;
  private readonly device: number;
  private target: SyncTarget;
  private transport: Transport;
  private files = 0;
  private forms = 0;
  requests = 0;

  private constructor(url: string, token: string, session: SessionFrame, device: number) {
    [this.url, this.token, this.session, this.device] = [url, token, session, device];
    this.target = this.targetOn(new Statements(this.openFile()));
    this.transport = this.freshTransport();
  }

  static async open(url: string, account: string): Promise<OurDesk> {
    const { token, session } = await signInAtCentre(url, account, DEMO_PASSWORD);
    const { device } = await enrolAtCentre(url, token, { computerName: `${account}-1` });
    return new OurDesk(url, token, session, device);
  }

  openFile(): ReplicaDatabase {
    return openMigrated(join(this.folder, `${++this.files}.db`));
  }

  private targetOn(statements: Statements): SyncTarget {
    const line = { pace: new Pace(), clock: { now: () => performance.now() } };
    return { statements, device: this.device, classes: this.session.classes, line };
  }

  private freshTransport(): Transport {
    const transport = httpTransport(this.url, this.token, undefined, new Wire());
    return {
      sync: (request, onBytes) => {
        this.requests++;
        return transport.sync(request, onBytes);
      },
      chunk: (hash, from, onBytes) => {
        this.requests++;
        return transport.chunk(hash, from, onBytes);
      },
    };
  }

  get statements(): Statements {
    return this.target.statements;
  }

  sync(): Promise<void> {
    return syncUntilQuiet(this.target, this.transport, QUIET);
  }

  /** An empty file in the place of this one, as after a loss of the disk. */
  beginAgain<S extends Statements>(On: new (db: ReplicaDatabase) => S): S {
    this.statements.db.close();
    const statements = new On(this.openFile());
    this.target = this.targetOn(statements);
    return statements;
  }

  /** As after a night: the connection is gone. */
  hangUp(): void {
    this.transport = this.freshTransport();
  }

  edit(people: readonly PersonDocument[], edits: readonly Edit[]): void {
    const at = new Map(people.map(({ id }, index) => [id, index]));
    const { accountId, role, unitScope } = this.session;
    const clock = { ms: 0, now: (): number => clock.ms };
    const { statements, device } = this.target;
    const settings = { statements, clock, device };
    for (const { id, set } of edits) {
      clock.ms = Date.parse(set.updatedAt);
      const contact = { phone: set.phone, statedOn: set.updatedAt.slice(0, 10) };
      const args = { personId: personIdAt(at.get(id) as number), contact, reason: set.note };
      const act = { name: 'person.edit' as const, args, formId: `peers-${++this.forms}` };
      const [issued] = issueActs(settings, { accountId, role, unitScope }, [act]);
      if (!issued?.ok) throw new Error(`edit refused: ${JSON.stringify(issued)}`);
    }
  }

  hash(people: readonly PersonDocument[]): string {
    return hashOf(documentsOf(people, this.statements.all(PEOPLE_SQL), this.statements.all(LINES_SQL)));
  }

  close(): void {
    this.statements.db.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

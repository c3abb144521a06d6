/** A desk without a window, driven by lines of JSON on its standard input: the replica's own code of whichever release this file lies in. Each
 *  line is answered by one line. Used by the test of two releases alone.                                                        */
import { createInterface } from 'node:readline';
import { decodeRow, selectList, SQLITE_CODEC, type Stored } from '#shared/records/codec.ts';
import { RECORD_TYPE_NAMES } from '#shared/records/registry.ts';
import type { SessionFrame } from '#shared/sync/access-frames.ts';
import { issueActs } from '../../src-main/replica/executor.ts';
import { migrateReplica } from '../../src-main/replica/store/migrate.ts';
import { openReplicaFile } from '../../src-main/replica/store/open.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import { enrolAtCentre, httpTransport, signInAtCentre } from '../../src-main/replica/sync/central-client.ts';
import { syncUntilQuiet } from '../../src-main/replica/sync/exchange.ts';

interface Line {
  readonly do: 'sign-in' | 'open' | 'issue' | 'sync' | 'dump' | 'close';
  readonly [argument: string]: unknown;
}

class Driver {
  private session!: SessionFrame;
  private token = '';
  private url = '';
  private device = 0;
  private statements!: Statements;

  private async signIn({
    url,
    account,
    password,
    computerName,
    device,
  }: {
    url: string;
    account: string;
    password: string;
    computerName: string;
    device?: number;
  }) {
    const signedIn = await signInAtCentre(url, account, password);
    const asked = { computerName, ...(device !== undefined && { device }) };
    const enrolled = await enrolAtCentre(url, signedIn.token, asked);
    this.session = signedIn.session;
    this.token = signedIn.token;
    this.url = url;
    this.device = enrolled.device;
    return { device: enrolled.device, key: enrolled.replicaKey };
  }

  private open({ path, key }: Record<string, string>) {
    const db = openReplicaFile({ path: path as string, key: Buffer.from(key as string, 'base64') });
    migrateReplica(db);
    this.statements = new Statements(db);
    this.statements.run("INSERT OR IGNORE INTO meta (name, value) VALUES ('device', ?)", String(this.device));
    return {};
  }

  private issue({ at, acts }: { at: string; acts: { name: string; args: unknown; formId: string }[] }) {
    const { accountId, role, unitScope } = this.session;
    const settings = {
      ...{ statements: this.statements, device: this.device },
      ...{ clock: { now: () => Date.parse(at) } },
    };
    return issueActs(settings, { accountId, role, unitScope }, acts);
  }

  private async sync() {
    let putOff = 0;
    const target = { statements: this.statements, device: this.device, classes: this.session.classes };
    const quiet = { changed: () => {}, sending: () => {}, firstSync: () => {} };
    await syncUntilQuiet(target, httpTransport(this.url, this.token), {
      ...quiet,
      putOff: (acts) => (putOff = acts),
    });
    return { putOff };
  }

  private dump() {
    const rows = RECORD_TYPE_NAMES.flatMap((type) =>
      this.statements
        .all<Record<string, Stored>>(`SELECT ${selectList(type)} FROM "${type}" ORDER BY id`)
        .map((stored) => decodeRow(SQLITE_CODEC, type, stored)),
    );
    return {
      rows,
      acts: this.statements.all(
        'SELECT number, name, outcome, code, is_open, local_refusal FROM act ORDER BY number',
      ),
      kept: this.statements.all('SELECT type, id, kind, name, value FROM kept ORDER BY type, id, kind, name'),
      cursors: this.statements.all('SELECT scope, commit_number, complete FROM cursor ORDER BY scope'),
    };
  }

  private close() {
    this.statements.db.close();
    return {};
  }

  answer(line: Line): unknown {
    const given = line as never;
    switch (line.do) {
      case 'sign-in':
        return this.signIn(given);
      case 'open':
        return this.open(given);
      case 'issue':
        return this.issue(given);
      case 'sync':
        return this.sync();
      case 'dump':
        return this.dump();
      case 'close':
        return this.close();
    }
  }
}

const driver = new Driver();
for await (const text of createInterface({ input: process.stdin })) {
  try {
    const answer = await driver.answer(JSON.parse(text) as Line);
    process.stdout.write(`${JSON.stringify({ ok: answer })}\n`);
  } catch (error) {
    const { message, code, isOlder } = error as Error & { code?: string; isOlder?: boolean };
    process.stdout.write(`${JSON.stringify({ error: { message, code, isOlder } })}\n`);
  }
}

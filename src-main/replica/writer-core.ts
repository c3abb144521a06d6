/** What the writer does: open and migrate the file, issue acts, keep drafts, record reveals, import workbooks, sync. Called only through
 *  the router below, one call at a time inside SQLite. */
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Chance } from '#shared/base/chance.ts';
import type { Clock } from '#shared/base/clock.ts';
import { instantText, shanghaiDate } from '#shared/base/clock.ts';
import { packInForce } from '#shared/domain/pack.ts';
import * as importing from '#shared/rpc/import-shapes.ts';
import { dismissAct, nextActNumber } from './acts.ts';
import { issueActs, type Issued, type IssuedActor, type IssueInput, issueTogether } from './executor.ts';
import { importsOf } from './import/imports.ts';
import { reissue } from './mended.ts';
import { packetProcedures } from './packets/packet-writer.ts';
import { openPapers } from './papers/paper-writer.ts';
import { papersFolder } from './papers/paper-files.ts';
import type { Me } from './queries/reading.ts';
import { Checkpoints } from './store/checkpoint.ts';
import { migrateReplica } from './store/migrate.ts';
import { openReplicaFile } from './store/open.ts';
import { Statements } from './store/statements.ts';
import { httpTransport } from './sync/central-client.ts';
import { type LinkState, Schedule } from './sync/schedule.ts';
import { forgetFormer, withdraw } from './sync/withdrawn.ts';
import { os, refusedByDisk } from './writer-os.ts';

export interface WriterData {
  readonly path: string;
  readonly key: Uint8Array;
  readonly device: number;
  readonly me: Me;
  /** Token of the centre's session; null when this person has not signed in there from here. */
  readonly token: string | null;
  readonly centralUrl: string;
  /** Entry of the process that parses workbooks. */
  readonly parserFile: string;
}

export type WriterMessage =
  | { readonly kind: 'opened' }
  | { readonly kind: 'changed'; readonly topics: readonly string[] }
  | { readonly kind: 'link'; readonly link: LinkState }
  /** Accounts that may open this replica no longer; the one that sits here, perhaps, or others. */
  | { readonly kind: 'closed'; readonly accounts: readonly string[] }
  | { readonly kind: 'withdrawn'; readonly scopes: readonly number[] };

export interface WriterPorts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly tell: (message: WriterMessage) => void;
}

interface InnerPorts extends WriterPorts {
  /** Something was written that nobody is told of. */
  readonly wrote: () => void;
  /** A whole sync has succeeded. */
  readonly synced: () => void;
}

const SYNC_TOPICS = ['cases', 'review', 'conflicts', 'journal', 'link'];
const ACT_TOPICS = SYNC_TOPICS;
/** Between two times that the screens are told of imported rows. */
const TELL_PAUSE_MS = 400;
/** Names the pack when none is in force: a desk older than its packs still takes in applications. */
const NO_PACK = 'none';

export function readMeta(statements: Statements, name: string): string | null {
  return statements.get<{ value: string }>('SELECT value FROM meta WHERE name = ?', name)?.value ?? null;
}

export function writeMeta(statements: Statements, name: string, value: string): void {
  statements.run(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    value,
  );
}

/** Remembers who signed in, so that the same person can open this replica without the centre. */
function rememberPerson(statements: Statements, data: WriterData): void {
  const known = readMeta(statements, 'device');
  if (known !== null && Number(known) !== data.device)
    throw new Error(`replica of device ${known}, opened as ${data.device}`);
  const facts: [string, string][] = [
    ['device', String(data.device)],
    [`me:${data.me.account}`, JSON.stringify(data.me)],
  ];
  if (data.token) facts.push([`token:${data.me.account}`, data.token]);
  // Who comes back as they left needs no room on the disk to come in.
  const news = facts.filter(([name, value]) => readMeta(statements, name) !== value);
  if (news.length)
    statements.db
      .transaction(() => {
        for (const [name, value] of news) writeMeta(statements, name, value);
      })
      .immediate();
}

/** The person's token at the centre: this sign-in's, or the last one's. */
function tokenOf(statements: Statements, data: WriterData): string | null {
  return data.token ?? readMeta(statements, `token:${data.me.account}`);
}

function openSchedule(statements: Statements, data: WriterData, ports: InnerPorts): Schedule | null {
  const token = tokenOf(statements, data);
  if (!token) return null;
  return new Schedule({
    target: { statements, device: data.device, classes: data.me.classes },
    transport: httpTransport(data.centralUrl, token),
    clock: ports.clock,
    chance: ports.chance,
    lastReceivedAt: readMeta(statements, 'last_received_at'),
    onLink: (link) => ports.tell({ kind: 'link', link }),
    onChanged: () => ports.tell({ kind: 'changed', topics: SYNC_TOPICS }),
    onWithdrawn: (scopes) => {
      const { account } = data.me;
      const { purged, isOut } = withdraw(statements, data.device, account, scopes);
      if (purged.length) ports.tell({ kind: 'changed', topics: SYNC_TOPICS });
      ports.tell(isOut ? { kind: 'closed', accounts: [account] } : { kind: 'withdrawn', scopes });
    },
    onReceived: (at) => {
      writeMeta(statements, 'last_received_at', at);
      const closed = forgetFormer(statements);
      if (closed.length) ports.tell({ kind: 'closed', accounts: closed });
      ports.synced();
    },
    lastPending: () => nextActNumber(statements) - 1,
  });
}

const draftKey = z.strictObject({ kind: z.string(), key: z.string() });

function draftProcedures(statements: Statements, data: WriterData, ports: InnerPorts) {
  return {
    saveDraft: os.input(draftKey.extend({ body: z.string() })).handler(({ input }) => {
      const savedAt = instantText(ports.clock.now());
      ports.wrote();
      statements.run(
        `INSERT INTO draft (account, kind, draft_key, body, saved_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (account, kind, draft_key) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
        data.me.accountId,
        input.kind,
        input.key,
        input.body,
        savedAt,
      );
      return { savedAt };
    }),
    removeDraft: os.input(draftKey).handler(({ input }) => {
      statements.run(
        'DELETE FROM draft WHERE account = ? AND kind = ? AND draft_key = ?',
        data.me.accountId,
        input.kind,
        input.key,
      );
      ports.tell({ kind: 'changed', topics: ['drafts'] });
      return {};
    }),
  };
}

/** A workbook crosses this port as text too: bytes would arrive as a plain object. */
function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

/** How acts of the person who sits here are issued: written, told of, sent soon. */
function issuing(statements: Statements, data: WriterData, ports: InnerPorts, schedule: Schedule | null) {
  const actor: IssuedActor = {
    accountId: data.me.accountId,
    role: data.me.role,
    unitScope: data.me.unitScope,
  };
  const settings = {
    statements,
    clock: ports.clock,
    device: data.device,
    lastContact: () => readMeta(statements, 'last_received_at'),
    packVersion: () => packInForce(shanghaiDate(ports.clock.now()))?.version ?? NO_PACK,
  };
  const issued = (): void => {
    ports.tell({ kind: 'changed', topics: ACT_TOPICS });
    schedule?.afterAct();
  };
  const issue = (inputs: readonly IssueInput[]) => {
    const results = issueActs(settings, actor, inputs);
    if (results.some(({ ok }) => ok)) issued();
    return results;
  };
  /** One act, and what is written beside it in the same transaction when it is taken. */
  const issueWith = (input: IssueInput, beside: () => void): Issued => {
    const result = statements.db
      .transaction(() => {
        const [one] = issueActs(settings, actor, [input]);
        if (one?.ok) beside();
        return one as Issued;
      })
      .immediate();
    if (result.ok) issued();
    return result;
  };
  let telling: NodeJS.Timeout | null = null;
  /** Rows of an import, and what is written beside them in the same transaction. They come by the thousand, in small batches: the screens
   *  are told now and then. */
  const issueRows = (inputs: readonly IssueInput[], beside: (results: readonly Issued[]) => void) => {
    statements.db.transaction(() => beside(issueActs(settings, actor, inputs))).immediate();
    ports.wrote();
    telling ??= setTimeout(() => {
      telling = null;
      issued();
    }, TELL_PAUSE_MS).unref();
  };
  const issueAllOrNone = (inputs: readonly IssueInput[]) => {
    const result = issueTogether(settings, actor, inputs);
    if (result.ok) issued();
    return result;
  };
  const issueAgain = (numbers: readonly number[]) => {
    const results = reissue(settings, actor, numbers);
    if (results.some(({ by }) => by !== null)) issued();
    return results;
  };
  return { issue, issueWith, issueRows, issueAllOrNone, issueAgain };
}

function actProcedures(
  statements: Statements,
  data: WriterData,
  ports: InnerPorts,
  { issue, issueRows, issueAllOrNone, issueAgain }: ReturnType<typeof issuing>,
) {
  const imports = importsOf({
    statements,
    clock: ports.clock,
    me: data.me,
    parserFile: data.parserFile,
    issueBatch: issueRows,
  });
  return {
    issue: os
      .input(z.custom<IssueInput>())
      .handler(({ input }): Issued => refusedByDisk(() => issue([input])[0] as Issued)),
    issueTogether: os
      .input(z.custom<IssueInput[]>())
      .handler(({ input }): Issued => refusedByDisk(() => issueAllOrNone(input))),
    reissue: os
      .input(z.strictObject({ numbers: z.array(z.number()) }))
      .handler(({ input }) => issueAgain(input.numbers)),
    dismiss: os.input(z.strictObject({ number: z.number() })).handler(({ input }) => {
      dismissAct(statements, input.number);
      ports.tell({ kind: 'changed', topics: ['journal', 'link', 'cases'] });
      return {};
    }),
    recordReveal: os
      .input(z.strictObject({ personId: z.number(), reason: z.string() }))
      .handler(({ input }) => {
        statements.run(
          'INSERT INTO reveal (at, account, person_id, reason) VALUES (?, ?, ?, ?)',
          instantText(ports.clock.now()),
          data.me.accountId,
          input.personId,
          input.reason,
        );
        return {};
      }),
    previewImport: os
      .input(
        z.strictObject({
          fileName: z.string(),
          contentBase64: z.string(),
          language: importing.importLanguage,
        }),
      )
      .handler(({ input, signal }) =>
        imports.preview({ ...input, bytes: bytesOf(input.contentBase64) }, signal),
      ),
    remapImport: os
      .input(importing.importRemapInput)
      .handler(({ input, signal }) => imports.remap(input, signal)),
    lookImport: os
      .input(z.strictObject({ importId: z.string() }))
      .handler(({ input }) => imports.look(input.importId)),
    importRows: os.input(importing.importRowsInput).handler(({ input }) => imports.rows(input)),
    runImport: os.input(importing.importRunInput).handler(({ input }) => imports.run(input)),
    faultyWorkbook: os
      .input(z.strictObject({ importId: z.string(), language: importing.importLanguage }))
      .handler(({ input }) => imports.faultyWorkbook(input.importId, input.language)),
  };
}

/** Opens the writer. Throws ReplicaFileError when the key does not fit. */
export function openWriter(data: WriterData, outside: WriterPorts) {
  const db = openReplicaFile({ path: data.path, key: data.key });
  migrateReplica(db);
  const statements = new Statements(db);
  const checkpoints = new Checkpoints(db);
  const ports: InnerPorts = {
    ...outside,
    synced: () => papers.wake(),
    wrote: () => checkpoints.afterWrite(),
    tell: (message) => {
      checkpoints.afterWrite();
      outside.tell(message);
    },
  };
  rememberPerson(statements, data);
  const schedule = openSchedule(statements, data, ports);
  const acting = issuing(statements, data, ports, schedule);
  const papers = openPapers({
    statements,
    clock: ports.clock,
    key: data.key,
    centralUrl: data.centralUrl,
    issue: acting.issueWith,
    folder: papersFolder(dirname(data.path), data.device),
    classes: data.me.classes,
    token: tokenOf(statements, data),
    onChanged: () => ports.tell({ kind: 'changed', topics: ['papers'] }),
  });
  schedule?.now();
  const router = {
    ...draftProcedures(statements, data, ports),
    ...actProcedures(statements, data, ports, acting),
    ...papers.procedures,
    ...packetProcedures({
      ...{ statements, clock: ports.clock, device: data.device, classes: data.me.classes, key: data.key },
      ...{ centralUrl: data.centralUrl, token: tokenOf(statements, data) },
      onTaken: () => ports.tell({ kind: 'changed', topics: SYNC_TOPICS }),
      onWritten: () => ports.tell({ kind: 'changed', topics: ['journal'] }),
    }),
    tryNow: os.handler(() => {
      schedule?.now();
      return {};
    }),
    /** Ends sync and closes the file; what was acknowledged is on the disk already. */
    close: os.handler(async () => {
      schedule?.stop();
      await papers.close();
      checkpoints.stop();
      db.close();
      return {};
    }),
  };
  return { router };
}

export type WriterRouter = ReturnType<typeof openWriter>['router'];

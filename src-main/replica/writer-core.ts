/** What the writer does: open and migrate the file, issue acts, keep drafts, record reveals, import workbooks, sync. Called only through
 *  the router below, one call at a time inside SQLite. */
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { Chance } from '#shared/base/chance.ts';
import type { Clock } from '#shared/base/clock.ts';
import { instantText } from '#shared/base/clock.ts';
import * as importing from '#shared/rpc/import-shapes.ts';
import { countPending, dismissAct, nextActNumber } from './acts.ts';
import { issueActs, type Issued, type IssuedActor, type IssueInput, issueTogether } from './executor.ts';
import { compareProcedures } from './compare/compare-procedures.ts';
import { checkProcedures } from './economic/check-procedures.ts';
import { draftProcedures } from './drafts.ts';
import { paymentProcedures } from './payments/payment-procedures.ts';
import { noticePlace, readMeta, writeMeta } from './identity.ts';
import { importsOf } from './import/imports.ts';
import { lineProcedures } from './line.ts';
import { reissue } from './mended.ts';
import { openPacketWays } from './packets/packet-ways.ts';
import { openPapers } from './papers/paper-writer.ts';
import { papersFolder } from './papers/paper-files.ts';
import type { Me } from './queries/reading.ts';
import { regionProcedures } from './region-figures.ts';
import { Checkpoints } from './store/checkpoint.ts';
import { migrateReplica } from './store/migrate.ts';
import { openReplicaFile } from './store/open.ts';
import { type Place, placeOf } from './store/place.ts';
import { Statements } from './store/statements.ts';
import type { Identity } from './sync/agree.ts';
import { httpTransport, incarnateAtCentre } from './sync/central-client.ts';
import { Pace } from './sync/pace.ts';
import type { SyncTarget } from './sync/ports.ts';
import { RowChecks } from './sync/row-checks.ts';
import { type LinkState, Schedule } from './sync/schedule.ts';
import { forgetFormer, scopesOfStrayRows, WITHDRAWN, withdraw } from './sync/withdrawn.ts';
import { os, refusedByDisk } from './writer-os.ts';

export interface WriterData {
  readonly path: string;
  readonly key: Uint8Array;
  /** Number in the file's name: the first that the replica had. */
  readonly device: number;
  readonly computerName: string;
  readonly me: Me;
  /** Token of the centre's session; null when this person has not signed in there from here. */
  readonly token: string | null;
  readonly centralUrl: string;
  /** Entry of the process that parses workbooks. */
  readonly parserFile: string;
  /** Entry of the thread that compares. */
  readonly comparerFile: URL;
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
  /** Where a file lies; tests say so themselves. */
  readonly placeOf?: (path: string) => Place;
}

interface InnerPorts extends WriterPorts {
  /** Something was written that nobody is told of. */
  readonly wrote: () => void;
  /** A whole sync has succeeded. */
  readonly synced: () => void;
}

/** Of who has never signed in at the centre from here. */
const NO_LINE = { schedule: null, checks: null };
const SYNC_TOPICS = ['cases', 'review', 'conflicts', 'journal', 'link'];
const ACT_TOPICS = SYNC_TOPICS;
/** Between two times that the screens are told of imported rows. */
const TELL_PAUSE_MS = 400;

/** Remembers who signed in, so that the same person can open this replica without the centre. */
function rememberPerson(statements: Statements, data: WriterData): void {
  const known = readMeta(statements, 'home');
  if (known !== null && Number(known) !== data.device)
    throw new Error(`replica of device ${known}, opened as ${data.device}`);
  const facts: [string, string][] = [
    ['home', String(data.device)],
    // It may work under a later number by now.
    ['device', readMeta(statements, 'device') ?? String(data.device)],
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

/** The number that the replica works under and the token that it speaks with; both change when it is found to be a copy. */
interface Standing {
  device: number;
  token: string | null;
}

function standingOf(statements: Statements, data: WriterData): Standing {
  return { device: Number(readMeta(statements, 'device')), token: tokenOf(statements, data) };
}

function identityOf(data: WriterData, ports: InnerPorts, standing: Standing): Identity {
  return {
    account: data.me.account,
    computerName: data.computerName,
    key: data.key,
    now: () => instantText(ports.clock.now()),
    incarnate: (request) => incarnateAtCentre(data.centralUrl, standing.token ?? '', request),
    became: (device, token) => {
      Object.assign(standing, { device, token });
      ports.tell({ kind: 'changed', topics: [...SYNC_TOPICS, 'session'] });
    },
  };
}

function openSchedule(
  statements: Statements,
  data: WriterData,
  ports: InnerPorts,
  standing: Standing,
): { schedule: Schedule; checks: RowChecks } | null {
  if (!standing.token) return null;
  let isFirst = true;
  const giveUp = (scopes: readonly number[]): void => {
    if (!scopes.length) return;
    const { account } = data.me;
    const { purged, isOut } = withdraw(statements, account, scopes);
    if (purged.length) {
      writeMeta(
        statements,
        WITHDRAWN,
        JSON.stringify({ at: instantText(ports.clock.now()), scopes: purged }),
      );
      ports.tell({ kind: 'changed', topics: SYNC_TOPICS });
    }
    ports.tell(isOut ? { kind: 'closed', accounts: [account] } : { kind: 'withdrawn', scopes });
  };
  const target: SyncTarget = {
    statements,
    get device() {
      return standing.device;
    },
    classes: data.me.classes,
    identity: identityOf(data, ports, standing),
    line: { pace: new Pace(), clock: ports.clock },
    turns: { clock: ports.clock, give: () => setImmediate() },
  };
  const transport = httpTransport(data.centralUrl, () => standing.token ?? '');
  const { clock } = ports;
  const changed = () => ports.tell({ kind: 'changed', topics: SYNC_TOPICS });
  const checks = new RowChecks({ target, transport, clock, rest: () => setImmediate(), changed });
  const schedule = new Schedule({
    ...{ target, transport, clock, chance: ports.chance },
    atQuiet: () => checks.run(),
    lastReceivedAt: readMeta(statements, 'last_received_at'),
    onLink: (link) => ports.tell({ kind: 'link', link }),
    onChanged: changed,
    onWithdrawn: giveUp,
    onReceived: (at) => {
      writeMeta(statements, 'last_received_at', at);
      if (isFirst) giveUp(scopesOfStrayRows(statements));
      isFirst = false;
      const closed = forgetFormer(statements);
      if (closed.length) ports.tell({ kind: 'closed', accounts: closed });
      ports.synced();
    },
    lastPending: () => nextActNumber(statements) - 1,
  });
  return { schedule, checks };
}

/** A workbook crosses this port as text too: bytes would arrive as a plain object. */
function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

/** How acts of the person who sits here are issued: written, told of, sent soon. */
function issuing(
  statements: Statements,
  data: WriterData,
  ports: InnerPorts,
  { standing, schedule }: { standing: Standing; schedule: Schedule | null },
) {
  const actor: IssuedActor = {
    accountId: data.me.accountId,
    role: data.me.role,
    unitScope: data.me.unitScope,
  };
  const settings = {
    statements,
    clock: ports.clock,
    get device() {
      return standing.device;
    },
    lastContact: () => readMeta(statements, 'last_received_at'),
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
  let link: LinkState['state'] = 'offline';
  const ports: InnerPorts = {
    ...outside,
    synced: () => papers.wake(),
    wrote: () => checkpoints.afterWrite(),
    tell: (message) => {
      checkpoints.afterWrite();
      if (message.kind === 'link') link = message.link.state;
      packets.hears(message);
      outside.tell(message);
    },
  };
  rememberPerson(statements, data);
  noticePlace(statements, (outside.placeOf ?? placeOf)(data.path));
  const standing = standingOf(statements, data);
  const { schedule, checks } = openSchedule(statements, data, ports, standing) ?? NO_LINE;
  const acting = issuing(statements, data, ports, { standing, schedule });
  const papers = openPapers({
    ...{ statements, clock: ports.clock, key: data.key, centralUrl: data.centralUrl },
    issue: acting.issueWith,
    folder: papersFolder(dirname(data.path), data.device),
    classes: data.me.classes,
    token: standing.token === null ? null : () => standing.token ?? '',
    onChanged: () => ports.tell({ kind: 'changed', topics: ['papers'] }),
    workWaits: () => link === 'sending' || link === 'first-sync' || countPending(statements) > 0,
  });
  schedule?.now();
  const packets = openPacketWays({
    ...{ statements, data, ports, standing, topics: SYNC_TOPICS },
    changed: (topics) => ports.tell({ kind: 'changed', topics }),
  });
  const files = { statements, clock: ports.clock, parserFile: data.parserFile, issueBatch: acting.issueRows };
  const router = {
    ...draftProcedures({
      ...{ statements, clock: ports.clock, accountId: data.me.accountId, onWritten: ports.wrote },
      onRemoved: () => ports.tell({ kind: 'changed', topics: ['drafts'] }),
    }),
    ...actProcedures(statements, data, ports, acting),
    ...compareProcedures({
      ...{ ...files, path: data.path, key: data.key, comparerFile: data.comparerFile },
      division: data.me.unitScope,
    }),
    ...paymentProcedures(files),
    ...checkProcedures({ statements, clock: ports.clock, issue: acting.issue }, data.path),
    ...papers.procedures,
    ...packets.procedures,
    ...lineProcedures(schedule, checks),
    ...regionProcedures({ statements, data, standing }),
    /** Ends sync and closes the file; what was acknowledged is on the disk already. */
    close: os.handler(async () => {
      schedule?.stop();
      packets.stop();
      await papers.close();
      checkpoints.stop();
      db.close();
      return {};
    }),
  };
  return { router };
}

export type WriterRouter = ReturnType<typeof openWriter>['router'];

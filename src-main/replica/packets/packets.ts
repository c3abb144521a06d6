/** Packets for a way without a network: what waits here as one sealed file, and the county's answer read back in. The same frames as over a
 *  line, so a packet and a sync may cross, repeat and come in any order. Runs in the writer.
 *  PK6 writing a packet takes nothing out of the queue: an act leaves it only on an outcome.  PK7 of an answer everything is taken that
 *  this replica has not got yet, and nothing else: what is known already is passed over, what would leave a gap, or does not chain to what
 *  is here, for one of the two is of a history that was lost, waits for the next sync.
 *  PK8 an answer to another computer, or not signed by the centre, changes nothing.  PK9 outcomes are taken of the answer to a packet that this
 *  very file wrote: of one that an earlier life of the disk wrote, they would be other acts'. Of one
 *  that says that the two do not agree on what was judged (IN2), none are: the next line finds what is missing. */
import { randomBytes } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { sha256Hex } from '#shared/base/canonical.ts';
import type { Clock } from '#shared/base/clock.ts';
import { instantText } from '#shared/base/clock.ts';
import type { PacketRow } from '#shared/rpc/packet-shapes.ts';
import { cursorChain } from '#shared/sync/chain.ts';
import type { ScopeFrame, SyncRequest, SyncResponse } from '#shared/sync/frames.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/sync/protocol.ts';
import { openPacket, PacketError, publicKeysOf, readPacketHeader, sealPacket } from '#shared/sync/seal.ts';
import { pendingActs } from '../acts.ts';
import { judgedChecks, lastMade } from '../identity.ts';
import type { Statements } from '../store/statements.ts';
import { mayGoUp } from '../sync/agree.ts';
import { applyReply } from '../sync/apply.ts';
import { commitsReached, type Cursor, cursorFrames, doubtCursors, readCursors } from '../sync/cursors.ts';
import { parseReply } from '../sync/exchange.ts';

export interface PacketTarget {
  readonly statements: Statements;
  readonly clock: Clock;
  readonly device: number;
  readonly classes: readonly string[];
  /** The replica's key: its packets are signed and opened with keys that come from it. */
  readonly key: Uint8Array;
}

/** More would not be read in at once at the centre. */
const ACTS_MAX = 5_000;
const BODY_BYTES_MAX = 64 * 2 ** 20;
const BROTLI_QUALITY = 9;
const ONCE_BYTES = 32;
const CHECK_CODE_DIGITS = 16;

interface CentreRow {
  id: number;
  sign_key: string;
  seal_key: string;
}

/** The centre's keys that this replica has been told of, the newest first. */
function centreKeys(statements: Statements): CentreRow[] {
  return statements.all<CentreRow>('SELECT id, sign_key, seal_key FROM centre ORDER BY id DESC');
}

function countJudged(statements: Statements): number {
  const sql = "SELECT count(*) AS n FROM act WHERE outcome <> 'pending'";
  return statements.get<{ n: number }>(sql)?.n ?? 0;
}

function requestFor({ statements, device, classes }: PacketTarget): SyncRequest {
  return {
    protocol: PROTOCOL_VERSION,
    schema: SCHEMA_VERSION,
    device,
    last: lastMade(statements, device),
    checks: judgedChecks(statements, 1),
    commands: mayGoUp(statements, () => pendingActs(statements, ACTS_MAX), ACTS_MAX),
    cursors: cursorFrames(statements, classes),
    // A stick has room, and there is no next question to ask for what was left out.
    whole: readCursors(statements).map(({ scope }) => scope),
    bytesMax: 0,
  };
}

function nextSerial(statements: Statements): number {
  return (statements.get<{ last: number | null }>('SELECT max(serial) AS last FROM packet')?.last ?? 0) + 1;
}

interface StoredPacket {
  serial: number;
  made_at: string;
  acts: string;
  byte_count: number;
  digest: string;
  answered_at: string | null;
}

function toRow(statements: Statements, stored: StoredPacket): PacketRow {
  const numbers = JSON.parse(stored.acts) as number[];
  const waiting = statements.get<{ n: number }>(
    "SELECT count(*) AS n FROM act WHERE outcome = 'pending' AND number IN (SELECT value FROM json_each(?))",
    stored.acts,
  );
  return {
    serial: stored.serial,
    madeAt: stored.made_at,
    acts: numbers.length,
    waiting: waiting?.n ?? 0,
    byteCount: stored.byte_count,
    checkCode: stored.digest.slice(0, CHECK_CODE_DIGITS),
    answeredAt: stored.answered_at,
  };
}

const PACKET_COLUMNS = 'serial, made_at, acts, byte_count, digest, answered_at';

/** The packets that this computer wrote for a stick, the newest first. */
export function packetRows(statements: Statements, limit: number): PacketRow[] {
  return statements
    .all<StoredPacket>(
      `SELECT ${PACKET_COLUMNS} FROM packet WHERE hub_state IS NULL ORDER BY serial DESC LIMIT ?`,
      limit,
    )
    .map((stored) => toRow(statements, stored));
}

export interface WrittenPacket {
  readonly bytes: Uint8Array;
  readonly row: PacketRow;
}

/** Seals what waits to the centre. Null while its key has not been told: this computer has never been in touch since it was enrolled. */
export function writePacket(target: PacketTarget): WrittenPacket | null {
  const { statements, clock, device, key } = target;
  const [centre] = centreKeys(statements);
  if (!centre) return null;
  const request = requestFor(target);
  const [serial, madeAt] = [nextSerial(statements), instantText(clock.now())];
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  const bytes = sealPacket({
    header: { kind: 'up', device, serial, madeAt, acts: request.commands.length, answers: null },
    body: brotliCompressSync(JSON.stringify(request), { params }),
    receiver: centre.seal_key,
    secret: key,
    once: randomBytes(ONCE_BYTES),
  });
  const stored: StoredPacket = {
    serial,
    made_at: madeAt,
    acts: JSON.stringify(request.commands.map(({ number }) => number)),
    byte_count: bytes.length,
    digest: sha256Hex(bytes),
    answered_at: null,
  };
  statements.run(
    'INSERT INTO packet (serial, device, made_at, acts, byte_count, digest) VALUES (?, ?, ?, ?, ?, ?)',
    ...[serial, device, madeAt, stored.acts, stored.byte_count, stored.digest],
  );
  return { bytes, row: toRow(statements, stored) };
}

/** Whose packet it is. `other`: an answer to somebody else's. Throws PacketError. */
export function packetKind(file: Uint8Array, device: number): 'up' | 'down' | 'other' {
  const header = readPacketHeader(file);
  if (header.kind === 'up') return 'up';
  return header.device === device ? 'down' : 'other';
}

function replyIn({ statements, key }: PacketTarget, file: Uint8Array): SyncResponse {
  let fault: unknown = new PacketError('damaged');
  for (const { sign_key } of centreKeys(statements)) {
    try {
      const body = openPacket(file, sign_key, key);
      const text = brotliDecompressSync(body, { maxOutputLength: BODY_BYTES_MAX }).toString('utf8');
      return parseReply(JSON.parse(text));
    } catch (error) {
      fault = error;
    }
  }
  throw fault;
}

/** Whether the history that an answer tells of may be another one than this replica holds (IN9): it says so, or it ends where this one is already
 *  and cannot be held against it. */
type MayBeOther = (frame: ScopeFrame, cursor: Cursor) => boolean;

function historiesOf({ statements, classes }: PacketTarget): MayBeOther {
  const trusted = commitsReached(statements);
  return (frame, { scope, epoch, commit, chains }) => {
    if (frame.snapshot !== null || frame.epoch !== epoch || frame.to < commit) return true;
    const isSameEnd = trusted.has(scope) && frame.chain === cursorChain(chains, classes);
    return frame.to === commit && !isSameEnd;
  };
}

/** What of a scope's commits is news here; null when nothing is, or when something between is missing. */
function newsOf(frame: ScopeFrame, cursor: Cursor | undefined, mayBeOther: MayBeOther): ScopeFrame | null {
  if (!cursor || mayBeOther(frame, cursor) || frame.from > cursor.commit) return null;
  const commits = frame.commits.filter(({ commit }) => commit > cursor.commit);
  return { ...frame, from: cursor.commit, commits };
}

export interface TakenAnswer {
  readonly serial: number;
  readonly outcomes: number;
  readonly fresh: number;
  readonly commits: number;
}

/** Reads an answer in. Throws PacketError or LyingServerError, and nothing has changed. */
export function takeAnswer(target: PacketTarget, file: Uint8Array): TakenAnswer {
  const { statements, clock, device, key } = target;
  const header = readPacketHeader(file);
  const isOurs = header.kind === 'down' && header.device === device;
  if (!isOurs || header.receiver !== publicKeysOf(key).seal) throw new PacketError('not-for-us');
  const reply = replyIn(target, file);
  const cursors = new Map(readCursors(statements).map((cursor) => [cursor.scope, cursor]));
  const mayBeOther = historiesOf(target);
  const scopes = reply.scopes.flatMap((frame) => newsOf(frame, cursors.get(frame.scope), mayBeOther) ?? []);
  const doubtful = reply.scopes.filter((frame) => {
    const cursor = cursors.get(frame.scope);
    return cursor && mayBeOther(frame, cursor);
  });
  return statements.db
    .transaction(() => {
      const before = countJudged(statements);
      const { changes } = statements.run(
        'UPDATE packet SET answered_at = coalesce(answered_at, ?) WHERE digest = ? AND device = ?',
        ...[instantText(clock.now()), header.answers, device],
      );
      // Where the centre has lost what this file went by, what it says of later acts would hide that from the next line (IN1).
      const outcomes = changes && !reply.acts ? reply.outcomes : [];
      doubtCursors(
        statements,
        doubtful.map(({ scope }) => scope),
      );
      applyReply(target, { outcomes, signed: reply.signed, scopes });
      return {
        serial: header.serial,
        outcomes: outcomes.length,
        fresh: countJudged(statements) - before,
        commits: scopes.reduce((sum, { commits }) => sum + commits.length, 0),
      };
    })
    .immediate();
}

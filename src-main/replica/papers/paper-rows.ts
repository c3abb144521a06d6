/** What the replica knows of papers' bytes: which are here and in which file, which the centre holds, which are awaited, when to ask again.
 *  A row comes with the first record of a paper (a trigger of the migration) and is known by the hash alone, so that the same file on two
 *  cases is kept once. */
import { IDS_PER_COMMAND, makeId } from '#shared/base/id.ts';
import type { PaperMaterial } from '#shared/domain/paper-limits.ts';
import type { Statements } from '../store/statements.ts';

export interface ContentRow {
  readonly sha256: string;
  readonly mediaType: string;
  readonly fileId: string | null;
  readonly uploadedAt: string | null;
  /** How much of an upload has gone up; null before it has begun. */
  readonly sentBytes: number | null;
}

const COLUMNS =
  'c.sha256, c.media_type AS mediaType, c.file_id AS fileId, c.uploaded_at AS uploadedAt, c.sent_bytes AS sentBytes';
/** A record that the centre has confirmed and nobody took away. */
const STANDING = 'SELECT 1 FROM paper p WHERE p.sha256 = c.sha256 AND p.v_about > 0 AND p.removed_at IS NULL';

export function contentOf(statements: Statements, sha256: string): ContentRow | null {
  return (
    statements.get<ContentRow>(`SELECT ${COLUMNS} FROM paper_content c WHERE c.sha256 = ?`, sha256) ?? null
  );
}

export interface KeptContent {
  readonly sha256: string;
  readonly mediaType: string;
  readonly byteCount: number;
  readonly fileId: string;
  readonly keptAt: string;
  /** Set for what came from the centre. */
  readonly uploadedAt: string | null;
}

/** The bytes are here, in this file. What was sent before says nothing of a paper that is put on anew: the centre may have erased it since. */
export function writeKept(statements: Statements, kept: KeptContent): void {
  statements.run(
    `INSERT INTO paper_content (sha256, media_type, byte_count, file_id, kept_at, uploaded_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (sha256) DO UPDATE SET media_type = excluded.media_type, byte_count = excluded.byte_count, file_id = excluded.file_id,
       kept_at = excluded.kept_at, uploaded_at = excluded.uploaded_at, next_try_at = NULL, tries = 0`,
    kept.sha256,
    kept.mediaType,
    kept.byteCount,
    kept.fileId,
    kept.keptAt,
    kept.uploadedAt,
  );
}

/** The file is gone or broken: the bytes are awaited again, from whoever has them. */
export function writeLost(statements: Statements, sha256: string): void {
  statements.run(
    'UPDATE paper_content SET file_id = NULL, kept_at = NULL, next_try_at = NULL, tries = 0 WHERE sha256 = ?',
    sha256,
  );
}

/** How far an upload has come; null when it is to begin anew. */
export function writeSent(statements: Statements, sha256: string, bytes: number | null): void {
  statements.run('UPDATE paper_content SET sent_bytes = ? WHERE sha256 = ?', bytes, sha256);
}

/** By then the centre's word that it has come is here; when not, it is asked once more. */
const HEARD_AFTER_MS = 60_000;

export function writeUploaded(statements: Statements, sha256: string, nowMs: number, at: string): void {
  statements.run(
    'UPDATE paper_content SET uploaded_at = ?, sent_bytes = NULL, next_try_at = ?, tries = 0 WHERE sha256 = ?',
    at,
    nowMs + HEARD_AFTER_MS,
    sha256,
  );
}

/** What has come of a content so far. */
export function readPieces(statements: Statements, sha256: string): Buffer[] {
  return statements
    .all<{ body: Buffer }>('SELECT body FROM paper_piece WHERE sha256 = ? ORDER BY at', sha256)
    .map(({ body }) => body);
}

export function writePiece(statements: Statements, sha256: string, at: number, body: Buffer): void {
  statements.run('INSERT OR REPLACE INTO paper_piece (sha256, at, body) VALUES (?, ?, ?)', sha256, at, body);
}

export function dropPieces(statements: Statements, sha256: string): void {
  statements.run('DELETE FROM paper_piece WHERE sha256 = ?', sha256);
}

const FIRST_PAUSE_MS = 4_000;
const LONGEST_PAUSE_MS = 600_000;

/** The centre has it not, or does not take it: asked again after a pause that grows to ten minutes. */
export function writeTried(statements: Statements, sha256: string, nowMs: number): void {
  const row = statements.get<{ tries: number }>('SELECT tries FROM paper_content WHERE sha256 = ?', sha256);
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(row?.tries ?? 0, 10));
  statements.run(
    'UPDATE paper_content SET tries = tries + 1, next_try_at = ? WHERE sha256 = ?',
    nowMs + pause,
    sha256,
  );
}

/** The id of the record that an act made (ID1). */
const MADE = `a.device * ${makeId(1, 0)} + a.number * ${IDS_PER_COMMAND}`;
/** The centre took the act, and the person has moved away since: its record is no longer here, and nobody else has the bytes. Another record of
 *  the same picture says nothing of it. */
export const TAKEN_ELSEWHERE = `SELECT 1 FROM act a WHERE a.name = 'paper.attach' AND a.outcome IN ('applied', 'applied-with-difference')
  AND a.is_open = 0 AND json_extract(a.frame, '$.args.sha256') = c.sha256 AND NOT EXISTS (SELECT 1 FROM paper p WHERE p.id = ${MADE})`;

/** A content to send: it is here, and its act is confirmed, so the centre knows whose it is (TR1). What the records say counts, not what was sent
 *  once: a centre that was put back from a copy of yesterday awaits it again, from whoever has it. */
const TO_SEND = `c.file_id IS NOT NULL AND (EXISTS (${STANDING} AND p.arrived_at IS NULL)
  OR (c.uploaded_at IS NULL AND EXISTS (${TAKEN_ELSEWHERE})))`;
const TO_FETCH = `c.file_id IS NULL AND EXISTS (${STANDING} AND p.arrived_at IS NOT NULL AND p.material IN (SELECT value FROM json_each(?)))`;

export interface PapersWaiting {
  readonly count: number;
  readonly bytes: number;
}

/** What has still to go up, and to come down for who may see these materials. */
export function papersWaiting(
  statements: Statements,
  materials: readonly PaperMaterial[],
): { readonly up: PapersWaiting; readonly down: PapersWaiting } {
  const count = (where: string, ...parameters: string[]) =>
    statements.get<PapersWaiting>(
      `SELECT count(*) AS count, coalesce(sum(max(0, c.byte_count - coalesce(c.sent_bytes, 0))), 0) AS bytes
       FROM paper_content c WHERE ${where}`,
      ...parameters,
    ) ?? { count: 0, bytes: 0 };
  return {
    up: count(`${TO_SEND} AND c.uploaded_at IS NULL`),
    down: count(TO_FETCH, JSON.stringify(materials)),
  };
}

/** The next content to send. */
export function nextToSend(statements: Statements, nowMs: number): ContentRow | null {
  return (
    statements.get<ContentRow>(
      `SELECT ${COLUMNS} FROM paper_content c WHERE ${TO_SEND} AND coalesce(c.next_try_at, 0) <= ?
       ORDER BY c.sent_bytes IS NULL, c.kept_at LIMIT 1`,
      nowMs,
    ) ?? null
  );
}

/** The next content to fetch, newest record first, of the materials that may be seen here. */
export function nextToFetch(
  statements: Statements,
  nowMs: number,
  materials: readonly PaperMaterial[],
): ContentRow | null {
  return (
    statements.get<ContentRow>(
      `SELECT ${COLUMNS} FROM paper_content c WHERE ${TO_FETCH} AND coalesce(c.next_try_at, 0) <= ?
       ORDER BY c.paper_id DESC LIMIT 1`,
      JSON.stringify(materials),
      nowMs,
    ) ?? null
  );
}

export function bytesKept(statements: Statements): number {
  return (
    statements.get<{ bytes: number }>(
      'SELECT coalesce(sum(byte_count), 0) AS bytes FROM paper_content WHERE file_id IS NOT NULL',
    )?.bytes ?? 0
  );
}

export function writeThumbnail(
  statements: Statements,
  sha256: string,
  mediaType: string,
  body: Buffer,
): void {
  statements.run(
    'INSERT INTO paper_thumbnail (sha256, media_type, body) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING',
    sha256,
    mediaType,
    body,
  );
}

export function readThumbnail(
  statements: Statements,
  sha256: string,
): { mediaType: string; body: Buffer } | null {
  return (
    statements.get<{ mediaType: string; body: Buffer }>(
      'SELECT media_type AS mediaType, body FROM paper_thumbnail WHERE sha256 = ?',
      sha256,
    ) ?? null
  );
}

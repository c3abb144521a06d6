/** Packets that this computer left at its office's hub, as the rows of its file know them. */
import { instantText } from '#shared/base/clock.ts';
import type { HubLeft } from '#shared/rpc/hub-shapes.ts';
import type { PacketTarget } from '../packets/packets.ts';
import { writePacket } from '../packets/packets.ts';
import type { Statements } from '../store/statements.ts';

export type LeftState = HubLeft['state'];

export interface LeftPacket {
  readonly serial: number;
  readonly digest: string;
  readonly state: LeftState;
  /** Numbers of its acts. */
  readonly acts: readonly number[];
  /** How many of them have no outcome. */
  readonly waiting: number;
}

interface Row {
  serial: number;
  made_at: string;
  acts: string;
  digest: string;
  hub_state: LeftState;
  hub_code: string | null;
  hub_at: string | null;
}
const COLUMNS = 'serial, made_at, acts, digest, hub_state, hub_code, hub_at';

function stillPending(statements: Statements, acts: string): number {
  const sql =
    "SELECT count(*) AS n FROM act WHERE outcome = 'pending' AND number IN (SELECT value FROM json_each(?))";
  return statements.get<{ n: number }>(sql, acts)?.n ?? 0;
}

/** The newest first. */
export function leftRows(statements: Statements, limit: number): HubLeft[] {
  const sql = `SELECT ${COLUMNS} FROM packet WHERE hub_state IS NOT NULL ORDER BY serial DESC LIMIT ?`;
  return statements.all<Row>(sql, limit).map((row) => ({
    ...{ serial: row.serial, madeAt: row.made_at, at: row.hub_at ?? row.made_at },
    ...{ acts: (JSON.parse(row.acts) as number[]).length, waiting: stillPending(statements, row.acts) },
    ...{ state: row.hub_state, code: row.hub_code },
  }));
}

/** Those that the hub may still have, the oldest first. */
export function openPackets(statements: Statements): LeftPacket[] {
  const sql = `SELECT ${COLUMNS} FROM packet WHERE hub_state IN ('sent', 'held') ORDER BY serial`;
  return statements.all<Row>(sql).map((row) => ({
    ...{ serial: row.serial, digest: row.digest, state: row.hub_state },
    ...{ acts: JSON.parse(row.acts) as number[], waiting: stillPending(statements, row.acts) },
  }));
}

/** How many acts wait that no packet took to the hub yet. What the county did not take goes again only when a person says so. */
export function countUnleft({ statements, device }: PacketTarget): number {
  const sql = `SELECT count(*) AS n FROM act WHERE is_open = 1 AND outcome = 'pending' AND number NOT IN (
    SELECT value FROM packet, json_each(packet.acts)
    WHERE packet.device = ? AND hub_state IN ('sent', 'held', 'answered', 'refused'))`;
  return statements.get<{ n: number }>(sql, device)?.n ?? 0;
}

/** When a packet went by the hub last, or brought news. */
export function lastWayAt(statements: Statements): string | null {
  const sql =
    'SELECT max(max(made_at, coalesce(answered_at, made_at))) AS at FROM packet WHERE hub_state IS NOT NULL';
  return statements.get<{ at: string | null }>(sql)?.at ?? null;
}

/** Writes what waits as a packet for the hub. Null while the centre's key has not been told (PK6: the queue stays as it is). */
export function writeForHub(target: PacketTarget): { bytes: Uint8Array; packet: LeftPacket } | null {
  const { statements } = target;
  return statements.db
    .transaction(() => {
      const written = writePacket(target);
      if (!written) return null;
      const { serial } = written.row;
      markPacket(target, serial, 'sent', null);
      const [packet] = openPackets(statements).slice(-1);
      return packet ? { bytes: written.bytes, packet } : null;
    })
    .immediate();
}

/** What is known of a packet now. */
export function markPacket(
  { statements, clock }: Pick<PacketTarget, 'statements' | 'clock'>,
  serial: number,
  state: LeftState,
  code: string | null,
): void {
  const sql = 'UPDATE packet SET hub_state = ?, hub_code = ?, hub_at = ? WHERE serial = ?';
  statements.run(sql, state, code, instantText(clock.now()), serial);
}

/** A packet that never came to anybody is as if it had not been written. */
export function dropPacket(statements: Statements, serial: number): void {
  statements.run('DELETE FROM packet WHERE serial = ?', serial);
}

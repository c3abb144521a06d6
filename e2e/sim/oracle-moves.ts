/** The oracle on people who move: which commits are a move's, which copy of a record is the newest. Written from SPEC (MV, FW), not taken from
 *  the product.                                                                                                                    */
import type { LogPart } from '../../src-server/store/central-store.ts';
import type { Fold } from './oracle-fold.ts';
import type { CentreView } from './views.ts';

/** A commit that says who left, or that brings in who came, or that holds what was sent on: its records are not its act's own. */
export function isOfMove(parts: readonly LogPart[]): 'left' | 'came' | 'forwarded' | null {
  for (const { entries } of parts) {
    for (const [type, , group, fields] of entries) {
      if (group === 'left') return 'left';
      if (group === 'place') return 'came';
      if (type === 'conflict' && group === 'about' && fields.kind === 'forwarded') return 'forwarded';
    }
  }
  return null;
}

/** How often a record has moved, as far as a desk's logs and rows say. */
export class Newest {
  private readonly moves = new Map<string, number>();

  hear(key: string, moves: unknown): void {
    const count = Number(moves ?? 0);
    if (count > (this.moves.get(key) ?? 0)) this.moves.set(key, count);
  }

  hearFold({ rows, gone }: Fold): void {
    for (const [key, { columns }] of rows) this.hear(key, columns.get('moves'));
    for (const [key, moves] of gone) this.hear(key, moves);
  }

  /** A copy that a newer one has taken the place of: no desk shows it. */
  isOld(key: string, moves: unknown): boolean {
    return Number(moves ?? 0) < (this.moves.get(key) ?? 0);
  }
}

/** I11: a record is in one township, and none is nowhere. */
export function placeFaults({ rows, scopes }: CentreView): string[] {
  const faults: string[] = [];
  const places = new Map<string, number>();
  for (const { type, id, scope } of rows) {
    const key = `${type}:${id}`;
    const other = places.get(key);
    if (other !== undefined) faults.push(`${key} is in ${other} and in ${scope}`);
    places.set(key, scope);
  }
  for (const { log } of scopes.values())
    for (const { entries } of log)
      for (const [type, id] of entries)
        if (!places.has(`${type}:${id}`)) faults.push(`${type}:${id} is nowhere`);
  return faults;
}

/** A short name for a request, which its reply repeats: an answer to another request is told from this one's, however a line mixes them up. Without
 *  it an old first sync would take a replica back (SPEC A6). */
import { canonicalJson, sha256Hex } from '../base/canonical.ts';
import type { SyncRequest } from './frames.ts';
import { MARK_DIGITS } from './protocol.ts';

export function requestMark({ device, last, checks, commands, cursors, whole }: SyncRequest): string {
  const numbers = commands.map(({ number }) => number);
  return sha256Hex(canonicalJson([device, last, checks, numbers, cursors, whole])).slice(0, MARK_DIGITS);
}

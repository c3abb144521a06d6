/** The log's chain: one per scope and audience class, so that a replica recomputes it from what it may see, and a restored
 *  server, a cloned laptop or a torn log is found by comparing one hash (SPEC L2–L4). The chain itself is never sent. */
import { MARK_DIGITS } from './protocol.ts';
import { canonicalJson, sha256Hex } from '../base/canonical.ts';
import type { EntryFrame } from './frames.ts';

/** By audience class; one that this program does not know has its chain all the same. */
export type Chains = Record<string, string>;

export const EMPTY_CHAIN = '0'.repeat(64);
/** Digest of one class's part of a commit. */
export function payloadDigest(entries: readonly EntryFrame[]): string {
  return sha256Hex(canonicalJson(entries as never));
}

/** Next link: H(previous ‖ commit number ‖ digest). `sha256`: a faster one, where the machine has it. */
export function nextLink(
  previous: string | undefined,
  commit: number,
  digest: string,
  sha256: (text: string) => string = sha256Hex,
): string {
  return sha256(`${previous ?? EMPTY_CHAIN}:${commit}:${digest}`);
}

/** One hash over the chains of the classes a replica takes, in an order that both ends find, whichever knows more classes. */
export function cursorChain(chains: Chains, classes: readonly string[]): string {
  const taken = [...new Set(classes)].sort();
  return sha256Hex(taken.map((audience) => `${audience}=${chains[audience] ?? EMPTY_CHAIN}`).join(';'));
}

/** What a cursor carries of the history it stands in: enough to tell another one, short because every idle question holds it (SPEC L4). */
export function historyMark(epoch: string, chains: Chains, classes: readonly string[]): string {
  return markOf(epoch, cursorChain(chains, classes));
}

/** The same where the one hash over the chains is known. */
export function markOf(epoch: string, chain: string): string {
  return sha256Hex(`${epoch}:${chain}`).slice(0, MARK_DIGITS);
}

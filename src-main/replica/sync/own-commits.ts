/** The echo of this desk's own work, which the centre does not say again: a commit of an own act that was applied as it was made comes with
 *  the act's number alone, and its content is what the desk foresaw. Nothing is believed: the chain is recomputed over it (SPEC EC2–EC4).
 *  EC3 a scope whose chain differs is not laid down, and is asked for whole.                                                      */
import { type Chains, cursorChain, nextLink, payloadDigest } from '#shared/sync/chain.ts';
import type { CommitFrame, ScopeFrame } from '#shared/sync/frames.ts';
import { foreseen } from '../acts.ts';
import type { Statements } from '../store/statements.ts';
import type { Cursor } from './cursors.ts';

/** Commits of a scope with everything that they hold for this desk. */
export interface WholeCommits {
  readonly frame: ScopeFrame;
  /** The chains before the first commit, and after each. */
  readonly chains: readonly Chains[];
}

/** Where own content is to be found. */
export interface OwnActs {
  readonly statements: Statements;
  readonly device: number;
  readonly classes: readonly string[];
}

function contentOf({ statements, device, classes }: OwnActs, commit: CommitFrame): CommitFrame | null {
  if (commit.own === null) return commit;
  const parts = foreseen(statements, device, commit.own);
  return parts && { ...commit, parts: parts.filter(({ audience }) => classes.includes(audience)) };
}

/** The chains before commits and after each, recomputed (A2). */
function chainsAlong(commits: readonly CommitFrame[], before: Chains): Chains[] {
  const along: Chains[] = [before];
  let chains = before;
  for (const { commit, parts } of commits) {
    const next: Record<string, string> = { ...chains };
    for (const { audience, entries } of parts)
      next[audience] = nextLink(next[audience], commit, payloadDigest(entries));
    chains = next;
    along.push(chains);
  }
  return along;
}

/** Gives own commits their content back; null when it is not what the centre has. */
export function madeWhole(own: OwnActs, frame: ScopeFrame, cursor: Cursor | undefined): WholeCommits | null {
  const commits: CommitFrame[] = [];
  for (const commit of frame.commits) {
    const whole = contentOf(own, commit);
    if (!whole) return null;
    commits.push(whole);
  }
  const along = chainsAlong(commits, cursor?.chains ?? {});
  const chains = along.at(-1) as Chains;
  if (frame.chain !== null && cursorChain(chains, own.classes) !== frame.chain) return null;
  return { frame: { ...frame, commits }, chains: along };
}

/** Some of them. */
export function partOf({ frame, chains }: WholeCommits, at: number, count: number): WholeCommits {
  const commits = frame.commits.slice(at, at + count);
  const from = frame.from + at;
  return {
    frame: { ...frame, from, to: from + commits.length, commits },
    chains: chains.slice(at, at + commits.length + 1),
  };
}

/** Requests cut to the line, and what each round trip tells of it: how long, how many bytes, for how many acts and commits. In between the
 *  sync and its transport; knows neither (SPEC LP1).                                                                             */
import type { Clock } from '#shared/base/clock.ts';
import type { SyncRequest } from '#shared/sync/frames.ts';
import { type LineWork, type Pace, WorkCount } from './pace.ts';
import { bodyOf } from './wire-body.ts';

/** What is known of a line, and the clock by which it is measured. */
export interface Line {
  readonly pace: Pace;
  readonly clock: Clock;
}

/** A request that is no longer than a piece, if fewer acts make it so. `build` makes one of so many acts at most. */
export function pieceOf(
  line: Line | undefined,
  most: number,
  build: (most: number) => SyncRequest,
): SyncRequest {
  if (!line) return build(most);
  let fewer = line.pace.actsThatFit(most);
  for (;;) {
    const request = build(fewer);
    const acts = request.commands.length;
    const bytes = bodyOf(request).length;
    if (acts <= 1 || fewer === 1 || bytes <= line.pace.pieceBytes) return request;
    const share = Math.floor(acts * (line.pace.pieceBytes / bytes) * 0.95);
    fewer = Math.max(1, Math.min(share, acts - 1, fewer - 1));
  }
}

/** What a sync asks of a transport (ports.ts). */
interface Asked {
  sync(request: SyncRequest, onBytes?: (bytes: number) => void): Promise<unknown>;
  chunk(hash: string, from: number, onBytes: (bytes: Uint8Array) => void): Promise<Uint8Array>;
}

/** Commits of a reply that nobody has checked yet. */
function commitsIn(answer: unknown): number {
  const scopes = (answer as { scopes?: unknown } | null)?.scopes;
  const lists = Array.isArray(scopes) ? scopes.map((scope: { commits?: unknown }) => scope?.commits) : [];
  return lists.reduce((sum: number, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
}

/** The same transport, each of whose round trips and pages is counted. `waiting`: acts that are to go up. */
export function measured(
  line: Line,
  transport: Asked,
  count: WorkCount,
  told: { waiting(): number; work?(work: LineWork): void },
): Asked {
  return {
    async sync(request: SyncRequest) {
      const waiting = told.waiting();
      const began = line.clock.now();
      let receivedBytes = 0;
      told.work?.(count.state(waiting, 0));
      const answer = await transport.sync(request, (bytes) => {
        receivedBytes += bytes;
        count.arrived(bytes);
        told.work?.(count.state(waiting, 0));
      });
      count.passed({
        ...{ sentBytes: bodyOf(request).length, receivedBytes, acts: request.commands.length },
        ...{ commits: commitsIn(answer), ms: line.clock.now() - began },
      });
      return answer;
    },
    async chunk(hash: string, from: number, onBytes: (bytes: Uint8Array) => void) {
      let came = 0;
      count.pageBegins(line.clock.now());
      told.work?.(count.pagesState(line.clock.now()));
      const rest = await transport.chunk(hash, from, (bytes) => {
        came += bytes.length;
        count.pageArrived(bytes.length);
        onBytes(bytes);
        told.work?.(count.pagesState(line.clock.now()));
      });
      count.pageIsWhole(came, from + rest.length);
      return rest;
    },
  };
}

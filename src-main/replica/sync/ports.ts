/** What a sync needs from outside, and whom it tells: the line, the target, the status bar. */
import type { CheckRequest, SyncRequest } from '#shared/sync/frames.ts';
import type { Statements } from '../store/statements.ts';
import type { Identity } from './agree.ts';
import type { ApplyTarget, Turns } from './apply.ts';
import type { Line } from './measure.ts';
import type { LineWork } from './pace.ts';

/** What a transport gives for a reply that tells nothing, which is not sent at all (SPEC W3). */
export const NOTHING_NEW = Symbol('nothing new');

export interface Transport {
  /** One round trip. Rejects with LinkError when there was no answer. `onBytes` is told of what comes. */
  sync(request: SyncRequest, onBytes?: (bytes: number) => void): Promise<unknown>;
  /** A chunk of a first sync by its hash, still compressed, from the byte `from` on. `onBytes` is given each piece as it comes, also of what
   *  then breaks off. */
  chunk(hash: string, from: number, onBytes: (bytes: Uint8Array) => void): Promise<Uint8Array>;
  /** Whether rows are the centre's; a way that carries no such question leaves it out. */
  check?(request: CheckRequest): Promise<unknown>;
}

export interface SyncTarget extends ApplyTarget {
  readonly statements: Statements;
  readonly classes: readonly string[];
  /** By which it gets another number, should it need one. */
  readonly identity?: Identity;
  /** Acts a request takes, where it is to be fewer than the protocol's most. */
  readonly pushBatchMax?: number;
  /** What is known of the line; without it pieces are as large as the protocol has them. */
  readonly line?: Line;
  /** Between the steps of a long reply; without them it is laid down at once. */
  readonly turns?: Turns;
}

/** What is going on, for the status bar. */
export interface SyncProgress {
  /** Something on the screens may have changed. */
  changed(): void;
  sending(done: number, total: number): void;
  firstSync(done: number, total: number): void;
  /** A part of a page has come and is read: its rows, and those of the parts that are still to be fetched. */
  fetched?(rows: number, left: number): void;
  /** So many acts were made by a newer program than the centre's and wait for it. */
  putOff?(acts: number): void;
  /** Nothing waits any more, and these scopes are no longer to be held here. */
  withdrawn?(scopes: readonly number[]): void;
  /** What goes over the line, as it goes. */
  work?(work: LineWork): void;
}

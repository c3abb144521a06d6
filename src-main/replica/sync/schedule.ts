/** When to sync: soon after an act, every few seconds while the link stands, with growing pauses while it does not. One sync at a time.
 *  Keeps the state of the link for the status bar. SC1 a failure never loses an act: it only sets the next time.
 *  SC2 every pause has chance in it, so that thirty desks do not come back in the same second; a centre that asks for more time gets it.
 *  SC3 pauses grow only while nothing gets through. */
import type { Chance } from '#shared/base/chance.ts';
import type { Clock } from '#shared/base/clock.ts';
import { instantText } from '#shared/base/clock.ts';
import type { LinkTroubleView } from '#shared/rpc/session-shapes.ts';
import { diskFaultOf } from '../store/disk-fault.ts';
import { GarbledReplyError, LyingServerError } from './lies.ts';
import { CentralRefusal, LinkError, SessionEndedError } from './central-client.ts';
import type { LineWork } from './pace.ts';
import { syncUntilQuiet } from './exchange.ts';
import type { SyncProgress, SyncTarget, Transport } from './ports.ts';

const AFTER_ACT_MS = 200;
const IDLE_MS = 4_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** A line that stands and breaks is tried again within four seconds. */
const CUT_FAILURES_MAX = 3;

/** Between two times that the screens are told how far it is. A sync that is over sooner than QUIET_MS says nothing of it: they would only blink. */
const TELL_PAUSE_MS = 300;
const QUIET_MS = 700;
const NOTHING_MOVES = { bytesDone: 0, bytesTotal: null, bytesPerSecond: null, secondsLeft: null } as const;

export interface LinkState {
  readonly state: 'online' | 'offline' | 'sending' | 'first-sync' | 'sign-in-needed';
  readonly since: string | null;
  readonly lastReceivedAt: string | null;
  readonly nextTryAt: string | null;
  readonly sending: { readonly done: number; readonly total: number } | null;
  readonly firstSync: { readonly done: number; readonly total: number } | null;
  /** Number of the last act that a request has carried up. */
  readonly attemptedUpTo: number;
  /** What goes over the line just now; null at rest. */
  readonly work: LineWork | null;
  /** Why nothing goes up, or not all: null while all is well, and while only a password is wanted. */
  readonly trouble: LinkTroubleView | null;
}

/** What a centre that is busy asks for. */
function pauseAskedFor(error: unknown): number {
  const seconds = error instanceof CentralRefusal || error instanceof LinkError ? error.retryAfterSeconds : 0;
  return Math.min(seconds * 1_000, LONGEST_PAUSE_MS * 10);
}

/** What a failed sync is called. */
export function troubleOf(error: unknown): LinkTroubleView | null {
  if (error instanceof SessionEndedError) return null;
  if (error instanceof CentralRefusal)
    return error.isOlder ? { kind: 'centre-older', code: null } : { kind: 'refused', code: error.code };
  if (error instanceof LinkError) return { kind: error.trouble, code: null };
  if (error instanceof GarbledReplyError) return { kind: 'garbled', code: null };
  if (error instanceof LyingServerError) return { kind: 'contradicts', code: null };
  return { kind: diskFaultOf(error) ?? 'fault', code: null };
}

export interface ScheduleSettings {
  readonly target: SyncTarget;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly chance: Chance;
  /** When the centre was last heard, from the file. */
  readonly lastReceivedAt: string | null;
  readonly onLink: (state: LinkState) => void;
  readonly onChanged: () => void;
  readonly onReceived: (at: string) => void;
  /** The county takes these scopes back. */
  readonly onWithdrawn?: (scopes: readonly number[]) => void;
  /** Nothing waits on either side any more: time for what is no hurry. */
  readonly atQuiet?: () => Promise<void>;
  /** Acts that wait, for `attemptedUpTo`. */
  readonly lastPending: () => number;
}

export class Schedule {
  private readonly settings: ScheduleSettings;
  private link: LinkState;
  private timer: NodeJS.Timeout | null = null;
  private running = false;
  private again = false;
  private failures = 0;
  /** Whether the sync under way has brought something to its end. */
  private hasMoved = false;
  private askedPauseMs = 0;
  /** How far it is, as the screens are told next, and when. */
  private work: LineWork | null = null;
  private workFromMs = 0;
  private workTimer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(settings: ScheduleSettings) {
    this.settings = settings;
    this.link = {
      state: 'offline',
      since: null,
      lastReceivedAt: settings.lastReceivedAt,
      nextTryAt: null,
      sending: null,
      firstSync: null,
      attemptedUpTo: 0,
      trouble: null,
      work: null,
    };
  }

  /** Sync as soon as can be. */
  now(): void {
    this.plan(0);
  }

  /** An act was saved: gather for a moment, then sync — unless the link is down and its pause still runs. */
  afterAct(): void {
    if (this.link.state !== 'offline' && this.link.state !== 'sign-in-needed') this.plan(AFTER_ACT_MS);
  }

  stop(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    clearTimeout(this.workTimer);
  }

  private plan(delayMs: number): void {
    if (this.stopped) return;
    if (this.running) {
      this.again ||= delayMs < IDLE_MS;
      return;
    }
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), delayMs);
  }

  private tell(change: Partial<LinkState>): void {
    const since =
      change.state &&
      change.state !== this.link.state &&
      !(change.state === 'online' && this.link.state === 'sending')
        ? instantText(this.settings.clock.now())
        : this.link.since;
    this.link = { ...this.link, since, ...change };
    this.settings.onLink(this.link);
  }

  private progress(): SyncProgress {
    return {
      changed: () => {
        this.hasMoved = true;
        this.settings.onChanged();
      },
      withdrawn: (scopes) => this.settings.onWithdrawn?.(scopes),
      sending: (done, total) => {
        if (total) this.tell({ sending: { done, total }, state: done < total ? 'sending' : this.link.state });
      },
      firstSync: (done, total) => {
        this.hasMoved ||= done > 0;
        this.tell({ state: 'first-sync', firstSync: { done, total } });
      },
      work: (work) => {
        this.work = work;
        this.workTimer ??= setTimeout(
          () => this.tellWork(),
          Math.max(0, this.workFromMs - this.settings.clock.now()),
        );
      },
    };
  }

  private tellWork(): void {
    this.workTimer = undefined;
    this.workFromMs = this.settings.clock.now() + TELL_PAUSE_MS;
    this.tell({ work: this.work });
  }

  private async run(): Promise<void> {
    this.running = true;
    this.again = false;
    this.hasMoved = false;
    const { target, transport, clock, onReceived, lastPending } = this.settings;
    const upTo = lastPending();
    this.workFromMs = clock.now() + QUIET_MS;
    try {
      let putOff = 0;
      await syncUntilQuiet(target, transport, { ...this.progress(), putOff: (acts) => (putOff = acts) });
      this.failures = 0;
      const at = instantText(clock.now());
      onReceived(at);
      this.tell({
        state: 'online',
        lastReceivedAt: at,
        nextTryAt: null,
        sending: null,
        firstSync: null,
        attemptedUpTo: upTo,
        trouble: putOff ? { kind: 'centre-older', code: null } : null,
        work: null,
      });
      await this.settings.atQuiet?.();
    } catch (error) {
      this.failed(error, upTo);
    }
    this.running = false;
    clearTimeout(this.workTimer);
    this.workTimer = undefined;
    this.planNext();
  }

  private failed(error: unknown, upTo: number): void {
    if (this.stopped) return;
    // A line that is cut every few seconds and carries something each time is no line that is down (SC3).
    this.failures = this.hasMoved ? 1 : this.failures + 1;
    const isCut = error instanceof LinkError && error.isCut;
    if (isCut) this.failures = Math.min(this.failures, CUT_FAILURES_MAX);
    this.askedPauseMs = pauseAskedFor(error);
    if (isCut) this.settings.target.line?.pace.cut();
    const ended = error instanceof SessionEndedError;
    this.tell({
      state: ended ? 'sign-in-needed' : 'offline',
      sending: null,
      firstSync: null,
      attemptedUpTo: upTo,
      trouble: troubleOf(error),
      work: { ...NOTHING_MOVES, doing: isCut ? 'cut' : 'waiting' },
    });
  }

  private planNext(): void {
    if (this.again) return this.plan(0);
    const chance = this.settings.chance.next();
    if (!this.failures) return this.plan(Math.round(IDLE_MS * (0.75 + chance / 4)));
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.failures - 1, 10));
    const delayMs = Math.round(Math.max(pause * (0.5 + chance / 2), this.askedPauseMs * (1 + chance / 2)));
    this.tell({ nextTryAt: instantText(this.settings.clock.now() + delayMs) });
    this.plan(delayMs);
  }
}

/** The line between this window and its replica: one at a time, opened again when it breaks.
 *  CH1 a call on a line that is gone is refused at once; it never hangs.  CH2 the one-time token leaves the address bar
 *  before anything else runs, and lives in this window's session only.  CH3 every new line is told to its listeners,
 *  who read again what they show.
 *  Two carriers of the same contract: a WebSocket of the browser host, or the MessagePort that Electron's preload hands
 *  over. Nothing above this file knows which.                                                                        */
import { ORPCError, type ClientContext, type ClientLink, type ClientOptions } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { CONNECT, GONE, PORT } from '#shared/rpc/window-port.ts';

export type ChannelState = 'opening' | 'open' | 'lost';
type Link = ClientLink<ClientContext>;

/** Opens one line; `closed` is called once when it ends, however it ends. */
export interface Carrier {
  open(opened: (link: Link) => void, closed: () => void): void;
}

const RETRY_DELAYS_MS = [300, 700, 1_500, 3_000, 5_000];
const OPENING_WAIT_MS = 10_000;
const TOKEN_KEY = 'sumu.token';

/** Code of the error that every call on a lost line ends with. */
export const LINE_LOST = 'SERVICE_UNAVAILABLE';

/** True for a call that got no answer, rather than an answer that says no. */
export function isLineLost(error: unknown): boolean {
  return !(error instanceof ORPCError) || error.code === LINE_LOST;
}

export class Channel implements Link {
  #link: Link | undefined;
  #state: ChannelState = 'opening';
  #failures = 0;
  readonly #carrier: Carrier;
  readonly #listeners = new Set<(state: ChannelState) => void>();

  constructor(carrier: Carrier) {
    this.#carrier = carrier;
  }

  get state(): ChannelState {
    return this.#state;
  }

  onState(listener: (state: ChannelState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    this.#carrier.open(
      (link) => {
        this.#failures = 0;
        this.#link = link;
        this.#turn('open');
      },
      () => {
        this.#link = undefined;
        this.#turn('lost');
        const delay = RETRY_DELAYS_MS[Math.min(this.#failures++, RETRY_DELAYS_MS.length - 1)];
        setTimeout(() => this.start(), delay);
      },
    );
  }

  async call(
    path: readonly string[],
    input: unknown,
    options: ClientOptions<ClientContext>,
  ): Promise<unknown> {
    if (this.#state === 'opening') await this.#settled();
    if (!this.#link) throw new ORPCError(LINE_LOST, { message: 'the replica does not answer' });
    return this.#link.call(path, input, options);
  }

  #turn(state: ChannelState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state);
  }

  #settled(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = setTimeout(done, OPENING_WAIT_MS);
      const stop = this.onState(done);
    });
  }
}

/** The token of the address' fragment, taken out of it; later openings of this window find it in the session. */
export function takeToken(target: Window): string {
  const token = /^#(?:token=)?([\w.~-]{16,})$/.exec(target.location.hash)?.[1];
  if (token) {
    target.sessionStorage.setItem(TOKEN_KEY, token);
    target.history.replaceState(target.history.state, '', target.location.pathname + target.location.search);
  }
  return token ?? target.sessionStorage.getItem(TOKEN_KEY) ?? '';
}

export function socketCarrier(target: Window): Carrier {
  const token = takeToken(target);
  const scheme = target.location.protocol === 'https:' ? 'wss' : 'ws';
  return {
    open: (opened, closed) => {
      const socket = new WebSocket(`${scheme}://${target.location.host}/rpc`, token ? [`sumu.${token}`] : []);
      const link = new SocketLink({ websocket: socket });
      socket.addEventListener('open', () => opened(link));
      socket.addEventListener('close', () => closed());
    },
  };
}

/** Electron: the page asks its own window, the preload answers with a port; `GONE` says that the replica behind it has died. */
export function portCarrier(target: Window): Carrier {
  let waiting: ((port: MessagePort) => void) | undefined;
  let current: MessagePort | undefined;
  target.addEventListener('message', (event: MessageEvent) => {
    if (event.source !== target) return;
    const { kind } = (event.data ?? {}) as { kind?: unknown };
    const [port] = event.ports;
    if (kind === PORT && port) waiting?.(port);
    if (kind === GONE && current) {
      const dead = current;
      dead.dispatchEvent(new Event('close'));
      dead.close();
    }
  });
  return {
    open: (opened, closed) => {
      waiting = (port) => {
        waiting = undefined;
        current = port;
        const link = new PortLink({ port });
        const gone = (): void => {
          current = undefined;
          closed();
        };
        port.addEventListener('close', gone, { once: true });
        port.start();
        opened(link);
      };
      target.postMessage({ kind: CONNECT }, '/');
    },
  };
}

/** The carrier for the window this page runs in. */
export function carrierFor(target: Window): Carrier {
  return target.location.protocol.startsWith('http') ? socketCarrier(target) : portCarrier(target);
}

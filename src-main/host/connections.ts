/** The replica's side of its host: every window's connection as a port that oRPC accepts, and the host's few messages.
 *  Runs in the replica process, under `child_process.fork` and under Electron's utility process alike, without importing
 *  either; only the replica's entry file calls it.
 *  CN1 what arrives before the handler listens is kept, in order.  CN2 a connection ends once, whoever ends it.
 *  CN3 when the host is gone the replica ends too: no orphan holds the profile.
 *  Functions with the parent as last parameter rather than one object, so that tests hand in a pretended parent.
 *  Elsewhere: the host's half (browser/sockets.ts, electron/port-broker.ts), restarts (replica-keeper.ts).            */
import { EventEmitter } from 'node:events';
import { type ConnectionData, type HostMessage, parseHostMessage, type ReplicaMessage } from './messages.ts';

/** The shape of Electron's MessagePortMain, and of one WebSocket that a browser host passes through.
 *  `new RPCHandler(router).upgrade(port)` of '@orpc/server/message-port' takes it. */
export interface MessagePortLike {
  on(event: string, listener: (event?: { data: unknown }) => void): unknown;
  postMessage(data: unknown): void;
  start(): void;
  close(): void;
}

/** Who started this process, whichever host it is. */
export interface HostLink {
  post(message: ReplicaMessage): void;
  onMessage(listener: (message: HostMessage, ports: readonly MessagePortLike[]) => void): void;
  onGone(listener: () => void): void;
}

/** What this module needs of `process`; `parentPort` exists only in a utility process. */
export interface ReplicaProcess {
  readonly parentPort?: {
    on(
      event: 'message',
      listener: (event: { data: unknown; ports?: readonly MessagePortLike[] }) => void,
    ): unknown;
    postMessage(message: unknown): void;
  };
  readonly connected?: boolean;
  send?(
    message: unknown,
    handle: undefined,
    options: undefined,
    callback: (error: Error | null) => void,
  ): boolean;
  on(event: string, listener: (...values: unknown[]) => void): unknown;
  exit(code: number): void;
}

const STOP_DEADLINE_MS = 5_000;

/** The link to the host that started `own`. Started by hand there is none: messages go nowhere. */
export function hostOf(own: ReplicaProcess = process as unknown as ReplicaProcess): HostLink {
  const { parentPort } = own;
  if (parentPort !== undefined) {
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) =>
        parentPort.on('message', (event) => {
          const message = parseHostMessage(event.data);
          if (message !== undefined) listener(message, event.ports ?? []);
        }),
      // Electron ends its utility processes itself when the main process goes.
      onGone: () => undefined,
    };
  }
  return {
    // Without the callback a message to a host that has just gone would be an uncaught error.
    post: (message) => void own.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) =>
      own.on('message', (value) => {
        const message = parseHostMessage(value);
        if (message !== undefined) listener(message, []);
      }),
    onGone: (listener) => own.on('disconnect', () => listener()),
  };
}

/** One WebSocket of the browser host, seen from the replica. */
class PassedPort extends EventEmitter implements MessagePortLike {
  readonly #post: (data: ConnectionData) => void;
  readonly #closed: () => void;
  #waiting: ConnectionData[] | undefined = [];
  #isOpen = true;

  constructor(post: (data: ConnectionData) => void, closed: () => void) {
    super();
    this.#post = post;
    this.#closed = closed;
  }

  postMessage(data: unknown): void {
    if (this.#isOpen) this.#post(data as ConnectionData);
  }

  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const data of waiting) this.emit('message', { data });
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#closed();
    this.end();
  }

  receive(data: ConnectionData): void {
    if (this.#waiting !== undefined) this.#waiting.push(data);
    else if (this.#isOpen) this.emit('message', { data });
  }

  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.emit('close');
  }
}

/** Calls `handler` for every window that connects. The handler must take the port up at once (`upgrade` does);
 *  the port is started right after it. */
export function onConnection(handler: (port: MessagePortLike) => void, host: HostLink = hostOf()): void {
  const open = new Map<number, PassedPort>();
  const begin = (connection: number): void => {
    const port = new PassedPort(
      (data) => host.post({ kind: 'data', connection, data }),
      () => {
        open.delete(connection);
        host.post({ kind: 'close', connection });
      },
    );
    open.set(connection, port);
    handler(port);
    port.start();
  };
  host.onMessage((message, ports) => {
    switch (message.kind) {
      case 'port':
        for (const port of ports) {
          handler(port);
          port.start();
        }
        return;
      case 'open':
        begin(message.connection);
        return;
      case 'data':
        open.get(message.connection)?.receive(message.data);
        return;
      case 'close':
        open.get(message.connection)?.end();
        open.delete(message.connection);
        return;
      default:
        return;
    }
  });
}

/** Calls `handler` for what the host says besides connections: sign-in, device secret, lock. */
export function onHostMessage(
  handler: (
    message: Extract<HostMessage, { kind: 'sign-in' | 'device-secret' | 'device-secret-missing' | 'lock' }>,
  ) => void,
  host: HostLink = hostOf(),
): void {
  host.onMessage((message) => {
    if (
      message.kind === 'sign-in' ||
      message.kind === 'device-secret' ||
      message.kind === 'device-secret-missing' ||
      message.kind === 'lock'
    ) {
      handler(message);
    }
  });
}

/** `ready` (connections are taken from now on), `signed-in`, `sign-in-refused`, `profile-in-use` (then exit with 3). */
export function tellHost(message: ReplicaMessage, host: HostLink = hostOf()): void {
  host.post(message);
}

/** Ends the process once, after `stop`, when the host says so, is gone, or the system asks. Ctrl+C reaches the whole
 *  process group: it is left to the host, which then says `stop`. */
export function endWithHost(
  stop: () => Promise<void> | void,
  own: ReplicaProcess = process as unknown as ReplicaProcess,
  host: HostLink = hostOf(own),
): void {
  let isEnding = false;
  const end = async (): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => own.exit(1), STOP_DEADLINE_MS).unref();
    try {
      await stop();
      own.exit(0);
    } catch (error) {
      console.error(error);
      own.exit(1);
    }
  };
  host.onMessage((message) => {
    if (message.kind === 'stop') void end();
  });
  host.onGone(() => void end());
  own.on('SIGTERM', () => void end());
  for (const signal of ['SIGINT', 'SIGHUP']) {
    own.on(signal, () => {
      if (own.connected !== true && own.parentPort === undefined) void end();
    });
  }
}

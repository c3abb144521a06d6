/** Passes the frames of each page's WebSocket to the replica process over the fork's IPC channel, and back, unread.
 *  The host loads nothing of the replica; the other half is host/connections.ts.
 *  SO1 frames keep their order.  SO2 when the replica dies every socket is closed at once, so that the page's calls fail
 *  and it connects again.  SO3 a page that has stopped reading is cut off before it fills the memory.                */
import type { RawData, WebSocket } from 'ws';
import type { ConnectionData, HostMessage, ReplicaMessage } from '../host/messages.ts';

/** WebSocket close code «service restart»: connect again in a moment. */
export const RESTARTING = 1012;
const NORMAL = 1000;
const OVERLOADED = 1013;
const UNREAD_MAX_BYTES = 128 * 1024 * 1024;

const bytesOf = (data: RawData): Uint8Array => {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
};

export class Sockets {
  readonly #post: (message: HostMessage) => void;
  readonly #open = new Map<number, WebSocket>();
  #last = 0;

  constructor(post: (message: HostMessage) => void) {
    this.#post = post;
  }

  get count(): number {
    return this.#open.size;
  }

  add(socket: WebSocket): void {
    this.#last += 1;
    const connection = this.#last;
    this.#open.set(connection, socket);
    this.#post({ kind: 'open', connection });
    socket.on('message', (raw, isBinary) => {
      const bytes = bytesOf(raw);
      const data: ConnectionData = isBinary ? bytes : Buffer.from(bytes).toString('utf8');
      if (this.#open.has(connection)) this.#post({ kind: 'data', connection, data });
    });
    socket.on('close', () => {
      if (this.#open.delete(connection)) this.#post({ kind: 'close', connection });
    });
    // A broken frame or a reset line: `close` follows.
    socket.on('error', () => undefined);
  }

  /** What the replica says to one page. */
  receive(message: ReplicaMessage): void {
    if (message.kind === 'data') {
      const socket = this.#open.get(message.connection);
      if (socket === undefined) return;
      socket.send(message.data);
      if (socket.bufferedAmount > UNREAD_MAX_BYTES) socket.close(OVERLOADED);
    } else if (message.kind === 'close') {
      const socket = this.#open.get(message.connection);
      this.#open.delete(message.connection);
      socket?.close(NORMAL);
    }
  }

  /** The replica has died: its connections died with it. */
  closeAll(): void {
    const sockets = [...this.#open.values()];
    this.#open.clear();
    for (const socket of sockets) socket.close(RESTARTING);
  }

  terminateAll(): void {
    for (const socket of this.#open.values()) socket.terminate();
    this.#open.clear();
  }
}

/** Brings a page and the replica together, and then stands aside: each gets one end of a channel, nothing is relayed.
 *  PB1 a page that asks while the replica is not there is answered when it is.  PB2 when the replica dies every connected
 *  page is told, since a dead port is silent.  PB3 a page that asks again gets a new channel.                          */
import type { MessageChannelMain, MessagePortMain, WebContents } from 'electron';
import { GONE, PORT } from '#shared/rpc/window-port.ts';
import type { HostMessage } from '../host/messages.ts';

export interface ReplicaEnd {
  readonly isReady: boolean;
  post(message: HostMessage, transfer: MessagePortMain[]): void;
}

type Page = Pick<WebContents, 'postMessage' | 'isDestroyed'>;

export class PortBroker {
  readonly #Channel: new () => MessageChannelMain;
  readonly #replica: ReplicaEnd;
  #waiting = new Set<Page>();
  #connected = new Set<Page>();

  constructor(Channel: new () => MessageChannelMain, replica: ReplicaEnd) {
    this.#Channel = Channel;
    this.#replica = replica;
  }

  /** A page asks for its connection. */
  connect(page: Page): void {
    if (!this.#replica.isReady) {
      this.#waiting.add(page);
      return;
    }
    const { port1, port2 } = new this.#Channel();
    this.#connected.add(page);
    this.#replica.post({ kind: 'port' }, [port1]);
    page.postMessage(PORT, null, [port2]);
  }

  replicaReady(): void {
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const page of waiting) if (!page.isDestroyed()) this.connect(page);
  }

  replicaGone(): void {
    const connected = this.#connected;
    this.#connected = new Set();
    for (const page of connected) if (!page.isDestroyed()) page.postMessage(GONE, null);
  }
}

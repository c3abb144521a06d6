/** The county's server in the story: production's exchange, receipts and packets on the store of the run; numbers of computers and tokens in
 *  plain maps, for who may sign in is the accounts' matter. It can be set back to a backup.                                         */
import { randomBytes } from 'node:crypto';
import { type Clock, instantText } from '#shared/base/clock.ts';
import { create } from '#shared/domain/command.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import { syncRequest, type SyncRequest, type SyncResponse } from '#shared/sync/frames.ts';
import { publicKeysOf } from '#shared/sync/seal.ts';
import type { Identity } from '../../../src-main/replica/sync/agree.ts';
import { takePacket } from '../../../src-server/packets/packets.ts';
import { appendRecords } from '../../../src-server/sync/append.ts';
import { exchange } from '../../../src-server/sync/exchange.ts';
import { CENTRE_KEYS, REPLICA_KEY, type Seat, SIGNER } from '../centre.ts';
import { ACCOUNTS } from '../people.ts';
import type { StoreUnderTest } from '../store-under-test.ts';
import type { CentreView } from '../views.ts';

/** Numbers that copies are given. */
const FIRST_COPY = 40;

export class StoryCentre {
  private readonly under: StoreUnderTest;
  private readonly clock: Clock;
  private readonly seats = new Map<number, Seat>();
  private readonly tokens = new Map<string, number>();
  private next = FIRST_COPY;
  private setStoreBack: (() => Promise<void>) | null = null;

  constructor(under: StoreUnderTest, clock: Clock) {
    this.under = under;
    this.clock = clock;
  }

  /** Tells every replica who works where and what the county signs with. */
  async publish(): Promise<void> {
    const at = instantText(this.clock.now());
    const meta = { device: 1, actNumber: 1, actor: 0, body: 'CIVIL_AFFAIRS', madeAt: at, receivedAt: at };
    const colleagues = Object.values(ACCOUNTS).map(({ id, name, role, unitScope }) =>
      create('colleague', id, { accountName: name, personName: name, role, unitName: name, unitScope }),
    );
    const { sign: signKey, seal: sealKey } = publicKeysOf(CENTRE_KEYS.secret);
    const keys = create('centre', CENTRE_KEYS.id, { signKey, sealKey, since: at });
    await appendRecords(this.under.store, REFERENCE_SCOPE, meta, [...colleagues, keys]);
  }

  get signKey(): string {
    return publicKeysOf(CENTRE_KEYS.secret).sign;
  }

  /** Enrols a computer; its token. */
  enrol(seat: Seat): string {
    this.seats.set(seat.session.device, seat);
    return this.newToken(seat.session.device);
  }

  private newToken(device: number): string {
    const token = `token-${this.tokens.size}`;
    this.tokens.set(token, device);
    return token;
  }

  private answer(device: number, request: SyncRequest, isByPacket = false): Promise<SyncResponse> {
    const seat = this.seats.get(device);
    if (!seat) throw new Error(`no seat for device ${device}`);
    return exchange(this.under.store, this.clock, { ...seat.session, isByPacket }, request, SIGNER);
  }

  /** Takes a request as text and answers in text. */
  async sync(token: string, text: string): Promise<string> {
    const request = syncRequest.parse(JSON.parse(text));
    const device = this.tokens.get(token);
    if (device !== request.device)
      throw Object.assign(new Error('device/not-yours'), { code: 'device/not-yours' });
    return JSON.stringify(await this.answer(device, request));
  }

  async chunk(hash: string, from: number): Promise<Uint8Array | null> {
    return (await this.under.store.readChunk(hash, from))?.body ?? null;
  }

  incarnate(token: string): Identity['incarnate'] {
    return async ({ device, wanted, spent, computerName }) => {
      const numbers = spent.flatMap(([from, to]) =>
        Array.from({ length: to - from + 1 }, (_, at) => from + at),
      );
      const isOwn = this.tokens.get(token) === device;
      const taken = isOwn ? await this.under.store.spend(device, numbers) : [];
      const given = wanted === 'token' ? device : this.next++;
      const seat = this.seats.get(device);
      if (!seat) throw new Error(`no seat for device ${device}`);
      if (given !== device) this.seats.set(given, { ...seat, session: { ...seat.session, device: given } });
      return { device: given, computerName: `${computerName}（副本）`, token: this.newToken(given), taken };
    };
  }

  /** Judges a packet that somebody brought; the answer to carry back. */
  takePacket(file: Uint8Array): Promise<Uint8Array> {
    return takePacket(
      {
        ...{ clock: this.clock, keysSealedTo: async () => CENTRE_KEYS },
        replicaKeyOf: async () => REPLICA_KEY,
        answer: (request) =>
          this.answer(request.device, syncRequest.parse(JSON.parse(JSON.stringify(request))), true),
        secretBytes: (length) => randomBytes(length),
      },
      file,
    );
  }

  async backUp(): Promise<void> {
    this.setStoreBack = await this.under.keep();
  }

  async setBack(): Promise<void> {
    await this.setStoreBack?.();
  }

  async view(): Promise<CentreView> {
    await this.under.refresh(true);
    return this.under.view();
  }

  close(): Promise<void> {
    return this.under.close();
  }
}

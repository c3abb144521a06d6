/** A computer in the story: the replica's own code on an encrypted file, which may be copied, put back from a copy, and carried past the line
 *  on a stick.                                                                                                                      */
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Chance } from '#shared/base/chance.ts';
import { type Clock, instantText } from '#shared/base/clock.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import type { AudienceClass } from '#shared/records/registry.ts';
import { type Issued, issueActs } from '../../../src-main/replica/executor.ts';
import { currentDevice, noticePlace, writeMeta } from '../../../src-main/replica/identity.ts';
import { takeAnswer, writePacket } from '../../../src-main/replica/packets/packets.ts';
import { journal } from '../../../src-main/replica/queries/journal.ts';
import { Reading } from '../../../src-main/replica/queries/reading.ts';
import { migrateReplica } from '../../../src-main/replica/store/migrate.ts';
import { openReplicaFile } from '../../../src-main/replica/store/open.ts';
import type { Place } from '../../../src-main/replica/store/place.ts';
import { Statements } from '../../../src-main/replica/store/statements.ts';
import type { Identity } from '../../../src-main/replica/sync/agree.ts';
import { syncUntilQuiet } from '../../../src-main/replica/sync/exchange.ts';
import { REPLICA_KEY, type Seat } from '../centre.ts';
import type { DrawnAct } from '../scene.ts';
import type { SimAccount } from '../people.ts';
import type { StoryCentre } from './centre.ts';

const QUIET = { changed: () => {}, sending: () => {}, firstSync: () => {} };

/** The line broke. */
class Cut extends Error {}

export interface OfficeSettings {
  readonly name: string;
  readonly words: string;
  readonly seat: Seat;
  readonly centre: StoryCentre;
  readonly clock: Clock;
  readonly folder: string;
  readonly place: Place;
}

/** An act as it was called saved. */
export interface SavedAct {
  readonly formId: string;
  readonly device: number;
  readonly frame: CommandFrame;
}

export class Office {
  readonly name: string;
  readonly words: string;
  readonly accounts: readonly SimAccount[];
  readonly scopes: readonly number[];
  readonly classes: readonly AudienceClass[];
  /** The last day on which it heard of the county. */
  lastHeard: string | null = null;
  statements!: Statements;
  device: number;
  /** How often in ten calls the line breaks, before or after the centre has heard. */
  cuts = 0;
  private token: string;
  private readonly settings: OfficeSettings;
  private readonly chance: Chance;
  private path = '';
  private files = 0;

  constructor(
    settings: OfficeSettings,
    chance: Chance,
    copyOf?: { readonly file: string; readonly of: Office },
  ) {
    const { name, words, seat, centre } = settings;
    Object.assign(this, { name, words });
    this.name = name;
    this.words = words;
    this.settings = settings;
    this.chance = chance;
    this.accounts = seat.accounts;
    this.scopes = seat.session.scopes;
    this.classes = seat.session.classes;
    this.token = copyOf ? copyOf.of.token : centre.enrol(seat);
    this.device = seat.session.device;
    this.lastHeard = copyOf?.of.lastHeard ?? null;
    this.open(copyOf?.file ?? null, settings.place);
    if (!copyOf) writeMeta(this.statements, 'device', String(this.device));
  }

  private open(copy: string | null, place: Place): void {
    this.path = join(this.settings.folder, `${this.name}-${this.files++}.db`);
    if (copy) copyDatabase(copy, this.path);
    const db = openReplicaFile({ path: this.path, key: REPLICA_KEY });
    migrateReplica(db);
    this.statements = new Statements(db);
    noticePlace(this.statements, place);
    if (copy) this.device = currentDevice(this.statements);
  }

  get reading(): Statements {
    return this.statements;
  }

  /** A copy of the disk as it is. */
  copy(): string {
    const copy = join(this.settings.folder, `${this.name}-copy-${this.files++}.db`);
    copyDatabase(this.path, copy);
    return copy;
  }

  /** The disk is dead; a copy takes its place. */
  putBack(copy: string, place: Place): void {
    this.close();
    this.open(copy, place);
  }

  private get clock(): Clock {
    return this.settings.clock;
  }

  /** Issues acts, all in one transaction as an import does; what was called saved. */
  issue(acts: readonly (DrawnAct & { readonly formId: string })[]): SavedAct[] {
    const [first] = acts;
    if (!first) return [];
    const { id: accountId, role, unitScope } = first.account;
    const { statements, device, clock } = this;
    const issued: Issued[] = issueActs(
      { statements, clock, device, lastContact: () => this.lastHeard },
      { accountId, role, unitScope },
      acts.map(({ name, args, formId }) => ({ name, args, formId })),
    );
    return acts.flatMap(({ formId }, at) => {
      const answer = issued[at];
      if (!answer?.ok) return [];
      const row = statements.get<{ frame: string }>('SELECT frame FROM act WHERE number = ?', answer.number);
      return [{ formId, device, frame: JSON.parse(row?.frame as string) as CommandFrame }];
    });
  }

  private async onTheLine<T>(work: () => Promise<T>): Promise<T> {
    const isCut = this.chance.next() * 10 < this.cuts;
    const isAnswerCut = this.chance.next() < 0.5;
    if (isCut && !isAnswerCut) throw new Cut();
    const answer = await work();
    if (isCut) throw new Cut();
    return answer;
  }

  private identity(): Identity {
    const { centre, words: computerName } = this.settings;
    return {
      account: this.accounts[0]?.name ?? '',
      computerName,
      key: REPLICA_KEY,
      now: () => instantText(this.clock.now()),
      incarnate: (request) => this.onTheLine(() => centre.incarnate(this.token)(request)),
      became: (device, token) => Object.assign(this, { device, token }),
    };
  }

  /** Syncs until nothing more comes; false when the line broke. */
  async sync(): Promise<boolean> {
    const { centre } = this.settings;
    const { statements, classes } = this;
    const deviceNow = (): number => this.device;
    const target = {
      ...{ statements, classes, identity: this.identity() },
      get device() {
        return deviceNow();
      },
    };
    const transport = {
      sync: (request: unknown) =>
        this.onTheLine(
          async () => JSON.parse(await centre.sync(this.token, JSON.stringify(request))) as never,
        ),
      chunk: (hash: string, from: number) =>
        this.onTheLine(async () => {
          const bytes = await centre.chunk(hash, from);
          if (!bytes) throw new Cut();
          return bytes as Uint8Array<ArrayBuffer>;
        }),
    };
    try {
      await syncUntilQuiet(target, transport, QUIET);
      this.lastHeard = instantText(this.clock.now());
      return true;
    } catch (error) {
      if (error instanceof Cut) return false;
      throw error;
    }
  }

  private get packetTarget() {
    const { statements, device, classes, clock } = this;
    return { statements, device, classes, clock, key: REPLICA_KEY };
  }

  /** What waits here, sealed to the county. */
  writePacket(): Uint8Array {
    const written = writePacket(this.packetTarget);
    if (!written) throw new Error(`${this.name} does not know the county's key`);
    return written.bytes;
  }

  /** Reads an answer in; how many outcomes were news. */
  takeAnswer(file: Uint8Array): number {
    return takeAnswer(this.packetTarget, file).fresh;
  }

  /** The numbers that its page of the sync shows. */
  numbers(): ReturnType<typeof journal> {
    const { statements, clock, scopes, classes, accounts } = this;
    const [account] = accounts;
    if (!account) throw new Error('nobody sits here');
    const { id: accountId, name, role, unitScope } = account;
    const me = {
      accountId,
      account: name,
      personName: name,
      role,
      unitName: name,
      unitScope,
      scopes,
      classes,
    };
    return journal(new Reading({ statements, clock, me, attemptedUpTo: 0 }));
  }

  close(): void {
    this.statements.db.close();
  }
}

function copyDatabase(from: string, to: string): void {
  for (const end of ['', '-wal']) if (existsSync(from + end)) copyFileSync(from + end, to + end);
}

/** Who works at this desk: signing in with or without the centre, opening and closing the replica. Runs on the process's main thread;
 *  holds the read-only connection and the writer while somebody is signed in.
 *  SE1 person, role, scopes and classes are what the centre last said, never what a screen says.  SE2 signed out, nothing is open.
 *  SE3 a person of another unit never opens this computer's replica.  SE4 a file is looked at before anything is written to it or
 *  beside it; a sign-in that fails on a new computer leaves nothing behind. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, instantText } from '#shared/base/clock.ts';
import { exporterFileFor, exportsOf, type MakeExport } from './export/exports.ts';
import { Hub } from './hub/hub.ts';
import type { EnrolResponse, SignInResponse } from '#shared/sync/access-frames.ts';
import {
  afterFailure,
  makeSlot,
  openSlot,
  readSlots,
  type Slot,
  type SlotFile,
  SlotFileError,
  writeSlots,
} from './keys/slots.ts';
import { currentDevice } from './identity.ts';
import { PaperFiles, papersFolder } from './papers/paper-files.ts';
import type { Me } from './queries/reading.ts';
import { type DiskFault, diskFaultAt, diskFaultOf } from './store/disk-fault.ts';
import { inspectReplica } from './store/inspect.ts';
import { openReplicaFile, replicaFaultOf } from './store/open.ts';
import { Statements } from './store/statements.ts';
import {
  CentralRefusal,
  enrolAtCentre,
  LinkError,
  type LinkTrouble,
  signInAtCentre,
} from './sync/central-client.ts';
import type { LinkState } from './sync/schedule.ts';
import { startWriter, type WriterClient } from './writer-client.ts';

export interface DeskSettings {
  readonly profile: string;
  readonly centralUrl: string;
  readonly computerName: string;
  readonly clock: Clock;
  readonly startAt: string | null;
  /** Entry of the writer thread. */
  readonly writerFile: URL;
  /** Something changed that a window may show. */
  readonly onChanged: (topics: readonly string[]) => void;
  readonly onBroken: (error: unknown) => void;
}

type SignInCode =
  | 'wrong-password'
  | 'unknown-here-offline'
  | 'locked-out'
  | 'other-unit'
  | 'no-server'
  | 'server-garbled'
  | 'replica-damaged'
  | 'replica-newer'
  | DiskFault;
export type SignInResult =
  | { ok: true; mode: 'online' | 'offline' }
  | { ok: false; code: SignInCode; minutes?: number };

/** What is open while somebody is signed in. */
export interface OpenDesk {
  readonly me: Me;
  readonly computerName: string;
  readonly reader: Statements;
  readonly writer: WriterClient;
  readonly papers: PaperFiles;
  readonly makeExport: MakeExport;
}

const MS_PER_MINUTE = 60_000;
const SECONDS_PER_MINUTE = 60;
const CLOSED_LINK: LinkState = {
  state: 'offline',
  ...{ since: null, lastReceivedAt: null, nextTryAt: null, sending: null, firstSync: null, work: null },
  attemptedUpTo: 0,
  trouble: null,
};

function meOf(signedIn: SignInResponse): Me {
  const { accountId, accountName, personName, role, unitName, unitScope, scopes, classes } = signedIn.session;
  return { accountId, account: accountName, personName, role, unitName, unitScope, scopes, classes };
}

function refusedBy(error: unknown): SignInResult | null {
  if (!(error instanceof CentralRefusal)) return null;
  if (error.code === 'sign-in/locked')
    return {
      ok: false,
      code: 'locked-out',
      minutes: Math.ceil(error.retryAfterSeconds / SECONDS_PER_MINUTE),
    };
  if (error.code === 'device/other-unit') return { ok: false, code: 'other-unit' };
  if (error.code === 'device/unknown') return { ok: false, code: 'replica-damaged' };
  return { ok: false, code: 'wrong-password' };
}

/** What a person is told of a profile that cannot be opened; null for what is no fault of it. */
function faultOfProfile(error: unknown): SignInResult | null {
  const isNewer = replicaFaultOf(error) === 'newer' || (error instanceof SlotFileError && error.isNewer);
  if (isNewer) return { ok: false, code: 'replica-newer' };
  if (replicaFaultOf(error) || error instanceof SlotFileError) return { ok: false, code: 'replica-damaged' };
  const fault = diskFaultOf(error);
  return fault && { ok: false, code: fault };
}

const KEY_BYTES = 32;

/** The replica's key as the centre gives it. A centre that gives none, or another computer's number, is no centre of ours. */
function keyOf({ replicaKey, device }: EnrolResponse, before: SlotFile | null): Buffer {
  const key = Buffer.from(replicaKey, 'base64');
  if (key.length !== KEY_BYTES || (before && before.device !== device))
    throw new LinkError('this is no enrolment of ours', { trouble: 'garbled' });
  return key;
}

export class Desk {
  readonly settings: DeskSettings;
  readonly hub = new Hub(this);
  open: OpenDesk | null = null;
  link: LinkState = CLOSED_LINK;
  /** Who was here until the county took their access. */
  closed: { personName: string; at: string } | null = null;
  private deviceSecret: Uint8Array = new Uint8Array();
  private signingIn: Promise<unknown> = Promise.resolve();

  constructor(settings: DeskSettings) {
    this.settings = settings;
    mkdirSync(settings.profile, { recursive: true, mode: 0o700 });
  }

  /** 32 bytes from the operating system's key store, mixed into every slot made from now on. */
  useDeviceSecret(secret: Uint8Array): void {
    this.deviceSecret = secret;
  }

  known(): { account: string; personName: string; unitName: string }[] {
    return (this.shownSlots()?.slots ?? []).map(({ account, personName, unitName }) => ({
      account,
      personName,
      unitName,
    }));
  }

  computerName(): string {
    return this.shownSlots()?.computerName ?? this.settings.computerName;
  }

  /** Slots to show: a damaged file knows nobody; who signs in is told of it. */
  private shownSlots(): SlotFile | null {
    try {
      return readSlots(this.settings.profile);
    } catch {
      return null;
    }
  }

  /** One at a time: a second window's try waits for the first. */
  signIn(account: string, password: string): Promise<SignInResult> {
    const attempt = this.signingIn.then(() => this.signInNow(account.trim().toLowerCase(), password));
    this.signingIn = attempt.catch(() => undefined);
    return attempt;
  }

  async signOut(): Promise<void> {
    const open = this.open;
    if (!open) return;
    this.open = null;
    this.link = CLOSED_LINK;
    open.reader.db.close();
    await open.writer.close();
    // What the writer still said on its way out is no longer so.
    this.link = CLOSED_LINK;
    this.settings.onChanged(['session', 'link']);
  }

  private async signInNow(account: string, password: string): Promise<SignInResult> {
    try {
      if (diskFaultAt(this.settings.profile) === 'read-only') return { ok: false, code: 'read-only' };
      return await this.openEitherWay(account, password);
    } catch (error) {
      const fault = faultOfProfile(error);
      if (fault) return fault;
      throw error;
    }
  }

  /** With the centre; without it only when it does not answer. */
  private async openEitherWay(account: string, password: string): Promise<SignInResult> {
    try {
      const signedIn = await signInAtCentre(this.settings.centralUrl, account, password);
      return await this.openOnline(signedIn, password);
    } catch (error) {
      const refusal = refusedBy(error);
      if (refusal) return refusal;
      if (error instanceof LinkError) return this.openOffline(account, password, error.trouble);
      throw error;
    }
  }

  /** The key in this person's slot, if there is one that this password opens. */
  private async ownKey(before: SlotFile | null, me: Me, password: string): Promise<Buffer | null> {
    const slot = before?.slots.find((each) => each.account === me.account);
    return before && slot ? openSlot(slot, password, before.device, this.deviceSecret) : null;
  }

  /** A centre that was set back to before this computer was enrolled does not know it, or knows another by its number. Whoever has a slot here
   *  goes on with the key in it; the sync gets the replica another number (SPEC IN10). */
  private async openUnknown(signedIn: SignInResponse, password: string): Promise<SignInResult | null> {
    const before = readSlots(this.settings.profile);
    const me = meOf(signedIn);
    const key = await this.ownKey(before, me, password);
    if (!before || !key || !existsSync(this.path(before.device))) return null;
    inspectReplica(this.path(before.device), key, before.device, `me:${me.account}`);
    await this.openReplica(me, before.device, key, signedIn.token);
    return { ok: true, mode: 'online' };
  }

  private async openOnline(signedIn: SignInResponse, password: string): Promise<SignInResult> {
    try {
      return await this.openKnown(signedIn, password);
    } catch (error) {
      const isUnknown = error instanceof CentralRefusal && error.code === 'device/unknown';
      const isAnothers = replicaFaultOf(error) === 'wrong-key-or-not-ours';
      if (!isUnknown && !isAnothers) throw error;
      // The token is bound to the other computer by now.
      const { accountName } = signedIn.session;
      const asked = isAnothers
        ? await signInAtCentre(this.settings.centralUrl, accountName, password)
        : signedIn;
      const opened = await this.openUnknown(asked, password);
      if (!opened) throw error;
      return opened;
    }
  }

  private async openKnown(signedIn: SignInResponse, password: string): Promise<SignInResult> {
    const { profile, centralUrl } = this.settings;
    const before = readSlots(profile);
    const enrolled = await enrolAtCentre(centralUrl, signedIn.token, {
      computerName: this.computerName(),
      ...(before && { device: before.device }),
    });
    const me = meOf(signedIn);
    const key = keyOf(enrolled, before);
    const { device } = enrolled;
    const path = this.path(device);
    const isNew = !before && !existsSync(path);
    if (isNew) return this.openNew(me, password, enrolled, signedIn.token);
    inspectReplica(path, key, device, `me:${me.account}`);
    await this.keepSlot(me, password, enrolled);
    await this.openReplica(me, device, key, signedIn.token);
    return { ok: true, mode: 'online' };
  }

  /** The first sign-in on this computer: the file first, then the slot that opens it; without both there is neither. */
  private async openNew(
    me: Me,
    password: string,
    enrolled: EnrolResponse,
    token: string,
  ): Promise<SignInResult> {
    const { device } = enrolled;
    try {
      await this.openReplica(me, device, keyOf(enrolled, null), token);
      await this.keepSlot(me, password, enrolled);
      // As the centre knows it, from now on.
      if (this.open) this.open = { ...this.open, computerName: this.computerName() };
      return { ok: true, mode: 'online' };
    } catch (error) {
      await this.signOut();
      for (const ending of ['', '-wal', '-shm']) rmSync(`${this.path(device)}${ending}`, { force: true });
      throw error;
    }
  }

  /** Makes or renews this person's slot, unless the one there opens with this password and holds this key. */
  private async keepSlot(me: Me, password: string, enrolled: EnrolResponse): Promise<void> {
    const { profile } = this.settings;
    const { device, computerName } = enrolled;
    const file = readSlots(profile) ?? {
      version: 1 as const,
      device,
      computerName,
      unitName: me.unitName,
      slots: [],
    };
    const slot = file.slots.find((each) => each.account === me.account);
    const key = Buffer.from(enrolled.replicaKey, 'base64');
    const held = slot?.failures === 0 ? await openSlot(slot, password, device, this.deviceSecret) : null;
    if (held?.equals(key)) return;
    const made = await makeSlot({
      account: me.account,
      personName: me.personName,
      unitName: me.unitName,
      password,
      device,
      key,
      deviceSecret: this.deviceSecret,
    });
    writeSlots(profile, {
      ...file,
      slots: [...file.slots.filter((each) => each.account !== me.account), made],
    });
  }

  private async openOffline(account: string, password: string, trouble: LinkTrouble): Promise<SignInResult> {
    const { profile, clock } = this.settings;
    const file = readSlots(profile);
    const slot = file?.slots.find((each) => each.account === account);
    if (!file || !slot) {
      if (trouble === 'garbled') return { ok: false, code: 'server-garbled' };
      return { ok: false, code: file ? 'unknown-here-offline' : 'no-server' };
    }
    const locked = slot.lockedUntilMs - clock.now();
    if (locked > 0) return { ok: false, code: 'locked-out', minutes: Math.ceil(locked / MS_PER_MINUTE) };
    const key = await openSlot(slot, password, file.device, this.deviceSecret);
    const replace = (changed: Slot) =>
      writeSlots(profile, { ...file, slots: file.slots.map((each) => (each === slot ? changed : each)) });
    if (!key) {
      replace(afterFailure(slot, clock.now()));
      return { ok: false, code: 'wrong-password' };
    }
    if (slot.failures) replace({ ...slot, failures: 0, lockedUntilMs: 0 });
    const me = this.readMe(file.device, key, account);
    if (!me) return { ok: false, code: 'unknown-here-offline' };
    await this.openReplica(me, file.device, key, null);
    return { ok: true, mode: 'offline' };
  }

  private path(device: number): string {
    return join(this.settings.profile, `replica-${device}.db`);
  }

  /** Who this account is, as the centre said when it was last here. */
  private readMe(device: number, key: Uint8Array, account: string): Me | null {
    const said = inspectReplica(this.path(device), key, device, `me:${account}`);
    return said === null ? null : (JSON.parse(said) as Me);
  }

  /** Accounts that the county lets in here no longer: without a slot nobody opens the file, and who sits here is out (SC3). */
  private async closeFor(accounts: readonly string[]): Promise<void> {
    const file = readSlots(this.settings.profile);
    if (file) {
      const slots = file.slots.filter(({ account }) => !accounts.includes(account));
      writeSlots(this.settings.profile, { ...file, slots });
    }
    if (!this.open || !accounts.includes(this.open.me.account)) return;
    this.closed = { personName: this.open.me.personName, at: instantText(this.settings.clock.now()) };
    await this.signOut();
  }

  private giveUp(scopes: readonly number[]): void {
    if (!this.open) return;
    const { me } = this.open;
    this.open = { ...this.open, me: { ...me, scopes: me.scopes.filter((each) => !scopes.includes(each)) } };
  }

  private async openReplica(me: Me, device: number, key: Uint8Array, token: string | null): Promise<void> {
    await this.signOut();
    const { centralUrl, startAt, onChanged, onBroken } = this.settings;
    const path = this.path(device);
    const writer = await startWriter(
      this.settings.writerFile,
      { path, key, device, me, token, centralUrl, startAt, computerName: this.computerName() },
      {
        onBroken,
        onMessage: (message) => {
          if (message.kind === 'link') this.link = message.link;
          if (message.kind === 'closed') void this.closeFor(message.accounts);
          if (message.kind === 'withdrawn') this.giveUp(message.scopes);
          onChanged(message.kind === 'changed' ? message.topics : ['link']);
        },
      },
    );
    let reader: Statements;
    try {
      reader = new Statements(openReplicaFile({ path, key, readonly: true }));
    } catch (error) {
      await writer.close();
      throw error;
    }
    const computerName = this.computerName();
    const makeExport = exportsOf({
      ...{ path, key, me, computerName, writer, clock: this.settings.clock },
      device: () => currentDevice(reader),
      exporterFile: exporterFileFor(this.settings.writerFile),
      attemptedUpTo: () => this.link.attemptedUpTo,
    });
    const papers = new PaperFiles(papersFolder(this.settings.profile, device), key);
    this.open = { me, computerName, reader, writer, papers, makeExport };
    this.closed = null;
    onChanged(['session', 'link']);
  }
}

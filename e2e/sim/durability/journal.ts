/** The journal of a recorded run, and what a disk holds that lost its power somewhere in it: everything that was synced, and of what came
 *  after the last sync of its file whatever the disk pleases — nothing, all, the first so many, any of them, any of their sectors.  */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Chance } from '#shared/base/chance.ts';

const KINDS = ['write', 'truncate', 'sync', 'remove'] as const;
const HEAD_BYTES = 24;
const SECTOR = 512;

export interface Operation {
  readonly kind: (typeof KINDS)[number];
  /** Name of the file without its folder. */
  readonly file: string;
  readonly offset: number;
  readonly data: Buffer;
}

/** What becomes of writes that no sync had reached. */
export const SURVIVALS = ['none', 'all', 'prefix', 'subset', 'sectors'] as const;
export type Survival = (typeof SURVIVALS)[number];

export function readJournal(path: string): Operation[] {
  const bytes = readFileSync(path);
  const operations: Operation[] = [];
  for (let at = 0; at < bytes.length; ) {
    const kind = KINDS[bytes.readUInt32LE(at) - 1];
    const pathLength = bytes.readUInt32LE(at + 4);
    const offset = Number(bytes.readBigUInt64LE(at + 8));
    const length = kind === 'write' ? Number(bytes.readBigUInt64LE(at + 16)) : 0;
    const from = at + HEAD_BYTES + pathLength;
    if (!kind || from + length > bytes.length) throw new Error(`a broken record at ${at} of ${path}`);
    const file = basename(bytes.toString('utf8', at + HEAD_BYTES, from));
    operations.push({ kind, file, offset, data: bytes.subarray(from, from + length) });
    at = from + length;
  }
  return operations;
}

class FileImage {
  private bytes = Buffer.alloc(0);

  apply({ kind, offset, data }: Operation): void {
    if (kind === 'truncate') this.resize(offset);
    if (kind !== 'write') return;
    if (offset + data.length > this.bytes.length) this.resize(offset + data.length);
    data.copy(this.bytes, offset);
  }

  private resize(length: number): void {
    const before = this.bytes;
    if (length <= before.length) {
      this.bytes = Buffer.from(before.subarray(0, length));
      return;
    }
    // Grown with room, so that a log written page by page is not copied each time.
    this.bytes = Buffer.concat([before, Buffer.alloc(length - before.length)]);
  }

  copy(): FileImage {
    const other = new FileImage();
    other.bytes = Buffer.from(this.bytes);
    return other;
  }

  get content(): Buffer {
    return this.bytes;
  }
}

interface FileState {
  readonly durable: FileImage;
  /** Since the file's last sync. */
  loose: Operation[];
}

/** Parts of a write that reach the disk when each sector goes for itself. */
function tornWrite(chance: Chance, operation: Operation): Operation[] {
  const { offset, data } = operation;
  const sectors: Operation[] = [];
  for (let at = 0; at < data.length; ) {
    const end = Math.min(data.length, at + SECTOR - ((offset + at) % SECTOR));
    if (chance.next() < 0.5)
      sectors.push({ ...operation, offset: offset + at, data: data.subarray(at, end) });
    at = end;
  }
  return sectors;
}

function survivors(loose: readonly Operation[], survival: Survival, chance: Chance): Operation[] {
  switch (survival) {
    case 'none':
      return [];
    case 'all':
      return [...loose];
    case 'prefix':
      return loose.slice(0, Math.floor(chance.next() * (loose.length + 1)));
    case 'subset':
      return loose.filter(() => chance.next() < 0.5);
    case 'sectors':
      return loose.flatMap((each) =>
        each.kind === 'write' ? tornWrite(chance, each) : chance.next() < 0.5 ? [each] : [],
      );
  }
}

/** A disk that is told of one operation after the other and can lose its power after any of them. */
export class Disk {
  private readonly files = new Map<string, FileState>();

  apply(operation: Operation): void {
    const { kind, file } = operation;
    if (kind === 'remove') {
      // A removal that did not reach the disk leaves a file that SQLite had done with; the name is all that we model.
      this.files.delete(file);
      return;
    }
    const state = this.files.get(file) ?? { durable: new FileImage(), loose: [] };
    this.files.set(file, state);
    if (kind !== 'sync') {
      state.loose.push(operation);
      return;
    }
    for (const each of state.loose) state.durable.apply(each);
    state.loose = [];
  }

  /** Writes that no sync has reached. */
  get looseCount(): number {
    return [...this.files.values()].reduce((sum, { loose }) => sum + loose.length, 0);
  }

  /** What is found when the power comes back. */
  afterPowerCut(survival: Survival, chance: Chance): Map<string, Buffer> {
    const found = new Map<string, Buffer>();
    for (const [file, { durable, loose }] of this.files) {
      const image = durable.copy();
      for (const each of survivors(loose, survival, chance)) image.apply(each);
      found.set(file, image.content);
    }
    return found;
  }
}

/** A disk of a few megabytes for tests, in memory: to be full, and to be for reading only. Only root can mount one; for everybody else the
 *  answer is why not, and the test says so and is skipped. Product code never imports this. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LEAST_BYTES = 4_096;

export class SmallDisk {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  private run(command: string, ...args: string[]): void {
    const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  }

  private get filler(): string {
    return join(this.folder, 'filler');
  }

  /** Takes all the room there is, but for `leftBytes`. */
  fill(leftBytes = 0): void {
    const { bavail, bsize } = statfsSync(this.folder);
    const free = bavail * bsize - leftBytes;
    if (free >= LEAST_BYTES) writeFileSync(this.filler, Buffer.alloc(free), { flag: 'a' });
  }

  /** Gives the room back. */
  free(): void {
    unlinkSync(this.filler);
  }

  makeReadOnly(): void {
    this.run('mount', '-o', 'remount,ro', this.folder);
  }

  makeWritable(): void {
    this.run('mount', '-o', 'remount,rw', this.folder);
  }

  remove(): void {
    this.run('umount', '-l', this.folder);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A disk of `megabytes`, or one line of why there is none. */
export function makeSmallDisk(megabytes: number): SmallDisk | string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'skipped: only root on Linux can mount a small disk';
  const folder = mkdtempSync(join(tmpdir(), 'sumu-disk-'));
  const options = `size=${megabytes}m,mode=700`;
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], {
    encoding: 'utf8',
  });
  if (status === 0) return new SmallDisk(folder);
  rmSync(folder, { recursive: true, force: true });
  return `skipped: no small disk can be mounted here (${stderr?.trim() ?? 'mount is not there'})`;
}

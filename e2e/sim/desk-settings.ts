/** What a desk of the simulator is made with, and what becomes of its file. */
import { copyFileSync, cpSync, existsSync, rmSync } from 'node:fs';
import type { Clock } from '#shared/base/clock.ts';
import type { ReplicaDatabase } from '../../src-main/replica/store/open.ts';
import type { Seat } from './centre.ts';
import type { Link } from './link.ts';

export interface DeskSettings {
  readonly name: string;
  /** Whose desk it is: its device, scopes, classes and the accounts that sit at it. */
  readonly place: Seat;
  readonly clock: Clock;
  readonly link: Link;
  /** Folder for the file; null keeps it in memory. */
  readonly folder: string | null;
  readonly isMadeHere?: boolean;
  /** A file that keepCopy made: the disk was cloned, or a backup is played back. */
  readonly copyOf?: string;
  /** With which it asks until it is given another one: its name, or that of the desk whose copy it is. */
  readonly token?: string;
  /** When its file came into being where it lies; a copy that nobody is to notice has that of the other. */
  readonly born?: number;
  /** How often the centre was set back. */
  readonly generation?: () => number;
  /** Makes the path of a folder for papers; without it a desk has none. */
  readonly papersFolder?: (desk: string) => string;
}

const PAPERS_OF_A_COPY = '.papers';

/** Papers that a copy of a desk's file was made with. */
export const papersOfCopy = (copy: string): string => `${copy}${PAPERS_OF_A_COPY}`;

export function copyPapers(copy: string, folder: string): void {
  if (existsSync(papersOfCopy(copy))) cpSync(papersOfCopy(copy), folder, { recursive: true });
}

export function copyDatabase(from: string, to: string): void {
  for (const end of ['', '-wal']) if (existsSync(from + end)) copyFileSync(from + end, to + end);
}

/** Ends a process whose file nobody opens again. SQLite takes the log into a file that it closes, unless that has gone. */
export function closeForGood(db: ReplicaDatabase): void {
  if (!db.memory && process.platform !== 'win32') rmSync(db.name, { force: true });
  db.close();
}

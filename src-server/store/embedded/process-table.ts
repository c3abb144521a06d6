/** Who is running: tells a living process from a dead one, and from another that got the same number later.
 *
 *  PT1 a process is its number, its start time and the boot it started in; a number alone proves nothing, because the
 *  system uses numbers again and a signal 0 also reaches processes that have ended and only wait to be collected.
 *  PT2 a postmaster is ours only if its own command line says `postgres … -D <our folder>`.
 *  Linux reads /proc; elsewhere `ps` says the same in coarser words. Only this machine's process table is seen: a folder
 *  shared between machines or containers is out of its sight.                                                          */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

const isLinux = process.platform === 'linux';

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function askPs(pid: number, columns: string): string | undefined {
  try {
    const answer = execFileSync('ps', ['-p', String(pid), '-o', columns], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return answer.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** State letter and start time of a process on Linux, from the part of its stat line that follows the name. */
function linuxStat(pid: number): { state: string; start: string } | undefined {
  const fields = readText(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ');
  const [state, start] = [fields?.[0], fields?.[19]];
  return state && start ? { state, start } : undefined;
}

const bootKey = (readText('/proc/sys/kernel/random/boot_id') ?? 'noboot').trim().slice(0, 8);

/** When a living process started, as text that fits a file name; undefined when nothing runs under that number. */
export function startKeyOf(pid: number): string | undefined {
  if (isLinux) {
    const stat = linuxStat(pid);
    if (!stat || stat.state === 'Z' || stat.state === 'X') return undefined;
    return `${stat.start}.${bootKey}`;
  }
  const answer = askPs(pid, 'stat=,lstart=');
  if (!answer || answer.startsWith('Z')) return undefined;
  return answer.replace(/^\S+\s+/, '').replace(/[^0-9A-Za-z]+/g, '_');
}

/** The words a process was started with; empty when it has ended or may not be looked at. */
function commandLineOf(pid: number): string[] {
  if (isLinux) return readText(`/proc/${pid}/cmdline`)?.split('\0').filter(Boolean) ?? [];
  return askPs(pid, 'command=')?.split(' ') ?? [];
}

/** Whether this number is a PostgreSQL postmaster that serves the cluster folder (PT2). */
export function isPostmasterOf(pid: number, clusterFolder: string): boolean {
  if (startKeyOf(pid) === undefined) return false;
  const words = commandLineOf(pid);
  if (!basename(words[0] ?? '').startsWith('postgres')) return false;
  if (isLinux) return words[words.indexOf('-D') + 1] === clusterFolder;
  return words.join(' ').includes(`-D ${clusterFolder}`);
}

/** Numbers of living processes whose working folder is `folder`: a postmaster and all its children work inside the cluster.
 *  Empty where there is no /proc.                                                                                         */
export function processesInside(folder: string): number[] {
  if (!isLinux) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder;
      } catch {
        return false;
      }
    });
}

/** Rows «200,000 people»: a whole region on one desk. Its first sync goes through the desk's own exchange in a process of its own, whose memory is
 *  watched from its first question to its last row: chunks are read from a folder as they are asked for, packed as the centre packs them, and
 *  nobody holds all of them. Then the file is opened, each time by a process that has just started: the writer's connection and the reader's,
 *  and the first page of the list. The password is not asked for: deriving its key is Argon2's time, which is to be long.               */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { RECORD_TYPE_NAMES, type RecordTypeName } from '#shared/records/registry.ts';
import { chunkName, chunkText } from '#shared/sync/chunk.ts';
import type { ChunkPage, ScopeFrame, SyncResponse } from '#shared/sync/frames.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import { caseload, pagesOf, type Rows } from './caseload.ts';
import type { Opened, Synced } from './county-child.ts';
import { makeFolder } from './desk.ts';
import type { AtSize, Grown } from './growth.ts';

const SIZES = [1_000, 10_000, 100_000, 200_000] as const;
const OPENINGS = 5;
const OPEN_MS_MAX = 300;
const GROWTH_MB_MAX = 128;
/** Quicker than the centre's, for some more bytes: how long the packing takes is not measured here. */
const BROTLI_QUALITY = 4;
const CHILD = join(import.meta.dirname, 'county-child.ts');

/** Writes the chunks of a page and says which they are. */
function keepPage(folder: string, { range, parts }: ReturnType<typeof pagesOf>[number]): ChunkPage {
  const all = parts();
  const rows = all[0]?.ids.length ?? 0;
  const named = all.map((part) => {
    const text = chunkText(part);
    const hash = chunkName(text);
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
    };
    writeFileSync(join(folder, hash), brotliCompressSync(text, { params }));
    return { audience: part.audience, hash };
  });
  return { ...range, rows, parts: named as ChunkPage['parts'] };
}

function keepScope(folder: string, scope: number, rows: Rows): ScopeFrame {
  const all = Object.entries(rows);
  const pages = all.flatMap(([type, each]) =>
    pagesOf(scope, type as RecordTypeName, each).map((page) => keepPage(folder, page)),
  );
  const empty = RECORD_TYPE_NAMES.filter((type) => !rows[type]);
  const count = all.reduce((sum, [, each]) => sum + each.length, 0);
  const at = { scope, epoch: `epoch-of-${scope}`, from: 0, to: 1, head: 1, commits: [], chain: null };
  return { ...at, snapshot: { commit: 1, chains: {}, rows: count, pages, empty } };
}

/** What a centre with so many people would send a desk that asks for the first time. */
function keepCounty(folder: string, people: number): void {
  mkdirSync(join(folder, 'chunks'));
  const scopes: ScopeFrame[] = [];
  for (const { scope, rows } of caseload(people, new Set()))
    scopes.push(keepScope(join(folder, 'chunks'), scope, rows));
  const reply: SyncResponse = {
    ...{ protocol: PROTOCOL_VERSION, serverTime: '2026-11-02T02:00:00.000Z', outcomes: [], signed: null },
    ...{ later: [], acts: null, withdrawn: [], scopes },
  };
  writeFileSync(join(folder, 'reply.json'), JSON.stringify(reply));
}

function inAProcess<T>(work: 'sync' | 'open', folder: string, people: number): T {
  const said = execFileSync(process.execPath, [CHILD, work, folder, String(people)], { encoding: 'utf8' });
  return JSON.parse(said) as T;
}

interface County {
  readonly people: number;
  readonly synced: Synced;
  readonly opened: readonly Opened[];
}

function measureOne(people: number): County {
  const folder = makeFolder();
  keepCounty(folder, people);
  const synced = inAProcess<Synced>('sync', folder, people);
  const opened = Array.from({ length: OPENINGS }, () => inAProcess<Opened>('open', folder, people));
  rmSync(folder, { recursive: true, force: true });
  return { people, synced, opened };
}

/** Figures of every size. */
export function measureCounty(): Grown[] {
  const counties = SIZES.map(measureOne);
  const figure = (of: (county: County) => Omit<AtSize, 'size'>) =>
    counties.map((county): AtSize => ({ size: county.people, ...of(county) }));
  const memory = figure(({ synced: { grownMb } }) => ({ values: grownMb === null ? [] : [grownMb] }));
  const all: Grown[] = [
    {
      ...{ name: 'open a replica to its first list', unit: 'ms', most: OPEN_MS_MAX },
      sizes: figure(({ opened }) => ({
        values: opened.map(({ ms }) => ms),
        worked: opened.map(({ cpuMs }) => cpuMs),
      })),
    },
    {
      ...{ name: 'first sync, chunk by chunk', unit: 'ms', most: null },
      sizes: figure(({ synced: { ms, cpuMs } }) => ({ values: [ms], worked: [cpuMs] })),
    },
    { name: 'first sync, growth of memory', unit: 'MB', most: GROWTH_MB_MAX, sizes: memory },
  ];
  // Where the system does not tell of memory there is no such figure.
  return all.filter(({ sizes }) => sizes.every(({ values }) => values.length));
}

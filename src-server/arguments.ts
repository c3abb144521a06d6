/** The command line of the central server. Anything unknown or missing is refused in words, never guessed.
 *  A data folder on the command line goes before DATABASE_URL in the environment: what was typed is what was meant. */
import { parseArgs } from 'node:util';
import { ROLES } from '#shared/domain/state.ts';
import type { NewPackKey } from './packs/take-pack.ts';
import type { PostChange } from './accounts/posts.ts';

export const WORLDS = ['demo', 'empty'] as const;
export type World = (typeof WORLDS)[number];

export interface CentralArguments {
  /** The folder of the embedded database, or the URL of another one. */
  readonly database: { readonly dataFolder: string } | { readonly url: string };
  readonly host: string;
  readonly port: number;
  /** What an empty database is filled with. */
  readonly world: World;
  /** Instant at which the clock starts (ISO, UTC), for classrooms; null = the computer's time. */
  readonly startAt: string | null;
  /** Accounts to close, to open, to give another post, before anybody is answered. */
  readonly postChanges: readonly PostChange[];
  /** Makes a new pair of the centre's keys. */
  readonly isNewKeyWished: boolean;
  /** Public keys of units that set packs, to be entered. */
  readonly packKeys: readonly NewPackKey[];
  /** Files of signed packs to be taken in. */
  readonly packFiles: readonly string[];
}

export class ArgumentFault extends Error {
  override readonly name = 'ArgumentFault';
}

export const USAGE = [
  'usage: npm run central -- --data DIR [--port N] [--host ADDRESS] [--world demo|empty] [--start-at INSTANT]',
  '   or: DATABASE_URL=postgresql://… npm run central -- [--port N] [--host ADDRESS] [--world demo|empty] [--start-at INSTANT]',
  'keys: --new-centre-key makes a new pair for packets and receipts; the old one still opens packets for half a year',
  'packs: --pack-key REGION:PUBLIC-KEY:UNIT enters the first key of a unit that sets packs (REGION empty, 15, 1504, 150426 …); every',
  '       later one is signed by a known one: --pack-key REGION:PUBLIC-KEY:VOUCHER:UNIT (npm run pack -- vouch makes it),',
  '       --take-pack FILE takes a signed pack in; each as often as needed',
  'accounts: --close-account NAME, --open-account NAME, --change-post NAME:ROLE:UNIT; each as often as needed',
].join('\n');

const portMax = 65_535;

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(port) || port > portMax) throw new ArgumentFault(`--port ${text} is no port`);
  return port;
}

function parseWorld(text: string): World {
  const world = WORLDS.find((each) => each === text);
  if (!world) throw new ArgumentFault(`--world ${text} is not known; there are ${WORLDS.join(' and ')}`);
  return world;
}

function parsePost(text: string): PostChange {
  const [account = '', role = '', ...unit] = text.split(':');
  const known = ROLES.find((each) => each === role);
  if (!account || !known || !unit.length)
    throw new ArgumentFault(`--change-post ${text} is not NAME:ROLE:UNIT; roles are ${ROLES.join(', ')}`);
  return { account, to: { role: known, unit: unit.join(':') } };
}

/** Key that vouches for another, and its signature. */
const VOUCHER = /^([0-9a-f]{16})\.([0-9a-f]{128})$/;

function parsePackKey(text: string): NewPackKey {
  const [region = '', publicKey = '', ...rest] = text.split(':');
  const [, signedBy, keySignature] = VOUCHER.exec(rest[0] ?? '') ?? [];
  const unit = signedBy ? rest.slice(1) : rest;
  const isRegion = /^(|\d{2}|\d{4}|\d{6})$/.test(region);
  if (!isRegion || !/^[0-9a-f]{64}$/.test(publicKey) || !unit.join(':').trim())
    throw new ArgumentFault(`--pack-key ${text} is not REGION:PUBLIC-KEY:UNIT, the key 64 hex digits`);
  return {
    ...{ region, publicKey, unitName: unit.join(':').trim() },
    ...(signedBy && keySignature && { voucher: { signedBy, keySignature } }),
  };
}

/** Reads the words after the program's name. Throws ArgumentFault. */
export function parseArguments(words: readonly string[], databaseUrl: string | undefined): CentralArguments {
  const options = {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    world: { type: 'string', default: 'demo' },
    'start-at': { type: 'string' },
    'close-account': { type: 'string', multiple: true },
    'open-account': { type: 'string', multiple: true },
    'change-post': { type: 'string', multiple: true },
    'new-centre-key': { type: 'boolean', default: false },
    'pack-key': { type: 'string', multiple: true },
    'take-pack': { type: 'string', multiple: true },
  } as const;
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    values = parseArgs({ args: [...words], options, strict: true }).values;
  } catch (error) {
    throw new ArgumentFault(error instanceof Error ? error.message : String(error));
  }
  const { data, host } = values;
  const database = data ? { dataFolder: data } : databaseUrl ? { url: databaseUrl } : undefined;
  if (!database) throw new ArgumentFault('neither --data nor DATABASE_URL says where the database is');
  const startAt = values['start-at'] ?? null;
  if (startAt && Number.isNaN(Date.parse(startAt)))
    throw new ArgumentFault(`--start-at ${startAt} is no instant`);
  const postChanges: PostChange[] = [
    ...(values['close-account'] ?? []).map((account) => ({ account, to: 'closed' as const })),
    ...(values['open-account'] ?? []).map((account) => ({ account, to: 'open' as const })),
    ...(values['change-post'] ?? []).map(parsePost),
  ];
  return {
    database,
    host,
    port: parsePort(values.port),
    world: parseWorld(values.world),
    startAt,
    postChanges,
    isNewKeyWished: values['new-centre-key'],
    packKeys: (values['pack-key'] ?? []).map(parsePackKey),
    packFiles: values['take-pack'] ?? [],
  };
}

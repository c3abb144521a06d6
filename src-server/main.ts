/** Entry of the central server: `npm run central -- --data DIR --port N`, or `DATABASE_URL=… npm run central`.
 *  Its last line on standard output is `READY http://127.0.0.1:PORT`; everything for people goes to standard error.
 *  MA1 SIGTERM, SIGINT and SIGHUP answer what is under way, close the database and end with 0; a second one ends at once.
 *  MA2 what a person can put right is said in one line and ends with 1 (2 for the command line); only a bug shows its stack.  */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { startingAt } from '#shared/base/clock.ts';
import { ArgumentFault, type CentralArguments, parseArguments, USAGE } from './arguments.ts';
import { type Central, DatabaseFault, startCentral } from './central.ts';
import './native-sha256.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './store/embedded/embedded-postgres.ts';
import { sayFault } from './packs/take-pack.ts';
import { EmbeddedFault } from './store/embedded/fault.ts';
import { MigrationFault } from './store/migrate.ts';

const loopback = /^(127\.|::1$|localhost$)/;
const exitCode = { fault: 1, usage: 2 } as const;

function note(line: string): void {
  process.stderr.write(`central: ${line}\n`);
}

/** Resolves at the first signal to end; the second one ends the process there and then. */
function firstSignal(): Promise<string> {
  return new Promise((resolve) => {
    let isEnding = false;
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (isEnding) process.exit(exitCode.fault);
        isEnding = true;
        resolve(signal);
      });
    }
  });
}

/** The address to open on this machine, also when it listens on all of them. */
function localUrl(url: string): string {
  return url.replace(/\/\/(0\.0\.0\.0|\[::\]):/, '//127.0.0.1:');
}

interface Running {
  readonly central: Central;
  readonly embedded?: EmbeddedPostgres;
}

async function start({ database, startAt, ...words }: CentralArguments): Promise<Running> {
  const { host, port, world, isNewKeyWished } = words;
  const wishes = { host, port, world, isNewKeyWished };
  const surroundings = { clock: startingAt({ now: Date.now }, startAt), secretBytes: randomBytes, note };
  if ('url' in database) {
    return { central: await startCentral({ ...surroundings, address: database.url, ...wishes }) };
  }
  const embedded = await startEmbeddedPostgres({ dataFolder: database.dataFolder, note });
  try {
    const address = embedded.connection;
    return { central: await startCentral({ ...surroundings, address, ...wishes }), embedded };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

/** Words for what a person can put right; undefined for a bug. */
function wordsOf(error: unknown): string | undefined {
  const isKnown = [EmbeddedFault, MigrationFault, DatabaseFault].some((kind) => error instanceof kind);
  if (isKnown) return (error as Error).message;
  if (!(error instanceof Error) || !('syscall' in error) || error.syscall !== 'listen') return undefined;
  if ('code' in error && error.code === 'EADDRINUSE')
    return 'the port is taken by another program; name another by --port';
  return `cannot listen: ${error.message}`;
}

/** Keys first: a pack may be signed with one of them. A refused pack changes nothing and is said with every fault. */
async function takePacks(central: Central, { packKeys, packFiles }: CentralArguments): Promise<void> {
  for (const key of packKeys) {
    const entered = await central.enterPackKey(key);
    const said = 'refused' in entered ? `refused: ${entered.refused}` : `${entered.keyId} entered`;
    note(`pack key of ${key.unitName} ${said}`);
  }
  for (const path of packFiles) {
    const file = await readFile(path, 'utf8').catch(() => null);
    const taken = file === null ? null : await central.takePack(file);
    const words = taken?.faults.map(sayFault).join('; ');
    note(
      `pack ${path}: ${taken ? (words ? `refused: ${words}` : `taken in as ${taken.name}`) : 'cannot be read'}`,
    );
  }
}

async function run(): Promise<number> {
  const signal = firstSignal();
  const wishes = parseArguments(process.argv.slice(2), process.env['DATABASE_URL']);
  const { central, embedded } = await start(wishes);
  if (!loopback.test(wishes.host))
    note('other computers can connect, without TLS: put a TLS proxy before it');
  for (const change of wishes.postChanges) {
    const changed = await central.changePost(change);
    note(`account ${change.account}: ${'refused' in changed ? changed.refused : 'changed'}`);
  }
  await takePacks(central, wishes);
  process.stdout.write(`READY ${localUrl(central.url)}\n`);
  const databaseEnded = embedded?.ended.then((how) => `PostgreSQL ended (${how})`);
  const reason = await Promise.race(databaseEnded ? [signal, databaseEnded] : [signal]);
  const isAsked = reason.startsWith('SIG');
  note(isAsked ? `${reason}, closing` : reason);
  await central.close();
  await embedded?.stop();
  return isAsked ? 0 : exitCode.fault;
}

try {
  process.exitCode = await run();
} catch (error) {
  if (error instanceof ArgumentFault) {
    note(`${error.message}\n${USAGE}`);
    process.exitCode = exitCode.usage;
  } else {
    note(wordsOf(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error)));
    process.exitCode = exitCode.fault;
  }
}
// Nothing is left to wait for; a socket that a peer holds open must not keep the process.
process.exit();

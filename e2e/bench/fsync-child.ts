/** The child whose syncs are counted: the writer of the replica as production opens it, issuing intakes on a file of its own. Before and after
 *  each act it syncs a file of a telling name, so that the trace shows what belongs to the act; now and then it rests, as a clerk does, and
 *  the write-ahead log is taken in meanwhile. Arguments: folder, number of acts.                                                */
import { fdatasyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '@orpc/server';
import { openWriter } from '../../src-main/replica/writer-core.ts';
import { APPROVER, CLERK, CLOCK, DEVICE, intakeOf, KEY } from './desk.ts';
import { people } from './local-command.ts';

const ACTS_BETWEEN_RESTS = 50;
/** Longer than the writer waits before it takes the log in. */
const REST_MS = 1_500;

const [folder = '', count = '0'] = process.argv.slice(2);
const begins = openSync(join(folder, 'act-begins'), 'w');
const ends = openSync(join(folder, 'act-ends'), 'w');
const { router } = openWriter(
  {
    path: join(folder, 'replica.db'),
    key: KEY,
    device: DEVICE,
    computerName: '',
    me: { ...APPROVER, ...CLERK, account: 'naren' },
    token: null,
    centralUrl: 'http://127.0.0.1:9',
    parserFile: '',
    comparerFile: new URL('file:///none'),
  },
  { clock: CLOCK, chance: { next: () => 0.5 }, tell: () => {} },
);
for (const [at, person] of people(Number(count), 2).entries()) {
  fdatasyncSync(begins);
  const issued = await call(router.issue, intakeOf(person, `bench-fsync-${at}`));
  fdatasyncSync(ends);
  if (!issued.ok) throw new Error(`intake refused: ${JSON.stringify(issued)}`);
  if (at % ACTS_BETWEEN_RESTS === ACTS_BETWEEN_RESTS - 1) await sleep(REST_MS);
}
await call(router.close, undefined);

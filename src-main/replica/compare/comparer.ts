/** Entry of the comparer thread: opens the replica for reading, compares everybody for one month, hands over what it found, gone. Tens of
 *  thousands of people take seconds, and neither a screen nor a saved act waits for them.
 *  Built as an entry of its own (out/main/comparer.js); run from source by tests.                                    */
import { parentPort, workerData } from 'node:worker_threads';
import type { PolicyPack } from '#shared/domain/pack.ts';
import { openReplicaFile } from '../store/open.ts';
import { Statements } from '../store/statements.ts';
import { findAll, type FoundAll } from './find-all.ts';

export interface ComparerData {
  readonly path: string;
  readonly key: Uint8Array;
  readonly month: string;
  readonly pack: PolicyPack;
}

export type ComparerAnswer =
  | { readonly kind: 'told'; readonly done: number }
  | { readonly kind: 'found'; readonly found: FoundAll };

function say(answer: ComparerAnswer): void {
  parentPort?.postMessage(answer);
}

const { path, key, month, pack } = workerData as ComparerData;
const db = openReplicaFile({ path, key, readonly: true });
try {
  db.exec('BEGIN');
  say({
    kind: 'found',
    found: findAll(new Statements(db), month, pack, (done) => say({ kind: 'told', done })),
  });
} finally {
  db.close();
}

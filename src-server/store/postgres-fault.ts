/** What an error of PostgreSQL says: of the data (BadData), of another transaction (StoreBusy), or of the database (StoreFault). */
import { BadData, ForkedAct, ScopeNeeded, StoreBusy, StoreFault } from './central-store.ts';

/** serialization_failure, deadlock_detected; unique_violation: all our keys are our own, so somebody else was quicker. */
const BUSY = /^(40001|40P01|23505)$/;
/** lock_not_available. */
const LOCK_TIMEOUT = '55P03';
/** Classes of bad data: data exceptions, violated constraints. */
const BAD_DATA = /^2[23]/;

export function sqlStateOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** The error of a transaction that is over. */
export function asStoreError(cause: unknown): Error {
  const ownKinds = [StoreFault, BadData, ScopeNeeded, ForkedAct];
  if (ownKinds.some((kind) => cause instanceof kind)) return cause as Error;
  const state = sqlStateOf(cause);
  if (state === null) return new StoreFault('transaction failed', { cause });
  const words = `${state} ${(cause as Error).message}`;
  if (BUSY.test(state)) return new StoreBusy(words, true, cause);
  if (state === LOCK_TIMEOUT) return new StoreBusy(words, false, cause);
  return BAD_DATA.test(state) ? new BadData(words, { cause }) : new StoreFault(words, { cause });
}

/** What is said of a reply that cannot be believed; nothing of it has been applied. */

/** The server sent something that cannot be true; nothing was changed. */
export class LyingServerError extends Error {}
/** What came is not of our frames at all: perhaps it is no centre that answers. */
export class GarbledReplyError extends LyingServerError {}

/** What failed while something was laid down. A value of the wrong kind shows only when a column refuses it; the transaction is gone then. */
function asLie(error: unknown): unknown {
  const code = (error as { code?: unknown }).code;
  const isRefused = typeof code === 'string' && /^SQLITE_(CONSTRAINT|MISMATCH)/.test(code);
  // The driver's own refusals to bind a list or an object.
  if (!isRefused && !(error instanceof TypeError || error instanceof RangeError)) return error;
  return new LyingServerError('what came cannot be laid down', { cause: error });
}

/** Lays down what came. */
export function believed<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asLie(error);
  }
}

/** The same in steps. */
export async function believedInSteps<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asLie(error);
  }
}

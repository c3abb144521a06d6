/** Procedures of the writer, with one thing said for all of them: a write that the disk did not take is told from every other failure. What
 *  was to be written is not there, whole or in part; the caller says so in words and keeps what was typed.
 *  An act is answered with a refusal, like every act that cannot be done; everything else ends with this error's code. */
import { ORPCError, os as plain } from '@orpc/server';
import { DISK_FULL, DISK_READ_ONLY } from '#shared/rpc/disk-codes.ts';
import { diskFaultOf } from './store/disk-fault.ts';

function told(error: unknown): unknown {
  const fault = diskFaultOf(error);
  if (!fault) return error;
  const code = fault === 'disk-full' ? DISK_FULL : DISK_READ_ONLY;
  return new ORPCError(code, { status: 507, message: fault });
}

function isIterator(value: unknown): value is AsyncIterator<unknown> & AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

async function* tellingSteps(steps: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* steps;
  } catch (error) {
    throw told(error);
  }
}

export const os = plain.use(async ({ next }) => {
  try {
    const result = await next();
    return isIterator(result.output) ? { ...result, output: tellingSteps(result.output) as never } : result;
  } catch (error) {
    throw told(error);
  }
});

/** The answer to an act that the disk did not take. */
export function refusedByDisk<T>(issue: () => T): T | { readonly ok: false; readonly code: string } {
  try {
    return issue();
  } catch (error) {
    const fault = diskFaultOf(error);
    if (!fault) throw error;
    return { ok: false, code: fault === 'disk-full' ? 'desk/disk-full' : 'desk/disk-read-only' };
  }
}

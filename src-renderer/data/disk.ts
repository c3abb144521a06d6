/** Whether a call ended because the disk of this computer took nothing more: nothing of it was written. */
import { ORPCError } from '@orpc/client';
import { DISK_FULL, DISK_READ_ONLY } from '#shared/rpc/disk-codes.ts';

export function isDiskFull(error: unknown): boolean {
  return error instanceof ORPCError && [DISK_FULL, DISK_READ_ONLY].includes(error.code);
}

/** What lies on this computer: whether it is all, and whether it is the county's. */
import type { z } from 'zod';
import type { rowStatus } from '#shared/rpc/session-shapes.ts';
import { desk } from './desk.ts';
import { useLive } from './live-query.ts';

export type RowStatus = z.infer<typeof rowStatus>;

export function useRowStatus(): RowStatus | undefined {
  return useLive(['link', 'cases', 'session'], ['rows.status'], () => desk().rows.status()).data;
}

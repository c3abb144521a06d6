/** The replica as the screens call it: `desk().cases.search({…})`, typed by the contract. Composed once in the entry
 *  file (`openDesk`); tests and the gallery hand in their own. Calls that change something go through data/issue.ts,
 *  reads through data/live-query.ts.                                                                            */
import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { deskContract } from '#shared/rpc/desk.ts';

export type Desk = ContractRouterClient<typeof deskContract>;

let current: Desk | undefined;

export function openDesk(link: ClientLink<ClientContext>): Desk {
  current = createORPCClient<Desk>(link);
  return current;
}

/** For tests: a desk of plain functions. */
export function takeDesk(desk: Desk): void {
  current = desk;
}

export function desk(): Desk {
  if (!current) throw new Error('openDesk comes first');
  return current;
}

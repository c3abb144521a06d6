/** Fetching one whole number. The replica records every look; a county desk must say why before, the township's own clerk
 *  looks in the course of the case.                                                                                */
import type { Role } from '#shared/domain/state.ts';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';

type NumberName = 'idNumber' | 'certificateNumber' | 'phone' | 'accountNumber';

export async function reveal(
  personId: CasePage['person']['personId'],
  which: NumberName,
  reason: string,
): Promise<string | null> {
  const numbers = await desk().cases.reveal({ personId, reason });
  return numbers?.[which] ?? null;
}

export function asksReason(role: Role | undefined): boolean {
  return role === 'COUNTY_FEDERATION_REVIEWER' || role === 'COUNTY_CIVIL_AFFAIRS_APPROVER';
}

/** Keys of what is unique nationwide about a person and a benefit (c.7, c.8). */
import { idNumberKey } from './id-number.ts';
import type { Benefit } from './state.ts';

/** One person has one open application per benefit (c.7 DUP_OPEN_APPLICATION). */
export function openClaim(idNumber: string, benefit: Benefit): string {
  return `open:${idNumberKey(idNumber)}:${benefit}`;
}

/** One person holds one subsidy once. */
export function entitledClaim(idNumber: string, benefit: Benefit): string {
  return `entitled:${idNumberKey(idNumber)}:${benefit}`;
}

/** Who may switch on a computer as the hub of its office. It opens a door on the office's network, so it is for those who decide in the office, not
 *  for every clerk; whoever has its code may leave packets there. */
import type { Role } from './state.ts';

export function mayRunHub(role: Role): boolean {
  return role !== 'TOWNSHIP_CLERK' && role !== 'SUPERVISOR';
}

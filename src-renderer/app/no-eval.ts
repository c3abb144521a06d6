/** Keeps zod from compiling its schemas with `new Function`, which the policy forbids and reports. Must run before the
 *  first schema is made, so it is the second import of the entry.                                                  */
import { config } from 'zod';

config({ jitless: true });

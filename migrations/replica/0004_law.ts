/** Step 4 of the replica's file: what the law asks of a person beside the certificate and the household (death, custody, other benefits,
 *  signed choices, guardians, holds), and how far the months of an entitlement go. The SQL stands in law/ by subject;
 *  the parts run in the order in which they came. */
import { checks } from './law/checks.ts';
import { comparison } from './law/comparison.ts';
import { documents } from './law/documents.ts';
import { matters } from './law/matters.ts';
import { packs } from './law/packs.ts';
import { person } from './law/person.ts';
import { rosters } from './law/rosters.ts';

export const sql = [person, comparison, packs, checks, rosters, matters, documents].join('');

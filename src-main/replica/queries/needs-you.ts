/** When an act of this computer needs a person, as SQL on the table `act`: the county refused, parked or quarantined it and nobody has looked,
 *  or a conflict it made is still open, or what its author wanted was sent on after somebody who moved away (SPEC FW2): settled elsewhere and
 *  never seen here, so its author is told once. One condition for the journal, the counts and the lists, so that they always agree. */
import { MOVED_CODE } from '#shared/domain/conflict.ts';

/** The first conflict of an act that waits for a person. */
export const OPEN_CONFLICT = `SELECT min(c.id) FROM conflict c WHERE c.state = 'OPEN' AND c.mine_number = act.number
  AND c.mine_device = act.device`;

/** Of an act in conflict: nobody has settled it. An open act counts too: its conflict has not been laid down here yet. */
export const CONFLICT_STANDS = `(is_open = 1 OR (${OPEN_CONFLICT}) IS NOT NULL OR (code = '${MOVED_CODE}' AND is_dismissed = 0))`;

export const NEEDS_YOU = `(is_dismissed = 0 AND (outcome IN ('refused', 'parked', 'quarantined')
  OR (outcome = 'in-conflict' AND ${CONFLICT_STANDS})))`;

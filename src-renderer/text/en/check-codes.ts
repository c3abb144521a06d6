/** Words of the codes of public notices, objections, re-checks, the certificate radar and spot checks (S004 arts 6, 7). */
import type { Words } from '../words.ts';
import type { checkCodes as chinese } from '../zh/check-codes.ts';

export const checkCodes: Words<typeof chinese> = {
  recheckAnswer: {
    UNCHANGED: 'Unchanged',
    CHANGED: 'Changed',
    NOT_FOUND: 'Not found',
    NOT_RECEIVED: 'Money not received',
  },
  recheckChange: {
    DIED: 'Died',
    MOVED_OUT: 'Moved away',
    IMPRISONED: 'In prison',
    HOUSEHOLD: 'Household category',
    CERTIFICATE: 'Certificate or grade',
    OTHER_BENEFIT: 'Another benefit',
    OTHER: 'Something else',
  },
  taskOutcome: {
    SUSPENDED: 'Suspended',
    EXITED: 'Exited',
    FACTS_CORRECTED: 'Facts corrected',
    PAID_AGAIN: 'Paid again',
    UNFOUNDED: 'Unfounded',
    CORRECTED: 'Replaced by a later answer',
  },
  radarStage: {
    OVER: 'Six months over',
    GRACE: 'Expired, within six months',
    WITHIN_7: 'Within 7 days',
    WITHIN_30: 'Within 30 days',
    WITHIN_60: 'Within 60 days',
    WITHIN_90: 'Within 90 days',
    LATER: 'In more than 90 days',
    SAFE: 'Renewing, paid on',
  },
  remindedBy: {
    VISIT: 'Visit',
    PHONE: 'Phone',
    VILLAGE: 'Through the village',
  },
  spotResult: {
    CONFIRMED: 'As it should be',
    DISCREPANCY: 'Not as it should be',
    NOT_MET: 'Not met',
  },
  sampleWhy: {
    DRAWN: 'Drawn',
    FLAGGED: 'Something open',
  },
  spotBody: {
    CIVIL_AFFAIRS: 'County civil affairs',
    FEDERATION: 'County federation',
  },
  noticeState: {
    PREPARED: 'Made, not posted',
    IN_PUBLICITY: 'Posted',
    OBJECTED: 'Objected to',
    CLOSED: 'Over',
  },
  noticeOccasion: {
    NEW: 'Newly approved',
    ALL: 'Everybody who receives',
  },
  objectionState: {
    UPHELD: 'Upheld',
    REJECTED: 'Rejected',
  },
  objectionProposal: {
    RETURN: 'Return the file',
    SUSPEND: 'Suspend',
    EXIT: 'Exit',
  },
  objectionSettlement: {
    FOLLOWED: 'Done as proposed',
    OTHERWISE: 'Done otherwise',
    NOTHING: 'Nothing to do',
  },
};

/** What is looked after beside a file: waivers, recoveries, leads, checks of a household, delegations, applications taken in for another
 *  place (S004 arts 8–13). */
import { PLACE, type RecordType } from '../shape.ts';

export const matterTypes = {
  /** 自愿放弃: exactly what was given up, by a signed paper (S004 art.10). */
  waiver: {
    indexes: ['personId'],
    groups: {
      about: {
        audience: 'case',
        policy: 'decided',
        fields: {
          personId: 'id',
          items: 'json',
          signedOn: 'date',
          signedBy: 'text',
          words: 'text',
          recordedBy: 'id',
        },
      },
      witness: { audience: 'identity', policy: 'decided', fields: { witness: 'text' } },
      end: { audience: 'case', policy: 'decided', fields: { revokedOn: 'date', revokedBy: 'id' } },
      place: PLACE,
    },
  },
  /** 追缴: money that comes back (S004 art.12; e.9). `months`, `paidBack` as in domain/recovery.ts. */
  recovery: {
    indexes: ['personId', 'entitlementId'],
    groups: {
      about: {
        audience: 'case',
        policy: 'decided',
        fields: {
          personId: 'id',
          entitlementId: 'id',
          cause: 'text',
          months: 'json',
          amountFen: 'integer',
          openedOn: 'date',
          openedBy: 'id',
        },
      },
      debtor: { audience: 'identity', policy: 'decided', fields: { debtor: 'text' } },
      course: {
        audience: 'case',
        policy: 'decided',
        fields: {
          state: 'text',
          noticedOn: 'date',
          paidBack: 'json',
          paidFen: 'integer',
          refusedOn: 'date',
          closedOn: 'date',
        },
      },
      place: PLACE,
    },
  },
  /** 主动发现: somebody who may be entitled and has not asked (S004 arts 8, 11). `contacts` as in domain/lead.ts. */
  lead: {
    indexes: ['personId'],
    groups: {
      about: {
        audience: 'case',
        policy: 'decided',
        fields: {
          personId: 'id',
          benefits: 'json',
          source: 'text',
          village: 'id',
          words: 'text',
          openedOn: 'date',
          openedBy: 'id',
        },
      },
      who: { audience: 'identity', policy: 'decided', fields: { leadName: 'text', leadPhone: 'text' } },
      course: {
        audience: 'case',
        policy: 'decided',
        fields: {
          state: 'text',
          contacts: 'json',
          outcome: 'text',
          outcomeReason: 'text',
          outcomeWords: 'text',
          applicationId: 'id',
          closedOn: 'date',
        },
      },
      place: PLACE,
    },
  },
  /** 家庭经济状况核对: the authorisation slip and what came back (S002; glossary). The answer is of the class `money`. */
  economicCheck: {
    indexes: ['personId'],
    groups: {
      about: {
        audience: 'case',
        policy: 'decided',
        fields: {
          personId: 'id',
          applicationId: 'id',
          authorisedOn: 'date',
          authorisedBy: 'text',
          recordedBy: 'id',
        },
      },
      course: {
        audience: 'case',
        policy: 'decided',
        fields: { state: 'text', askedOn: 'date', requestHash: 'text', answeredOn: 'date', finding: 'text' },
      },
      answer: {
        audience: 'money',
        policy: 'decided',
        fields: { incomeFen: 'integer', propertyFen: 'integer', answerWords: 'text' },
      },
      place: PLACE,
    },
  },
  /** 核对机构: who checks households for a county, and the key that signs its answers (domain/checking-body.ts). In the county's scope, a copy in
   *  each township's. */
  checkingBody: {
    indexes: ['purpose'],
    groups: {
      about: {
        audience: 'case',
        policy: 'decided',
        fields: {
          purpose: 'text',
          serial: 'integer',
          bodyName: 'text',
          publicKey: 'text',
          enteredOn: 'date',
          enteredBy: 'id',
        },
      },
    },
  },
  /** 民主评议: a vote of delegates on what a visit found (dossier (j) 5). `counts` as in domain/evaluation.ts. */
  evaluation: {
    indexes: ['personId'],
    groups: {
      about: {
        audience: 'case',
        policy: 'decided',
        fields: {
          personId: 'id',
          applicationId: 'id',
          round: 'integer',
          heldOn: 'date',
          words: 'text',
        },
      },
      who: { audience: 'identity', policy: 'decided', fields: { chair: 'text', delegates: 'json' } },
      course: { audience: 'case', policy: 'decided', fields: { state: 'text', counts: 'json' } },
      place: PLACE,
    },
  },
  /** 授权决定: a township determines (S004 art.13; T15). In the township's own scope; see domain/delegation.ts. */
  delegation: {
    indexes: ['matter'],
    groups: {
      about: {
        audience: 'case',
        policy: 'decided',
        fields: {
          matter: 'text',
          validFrom: 'date',
          document: 'text',
          words: 'text',
          decidedBy: 'id',
          decidedOn: 'date',
        },
      },
      end: { audience: 'case', policy: 'decided', fields: { revokedOn: 'date', revokeDocument: 'text' } },
    },
  },
  /** 转办单: what the place that took an application in for another keeps of it: its states, nothing of its matter (S004 art.13; T6). */
  forwarding: {
    indexes: ['applicationId'],
    groups: {
      about: {
        audience: 'case',
        policy: 'decided',
        fields: {
          applicationId: 'id',
          toTownship: 'id',
          benefits: 'json',
          submittedOn: 'date',
          forwardedOn: 'date',
          slipNumber: 'text',
          forwardedBy: 'id',
        },
      },
      who: { audience: 'identity', policy: 'decided', fields: { personName: 'text', personPhone: 'text' } },
      course: { audience: 'case', policy: 'decided', fields: { fileState: 'text', fileStateSince: 'date' } },
    },
  },
} as const satisfies Record<string, RecordType>;

/** A case: the application with its way, its history, what was granted, its papers, and what two desks wrote against each other. */
import { PLACE, type RecordType } from '../shape.ts';

export const fileTypes = {
  application: {
    indexes: ['personId'],
    groups: {
      file: {
        audience: 'case',
        policy: 'decided',
        fields: {
          personId: 'id',
          appliedLiving: 'boolean',
          appliedNursing: 'boolean',
          submittedVia: 'text',
          submittedBy: 'id',
        },
      },
      submission: { audience: 'case', policy: 'earliest', fields: { submittedOn: 'date' } },
      materials: {
        audience: 'case',
        policy: 'merge',
        fields: { materials: 'json', missing: 'json', noticeCount: 'integer' },
      },
      state: {
        audience: 'case',
        policy: 'decided',
        fields: {
          state: 'text',
          stateSince: 'date',
          returnedBy: 'text',
          reasonCode: 'text',
          reasonWords: 'text',
          acceptedOn: 'date',
          acceptedBy: 'id',
          preliminaryPassedOn: 'date',
          preliminaryBy: 'id',
          enteredOn: 'date',
          sentToFederationOn: 'date',
          federationPassedOn: 'date',
          federationBy: 'id',
          determinedOn: 'date',
          determinedBy: 'id',
        },
      },
      /** Who applied for the person (S004 art.1), and what was declared (c.7). */
      applicant: {
        audience: 'identity',
        policy: 'decided',
        fields: {
          appliedBy: 'text',
          agentName: 'text',
          agentIdNumber: 'text',
          agentPhone: 'text',
          agentAuthorisation: 'text',
        },
      },
      declared: { audience: 'case', policy: 'decided', fields: { declarations: 'json' } },
      /** Which place took it in for another (T6), and which level determines (T15). */
      route: {
        audience: 'case',
        policy: 'decided',
        fields: { takenInAt: 'id', forwardingId: 'id', forwardedOn: 'date', determinedAt: 'text' },
      },
      place: PLACE,
    },
  },
  history: {
    indexes: ['personId', 'applicationId'],
    groups: {
      entry: {
        audience: 'case',
        policy: 'append',
        fields: {
          personId: 'id',
          applicationId: 'id',
          action: 'text',
          stateAfter: 'text',
          actor: 'id',
          device: 'integer',
          madeAt: 'instant',
          reasonCode: 'text',
          words: 'text',
          documentKind: 'text',
          documentNumber: 'text',
          details: 'json',
        },
      },
      place: PLACE,
    },
  },
  entitlement: {
    indexes: ['personId'],
    groups: {
      terms: {
        audience: 'case',
        policy: 'decided',
        fields: {
          personId: 'id',
          applicationId: 'id',
          benefit: 'text',
          state: 'text',
          entitledFrom: 'month',
          decidedOn: 'date',
          packVersion: 'text',
        },
      },
      /** How far the months go: the last that is paid, the months held back (`suspensions` as in domain/roster-rows.ts), and since when the
       *  account is known to be wrong (e.7, e.8, e.10; section (f)). */
      course: {
        audience: 'case',
        policy: 'decided',
        fields: {
          lastPayableMonth: 'month',
          exitReason: 'text',
          exitedOn: 'date',
          suspensions: 'json',
          accountReturnedOn: 'date',
        },
      },
      /** What somebody wants to become of it, until it is decided: as in domain/standing.ts. */
      proposal: { audience: 'case', policy: 'decided', fields: { proposal: 'json', proposedOn: 'date' } },
      place: PLACE,
    },
  },
  conflict: {
    indexes: ['personId', 'recordId'],
    groups: {
      about: {
        audience: 'case',
        policy: 'append',
        fields: {
          personId: 'id',
          recordType: 'text',
          recordId: 'id',
          groupName: 'text',
          kind: 'text',
          mineBy: 'id',
          mineAt: 'instant',
          mineDevice: 'integer',
          mineNumber: 'integer',
          theirsBy: 'id',
          theirsAt: 'instant',
          theirsDevice: 'integer',
        },
      },
      caseValues: { audience: 'case', policy: 'append', fields: { caseValues: 'json' } },
      moneyValues: { audience: 'money', policy: 'append', fields: { moneyValues: 'json' } },
      healthValues: { audience: 'health', policy: 'append', fields: { healthValues: 'json' } },
      identityValues: { audience: 'identity', policy: 'append', fields: { identityValues: 'json' } },
      settlement: {
        audience: 'case',
        policy: 'decided',
        fields: {
          state: 'text',
          choice: 'text',
          settledBy: 'id',
          settledAt: 'instant',
          settleReason: 'text',
        },
      },
      place: PLACE,
    },
  },
  /** A photographed or scanned paper on a case, or a photo of a notice that hangs. Its bytes travel beside the log, known by their hash. */
  paper: {
    indexes: ['personId', 'applicationId', 'noticeId'],
    groups: {
      about: {
        audience: 'case',
        policy: 'decided',
        fields: {
          personId: 'id',
          applicationId: 'id',
          material: 'text',
          mediaType: 'text',
          byteCount: 'integer',
          sha256: 'text',
          addedBy: 'id',
          addedAt: 'instant',
        },
      },
      /** Of a photo that proves a posting: then there is no person. */
      posting: { audience: 'case', policy: 'decided', fields: { noticeId: 'id' } },
      /** As the file was called on the clerk's disk: often a name of a person. */
      name: { audience: 'identity', policy: 'decided', fields: { fileName: 'text' } },
      removal: {
        audience: 'case',
        policy: 'decided',
        fields: { removedBy: 'id', removedAt: 'instant', removeReason: 'text' },
      },
      /** Written by the centre alone: its bytes are there; they have been erased. */
      arrival: {
        audience: 'case',
        policy: 'decided',
        fields: { arrivedAt: 'instant', erasedAt: 'instant' },
      },
      place: PLACE,
    },
  },
} as const satisfies Record<string, RecordType>;

/** Documents that were printed (section (k)), and the roll-out of a county with its daily bulletins (section (i)). */
import { PLACE, type RecordType } from '../shape.ts';

export const documentTypes = {
  /** A document of section (k) that was printed: what stood on it, by the class of those who may hold it, and the hash of all of that, which
   *  its QR code carries. Never renumbered: void and replace (m.3). */
  document: {
    indexes: ['personId', 'number', 'noticeId'],
    groups: {
      about: {
        audience: 'case',
        policy: 'append',
        fields: {
          personId: 'id',
          applicationId: 'id',
          lineId: 'id',
          noticeId: 'id',
          kind: 'text',
          number: 'text',
          edition: 'integer',
          hash: 'text',
          issuedBy: 'id',
          issuedAt: 'instant',
          device: 'integer',
          replaces: 'id',
        },
      },
      caseContent: { audience: 'case', policy: 'append', fields: { caseContent: 'json' } },
      identityContent: { audience: 'identity', policy: 'append', fields: { identityContent: 'json' } },
      healthContent: { audience: 'health', policy: 'append', fields: { healthContent: 'json' } },
      moneyContent: { audience: 'money', policy: 'append', fields: { moneyContent: 'json' } },
      standing: {
        audience: 'case',
        policy: 'decided',
        fields: { voidedBy: 'id', voidedAt: 'instant', voidReason: 'text' },
      },
      place: PLACE,
    },
  },
  /** One time that a document came out of a printer: 第 n 次, who, when, on which computer. */
  printing: {
    indexes: ['personId', 'documentId'],
    groups: {
      entry: {
        audience: 'case',
        policy: 'append',
        fields: {
          documentId: 'id',
          personId: 'id',
          ordinal: 'integer',
          printedBy: 'id',
          printedAt: 'instant',
          device: 'integer',
        },
      },
      place: PLACE,
    },
  },
  /** How far a county is with putting its people in (section (i)); lies in the county's scope, one of it. */
  rollout: {
    indexes: ['state'],
    groups: {
      /** What is to be reached: the last roster paid outside the system, typed and signed by the county. */
      target: {
        audience: 'case',
        policy: 'decided',
        fields: {
          liveOn: 'date',
          targetMonth: 'month',
          /** Each {township, living, nursing}. */
          targets: 'json',
          /** Fen of a county pass what an integer column holds. */
          targetFen: 'json',
          financeFen: 'json',
        },
      },
      progress: {
        audience: 'case',
        policy: 'decided',
        fields: {
          phase: 'text',
          phaseSince: 'date',
          /** COUNTING while the centre is asked for the numbers, COUNTED when they are there. */
          state: 'text',
          askedAt: 'instant',
          numbers: 'json',
          signatures: 'json',
          /** Each phase that was reached, and each opening again with its reason. */
          ledger: 'json',
        },
      },
    },
  },
  /** The bulletin of a day: the numbers of a fixed hour and what they were made from, so that it can be made again (section (i)). */
  bulletin: {
    indexes: ['state', 'day'],
    groups: {
      about: {
        audience: 'case',
        policy: 'decided',
        fields: {
          day: 'date',
          asOf: 'instant',
          state: 'text',
          askedBy: 'id',
          /** Commit of each scope up to which was counted. */
          cut: 'json',
          rows: 'json',
          hash: 'text',
          madeAt: 'instant',
          remadeAt: 'instant',
          remadeHash: 'text',
        },
      },
    },
  },
} as const satisfies Record<string, RecordType>;

/** Policy packs as their units signed them, their keys, and what a new pack changes in a county's cases. */
import { PLACE, type RecordType } from '../shape.ts';

export const packTypes = {
  /** A policy pack as its unit signed it (domain/pack-book.ts). Reference data, written by the centre alone, never changed. */
  pack: {
    indexes: ['packRegion'],
    groups: {
      issue: {
        audience: 'case',
        policy: 'decided',
        fields: {
          packRegion: 'text',
          packNumber: 'integer',
          content: 'json',
          keyId: 'text',
          signature: 'text',
          takenAt: 'instant',
        },
      },
    },
  },
  /** Public key of a unit that sets packs of its division; entered by the centre's administrator. The first one stands for itself, every later
   *  one is signed by a key of its own level or above (PKT1). */
  packKey: {
    indexes: ['keyRegion'],
    groups: {
      key: {
        audience: 'case',
        policy: 'decided',
        fields: {
          keyRegion: 'text',
          unitName: 'text',
          publicKey: 'text',
          enteredAt: 'instant',
          signedBy: 'text',
          keySignature: 'text',
        },
      },
    },
  },
  /** A pack that a county's civil affairs issued at a desk; the centre takes it in or says why not. */
  packOffer: {
    indexes: ['state'],
    groups: {
      offer: {
        audience: 'case',
        policy: 'decided',
        fields: { signedPack: 'json', offeredBy: 'id', offeredAt: 'instant' },
      },
      verdict: {
        audience: 'case',
        policy: 'decided',
        fields: { state: 'text', faults: 'json', judgedAt: 'instant' },
      },
    },
  },
  /** A county's cases, to be judged again under a pack that came (REEVALUATE): the record is the job, and says how far it is. */
  reevaluation: {
    indexes: ['state'],
    groups: {
      order: {
        audience: 'case',
        policy: 'decided',
        fields: {
          packName: 'text',
          documentNo: 'text',
          beforeVersion: 'text',
          afterVersion: 'text',
          startsOn: 'date',
        },
      },
      progress: {
        audience: 'case',
        policy: 'decided',
        fields: {
          state: 'text',
          atScope: 'id',
          afterPerson: 'id',
          judged: 'integer',
          changed: 'integer',
          doneAt: 'instant',
        },
      },
    },
  },
  /** One subsidy of one person whose verdict or amount is another under a new pack: a task of the township until somebody has seen to it. */
  rejudgement: {
    indexes: ['personId', 'state'],
    groups: {
      about: {
        audience: 'case',
        policy: 'append',
        fields: {
          personId: 'id',
          applicationId: 'id',
          entitlementId: 'id',
          benefit: 'text',
          fromMonth: 'month',
          beforeFen: 'integer',
          afterFen: 'integer',
          beforeReasons: 'json',
          afterReasons: 'json',
          ruleName: 'text',
          article: 'text',
          documentNo: 'text',
          beforeVersion: 'text',
          afterVersion: 'text',
          judgedAt: 'instant',
        },
      },
      answer: {
        audience: 'case',
        policy: 'decided',
        fields: { state: 'text', answeredBy: 'id', answeredAt: 'instant', answerWords: 'text' },
      },
      place: PLACE,
    },
  },
} as const satisfies Record<string, RecordType>;

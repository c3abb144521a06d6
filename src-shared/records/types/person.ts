/** The person (dossier c): who somebody is, where they live, certificate, household, account, and what the law asks beside (S004
 *  arts 1, 9, 10, 12). */
import { PLACE, type RecordType } from '../shape.ts';

export const personTypes = {
  person: {
    indexes: ['idNumber'],
    groups: {
      identity: {
        audience: 'identity',
        policy: 'owner',
        owner: 'CIVIL_AFFAIRS',
        fields: { name: 'text', idNumber: 'text', sex: 'text', birthDate: 'date', ethnicity: 'text' },
      },
      contact: {
        audience: 'identity',
        policy: 'laterBusinessDate',
        dateField: 'contactStatedOn',
        fields: { phone: 'text', residenceAddress: 'text', contactStatedOn: 'date' },
      },
      hukou: {
        audience: 'identity',
        policy: 'owner',
        owner: 'CIVIL_AFFAIRS',
        fields: { hukouVillage: 'id', hukouKind: 'text', hukouAddress: 'text' },
      },
      certificate: {
        audience: 'health',
        policy: 'owner',
        owner: 'FEDERATION',
        fields: {
          certificateNumber: 'text',
          disabilityClass: 'integer',
          grade: 'integer',
          certificateExpiresOn: 'date',
          certificateStatus: 'text',
          /** Day on which a new certificate was applied for; nobody stops while it is on its way (S004 art.9(4)). */
          renewalAppliedOn: 'date',
        },
      },
      household: {
        audience: 'case',
        policy: 'owner',
        owner: 'CIVIL_AFFAIRS',
        fields: { householdCategory: 'text', householdFrom: 'month', needsLongTermCare: 'boolean' },
      },
      bank: {
        audience: 'money',
        policy: 'ask',
        fields: { accountHolder: 'text', bankName: 'text', accountNumber: 'text', accountKind: 'text' },
      },
      origin: { audience: 'case', policy: 'decided', fields: { origin: 'text', rosterBenefits: 'json' } },
      /** The person that this record of the same person was merged into; null while it stands for itself. */
      merged: { audience: 'case', policy: 'decided', fields: { mergedInto: 'id', mergedOn: 'date' } },
      /** Death and custody (S004 art.9(1), (3)). */
      life: {
        audience: 'case',
        policy: 'owner',
        owner: 'CIVIL_AFFAIRS',
        fields: {
          deathDate: 'date',
          deathSource: 'text',
          custodyKind: 'text',
          custodyFrom: 'date',
          custodyTo: 'date',
        },
      },
      /** Benefits of other schemes, each {type, amountFen, from, to, source}, and signed choices, each {benefit, choice, signedOn} (c.5). */
      otherBenefits: {
        audience: 'case',
        policy: 'owner',
        owner: 'CIVIL_AFFAIRS',
        fields: { otherBenefits: 'json' },
      },
      election: { audience: 'case', policy: 'owner', owner: 'CIVIL_AFFAIRS', fields: { elections: 'json' } },
      /** Who acts for the person (c.4; S004 art.1). */
      guardian: {
        audience: 'identity',
        policy: 'merge',
        fields: {
          guardianName: 'text',
          guardianIdNumber: 'text',
          guardianPhone: 'text',
          guardianRelation: 'text',
          guardianAuthorisation: 'text',
          isIncapable: 'boolean',
        },
      },
      /** What keeps money back, as in domain/hold.ts: any body's hold stays until that body lifts it (m.3 `hold`). */
      holds: { audience: 'case', policy: 'decided', fields: { holds: 'json' } },
      /** Receipt for a renewal that the township scanned: a proposal beside the federation's field ((f) ∴). */
      renewalReceipt: { audience: 'health', policy: 'decided', fields: { renewalReceiptOn: 'date' } },
      /** Who told the person of the policies and the duty to report, when and how (S004 arts 10, 12). */
      told: {
        audience: 'case',
        policy: 'decided',
        fields: {
          policyToldOn: 'date',
          policyToldBy: 'text',
          policyToldWay: 'text',
          policyToldSigned: 'boolean',
          dutyToldOn: 'date',
        },
      },
      place: PLACE,
    },
  },
} as const satisfies Record<string, RecordType>;

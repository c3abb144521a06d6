/** The payment rosters of a county and their rows (发放清册, dossier c.8). */
import { PLACE, type RecordType } from '../shape.ts';

export const rosterTypes = {
  /** The payment roster of a county and a month (发放清册, dossier c.8), in the county's scope. `job` says what the centre is to do with it. */
  roster: {
    indexes: ['month', 'state', 'job'],
    groups: {
      head: {
        audience: 'case',
        policy: 'decided',
        fields: {
          month: 'month',
          firstMonth: 'month',
          sinceMonth: 'month',
          cycle: 'text',
          state: 'text',
          pass: 'integer',
          builtBy: 'id',
          builtAt: 'instant',
          checkedBy: 'id',
          checkedOn: 'date',
          reopenReason: 'text',
        },
      },
      work: { audience: 'case', policy: 'decided', fields: { job: 'text', progress: 'json' } },
      /** Written by the centre alone when it has made the rows. */
      figures: {
        audience: 'case',
        policy: 'decided',
        fields: { packVersion: 'text', townships: 'json', totals: 'json', rowHash: 'text' },
      },
      signing: {
        audience: 'case',
        policy: 'decided',
        fields: { lockedHash: 'text', lockedBy: 'id', lockedOn: 'date', signatures: 'json' },
      },
      finance: {
        audience: 'case',
        policy: 'decided',
        fields: {
          submittedBy: 'id',
          submittedOn: 'date',
          receivedBy: 'id',
          receivedOn: 'date',
          paidOn: 'date',
          bankFileHash: 'text',
          returned: 'json',
          settledBy: 'id',
          settled: 'json',
        },
      },
    },
  },
  /** One month of one subsidy of one person on a roster. It stays where it was paid when the person moves. */
  rosterRow: {
    indexes: ['rosterId', 'personId', 'entitlementId'],
    groups: {
      row: {
        audience: 'case',
        policy: 'decided',
        fields: {
          rosterId: 'id',
          rosterMonth: 'month',
          personId: 'id',
          entitlementId: 'id',
          benefit: 'text',
          month: 'month',
          kind: 'text',
          amountFen: 'integer',
          standardId: 'text',
          packVersion: 'text',
          movement: 'text',
          heldReason: 'text',
          heldDetail: 'json',
        },
      },
      /** Whom it is paid to, as it was when the roster was made. */
      payee: {
        audience: 'identity',
        policy: 'decided',
        fields: { payeeName: 'text', payeeIdNumber: 'text', payeeVillage: 'id' },
      },
      account: {
        audience: 'money',
        policy: 'decided',
        fields: { accountHolder: 'text', bankName: 'text', accountNumber: 'text' },
      },
      result: {
        audience: 'case',
        policy: 'decided',
        fields: { result: 'text', bankReason: 'text', resultOn: 'date' },
      },
    },
  },
  /** What was paid before the county's rosters began (domain/past-payment.ts): history, never payable. */
  pastPayment: {
    indexes: ['personId'],
    groups: {
      about: {
        audience: 'case',
        policy: 'decided',
        fields: {
          personId: 'id',
          benefit: 'text',
          fromMonth: 'month',
          toMonth: 'month',
          amountFen: 'integer',
          source: 'text',
          words: 'text',
          recordedBy: 'id',
          recordedOn: 'date',
          packVersion: 'text',
        },
      },
      judged: {
        audience: 'case',
        policy: 'decided',
        fields: { state: 'text', differences: 'json', explainedBy: 'id', explainedWords: 'text' },
      },
      place: PLACE,
    },
  },
  /** What finance says it paid in a month of history, in the county's scope. A month has one: whoever types it again corrects it. */
  pastMonth: {
    indexes: ['month'],
    groups: {
      figure: {
        audience: 'case',
        policy: 'decided',
        fields: { month: 'month', financeFen: 'json', typedBy: 'id', typedOn: 'date' },
      },
    },
  },
} as const satisfies Record<string, RecordType>;

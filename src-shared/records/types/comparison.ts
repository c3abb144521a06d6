/** The monthly comparison with registers of other bodies (S004 art.7), and what it found. */
import { PLACE, type RecordType } from '../shape.ts';

export const comparisonTypes = {
  /** A register of another body, handed in for the monthly comparison (domain/register.ts); in the county's scope. */
  register: {
    indexes: [],
    groups: {
      head: {
        audience: 'case',
        policy: 'decided',
        fields: {
          kind: 'text',
          month: 'month',
          asOf: 'date',
          source: 'text',
          fileHash: 'text',
          rowCount: 'integer',
          pageCount: 'integer',
          handedBy: 'id',
          handedOn: 'date',
        },
      },
      progress: { audience: 'case', policy: 'decided', fields: { pagesDone: 'integer', state: 'text' } },
    },
  },
  /** A page of the holder list: to stand on it is a fact of health, so finance never holds it. */
  registerPage: {
    indexes: ['registerId'],
    groups: {
      page: { audience: 'case', policy: 'decided', fields: { registerId: 'id', page: 'integer' } },
      holders: { audience: 'health', policy: 'decided', fields: { rows: 'json' } },
    },
  },
  /** A run of the monthly comparison (domain/comparison-run.ts); in the county's scope. */
  comparison: {
    indexes: [],
    groups: {
      run: {
        audience: 'case',
        policy: 'decided',
        fields: {
          month: 'month',
          registers: 'json',
          startedBy: 'id',
          startedOn: 'date',
          state: 'text',
          persons: 'integer',
          holders: 'integer',
          counts: 'json',
          raised: 'integer',
          seenAgain: 'integer',
          finishedOn: 'date',
        },
      },
      report: {
        audience: 'case',
        policy: 'decided',
        fields: { reportedOn: 'date', reportedBy: 'id', reportWords: 'text' },
      },
    },
  },
  /** What somebody must look at, in the person's township (domain/finding.ts). A roster holds the rows of whoever has one of severity
   *  BLOCK_ROSTER whose state is not CLOSED; `benefit` null: both. */
  finding: {
    indexes: ['personId', 'holderIdNumber', 'placeCode'],
    groups: {
      about: {
        audience: 'case',
        policy: 'decided',
        fields: {
          personId: 'id',
          /** Township, of what is found of the place and of nobody in it. */
          placeCode: 'id',
          code: 'text',
          severity: 'text',
          benefit: 'text',
          list: 'text',
          firstSeenMonth: 'month',
          foundOn: 'date',
          foundBy: 'id',
          comparisonId: 'id',
        },
      },
      seen: {
        audience: 'case',
        policy: 'decided',
        fields: { lastSeenMonth: 'month', timesSeen: 'integer', points: 'json' },
      },
      /** Whom only the holder list knows. */
      holder: {
        audience: 'health',
        policy: 'decided',
        fields: {
          holderIdNumber: 'text',
          holderName: 'text',
          holderBirthDate: 'date',
          holderPhone: 'text',
          holderVillage: 'id',
          holderHukou: 'text',
          holderCertificateNumber: 'text',
        },
      },
      work: {
        audience: 'case',
        policy: 'decided',
        fields: {
          state: 'text',
          assignedTo: 'id',
          assignedOn: 'date',
          visitedOn: 'date',
          outcome: 'text',
          evidence: 'text',
          paperId: 'id',
          answeredBy: 'id',
          answeredOn: 'date',
          closedBy: 'id',
          closedOn: 'date',
          closeWords: 'text',
        },
      },
      place: PLACE,
    },
  },
} as const satisfies Record<string, RecordType>;

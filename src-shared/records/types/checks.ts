/** Public notices and objections (S004 art.6), monthly re-checks and spot checks (art.7). */
import { PLACE, type RecordType } from '../shape.ts';

export const checkTypes = {
  /** What hangs on a village's board: who receives what (S004 art.6). Of the township. */
  publicNotice: {
    indexes: [],
    groups: {
      about: {
        audience: 'case',
        policy: 'decided',
        fields: {
          division: 'id',
          occasion: 'text',
          fromMonth: 'month',
          toMonth: 'month',
          entryCount: 'integer',
          preparedBy: 'id',
          preparedAt: 'instant',
          preparedOn: 'date',
        },
      },
      /** Its lines as they were hung, each of domain/notice-edition.ts. */
      list: { audience: 'identity', policy: 'decided', fields: { entries: 'json' } },
      course: {
        audience: 'case',
        policy: 'decided',
        fields: {
          state: 'text',
          postedOn: 'date',
          postedBy: 'id',
          postedPlace: 'text',
          poster: 'text',
          onlinePlace: 'text',
          postedWords: 'text',
          takenDownOn: 'date',
          takenDownBy: 'id',
          remover: 'text',
          isOnlineDown: 'boolean',
          closedWords: 'text',
        },
      },
    },
  },
  /** What somebody said against a notice, and what came of it. */
  objection: {
    indexes: ['noticeId'],
    groups: {
      about: {
        audience: 'case',
        policy: 'append',
        fields: { noticeId: 'id', personId: 'id', receivedOn: 'date', takenBy: 'id', takenAt: 'instant' },
      },
      words: {
        audience: 'identity',
        policy: 'append',
        fields: { objectionText: 'text', contactName: 'text', contactPhone: 'text' },
      },
      outcome: {
        audience: 'case',
        policy: 'decided',
        fields: {
          state: 'text',
          proposal: 'text',
          decidedWords: 'text',
          decidedOn: 'date',
          decidedBy: 'id',
          repliedOn: 'date',
          replyWords: 'text',
        },
      },
      /** What civil affairs made of one that was upheld. */
      settlement: {
        audience: 'case',
        policy: 'decided',
        fields: { settlement: 'text', settledOn: 'date', settledBy: 'id', settledWords: 'text' },
      },
    },
  },
  /** A village's list of a month, as it was opened for the re-check (S004 art.7). Of the township. */
  recheck: {
    indexes: [],
    groups: {
      list: {
        audience: 'case',
        policy: 'append',
        fields: { division: 'id', month: 'month', personIds: 'json', openedBy: 'id', openedAt: 'instant' },
      },
    },
  },
  /** What was found of people of such a list; whatever is not «unchanged» is a task. */
  recheckAnswer: {
    indexes: ['recheckId'],
    groups: {
      about: {
        audience: 'case',
        policy: 'append',
        fields: {
          recheckId: 'id',
          division: 'id',
          month: 'month',
          personIds: 'json',
          answer: 'text',
          changeKind: 'text',
          checkedOn: 'date',
          answerWords: 'text',
          answeredBy: 'id',
          answeredAt: 'instant',
        },
      },
      task: {
        audience: 'case',
        policy: 'decided',
        fields: {
          taskState: 'text',
          taskOutcome: 'text',
          taskWords: 'text',
          taskClosedOn: 'date',
          taskClosedBy: 'id',
        },
      },
    },
  },
  /** A spot check that a county body drew (S004 art.7). Of the county. */
  spotCheck: {
    indexes: [],
    groups: {
      draw: {
        audience: 'case',
        policy: 'append',
        fields: {
          body: 'text',
          year: 'integer',
          drawnOn: 'date',
          drawnBy: 'id',
          seed: 'text',
          population: 'integer',
          populationHash: 'text',
          packVersion: 'text',
          sample: 'json',
        },
      },
    },
  },
  /** What was seen of one person of a sample; goes where the person goes. */
  spotCheckResult: {
    indexes: ['personId'],
    groups: {
      about: {
        audience: 'case',
        policy: 'append',
        fields: {
          spotCheckId: 'id',
          personId: 'id',
          result: 'text',
          checkedOn: 'date',
          checkers: 'text',
          resultWords: 'text',
          recordedBy: 'id',
          recordedAt: 'instant',
        },
      },
      task: {
        audience: 'case',
        policy: 'decided',
        fields: {
          taskState: 'text',
          taskOutcome: 'text',
          taskWords: 'text',
          taskClosedOn: 'date',
          taskClosedBy: 'id',
        },
      },
      place: PLACE,
    },
  },
} as const satisfies Record<string, RecordType>;

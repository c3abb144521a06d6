/** The record registry: every record type once, with its fields, field groups, each group's audience class and merge policy.
 *  Tables, codecs, wire entries, chunks and kysely's types on both sides are derived from here; a test holds both migrated
 *  schemas against it (rules R1–R4 of sync/SPEC.md). Source of the policies: dossier m.3.
 *  R1 a field belongs to exactly one group.  R2 a group has one version, one audience class, one merge policy. */
import type { Json } from '../base/canonical.ts';

/** Who may hold a group's values. A replica receives only the classes its roles may see. */
export const AUDIENCE_CLASSES = ['case', 'money', 'health', 'identity'] as const;
export type AudienceClass = (typeof AUDIENCE_CLASSES)[number];

/** How a column is stored: `date` is YYYY-MM-DD, `month` YYYY-MM, `instant` ISO UTC text, `json` a true list or map. */
export type FieldKind = 'text' | 'integer' | 'boolean' | 'date' | 'month' | 'instant' | 'id' | 'json';
export type FieldValue = Json;

/** What happens when two desks wrote one group without having seen each other; the closed list of dossier m.3.
 *  decided: `decide` judges on the current values, its verdict stands.        append: never rewritten, both kept.
 *  ask: a person settles it, nothing is paid meanwhile.                       merge: field by field; same field asks.
 *  laterBusinessDate: field by field; same field, the later stated date wins, a tie asks.
 *  owner: the field's owner wins, the other side's value is kept as a proposal.  earliest: the earliest date wins. */
export type MergePolicy = 'decided' | 'append' | 'ask' | 'merge' | 'laterBusinessDate' | 'owner' | 'earliest';

export interface Group {
  readonly audience: AudienceClass;
  readonly policy: MergePolicy;
  readonly fields: Readonly<Record<string, FieldKind>>;
  /** Role bodies whose write wins under `owner`. */
  readonly owner?: 'FEDERATION' | 'CIVIL_AFFAIRS' | 'TOWNSHIP';
  /** The field that holds the business date under `laterBusinessDate`. */
  readonly dateField?: string;
}

export interface RecordType {
  readonly groups: Readonly<Record<string, Group>>;
  /** Fields that `needs` may look up by, beside the id. */
  readonly indexes: readonly string[];
}

/** How often a record has moved to another township: of two copies of it the one that moved more is the newer, whichever scope's log
 *  arrives first (SPEC MV). Null until it moves. */
const PLACE = { audience: 'case', policy: 'decided', fields: { moves: 'integer' } } as const;

export const RECORD_TYPES = {
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
      /** What keeps money back, each {body, by, since, reason}: any body's hold stays until that body lifts it (m.3 `hold`). */
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
  /** A photographed or scanned paper on a case. Its bytes travel beside the log, known by their hash. */
  paper: {
    indexes: ['personId', 'applicationId'],
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
  /** A list that left the system as a file: who took what, when, on which computer. */
  disclosure: {
    indexes: [],
    groups: {
      about: {
        audience: 'case',
        policy: 'append',
        fields: {
          listName: 'text',
          filters: 'json',
          columnNames: 'json',
          rowCount: 'integer',
          fileHash: 'text',
          serialNumber: 'text',
          takenBy: 'id',
          takenAt: 'instant',
          device: 'integer',
          numbers: 'text',
          reason: 'text',
        },
      },
    },
  },
  /** Who works where: the public part of an account, for history lines and the conflict inbox. */
  colleague: {
    indexes: [],
    groups: {
      profile: {
        audience: 'case',
        policy: 'decided',
        fields: { accountName: 'text', personName: 'text', role: 'text', unitName: 'text', unitScope: 'id' },
      },
    },
  },
  /** A desk's computer; its id is the device number. */
  computer: {
    indexes: [],
    groups: {
      profile: { audience: 'case', policy: 'decided', fields: { computerName: 'text', unitName: 'text' } },
    },
  },
  /** A pair of public keys of the centre: it signs receipts and packets with one, packets are sealed to the other. The newest is in use, an
   *  older one still proves what it signed. */
  centre: {
    indexes: [],
    groups: {
      keys: {
        audience: 'case',
        policy: 'decided',
        fields: { signKey: 'text', sealKey: 'text', since: 'instant' },
      },
    },
  },
  division: {
    indexes: [],
    groups: {
      profile: { audience: 'case', policy: 'decided', fields: { divisionName: 'text', parent: 'id' } },
    },
  },
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
  /** Public key of a unit that sets packs of its division; entered by the centre's administrator. */
  packKey: {
    indexes: ['keyRegion'],
    groups: {
      key: {
        audience: 'case',
        policy: 'decided',
        fields: { keyRegion: 'text', unitName: 'text', publicKey: 'text', enteredAt: 'instant' },
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
        fields: { state: 'text', askedOn: 'date', answeredOn: 'date', finding: 'text' },
      },
      answer: {
        audience: 'money',
        policy: 'decided',
        fields: { incomeFen: 'integer', propertyFen: 'integer', answerWords: 'text' },
      },
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
  /** A document of section (k) that was printed: what stood on it, by the class of those who may hold it, and the hash of all of that, which
   *  its QR code carries. Never renumbered: void and replace (m.3). */
  document: {
    indexes: ['personId', 'number'],
    groups: {
      about: {
        audience: 'case',
        policy: 'append',
        fields: {
          personId: 'id',
          applicationId: 'id',
          lineId: 'id',
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

export type RecordTypeName = keyof typeof RECORD_TYPES;
export const RECORD_TYPE_NAMES = Object.keys(RECORD_TYPES) as RecordTypeName[];

/** Read-only scope of reference data (colleagues, computers, divisions, the centre's keys); every replica subscribes to it. */
export const REFERENCE_SCOPE = 0;

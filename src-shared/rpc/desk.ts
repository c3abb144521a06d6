/** The contract between the screens and the replica of this desk; carried over a MessagePort (Electron) or a WebSocket
 *  (browser host). Screens know nothing else. Dates and instants are text. A refusal is a returned value, never an error. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import * as comparing from './compare-shapes.ts';
import * as shape from './desk-shapes.ts';
import { todayOverview } from './today-shapes.ts';
import * as paperwork from './document-shapes.ts';
import * as duplicate from './duplicate-shapes.ts';
import * as past from './history-shapes.ts';
import * as checking from './check-shapes.ts';
import * as importing from './import-shapes.ts';
import * as matter from './matter-shapes.ts';
import * as mending from './mend-shapes.ts';
import { disclosureRow, exportInput, exportResult } from './export-shapes.ts';
import { regionAnswer, regionInput, statistics, statisticsInput } from './statistics-shapes.ts';
import { hubDone, hubHere, hubJoin, hubSetUp, hubThere } from './hub-shapes.ts';
import { packetInput, packetRead, packetRow, packetWritten } from './packet-shapes.ts';
import * as publicity from './publicity-shapes.ts';
import * as pastPayments from './past-shapes.ts';
import * as payment from './payment-shapes.ts';
import * as pack from './pack-shapes.ts';
import * as session from './session-shapes.ts';

const id = z.number().int();
const page = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) };

/** What is said of a file that is added. */
const addedFile = {
  material: z.string(),
  fileName: z.string().max(400).nullable(),
  thumbnailBase64: z.string().max(100_000).nullable(),
  formId: z.string().min(8).max(64),
};

export const deskContract = {
  session: {
    status: oc.output(session.sessionStatus),
    /** Opens the replica with a password slot, and signs in at the centre when it answers. */
    signIn: oc
      .input(z.strictObject({ account: z.string(), password: z.string() }))
      .output(session.signInResult),
    signOut: oc.output(z.object({})),
    /** Every division that the reference names, in the order of its code; none while nobody is signed in. */
    places: oc.output(z.array(session.knownPlace)),
  },
  /** One stream a window: topics whose rows changed ('session', 'link', 'cases', 'review', 'conflicts', 'journal', 'drafts', 'papers', 'imports', 'hub'). */
  watch: oc.output(eventIterator(z.object({ topics: z.array(z.string()) }))),
  link: {
    status: oc.output(session.linkStatus),
    tryNow: oc.output(z.object({})),
  },
  rows: {
    status: oc.output(session.rowStatus),
    /** Holds the rows here against the county's with the next sync, which begins now. */
    check: oc.output(z.object({})),
  },
  /** Policy packs: the set that counts for this unit today, all that are held, and a look at a file. */
  packs: {
    current: oc.output(pack.policyPack),
    overview: oc.output(pack.packsOverview),
    /** Nothing is written; the same questions that the centre asks. */
    look: oc.input(pack.packLookInput).output(pack.packLook),
  },
  today: { overview: oc.output(todayOverview) },
  cases: {
    /** Any part of a name, pinyin initials, digits of ID, certificate or phone, a village. Empty text lists everything. */
    search: oc
      .input(
        z.strictObject({
          text: z.string(),
          state: z.string().optional(),
          benefit: z.string().optional(),
          ...page,
        }),
      )
      .output(shape.caseList),
    open: oc.input(z.strictObject({ personId: id })).output(shape.casePage.nullable()),
    /** Who has moved away, of those whom a text means or of one person. */
    departed: oc
      .input(z.union([z.strictObject({ text: z.string() }), z.strictObject({ personId: id })]))
      .output(z.array(shape.departedPerson)),
    /** Who else is registered at the person's address. */
    household: oc.input(z.strictObject({ personId: id })).output(z.array(shape.personBrief)),
    byIdNumber: oc.input(z.strictObject({ idNumber: z.string() })).output(shape.personBrief.nullable()),
    /** Full numbers of one person, shown for 30 s; the view is recorded. */
    reveal: oc.input(z.strictObject({ personId: id, reason: z.string() })).output(shape.revealed.nullable()),
  },
  review: {
    /** Files that wait for this desk's role, most urgent first. */
    queue: oc.output(z.array(shape.reviewItem)),
    file: oc.input(z.strictObject({ applicationId: id })).output(shape.reviewFile.nullable()),
  },
  conflicts: {
    list: oc.output(z.array(shape.conflictItem)),
    open: oc.input(z.strictObject({ conflictId: id })).output(shape.conflictPage.nullable()),
  },
  /** One person registered twice. */
  duplicates: {
    /** Who may be the person that is being typed; found before saving. */
    similar: oc.input(duplicate.typedPerson).output(z.array(duplicate.similarPerson)),
    /** What is typed against a record, field by field. */
    compare: oc
      .input(z.strictObject({ personId: id, typed: duplicate.comparedForm }))
      .output(duplicate.comparison.nullable()),
    /** Pairs of this desk's records that nobody has settled. */
    pairs: oc.output(z.array(duplicate.duplicatePair)),
    /** Two records side by side; or a candidate that the county found, by its conflict. */
    open: oc
      .input(z.union([z.strictObject({ leftId: id, rightId: id }), z.strictObject({ conflictId: id })]))
      .output(duplicate.duplicatePage.nullable()),
    /** What a case page says of it. */
    ofPerson: oc.input(z.strictObject({ personId: id })).output(duplicate.duplicatesOfPerson),
  },
  journal: {
    /** Everything done on this computer: the four numbers and the acts behind them. */
    overview: oc.output(shape.journalOverview),
    acts: oc
      .input(z.strictObject({ place: shape.place.optional(), ...page }))
      .output(z.object({ total: z.number(), rows: z.array(shape.actRow) })),
    act: oc.input(z.strictObject({ number: id })).output(shape.actPage.nullable()),
    /** Every receipt of this computer, the newest first; of one business day where one is named. */
    receipts: oc.input(z.strictObject({ day: z.iso.date().optional(), ...page })).output(shape.receiptList),
    /** The person has seen what became of a refused act and needs it no more. */
    dismiss: oc.input(z.strictObject({ number: id })).output(z.object({})),
    /** What the form of an act that the county did not take opens with; null when there is nothing to mend. */
    mend: oc.input(z.strictObject({ number: id })).output(mending.mendPage.nullable()),
    /** Acts that were put off behind a refused one, and whether they can be issued again as they stand. */
    followers: oc.input(z.strictObject({ number: id })).output(z.array(mending.follower)),
    /** Issues put-off acts again, ids of what was never made put right; each takes the place of its own. */
    reissue: oc
      .input(z.strictObject({ numbers: z.array(id).min(1).max(200) }))
      .output(z.array(mending.reissued)),
  },
  /** Everything that was ever done about a person, and what became of any of it. */
  history: {
    page: oc.input(past.historyInput).output(past.historyPage),
    entry: oc.input(z.strictObject({ personId: id, key: past.entryKey })).output(past.entryPage.nullable()),
    /** Every entry that touched one group of the person. */
    group: oc.input(z.strictObject({ personId: id, group: z.string() })).output(past.groupHistory),
  },
  papers: {
    /** Papers of a person or photos of a notice, those taken away among them. */
    list: oc
      .input(z.union([z.strictObject({ personId: id }), z.strictObject({ noticeId: id })]))
      .output(z.array(shape.paper)),
    /** A part of a file on its way to `add`, in order, under the form's name: a long file in one message would hold up the screens. */
    send: oc
      .input(
        z.strictObject({
          formId: z.string().min(8).max(64),
          at: z.number().int().min(0),
          contentBase64: z.string().max(1_400_000),
        }),
      )
      .output(z.object({})),
    /** Looks at the file that was sent, keeps it and issues `paper.attach` or `paper.attachToNotice`. Answers when bytes and act are on the disk; a refused file leaves nothing.
     *  Pictures arrive drawn anew, without what a camera wrote into them. */
    add: oc
      .input(
        z.union([
          z.strictObject({ personId: id, applicationId: id.nullable(), ...addedFile }),
          z.strictObject({ noticeId: id, ...addedFile }),
        ]),
      )
      .output(shape.issueResult),
    /** The file itself in parts, after a line that says what it is; fetched now when it is awaited; a look is recorded. */
    content: oc
      .input(z.strictObject({ paperId: id, purpose: z.enum(['look', 'thumbnail']) }))
      .output(eventIterator(shape.paperContent)),
    thumbnail: oc.input(z.strictObject({ paperId: id })).output(shape.paperThumbnail.nullable()),
    /** What has still to go up and to come down, and when papers give way to acts. */
    line: oc.output(shape.papersLine),
    setLine: oc.input(z.strictObject({ mode: shape.papersLineMode })).output(z.object({})),
    /** A small picture that a window drew of what came from elsewhere, for the next time. */
    keepThumbnail: oc
      .input(z.strictObject({ paperId: id, contentBase64: z.string().max(100_000) }))
      .output(z.object({})),
  },
  draft: {
    /** Answers only after the draft is on the disk. */
    save: oc
      .input(
        z.strictObject({ kind: z.string().max(40), key: z.string().max(80), body: z.string().max(100_000) }),
      )
      .output(z.object({ savedAt: z.string() })),
    read: oc.input(z.strictObject({ kind: z.string(), key: z.string() })).output(shape.draft.nullable()),
    list: oc.input(z.strictObject({ kind: z.string() })).output(z.array(shape.draft)),
    remove: oc.input(z.strictObject({ kind: z.string(), key: z.string() })).output(z.object({})),
  },
  command: {
    /** Decides on the replica and writes in one fsynced transaction. `formId` (random, made when the form opens) makes a retry
     *  the same act. `draft` names a draft that the act replaces, removed in the same transaction. `replaces` is the refused act
     *  that this one mends and stands in the place of. */
    issue: oc
      .input(
        z.strictObject({
          name: z.string(),
          args: z.unknown(),
          formId: z.string().min(8).max(64),
          draft: z.strictObject({ kind: z.string(), key: z.string() }).optional(),
          replaces: id.optional(),
        }),
      )
      .output(shape.issueResult),
    /** Several acts that stand or fall together on this desk: one transaction. The first refusal is the answer. */
    issueTogether: oc
      .input(
        z.strictObject({
          acts: z
            .array(z.strictObject({ name: z.string(), args: z.unknown() }))
            .min(1)
            .max(5),
          formId: z.string().min(8).max(60),
        }),
      )
      .output(shape.issueResult),
  },
  statistics: oc.input(statisticsInput).output(statistics),
  /** Of a division above the township: counted by the centre, and the last answer without a line. */
  regionStatistics: oc.input(regionInput).output(regionAnswer),
  /** The monthly comparison with the registers of other bodies. */
  compare: {
    overview: oc.output(comparing.compareOverview),
    /** Looks at a register in a file; nothing is written. */
    look: oc.input(comparing.lookInput).output(comparing.registerLook),
    /** Hands over what was looked at. */
    take: oc.input(comparing.takeInput).output(eventIterator(comparing.takeStep)),
    /** Compares everybody for a month and makes what is found the townships' tasks. */
    run: oc.input(z.strictObject({ month: z.string() })).output(eventIterator(comparing.runStep)),
    findings: oc.input(comparing.findingsInput).output(comparing.findingList),
    holder: oc.input(z.strictObject({ findingId: id })).output(comparing.holderOfFinding.nullable()),
  },
  /** Payment rosters (发放). */
  payments: {
    overview: oc.output(payment.paymentsOverview),
    roster: oc.input(z.strictObject({ rosterId: id })).output(payment.rosterPage.nullable()),
    rows: oc
      .input(payment.rosterRowsInput)
      .output(z.object({ total: z.number(), rows: z.array(payment.rosterRow) })),
    /** The roster on paper, for whom a copy is made. */
    sheet: oc.input(payment.rosterSheetInput).output(payment.rosterSheet.nullable()),
    /** Packs that are to be used next, and what they will cost in a township before a roster is built by them. */
    raises: oc.output(payment.raiseChoices),
    raise: oc.input(payment.raiseInput).output(payment.raiseOfTownship.nullable()),
    /** What was paid before the rosters began. */
    past: oc.output(pastPayments.pastOverview),
    pastOfPerson: oc.input(z.strictObject({ personId: id })).output(z.array(pastPayments.pastEntry)),
    /** A file of it: looked at, or taken in. */
    pastFile: oc.input(pastPayments.pastFileInput).output(pastPayments.pastFileRead),
    /** The bank's result against the roster; nothing is written. */
    readBankFile: oc.input(payment.bankFileInput).output(payment.bankFileRead),
  },
  imports: {
    /** Reads a workbook or CSV and says what would happen; nothing is written. Streams how far it is; leaving the stream ends it. */
    preview: oc
      .input(
        z.strictObject({
          fileName: z.string().max(260),
          contentBase64: z.string().max(28_000_000),
          language: importing.importLanguage,
        }),
      )
      .output(eventIterator(importing.importStep)),
    /** Judges the file again with other sheets, header rows or columns; the columns are remembered for these headers. */
    remap: oc.input(importing.importRemapInput).output(eventIterator(importing.importStep)),
    /** How the file stands now, after a run; null when it is no longer kept. */
    look: oc.input(z.strictObject({ importId: z.string() })).output(importing.importPreview.nullable()),
    rows: oc
      .input(importing.importRowsInput)
      .output(z.object({ total: z.number(), rows: z.array(importing.importRow) })),
    /** One act a row, in small batches; streams progress and ends with the last line. Left, it ends between two batches. */
    run: oc.input(importing.importRunInput).output(eventIterator(importing.importProgress)),
    /** The clerk's own file with the cells at fault in red and a column of reasons. */
    faultyWorkbook: oc
      .input(z.strictObject({ importId: z.string(), language: importing.importLanguage }))
      .output(importing.importFaulty),
  },
  exports: {
    /** The list as it stands on the screen, as an .xlsx; recorded first, and not given when that fails. */
    make: oc.input(exportInput).output(exportResult),
    /** The record of exports, newest first. */
    list: oc
      .input(z.strictObject(page))
      .output(z.object({ total: z.number(), rows: z.array(disclosureRow) })),
  },
  /** What hangs on the villages' boards (S004 art.6). */
  publicity: {
    list: oc.output(publicity.noticeList),
    open: oc.input(z.strictObject({ noticeId: id })).output(publicity.noticePage.nullable()),
    /** Who would stand on a notice of a place and period. */
    candidates: oc.input(publicity.candidateInput).output(publicity.candidates),
  },
  /** Re-checks, spot checks, certificates that run out (S004 arts 7, 9(4)). */
  checks: {
    duties: oc.output(z.array(checking.checkDuty)),
    radar: oc.output(checking.radar),
    recheck: oc.input(z.strictObject({ month: z.string() })).output(checking.recheckOverview),
    recheckVillage: oc
      .input(z.strictObject({ division: id, month: z.string() }))
      .output(checking.recheckVillage),
    spotChecks: oc.output(checking.spotCheckList),
    spotCheck: oc.input(z.strictObject({ spotCheckId: id })).output(checking.spotCheckPage.nullable()),
    /** Draws, and writes nothing: what was drawn becomes a check by `spotCheck.draw`. */
    drawSpotCheck: oc
      .input(z.strictObject({ seed: z.string().regex(/^[0-9a-f]{16}$/) }))
      .output(checking.spotDraw),
  },
  /** What is looked after beside the files (S004 arts 8–13). */
  matters: {
    counts: oc.output(matter.matterCounts),
    untold: oc.output(matter.untoldList),
    exits: oc.output(matter.exitList),
    leads: oc.input(matter.matterPage).output(matter.leadList),
    recoveries: oc.output(matter.recoveryList),
    forwarded: oc.output(matter.forwardedList),
    delegations: oc.output(z.array(matter.delegationRow)),
    /** Signs the request for a check of a household and hands it to whoever checks. */
    sendCheck: oc.input(matter.sendCheckInput).output(matter.checkSent),
    /** Takes the answers that have come; each that is none is told with its reason. */
    collectChecks: oc.output(matter.checkAnswers),
    /** Where requests go and answers come from on this computer. */
    exchange: oc.output(matter.checkExchange),
    /** Another folder; refused where it is not there or cannot be used. */
    setExchange: oc.input(matter.exchangeFolderInput).output(z.object({ code: z.string().nullable() })),
  },
  /** Documents on paper (dossier (k)). */
  documents: {
    ofPerson: oc.input(z.strictObject({ personId: id })).output(paperwork.documentsOfPerson),
    /** Of nobody: forms, lists, bulletins. */
    ofOffice: oc.output(paperwork.documentsOfPerson),
    /** The document that a copy of a roster is printed under, by the hash of its rows. */
    ofRoster: oc.input(paperwork.rosterCopyOf).output(paperwork.paperOfRoster),
    open: oc.input(z.strictObject({ documentId: id })).output(paperwork.documentPage.nullable()),
    /** Holds a scanned or typed code against what is kept. */
    find: oc.input(z.strictObject({ text: z.string().max(200) })).output(paperwork.documentFound),
  },
  rollout: { page: oc.output(paperwork.rolloutPage) },
  /** A way without a network: one sealed file each way. */
  packets: {
    write: oc.output(packetWritten),
    read: oc.input(packetInput).output(packetRead),
    list: oc.output(z.array(packetRow)),
  },
  /** One computer of an office relays sealed packets for the others while it alone has the line. */
  hub: {
    /** This computer as the hub. */
    here: oc.output(hubHere),
    setUp: oc.input(hubSetUp).output(hubDone),
    newCode: oc.output(hubDone),
    /** The hub that this computer leaves its packets at. */
    there: oc.output(hubThere),
    join: oc.input(hubJoin).output(hubDone),
    leave: oc.output(hubDone),
    /** Leaves what waits and looks for answers now. */
    ask: oc.output(hubDone),
  },
};

export type DeskContract = typeof deskContract;

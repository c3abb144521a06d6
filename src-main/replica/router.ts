/** The desk's contract, answered: reads from the read-only connection, writes through the writer. A call on a locked desk is refused, as is
 *  one of a second window after the first has signed out. */
import { EventPublisher, implement, ORPCError } from '@orpc/server';
import { ancestorAt } from '#shared/domain/division.ts';
import { normaliseIdNumber } from '#shared/domain/id-number.ts';
import { instantText, shanghaiDate } from '#shared/base/clock.ts';
import { deskContract } from '#shared/rpc/desk.ts';
import { casePage, personByIdNumber } from './queries/case-page.ts';
import { radar } from './queries/certificates.ts';
import { checkDuties } from './queries/check-duties.ts';
import { conflictList, conflictPage } from './queries/conflicts.ts';
import { disclosures } from './queries/disclosures.ts';
import { compareOverview, findingList, holderOfFinding } from './queries/compare.ts';
import {
  documentsOfOffice,
  documentsOfPerson,
  findDocument,
  openDocument,
  paperOfRoster,
} from './queries/documents.ts';
import { compareTyped, duplicatePage } from './queries/duplicate-page.ts';
import { duplicatePairs, duplicatesOfPerson, similarPersons } from './queries/duplicates.ts';
import { historyPage } from './queries/history.ts';
import { entryPage, groupHistory } from './queries/history-entry.ts';
import { act, acts, countWaiting, journal, oldestWaiting } from './queries/journal.ts';
import { followers, mendPage } from './queries/mend.ts';
import { delegations, exits, forwarded, leads, matterCounts, recoveries, untold } from './queries/matters.ts';
import { noticeCandidates, noticeList, noticePage } from './queries/notices.ts';
import { currentDevice } from './identity.ts';
import { packetReads } from './packets/packet-reads.ts';
import { type OpenPapers, paperProcedures } from './papers/paper-reads.ts';
import { pastOfPerson, pastOverview } from './queries/past.ts';
import { paymentsOverview, rosterPage, rosterRows } from './queries/payments.ts';
import { raiseChoices, raiseOfTownship } from './queries/raises.ts';
import { rosterSheet } from './queries/roster-sheet.ts';
import { Reading } from './queries/reading.ts';
import { recheckOverview, recheckVillage } from './queries/rechecks.ts';
import { searchCases } from './queries/search.ts';
import { drawSpotCheck, spotCheckList, spotCheckPage } from './queries/spot-checks.ts';
import { departed, household } from './queries/moved.ts';
import { lookAtPack, packs } from './queries/packs.ts';
import { receiptList } from './queries/receipt-list.ts';
import { rolloutPage } from './queries/rollout.ts';
import { statisticsOf } from './queries/statistics.ts';
import { countNeedsYou, reviewFileOf, reviewQueue, today } from './queries/work.ts';
import type { Desk, OpenDesk } from './session.ts';
import { readRecord } from './store/records.ts';
import { placesHere } from './store/places.ts';
import { partialRows } from './sync/cursors.ts';
import { rowCheckView } from './sync/row-checks.ts';

/** Topics of one change, to every window. */
export type ChangePublisher = EventPublisher<{ changed: { topics: string[] } }>;

function opened(desk: Desk): OpenDesk {
  if (!desk.open) throw new ORPCError('UNAUTHORIZED', { message: 'desk is locked' });
  return desk.open;
}

function reading(desk: Desk): Reading {
  const { reader, me } = opened(desk);
  return new Reading({
    statements: reader,
    clock: desk.settings.clock,
    me,
    attemptedUpTo: desk.link.attemptedUpTo,
  });
}

function isComplete(open: OpenDesk): boolean {
  return partialRows(open.reader, open.me.scopes) === null;
}

function sessionStatus(desk: Desk) {
  const { open } = desk;
  return {
    state: open ? ('open' as const) : ('locked' as const),
    computerName: desk.computerName(),
    centralUrl: desk.settings.centralUrl,
    known: desk.known(),
    me: open && {
      ...open.me,
      scopes: [...open.me.scopes],
      computerName: open.computerName,
      deviceNumber: currentDevice(open.reader),
      countyName: reading(desk).divisionName(ancestorAt('COUNTY', open.me.unitScope) ?? open.me.unitScope),
    },
    closed: desk.closed,
    complete: open ? isComplete(open) : false,
    today: shanghaiDate(desk.settings.clock.now()),
    now: instantText(desk.settings.clock.now()),
  };
}

function linkStatus(desk: Desk) {
  const read = reading(desk);
  const { state, since, lastReceivedAt, nextTryAt, sending, firstSync, trouble, work } = desk.link;
  return {
    state,
    since,
    lastReceivedAt,
    nextTryAt,
    sending,
    firstSync,
    work,
    trouble,
    waiting: countWaiting(read.statements),
    oldestWaitingAt: oldestWaiting(read.statements),
    needsYou: countNeedsYou(read),
    packVersion: read.pack.version,
  };
}

interface DraftRow {
  kind: string;
  key: string;
  body: string;
  savedAt: string;
}
const DRAFT_COLUMNS = 'kind, draft_key AS key, body, saved_at AS savedAt';

type Implementer = ReturnType<typeof implement<typeof deskContract>>;

function sessionProcedures(os: Implementer, desk: Desk) {
  return {
    status: os.session.status.handler(() => sessionStatus(desk)),
    signIn: os.session.signIn.handler(({ input }) => desk.signIn(input.account, input.password)),
    signOut: os.session.signOut.handler(async () => {
      await desk.signOut();
      return {};
    }),
    places: os.session.places.handler(() => (desk.open ? placesHere(desk.open.reader) : [])),
  };
}

function caseProcedures(os: Implementer, desk: Desk) {
  return {
    search: os.cases.search.handler(({ input }) => searchCases(reading(desk), input)),
    open: os.cases.open.handler(({ input }) => casePage(reading(desk), input.personId)),
    departed: os.cases.departed.handler(({ input }) => departed(reading(desk), input)),
    household: os.cases.household.handler(({ input }) => household(reading(desk), input.personId)),
    byIdNumber: os.cases.byIdNumber.handler(({ input }) =>
      personByIdNumber(reading(desk), normaliseIdNumber(input.idNumber)),
    ),
    reveal: os.cases.reveal.handler(async ({ input }) => {
      const person = readRecord(reading(desk).statements, 'person', input.personId);
      if (!person) return null;
      await opened(desk).writer.call.recordReveal(input);
      const { idNumber, certificateNumber, phone, accountNumber } = person.values;
      return { idNumber, certificateNumber, phone, accountNumber };
    }),
  };
}

function draftProcedures(os: Implementer, desk: Desk) {
  const writer = () => opened(desk).writer.call;
  const readDrafts = (where: string, ...parameters: string[]) => {
    const { statements, me } = reading(desk);
    const sql = `SELECT ${DRAFT_COLUMNS} FROM draft WHERE account = ? AND ${where} ORDER BY saved_at DESC`;
    return statements.all<DraftRow>(sql, me.accountId, ...parameters);
  };
  return {
    save: os.draft.save.handler(({ input }) => writer().saveDraft(input)),
    read: os.draft.read.handler(
      ({ input }) => readDrafts('kind = ? AND draft_key = ?', input.kind, input.key)[0] ?? null,
    ),
    list: os.draft.list.handler(({ input }) => readDrafts('kind = ?', input.kind)),
    remove: os.draft.remove.handler(({ input }) => writer().removeDraft(input)),
  };
}

/** A window that leaves a stream ends what the writer does for it. */
const callOptions = (signal: AbortSignal | undefined) => (signal ? { signal } : {});

function importProcedures(os: Implementer, desk: Desk) {
  const writer = () => opened(desk).writer.call;
  return {
    preview: os.imports.preview.handler(async function* ({ input, signal }) {
      for await (const step of await writer().previewImport(input, callOptions(signal))) yield step;
    }),
    remap: os.imports.remap.handler(async function* ({ input, signal }) {
      for await (const step of await writer().remapImport(input, callOptions(signal))) yield step;
    }),
    look: os.imports.look.handler(({ input }) => writer().lookImport(input)),
    rows: os.imports.rows.handler(({ input }) => writer().importRows(input)),
    run: os.imports.run.handler(async function* ({ input, signal }) {
      for await (const progress of await writer().runImport(input, callOptions(signal))) yield progress;
    }),
    faultyWorkbook: os.imports.faultyWorkbook.handler(({ input }) => writer().faultyWorkbook(input)),
  };
}

function compareProcedures(os: Implementer, desk: Desk) {
  const writer = () => opened(desk).writer.call;
  return {
    overview: os.compare.overview.handler(() => compareOverview(reading(desk))),
    look: os.compare.look.handler(({ input, signal }) => writer().lookRegister(input, callOptions(signal))),
    take: os.compare.take.handler(async function* ({ input }) {
      for await (const step of await writer().takeRegister(input)) yield step;
    }),
    run: os.compare.run.handler(async function* ({ input }) {
      for await (const step of await writer().runComparison(input)) yield step;
    }),
    findings: os.compare.findings.handler(({ input }) => findingList(reading(desk), input)),
    holder: os.compare.holder.handler(({ input }) => holderOfFinding(reading(desk), input.findingId)),
  };
}

function paymentProcedures(os: Implementer, desk: Desk) {
  return {
    overview: os.payments.overview.handler(() => paymentsOverview(reading(desk))),
    roster: os.payments.roster.handler(({ input }) => rosterPage(reading(desk), input.rosterId)),
    rows: os.payments.rows.handler(({ input }) => rosterRows(reading(desk), input)),
    sheet: os.payments.sheet.handler(({ input }) => rosterSheet(reading(desk), input)),
    raises: os.payments.raises.handler(() => raiseChoices(reading(desk))),
    raise: os.payments.raise.handler(({ input }) => raiseOfTownship(reading(desk), input)),
    past: os.payments.past.handler(() => pastOverview(reading(desk))),
    pastOfPerson: os.payments.pastOfPerson.handler(({ input }) =>
      pastOfPerson(reading(desk), input.personId),
    ),
    pastFile: os.payments.pastFile.handler(({ input }) => opened(desk).writer.call.pastFile(input)),
    readBankFile: os.payments.readBankFile.handler(({ input }) =>
      opened(desk).writer.call.readBankFile(input),
    ),
  };
}

function openPapers(desk: Desk): OpenPapers {
  const { papers: files, writer } = opened(desk);
  return { reading: reading(desk), files, writer };
}

function exportProcedures(os: Implementer, desk: Desk) {
  return {
    make: os.exports.make.handler(({ input }) => opened(desk).makeExport(input)),
    list: os.exports.list.handler(({ input }) => disclosures(reading(desk), input)),
  };
}

function journalProcedures(os: Implementer, desk: Desk) {
  const writer = () => opened(desk).writer.call;
  return {
    overview: os.journal.overview.handler(() => journal(reading(desk))),
    acts: os.journal.acts.handler(({ input }) => acts(reading(desk), input)),
    act: os.journal.act.handler(({ input }) => act(reading(desk), input.number)),
    receipts: os.journal.receipts.handler(({ input }) => receiptList(reading(desk), input)),
    dismiss: os.journal.dismiss.handler(({ input }) => writer().dismiss(input)),
    mend: os.journal.mend.handler(({ input }) => mendPage(reading(desk), input.number)),
    followers: os.journal.followers.handler(({ input }) => followers(reading(desk), input.number)),
    reissue: os.journal.reissue.handler(({ input }) => writer().reissue(input)),
  };
}

function duplicateProcedures(os: Implementer, desk: Desk) {
  return {
    similar: os.duplicates.similar.handler(({ input }) => similarPersons(reading(desk), input)),
    compare: os.duplicates.compare.handler(({ input }) =>
      compareTyped(reading(desk), input.personId, input.typed),
    ),
    pairs: os.duplicates.pairs.handler(() => duplicatePairs(reading(desk))),
    open: os.duplicates.open.handler(({ input }) => duplicatePage(reading(desk), input)),
    ofPerson: os.duplicates.ofPerson.handler(({ input }) =>
      duplicatesOfPerson(reading(desk), input.personId),
    ),
  };
}

function publicityProcedures(os: Implementer, desk: Desk) {
  return {
    list: os.publicity.list.handler(() => noticeList(reading(desk))),
    open: os.publicity.open.handler(({ input }) => noticePage(reading(desk), input.noticeId)),
    candidates: os.publicity.candidates.handler(({ input }) => noticeCandidates(reading(desk), input)),
  };
}

function checkProcedures(os: Implementer, desk: Desk) {
  return {
    duties: os.checks.duties.handler(() => checkDuties(reading(desk))),
    radar: os.checks.radar.handler(() => radar(reading(desk))),
    recheck: os.checks.recheck.handler(({ input }) => recheckOverview(reading(desk), input.month)),
    recheckVillage: os.checks.recheckVillage.handler(({ input }) => recheckVillage(reading(desk), input)),
    spotChecks: os.checks.spotChecks.handler(() => spotCheckList(reading(desk))),
    spotCheck: os.checks.spotCheck.handler(({ input }) => spotCheckPage(reading(desk), input.spotCheckId)),
    drawSpotCheck: os.checks.drawSpotCheck.handler(({ input }) => drawSpotCheck(reading(desk), input.seed)),
  };
}

function matterProcedures(os: Implementer, desk: Desk) {
  const writer = () => opened(desk).writer.call;
  return {
    counts: os.matters.counts.handler(() => matterCounts(reading(desk))),
    untold: os.matters.untold.handler(() => untold(reading(desk))),
    exits: os.matters.exits.handler(() => exits(reading(desk))),
    leads: os.matters.leads.handler(({ input }) => leads(reading(desk), input.withClosed)),
    recoveries: os.matters.recoveries.handler(() => recoveries(reading(desk))),
    forwarded: os.matters.forwarded.handler(() => forwarded(reading(desk))),
    delegations: os.matters.delegations.handler(() => delegations(reading(desk))),
    sendCheck: os.matters.sendCheck.handler(({ input }) => writer().sendEconomicCheck(input)),
    collectChecks: os.matters.collectChecks.handler(() => writer().collectEconomicChecks()),
    exchange: os.matters.exchange.handler(() => writer().checkExchange()),
    setExchange: os.matters.setExchange.handler(({ input }) => writer().setExchangeFolder(input)),
  };
}

function documentProcedures(os: Implementer, desk: Desk) {
  return {
    ofPerson: os.documents.ofPerson.handler(({ input }) => documentsOfPerson(reading(desk), input.personId)),
    ofRoster: os.documents.ofRoster.handler(({ input }) => paperOfRoster(reading(desk), input)),
    ofOffice: os.documents.ofOffice.handler(() => documentsOfOffice(reading(desk))),
    open: os.documents.open.handler(({ input }) => openDocument(reading(desk), input.documentId)),
    find: os.documents.find.handler(({ input }) => findDocument(reading(desk), input.text)),
  };
}

function packProcedures(os: Implementer, desk: Desk) {
  return {
    current: os.packs.current.handler(() => reading(desk).pack),
    overview: os.packs.overview.handler(() => packs(reading(desk))),
    look: os.packs.look.handler(({ input }) => lookAtPack(reading(desk), input.file)),
  };
}

/** The router on a desk; `changes` carries topics to every window. */
export function deskRouter(desk: Desk, changes: ChangePublisher) {
  const os = implement(deskContract);
  const writer = () => opened(desk).writer.call;
  return os.router({
    session: sessionProcedures(os, desk),
    watch: os.watch.handler(async function* ({ signal }) {
      for await (const change of changes.subscribe('changed', signal ? { signal } : {})) yield change;
    }),
    link: {
      status: os.link.status.handler(() => linkStatus(desk)),
      tryNow: os.link.tryNow.handler(() => writer().tryNow()),
    },
    rows: {
      status: os.rows.status.handler(() => {
        const { reader, me } = opened(desk);
        return { partial: partialRows(reader, me.scopes), check: rowCheckView(reader) };
      }),
      check: os.rows.check.handler(() => writer().checkRows()),
    },
    packs: packProcedures(os, desk),
    today: { overview: os.today.overview.handler(() => today(reading(desk))) },
    cases: caseProcedures(os, desk),
    review: {
      queue: os.review.queue.handler(() => reviewQueue(reading(desk))),
      file: os.review.file.handler(({ input }) => reviewFileOf(reading(desk), input.applicationId)),
    },
    conflicts: {
      list: os.conflicts.list.handler(() => conflictList(reading(desk))),
      open: os.conflicts.open.handler(({ input }) => conflictPage(reading(desk), input.conflictId)),
    },
    duplicates: duplicateProcedures(os, desk),
    journal: journalProcedures(os, desk),
    publicity: publicityProcedures(os, desk),
    checks: checkProcedures(os, desk),
    history: {
      page: os.history.page.handler(({ input }) => historyPage(reading(desk), input)),
      entry: os.history.entry.handler(({ input }) => entryPage(reading(desk), input.personId, input.key)),
      group: os.history.group.handler(({ input }) =>
        groupHistory(reading(desk), input.personId, input.group),
      ),
    },
    matters: matterProcedures(os, desk),
    documents: documentProcedures(os, desk),
    rollout: { page: os.rollout.page.handler(() => rolloutPage(reading(desk))) },
    papers: paperProcedures(os, () => openPapers(desk)),
    draft: draftProcedures(os, desk),
    command: {
      issue: os.command.issue.handler(({ input }) => writer().issue({ ...input, args: input.args })),
      issueTogether: os.command.issueTogether.handler(({ input }) =>
        writer().issueTogether(
          input.acts.map(({ name, args }, at) => ({ name, args, formId: `${input.formId}.${at}` })),
        ),
      ),
    },
    statistics: os.statistics.handler(({ input }) => statisticsOf(reading(desk), input)),
    regionStatistics: os.regionStatistics.handler(({ input }) => writer().regionFigures(input)),
    compare: compareProcedures(os, desk),
    payments: paymentProcedures(os, desk),
    imports: importProcedures(os, desk),
    exports: exportProcedures(os, desk),
    ...packetReads(os, desk.hub, () => opened(desk)),
  });
}

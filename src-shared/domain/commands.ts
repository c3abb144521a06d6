/** Every command of the product by name. A new act is one file in this folder and one line here. */
import {
  applicationAccept,
  applicationEnter,
  applicationNotifyRefusal,
  applicationRequestSupplement,
  applicationSendToFederation,
  applicationSupplement,
} from './application.ts';
import { certificateRemind } from './certificate-radar.ts';
import { argsNow, type Command, type StoredArgs } from './command.ts';
import { comparisonFinish, comparisonOpen, comparisonReport } from './comparison-run.ts';
import { conflictSettle } from './conflict.ts';
import { disclosureRecord } from './disclosure.ts';
import { documentIssue, documentPrint, documentVoid } from './document.ts';
import { personMerge, personNotSame } from './duplicate.ts';
import {
  applicationKeepEarliestDate,
  personCorrectIdNumber,
  personMergeElsewhere,
  personTakeOver,
} from './duplicate-elsewhere.ts';
import {
  findingAnswer,
  findingAssign,
  findingClose,
  findingRaise,
  findingRaiseHolder,
  findingRaisePlace,
} from './finding.ts';
import { personMove } from './move.ts';
import { economicCheckAnswer, economicCheckAsk, economicCheckAuthorise } from './economic-check.ts';
import { checkingBodyEnter } from './checking-body.ts';
import { evaluationCount, evaluationHold } from './evaluation.ts';
import { delegationGrant, delegationRevoke } from './delegation.ts';
import { applicationForward, applicationOpenForwarded } from './forwarding.ts';
import { applicationNotAccept, applicationWithdraw } from './file-end.ts';
import { personHold, personLiftHold } from './hold.ts';
import { applicationSubmit } from './intake.ts';
import { leadClose, leadContact, leadHandOver, leadOpen } from './lead.ts';
import { objectionDecide, objectionSettle, objectionTake } from './objection.ts';
import { paperAttach, paperAttachToNotice, paperRemove } from './paper.ts';
import { packIssue } from './pack-issue.ts';
import { rejudgementAnswer } from './reevaluation.ts';
import { registerAddPage, registerEmptyPage, registerOpen } from './register.ts';
import { pastExplain, pastRecord, pastSetMonths, pastWithdraw } from './past-acts.ts';
import { personEdit } from './person-edit.ts';
import { personRegister } from './person.ts';
import {
  recoveryNotice,
  recoveryOpen,
  recoveryPayBack,
  recoveryRefused,
  recoveryReportCredit,
  recoveryWriteOff,
} from './recovery.ts';
import { publicNoticeClose, publicNoticePost, publicNoticePrepare } from './public-notice.ts';
import { recheckAnswer, recheckCloseTask, recheckOpen } from './recheck.ts';
import {
  reviewDetermine,
  reviewForwardReturn,
  reviewPassFederation,
  reviewPassPreliminary,
  reviewRefusePreliminary,
  reviewReturnToFederation,
  reviewReturnToTownship,
} from './review.ts';
import { spotCheckCloseTask, spotCheckDraw, spotCheckNote, spotCheckUnscheduled } from './spot-check.ts';
import {
  paymentAccountCorrected,
  rosterBuild,
  rosterCheck,
  rosterLock,
  rosterReceive,
  rosterReopen,
  rosterSettle,
  rosterSign,
  rosterSubmit,
} from './roster.ts';
import {
  entitlementDecline,
  entitlementExit,
  entitlementPropose,
  entitlementReinstate,
  entitlementResume,
  entitlementSuspend,
} from './standing.ts';
import { personTell } from './told.ts';
import { waiverRecord } from './waiver.ts';
import {
  bulletinAsk,
  bulletinRemake,
  rolloutAdvance,
  rolloutCount,
  rolloutReopen,
  rolloutSetTarget,
  rolloutSign,
} from './rollout.ts';

const ALL = [
  personRegister,
  personEdit,
  personMerge,
  personNotSame,
  personMergeElsewhere,
  personTakeOver,
  personCorrectIdNumber,
  personMove,
  applicationSubmit,
  applicationRequestSupplement,
  applicationSupplement,
  applicationAccept,
  applicationEnter,
  applicationSendToFederation,
  applicationNotifyRefusal,
  applicationKeepEarliestDate,
  reviewPassPreliminary,
  reviewRefusePreliminary,
  reviewPassFederation,
  reviewReturnToTownship,
  reviewReturnToFederation,
  reviewForwardReturn,
  reviewDetermine,
  conflictSettle,
  paperAttach,
  paperAttachToNotice,
  paperRemove,
  disclosureRecord,
  registerOpen,
  registerAddPage,
  registerEmptyPage,
  comparisonOpen,
  comparisonFinish,
  comparisonReport,
  findingRaise,
  findingRaiseHolder,
  findingRaisePlace,
  findingAssign,
  findingAnswer,
  findingClose,
  publicNoticePrepare,
  publicNoticePost,
  publicNoticeClose,
  objectionTake,
  objectionDecide,
  objectionSettle,
  recheckOpen,
  recheckAnswer,
  recheckCloseTask,
  spotCheckDraw,
  spotCheckNote,
  spotCheckCloseTask,
  spotCheckUnscheduled,
  certificateRemind,
  packIssue,
  rejudgementAnswer,
  rosterBuild,
  rosterCheck,
  rosterLock,
  rosterSign,
  rosterReopen,
  rosterSubmit,
  rosterReceive,
  rosterSettle,
  paymentAccountCorrected,
  pastRecord,
  pastExplain,
  pastWithdraw,
  pastSetMonths,
  applicationNotAccept,
  applicationWithdraw,
  applicationForward,
  applicationOpenForwarded,
  personHold,
  personLiftHold,
  personTell,
  entitlementPropose,
  entitlementDecline,
  entitlementSuspend,
  entitlementResume,
  entitlementExit,
  entitlementReinstate,
  waiverRecord,
  recoveryOpen,
  recoveryNotice,
  recoveryPayBack,
  recoveryRefused,
  recoveryWriteOff,
  recoveryReportCredit,
  leadOpen,
  leadContact,
  leadClose,
  leadHandOver,
  evaluationHold,
  evaluationCount,
  economicCheckAuthorise,
  economicCheckAsk,
  economicCheckAnswer,
  checkingBodyEnter,
  delegationGrant,
  delegationRevoke,
  documentIssue,
  documentPrint,
  documentVoid,
  rolloutSetTarget,
  rolloutSign,
  rolloutCount,
  rolloutAdvance,
  rolloutReopen,
  bulletinAsk,
  bulletinRemake,
] as const;

export type CommandName = (typeof ALL)[number]['name'];

const byName = new Map<string, Command>(ALL.map((command) => [command.name, command as unknown as Command]));

/** The command of a name, or null: an unknown one is refused by whoever asks, never guessed. */
export function commandByName(name: string): Command | null {
  return byName.get(name) ?? null;
}

export const COMMAND_NAMES: readonly string[] = [...byName.keys()];

interface StoredAct {
  readonly name: string;
  readonly version: number;
  readonly args: unknown;
}

/** An act's command, and its arguments in the version that this program decides; null where this program is too old for it. */
export function readAct(act: StoredAct): { readonly command: Command; readonly args: StoredArgs } | null {
  const command = commandByName(act.name);
  const args = command && argsNow(command, act.version, act.args);
  return args && { command: command as Command, args };
}

/** An act as this program would have written it, for forms and lists; one that is too new stays as it is. */
export function actNow<Act extends StoredAct>(act: Act): Act {
  const read = readAct(act);
  return read ? { ...act, version: read.command.version, args: read.args } : act;
}

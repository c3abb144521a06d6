/** Where an act is mended: one table from every command to the form it was made in. A new command gets its line here; a test says so. */
import type { MendPage } from '#shared/rpc/mend-shapes.ts';
import { t } from '../../text/i18n.ts';
import { mend } from '../../text/zh/mend.ts';
import type { Route } from '../../ui/route.ts';

/** `plain`: there is no form to fill again; the page of the act explains what to do. */
export type MendForm = 'intake' | 'register' | 'case' | 'review' | 'conflict' | 'plain';

export const MEND_FORMS: Readonly<Record<string, MendForm>> = {
  'application.submit': 'intake',
  'person.register': 'register',
  'person.edit': 'case',
  'application.requestSupplement': 'case',
  'application.supplement': 'case',
  'application.accept': 'case',
  'application.enter': 'case',
  'application.sendToFederation': 'case',
  'application.notifyRefusal': 'case',
  'review.passPreliminary': 'review',
  'review.refusePreliminary': 'review',
  'review.passFederation': 'review',
  'review.returnToTownship': 'review',
  'review.returnToFederation': 'review',
  'review.forwardReturn': 'review',
  'review.determine': 'review',
  'conflict.settle': 'conflict',
  'person.merge': 'plain',
  'person.notSame': 'plain',
  'person.mergeElsewhere': 'plain',
  'person.takeOver': 'plain',
  'person.correctIdNumber': 'plain',
  'person.move': 'case',
  'application.keepEarliestDate': 'plain',
  'paper.attach': 'plain',
  'paper.attachToNotice': 'plain',
  'paper.remove': 'plain',
  'disclosure.record': 'plain',
  'pack.issue': 'plain',
  'rejudgement.answer': 'plain',
  'roster.build': 'plain',
  'roster.check': 'plain',
  'roster.lock': 'plain',
  'roster.sign': 'plain',
  'roster.reopen': 'plain',
  'roster.submit': 'plain',
  'roster.receive': 'plain',
  'roster.settle': 'plain',
  'payment.accountCorrected': 'plain',
  'past.record': 'plain',
  'past.explain': 'plain',
  'past.withdraw': 'plain',
  'past.setMonths': 'plain',
  'register.open': 'plain',
  'register.addPage': 'plain',
  'register.emptyPage': 'plain',
  'comparison.open': 'plain',
  'comparison.finish': 'plain',
  'comparison.report': 'plain',
  'finding.raise': 'plain',
  'finding.raiseHolder': 'plain',
  'finding.raisePlace': 'plain',
  'finding.assign': 'plain',
  'finding.answer': 'plain',
  'finding.close': 'plain',
  'publicNotice.prepare': 'plain',
  'publicNotice.post': 'plain',
  'publicNotice.close': 'plain',
  'objection.take': 'plain',
  'objection.decide': 'plain',
  'objection.settle': 'plain',
  'recheck.open': 'plain',
  'recheck.answer': 'plain',
  'recheck.closeTask': 'plain',
  'spotCheck.draw': 'plain',
  'spotCheck.note': 'plain',
  'spotCheck.closeTask': 'plain',
  'spotCheck.unscheduled': 'plain',
  'certificate.remind': 'plain',
  'person.hold': 'case',
  'person.liftHold': 'case',
  'person.tell': 'case',
  'entitlement.propose': 'case',
  'entitlement.decline': 'case',
  'entitlement.suspend': 'case',
  'entitlement.resume': 'case',
  'entitlement.exit': 'case',
  'entitlement.reinstate': 'case',
  'waiver.record': 'case',
  'recovery.open': 'case',
  'recovery.notice': 'case',
  'recovery.payBack': 'case',
  'recovery.refused': 'case',
  'recovery.writeOff': 'case',
  'recovery.reportCredit': 'case',
  'application.notAccept': 'case',
  'application.withdraw': 'case',
  'application.forward': 'case',
  'application.openForwarded': 'case',
  'lead.open': 'plain',
  'lead.contact': 'plain',
  'lead.close': 'plain',
  'lead.handOver': 'plain',
  'evaluation.hold': 'case',
  'evaluation.count': 'case',
  'economicCheck.authorise': 'case',
  'economicCheck.ask': 'plain',
  'economicCheck.answer': 'plain',
  'checkingBody.enter': 'plain',
  'delegation.grant': 'plain',
  'delegation.revoke': 'plain',
  'document.issue': 'plain',
  'document.print': 'plain',
  'document.void': 'plain',
  'rollout.setTarget': 'plain',
  'rollout.sign': 'plain',
  'rollout.count': 'plain',
  'rollout.advance': 'plain',
  'rollout.reopen': 'plain',
  'bulletin.ask': 'plain',
  'bulletin.remake': 'plain',
};

export function mendFormOf(name: string): MendForm {
  return MEND_FORMS[name] ?? 'plain';
}

/** The screen that mends an act; null where there is none, or where what the act is about is not on this computer. */
export function mendRoute({
  name,
  number,
  target,
}: Pick<MendPage, 'name' | 'number' | 'target'>): Route | null {
  const { personId, applicationId, conflictId } = target;
  switch (mendFormOf(name)) {
    case 'intake':
      return { screen: 'intake', mend: number };
    case 'register':
      return { screen: 'register', mend: number };
    case 'case':
      return personId === null ? null : { screen: 'case', personId, mend: number };
    case 'review':
      return applicationId === null ? null : { screen: 'review', applicationId, mend: number };
    case 'conflict':
      return conflictId === null ? null : { screen: 'conflicts', conflictId, mend: number };
    case 'plain':
      return null;
  }
}

type PlainWay = Exclude<keyof typeof mend.plain, 'notHere'>;

/** What to do about an act that has no form to open again: by its verb, or by noun and verb where the verb is that of several acts. */
export function sayPlainWay(name: string): string {
  const whole = name.replace('.', '-');
  const verb = name.slice(name.indexOf('.') + 1);
  const way = [whole, verb].find((key) => Object.hasOwn(mend.plain, key)) ?? 'unknown';
  return t(`mend.plain.${way as PlainWay}`);
}

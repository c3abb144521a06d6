/** Forms of the acts on a person, a subsidy, a waiver and a recovery, as data: what is asked, and what is sent. One component draws them all
 *  (ActForm.tsx); what an answer must be is the command's own matter, here only what has to be filled in.                                */
import { OTHER_BENEFIT_TYPES } from '#shared/domain/eligibility.ts';
import { EXIT_REASONS } from '#shared/domain/exit.ts';
import {
  AGENT_RELATIONS,
  CUSTODY_KINDS,
  DEATH_SOURCES,
  ELECTION_CHOICES,
} from '#shared/domain/person-edit.ts';
import {
  RESUME_OUTCOMES,
  STANDING_CHANGES,
  SUSPEND_REASONS,
  TOWNSHIP_EXITS,
} from '#shared/domain/standing.ts';
import { BENEFITS, NOT_ACCEPTED_REASONS } from '#shared/domain/state.ts';
import { LEAD_SOURCES } from '#shared/domain/lead.ts';
import { TOLD_WAYS } from '#shared/domain/told.ts';
import { SIGNERS } from '#shared/domain/waiver.ts';
import {
  type About,
  type ActForm,
  choice,
  date,
  fen,
  type Field,
  maybe,
  month,
  optionalWords,
  orNull,
  text,
  type Typed,
  words,
} from './fields.ts';
import { RECOVERY_FORMS } from './recovery-acts.ts';

const entitlement = ({ subject }: About): object => ({ entitlementId: subject });
const person = ({ page }: About): object => ({ personId: page.person.personId });
const edit = (part: object, typed: Typed, about: About): object => ({
  ...{ ...person(about), ...part, reason: text(typed.words) },
});

/** What is on record stays; what the blank line says is added; a last month ends one. */
function otherBenefitsArgs(typed: Typed, { page }: About): object {
  const standing = page.law.otherBenefits.map((each, at) => ({
    ...each,
    to: orNull(typed[`to${at}`]),
  }));
  const type = text(typed.otherBenefit);
  const added = {
    ...{
      type,
      from: text(typed.from),
      to: orNull(typed.to),
      source: text(typed.source),
      inFull: typed.inFull === true,
    },
    amountFen: text(typed.yuan) ? fen(typed.yuan) : null,
  };
  return { otherBenefits: [...standing, ...(type ? [added] : [])] };
}

function electionArgs(typed: Typed, { page }: About): object {
  const benefit = text(typed.benefit);
  const others = page.law.elections.filter((each) => each.benefit !== benefit);
  return { elections: [...others, { benefit, choice: text(typed.choice), signedOn: text(typed.signedOn) }] };
}

/** Ballots of a vote, by what is on them (民主评议). */
const BALLOTS: readonly Field[] = ['TRUE', 'NOT_TRUE', 'ABSTAIN'].map((name) => ({ name, kind: 'count' }));
const ballotsOf = (typed: Typed): object =>
  Object.fromEntries(BALLOTS.map(({ name }) => [name, Number(text(typed[name]))]));
/** Names of a list, as people write one: with commas of either kind, in lines, apart by blanks. A middle dot is part of a name. */
const NAMES_APART = /[\s,，、;；]+/;

const exitReasons = ({ role }: About): readonly string[] =>
  role === 'COUNTY_CIVIL_AFFAIRS_APPROVER' ? EXIT_REASONS : TOWNSHIP_EXITS;

const openSuspension = ({ page, subject }: About) =>
  page.entitlements
    .find(({ entitlementId }) => entitlementId === subject)
    ?.suspensions.find(({ to }) => to === null);

const proposed = ({ page, subject }: About) =>
  page.entitlements.find(({ entitlementId }) => entitlementId === subject)?.proposal;

export const ACT_FORMS = {
  life: {
    command: 'person.edit',
    fields: () => [
      ...[maybe(date('deathDate')), maybe(choice('deathSource', 'deathSource', DEATH_SOURCES))],
      ...[maybe(choice('custodyKind', 'custodyKind', CUSTODY_KINDS)), maybe(date('custodyFrom'))],
      ...[maybe(date('custodyTo')), optionalWords],
    ],
    fresh: ({ page }) =>
      Object.fromEntries(Object.entries(page.law.life).map(([name, value]) => [name, value ?? ''])),
    args: (typed, about) => {
      const names = ['deathDate', 'deathSource', 'custodyKind', 'custodyFrom', 'custodyTo'];
      return edit(
        { life: Object.fromEntries(names.map((name) => [name, orNull(typed[name])])) },
        typed,
        about,
      );
    },
  },
  otherBenefits: {
    command: 'person.edit',
    fields: ({ page }) => [
      ...page.law.otherBenefits.map(
        (_each, at): Field => ({ name: `to${at}`, kind: 'month', isOptional: true, labelKey: 'benefitTo' }),
      ),
      ...[maybe(choice('otherBenefit', 'otherBenefit', OTHER_BENEFIT_TYPES)), maybe(month('from'))],
      ...[maybe(month('to')), maybe({ name: 'yuan', kind: 'yuan' }), maybe({ name: 'source', kind: 'text' })],
      ...[{ name: 'inFull', kind: 'tick' } as const, optionalWords],
    ],
    fresh: ({ page }) =>
      Object.fromEntries(page.law.otherBenefits.map(({ to }, at) => [`to${at}`, to ?? ''])),
    args: (typed, about) => edit(otherBenefitsArgs(typed, about), typed, about),
  },
  election: {
    command: 'person.edit',
    fields: () => [
      choice('benefit', 'benefitFull', BENEFITS),
      choice('choice', 'electionChoice', ELECTION_CHOICES),
      ...[date('signedOn'), optionalWords],
    ],
    args: (typed, about) => edit(electionArgs(typed, about), typed, about),
  },
  guardian: {
    command: 'person.edit',
    fields: () => [
      choice('guardianRelation', 'agentRelation', AGENT_RELATIONS),
      ...[{ name: 'guardianName', kind: 'text' } as const, maybe({ name: 'guardianIdNumber', kind: 'text' })],
      maybe({ name: 'guardianPhone', kind: 'text' }),
      maybe({ name: 'guardianAuthorisation', kind: 'text' }),
      ...[{ name: 'isIncapable', kind: 'tick' } as const, optionalWords],
    ],
    fresh: ({ page }) => ({
      ...{ guardianRelation: page.law.guardian?.relation ?? '', guardianName: page.law.guardian?.name ?? '' },
      isIncapable: page.law.isIncapable,
    }),
    args: (typed, about) =>
      edit(
        {
          guardian: {
            ...{ guardianRelation: text(typed.guardianRelation), guardianName: text(typed.guardianName) },
            ...{
              guardianIdNumber: orNull(typed.guardianIdNumber),
              guardianPhone: orNull(typed.guardianPhone),
            },
            guardianAuthorisation: orNull(typed.guardianAuthorisation),
          },
          isIncapable: typed.isIncapable === true,
        },
        typed,
        about,
      ),
  },
  renewalReceipt: {
    command: 'person.edit',
    fields: () => [date('renewalReceiptOn'), optionalWords],
    fresh: ({ page, today }) => ({ renewalReceiptOn: page.law.renewalReceiptOn ?? today }),
    args: (typed, about) => edit({ renewalReceiptOn: text(typed.renewalReceiptOn) }, typed, about),
  },
  hold: {
    command: 'person.hold',
    fields: () => [words],
    args: (typed, about) => ({ ...person(about), reason: text(typed.words) }),
  },
  liftHold: {
    command: 'person.liftHold',
    fields: () => [words],
    args: (typed, about) => ({ ...person(about), reason: text(typed.words) }),
  },
  tell: {
    command: 'person.tell',
    fields: () => [
      ...[date('toldOn'), { name: 'toldBy', kind: 'text' } as const, choice('way', 'toldWay', TOLD_WAYS)],
      ...[{ name: 'isSigned', kind: 'tick' } as const, { name: 'isDutyTold', kind: 'tick' } as const],
      optionalWords,
    ],
    fresh: ({ today }) => ({ toldOn: today }),
    args: (typed, about) => ({
      ...{ ...person(about), toldOn: text(typed.toldOn), toldBy: text(typed.toldBy), way: text(typed.way) },
      ...{
        isSigned: typed.isSigned === true,
        isDutyTold: typed.isDutyTold === true,
        words: text(typed.words),
      },
    }),
  },
  waiver: {
    command: 'waiver.record',
    fields: () => [
      { name: 'items', kind: 'choices', table: 'benefitFull', options: BENEFITS },
      ...[
        date('signedOn'),
        choice('signedBy', 'signer', SIGNERS),
        { name: 'witness', kind: 'text' } as const,
      ],
      words,
    ],
    fresh: ({ today }) => ({ signedOn: today, signedBy: 'SELF' }),
    args: (typed, about) => ({
      ...{ ...person(about), items: typed.items ?? [], signedOn: text(typed.signedOn) },
      ...{ signedBy: text(typed.signedBy), witness: text(typed.witness), words: text(typed.words) },
    }),
  },
  pastRecord: {
    command: 'past.record',
    fields: () => [
      choice('benefit', 'benefitFull', BENEFITS),
      ...[{ name: 'fromMonth', kind: 'month' } as const, { name: 'toMonth', kind: 'month' } as const],
      { name: 'monthlyYuan', kind: 'yuan' },
      optionalWords,
    ],
    args: (typed, about) => ({
      ...{ ...person(about), source: 'PAPER', words: text(typed.words) },
      periods: [
        {
          ...{ benefit: text(typed.benefit), fromMonth: text(typed.fromMonth), toMonth: text(typed.toMonth) },
          amountFen: fen(typed.monthlyYuan),
        },
      ],
    }),
  },
  leadOpen: {
    command: 'lead.open',
    fields: () => [
      { name: 'items', kind: 'choices', table: 'benefitFull', options: BENEFITS },
      ...[choice('leadSource', 'leadSource', LEAD_SOURCES), optionalWords],
    ],
    args: (typed, about) => ({
      ...{ ...person(about), township: about.page.person.scope, name: about.page.person.name, phone: null },
      ...{ benefits: typed.items ?? [], source: text(typed.leadSource), words: text(typed.words) },
    }),
  },
  evaluationHold: {
    command: 'evaluation.hold',
    fields: () => [
      ...[
        date('heldOn'),
        { name: 'chair', kind: 'text' } as const,
        { name: 'delegates', kind: 'words' } as const,
      ],
      ...[...BALLOTS, { name: 'areRelativesOut', kind: 'tick' } as const, optionalWords],
    ],
    fresh: ({ today }) => ({ heldOn: today }),
    args: (typed, about) => ({
      ...{ ...person(about), applicationId: about.page.applications[0]?.applicationId ?? null },
      ...{ heldOn: text(typed.heldOn), chair: text(typed.chair), ballots: ballotsOf(typed) },
      delegates: text(typed.delegates).split(NAMES_APART).filter(Boolean),
      ...{ areRelativesOut: typed.areRelativesOut === true, words: text(typed.words) },
    }),
  },
  evaluationCount: {
    command: 'evaluation.count',
    fields: () => BALLOTS,
    args: (typed, { subject }) => ({ evaluationId: subject, ballots: ballotsOf(typed) }),
  },
  economicCheck: {
    command: 'economicCheck.authorise',
    fields: () => [date('authorisedOn'), { name: 'authorisedBy', kind: 'text' }],
    fresh: ({ page, today }) => ({ authorisedOn: today, authorisedBy: page.person.name }),
    args: (typed, about) => ({
      ...{ ...person(about), applicationId: about.page.applications[0]?.applicationId ?? null },
      ...{ authorisedOn: text(typed.authorisedOn), authorisedBy: text(typed.authorisedBy) },
    }),
  },
  propose: {
    command: 'entitlement.propose',
    fields: () => [
      choice('change', 'standingChange', STANDING_CHANGES),
      maybe(choice('reason', 'reason', [...EXIT_REASONS, ...SUSPEND_REASONS])),
      ...[maybe(date('on')), words],
    ],
    fresh: ({ page, subject }): Typed => {
      const due = page.entitlements.find(({ entitlementId }) => entitlementId === subject)?.due;
      return due ? { change: 'EXIT', reason: due } : {};
    },
    args: (typed, about) => ({
      ...{
        ...entitlement(about),
        change: text(typed.change),
        reason: orNull(typed.reason),
        on: orNull(typed.on),
      },
      words: text(typed.words),
    }),
  },
  decline: {
    command: 'entitlement.decline',
    fields: () => [words],
    args: (typed, about) => ({ ...entitlement(about), words: text(typed.words) }),
  },
  suspend: {
    command: 'entitlement.suspend',
    fields: () => [choice('reason', 'reason', SUSPEND_REASONS), month('from'), words],
    fresh: (about) => ({ from: about.today.slice(0, 7), reason: proposed(about)?.reason ?? '' }),
    args: (typed, about) => ({
      ...{
        ...entitlement(about),
        reason: text(typed.reason),
        from: text(typed.from),
        words: text(typed.words),
      },
    }),
  },
  resume: {
    command: 'entitlement.resume',
    fields: () => [choice('outcome', 'resumeOutcome', RESUME_OUTCOMES), month('lastMonth'), words],
    fresh: ({ today }) => ({ lastMonth: today.slice(0, 7) }),
    args: (typed, about) => ({
      ...{ ...entitlement(about), outcome: text(typed.outcome), lastMonth: text(typed.lastMonth) },
      words: text(typed.words),
    }),
  },
  exit: {
    command: 'entitlement.exit',
    fields: (about) => [
      ...[choice('reason', 'reason', exitReasons(about)), maybe(date('on'))],
      ...(openSuspension(about) ? [choice('withheld', 'resumeOutcome', RESUME_OUTCOMES)] : []),
      ...[{ name: 'isQuarterPaid', kind: 'tick' } as const, words],
    ],
    fresh: (about) => {
      const asked = proposed(about);
      const due = about.page.entitlements.find((each) => each.entitlementId === about.subject)?.due;
      return { reason: asked?.reason ?? due ?? '', on: asked?.on ?? '' };
    },
    args: (typed, about) => ({
      ...{
        ...entitlement(about),
        reason: text(typed.reason),
        on: orNull(typed.on),
        words: text(typed.words),
      },
      ...{ isQuarterPaid: typed.isQuarterPaid === true, withheld: orNull(typed.withheld) },
    }),
  },
  reinstate: {
    command: 'entitlement.reinstate',
    fields: () => [words],
    args: (typed, about) => ({ ...entitlement(about), words: text(typed.words) }),
  },
  ...RECOVERY_FORMS,
  notAccept: {
    command: 'application.notAccept',
    fields: () => [choice('reasonCode', 'reason', NOT_ACCEPTED_REASONS), words],
    args: (typed, { subject }) => ({
      ...{ applicationId: subject, reasonCode: text(typed.reasonCode), words: text(typed.words) },
    }),
  },
  withdraw: {
    command: 'application.withdraw',
    fields: () => [words],
    args: (typed, { subject }) => ({ applicationId: subject, words: text(typed.words) }),
  },
} as const satisfies Record<string, ActForm>;

export type ActFormName = keyof typeof ACT_FORMS;

export function isActForm(name: string | undefined): name is ActFormName {
  return name !== undefined && Object.hasOwn(ACT_FORMS, name);
}

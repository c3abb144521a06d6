/** What the law looks at beside certificate and household, and how far the months of each entitlement go, for the case page. */
import type { OtherBenefit } from '#shared/domain/eligibility.ts';
import { countedOnceBy, resultOf } from '#shared/domain/evaluation.ts';
import { exitDue } from '#shared/domain/exit-due.ts';
import { overpaidAfter } from '#shared/domain/exit.ts';
import { receiptHoldsUntil } from '#shared/domain/exit-ground.ts';
import { holdsOf } from '#shared/domain/hold.ts';
import { maskPhone } from '#shared/domain/mask.ts';
import { owedFen, type RecoveredMonth } from '#shared/domain/recovery.ts';
import { proposalOf, suspensionsOf } from '#shared/domain/standing.ts';
import { itemsOf } from '#shared/domain/waiver.ts';
import type { Row } from '#shared/records/rows.ts';
import type { EntitlementCourse, LawFacts } from '#shared/rpc/law-shapes.ts';
import { readQuery } from '../store/records.ts';
import type { Reading } from './reading.ts';

const OF_A_PERSON_MAX = 100;
/** Months since 2016, some of them in several rows. */
const OF_AN_ENTITLEMENT_MAX = 2_000;

function guardianOf({ values }: Row<'person'>): LawFacts['guardian'] {
  const { guardianRelation, guardianName, guardianPhone, guardianAuthorisation } = values;
  if (!guardianRelation || !guardianName) return null;
  return {
    ...{ relation: guardianRelation, name: guardianName, authorisation: guardianAuthorisation },
    phoneMasked: guardianPhone && maskPhone(guardianPhone),
  };
}

function recoveriesOf(reading: Reading, personId: number): LawFacts['recoveries'] {
  const rows = readQuery(reading.statements, {
    ...{ type: 'recovery', by: 'personId', value: personId, limit: OF_A_PERSON_MAX },
  }) as Row<'recovery'>[];
  return rows.map((row) => ({
    ...{ recoveryId: row.id, cause: row.values.cause ?? '', state: row.values.state ?? '' },
    months: ((row.values.months ?? []) as unknown as RecoveredMonth[]).map(({ month }) => month),
    ...{ amountFen: row.values.amountFen ?? 0, owedFen: owedFen(row) },
    ...{ noticedOn: row.values.noticedOn, refusedOn: row.values.refusedOn },
  }));
}

function economicChecksOf(reading: Reading, personId: number): LawFacts['economicChecks'] {
  const rows = readQuery(reading.statements, {
    ...{ type: 'economicCheck', by: 'personId', value: personId, limit: OF_A_PERSON_MAX },
  }) as Row<'economicCheck'>[];
  return rows.toReversed().map(({ id, values }) => ({
    ...{ checkId: id, state: values.state ?? '', finding: values.finding, words: values.answerWords },
    ...{ authorisedOn: values.authorisedOn, authorisedBy: values.authorisedBy, askedOn: values.askedOn },
    ...{ answeredOn: values.answeredOn, incomeFen: values.incomeFen, propertyFen: values.propertyFen },
  }));
}

function evaluationsOf(reading: Reading, personId: number): LawFacts['evaluations'] {
  const rows = readQuery(reading.statements, {
    ...{ type: 'evaluation', by: 'personId', value: personId, limit: OF_A_PERSON_MAX },
  }) as Row<'evaluation'>[];
  return rows.toReversed().map((row) => {
    const { applicationId, round, heldOn, delegates } = row.values;
    const by = countedOnceBy(row);
    return {
      ...{ evaluationId: row.id, applicationId, round: round ?? 1, heldOn },
      mayVoteAgain: (round ?? 1) < reading.pack.evaluation.votes,
      delegates: ((delegates ?? []) as readonly unknown[]).length,
      countedBy: by === null ? null : reading.colleagueName(by),
      ...{ isMine: by === reading.me.accountId, result: resultOf(row) },
    };
  });
}

function appliedOf(reading: Reading, file: Row<'application'> | undefined): LawFacts['applied'] {
  if (!file) return null;
  const { appliedBy, agentName, agentPhone, agentAuthorisation, takenInAt, declarations } = file.values;
  const declared = (declarations ?? {}) as { checkAuthorised?: boolean; dutyToReport?: boolean };
  return {
    ...{ by: appliedBy, name: agentName, authorisation: agentAuthorisation },
    phoneMasked: agentPhone && maskPhone(agentPhone),
    ...{ isCheckAuthorised: declared.checkAuthorised === true, isDutyTold: declared.dutyToReport === true },
    takenInAt: takenInAt && takenInAt !== file.scope ? reading.townshipName(takenInAt) : null,
  };
}

export function lawFactsOf(
  reading: Reading,
  person: Row<'person'>,
  newestFile: Row<'application'> | undefined,
): LawFacts {
  const { values } = person;
  const waivers = readQuery(reading.statements, {
    ...{ type: 'waiver', by: 'personId', value: person.id, limit: OF_A_PERSON_MAX },
  }) as Row<'waiver'>[];
  const { deathDate, deathSource, custodyKind, custodyFrom, custodyTo } = values;
  return {
    life: { deathDate, deathSource, custodyKind, custodyFrom, custodyTo },
    otherBenefits: ((values.otherBenefits ?? []) as unknown as OtherBenefit[]).map((each) => ({
      ...{ type: each.type, from: each.from, to: each.to ?? null, inFull: each.inFull ?? false },
      amountFen: (each as { amountFen?: number | null }).amountFen ?? null,
      source: (each as { source?: string }).source ?? '',
    })),
    elections: (values.elections ?? []) as LawFacts['elections'],
    guardian: guardianOf(person),
    applied: appliedOf(reading, newestFile),
    isIncapable: values.isIncapable === true,
    renewalAppliedOn: values.renewalAppliedOn,
    renewalReceiptOn: values.renewalReceiptOn,
    receiptHoldsUntil: receiptHoldsUntil(person, reading.pack),
    holds: holdsOf(person).map(({ body, by, since, reason }) => ({
      ...{ body, since, reason, who: reading.colleagueName(by) },
    })),
    told: {
      ...{ on: values.policyToldOn, by: values.policyToldBy, way: values.policyToldWay },
      ...{ isSigned: values.policyToldSigned === true, dutyOn: values.dutyToldOn },
    },
    waivers: waivers.map((row) => ({
      ...{ items: itemsOf(row), signedOn: row.values.signedOn, revokedOn: row.values.revokedOn },
    })),
    economicChecks: economicChecksOf(reading, person.id),
    evaluations: evaluationsOf(reading, person.id),
    recoveries: recoveriesOf(reading, person.id),
  };
}

/** What was paid beyond the last payable month and no recovery asks back (EX4): the ledger's rows that the bank paid. */
function overpaidOf(
  { statements }: Reading,
  { id, values }: Row<'entitlement'>,
): EntitlementCourse['overpaid'] {
  const { lastPayableMonth } = values;
  if (!lastPayableMonth) return [];
  const of = { by: 'entitlementId', value: id, limit: OF_AN_ENTITLEMENT_MAX } as const;
  const rows = readQuery(statements, { type: 'rosterRow', ...of }) as Row<'rosterRow'>[];
  const paid = rows
    .filter((row) => row.values.result === 'PAID')
    .map((row) => ({ month: row.values.month as string, amountFen: row.values.amountFen ?? 0 }));
  const asked = (readQuery(statements, { type: 'recovery', ...of }) as Row<'recovery'>[]).flatMap((row) =>
    ((row.values.months ?? []) as unknown as RecoveredMonth[]).map(({ month }) => month),
  );
  return overpaidAfter(lastPayableMonth, paid).months.filter(({ month }) => !asked.includes(month));
}

export function courseOf(
  reading: Reading,
  person: Row<'person'>,
  entitlement: Row<'entitlement'>,
): EntitlementCourse {
  const { pack, today, me } = reading;
  const { state, lastPayableMonth, exitReason } = entitlement.values;
  const proposal = proposalOf(entitlement);
  const isDrawn = state === 'ACTIVE' || state === 'SUSPENDED';
  return {
    ...{ entitlementId: entitlement.id, lastPayableMonth, exitReason },
    suspensions: suspensionsOf(entitlement).map(({ from, to, outcome, reason }) => ({
      from,
      to,
      outcome,
      reason,
    })),
    proposal: proposal && {
      ...{ change: proposal.change, reason: proposal.reason, on: proposal.on, words: proposal.words },
      ...{ who: reading.colleagueName(proposal.by), isMine: proposal.by === me.accountId },
    },
    overpaid: isDrawn ? [] : overpaidOf(reading, entitlement),
    due: isDrawn && !proposal && pack ? exitDue(person, entitlement, today, pack) : null,
  };
}

/** Forms of money that has to come back: opened, told, paid, refused, written off, reported (S004 art.12; e.9). */
import { monthsFromTo } from '#shared/domain/month.ts';
import { PAYBACK_WAYS, RECOVERY_CAUSES, type RecoveredMonth } from '#shared/domain/recovery.ts';
import {
  type About,
  type ActForm,
  choice,
  date,
  type Field,
  fen,
  maybe,
  month,
  optionalWords,
  orNull,
  text,
  type Typed,
  words,
} from './fields.ts';

/** Months that the ledger says were paid beyond the last one. */
const overpaidOf = ({ page, subject }: About) =>
  page.entitlements.find(({ entitlementId }) => entitlementId === subject)?.overpaid ?? [];

const recovery = ({ subject }: About): object => ({ recoveryId: subject });

/** What was typed for each month; without an amount what the ledger paid, of the months that it paid. */
function recoveredMonths(typed: Typed, about: About): RecoveredMonth[] {
  const months = monthsFromTo(text(typed.from), text(typed.lastMonth));
  if (text(typed.yuan)) return months.map((each) => ({ month: each, amountFen: fen(typed.yuan) }));
  return overpaidOf(about).filter(({ month: each }) => months.includes(each));
}

export const RECOVERY_FORMS = {
  recoveryOpen: {
    command: 'recovery.open',
    fields: (about) => {
      const yuan: Field = { name: 'yuan', kind: 'yuan' };
      return [
        ...[choice('cause', 'recoveryCause', RECOVERY_CAUSES), month('from'), month('lastMonth')],
        ...[overpaidOf(about).length ? maybe(yuan) : yuan, { name: 'debtor', kind: 'text' } as const, words],
      ];
    },
    fresh: (about) => ({
      from: overpaidOf(about)[0]?.month ?? '',
      lastMonth: overpaidOf(about).at(-1)?.month ?? '',
    }),
    args: (typed, about) => ({
      ...{
        entitlementId: about.subject,
        cause: text(typed.cause),
        debtor: text(typed.debtor),
        words: text(typed.words),
      },
      months: recoveredMonths(typed, about),
    }),
  },
  recoveryNotice: {
    command: 'recovery.notice',
    fields: () => [date('noticedOn'), optionalWords],
    fresh: ({ today }) => ({ noticedOn: today }),
    args: (typed, about) => ({
      ...recovery(about),
      noticedOn: text(typed.noticedOn),
      words: text(typed.words),
    }),
  },
  recoveryPayBack: {
    command: 'recovery.payBack',
    fields: () => [
      ...[{ name: 'yuan', kind: 'yuan' } as const, date('on'), choice('way', 'paybackWay', PAYBACK_WAYS)],
      ...[maybe(date('consentOn')), optionalWords],
    ],
    fresh: ({ today }) => ({ on: today }),
    args: (typed, about) => ({
      ...{ ...recovery(about), amountFen: fen(typed.yuan), on: text(typed.on), way: text(typed.way) },
      ...{ consentOn: orNull(typed.consentOn), words: text(typed.words) },
    }),
  },
  recoveryRefused: {
    command: 'recovery.refused',
    fields: () => [date('refusedOn'), words],
    fresh: ({ today }) => ({ refusedOn: today }),
    args: (typed, about) => ({
      ...recovery(about),
      refusedOn: text(typed.refusedOn),
      words: text(typed.words),
    }),
  },
  recoveryWriteOff: {
    command: 'recovery.writeOff',
    fields: () => [words],
    args: (typed, about) => ({ ...recovery(about), words: text(typed.words) }),
  },
  recoveryCredit: {
    command: 'recovery.reportCredit',
    fields: () => [words],
    args: (typed, about) => ({ ...recovery(about), words: text(typed.words) }),
  },
} as const satisfies Record<string, ActForm>;

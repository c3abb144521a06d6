/** Forms of money that has to come back: opened, told, paid, refused, written off, reported (S004 art.12; e.9). */
import { monthsFromTo } from '#shared/domain/month.ts';
import { PAYBACK_WAYS, RECOVERY_CAUSES } from '#shared/domain/recovery.ts';
import {
  type About,
  type ActForm,
  choice,
  date,
  fen,
  maybe,
  month,
  optionalWords,
  orNull,
  text,
  words,
} from './fields.ts';

const recovery = ({ subject }: About): object => ({ recoveryId: subject });

export const RECOVERY_FORMS = {
  recoveryOpen: {
    command: 'recovery.open',
    fields: () => [
      ...[choice('cause', 'recoveryCause', RECOVERY_CAUSES), month('from'), month('lastMonth')],
      ...[{ name: 'yuan', kind: 'yuan' } as const, { name: 'debtor', kind: 'text' } as const, words],
    ],
    args: (typed, about) => ({
      ...{
        entitlementId: about.subject,
        cause: text(typed.cause),
        debtor: text(typed.debtor),
        words: text(typed.words),
      },
      months: monthsFromTo(text(typed.from), text(typed.lastMonth)).map((each) => ({
        ...{ month: each, amountFen: fen(typed.yuan) },
      })),
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

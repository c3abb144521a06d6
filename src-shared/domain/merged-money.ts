/** The money of a record that is merged into another of the same person (dossier m.3 new-new duplicates, `hold`; S000 唯一性; S004 art.12). What
 *  stands about a person's money hangs on the record that is kept from the act of merging on, so that the roster, the case page, the alerts
 *  and the next act all find it there.
 *  MG1 the history of payments goes over as it stands; a month that both records hold stays twice and is told of (PY2), for it may have been
 *  paid twice.  MG2 every hold goes over beside the kept record's own, and stays until its body lifts it (m.3 `hold`: strictest ∴).  MG3
 *  findings that are not closed, recoveries and what else was put on record of the person (waivers, leads, checks of the
 *  household, votes of delegates) go over: nobody is paid past an open BLOCK because two records became one (RH1).  MG4 rows
 *  of rosters stay as they were signed: they belong to their entitlement, which goes over (DU1), and planning reads every entitlement of the
 *  person and benefit (RP5).  All ∴.                                                                                                     */
import type { Row } from '../records/rows.ts';
import {
  type Change,
  change,
  create,
  type DecideContext,
  type Handed,
  type Loaded,
  type Need,
} from './command.ts';
import { holdsOf } from './hold.ts';
import { standingPast } from './past-payment.ts';

const OF_A_PERSON_MAX = 200;
/** Go over as they stand, whatever they have come to. */
const WHOLE = ['pastPayment', 'recovery', 'waiver', 'lead', 'economicCheck', 'evaluation'] as const;
const TYPES = [...WHOLE, 'finding'] as const;

/** What hangs on the given record; to be read beside `holdingsNeeds`. */
export function moneyNeeds(givenId: number): Need[] {
  return TYPES.map((type) => ({
    ...{ as: `given:${type}`, type, by: 'personId', value: givenId, limit: OF_A_PERSON_MAX },
  }));
}

const moneyIn = <T extends (typeof TYPES)[number]>(records: Loaded, type: T) =>
  (records[`given:${type}`] ?? []) as readonly Row<T>[];

function openFindings(records: Loaded): readonly Row<'finding'>[] {
  return moneyIn(records, 'finding').filter(({ values }) => values.state !== 'CLOSED');
}

/** Within a township: the same records, under the kept one (MG1–MG3). */
export function carriedOver(records: Loaded, kept: Row<'person'>, given: Row<'person'>): Change[] {
  const holds = holdsOf(given);
  const over = [...WHOLE.flatMap((type) => [...moneyIn(records, type)]), ...openFindings(records)];
  return [
    ...(holds.length ? [change('person', kept.id, { holds: [...holdsOf(kept), ...holds] as never })] : []),
    ...over.map(({ type, id }) => change(type, id, { personId: kept.id })),
  ];
}

/** To the record that another township keeps: the centre writes there what it finds here, whatever the desk knew of it. History is taken back here
 *  and stands there as it was judged; findings, recoveries and entitlements stay where they are worked at, and a month is paid once by its
 *  claim, for the number is the same (RB1).                                                                                              */
export function handedOver(
  records: Loaded,
  given: Row<'person'>,
  keptBy: { readonly personId: number; readonly scope: number },
  words: string,
  context: DecideContext,
): { readonly changes: Change[]; readonly handed: Handed[] } {
  const { personId, scope } = keptBy;
  const past = standingPast(moneyIn(records, 'pastPayment'));
  const holds = holdsOf(given);
  const takenBack = { state: 'WITHDRAWN', explainedBy: context.actor.accountId, explainedWords: words };
  return {
    changes: past.map(({ id }) => change('pastPayment', id, takenBack)),
    handed: [
      ...past.map(({ values }) => ({
        ...{ scope, ofPerson: personId },
        change: create('pastPayment', context.newId(), { ...values, personId, moves: null }),
      })),
      ...(holds.length
        ? [
            {
              scope,
              ofPerson: personId,
              adds: 'holds',
              change: change('person', personId, { holds: holds as never }),
            },
          ]
        : []),
    ],
  };
}

/** What the rosters of a county say of its people, read for the comparison: the ledger rows of the months that it looks back on, a page of people at a
 *  time, and the roster that the bank answered last. The rules are domain/payment-alerts.ts.
 *  RF1 a desk that holds no rosters, or not the class that they are in, says nothing of them.                                             */
import type { PlainMonth } from '#shared/domain/calendar.ts';
import { idNumberKey, otherIdNumber } from '#shared/domain/id-number.ts';
import { addMonths } from '#shared/domain/month.ts';
import { judgedBy, type PolicyPack } from '#shared/domain/pack.ts';
import { alertsOfPayments, type PaymentAlert, type PaymentScene } from '#shared/domain/payment-alerts.ts';
import type { Benefit } from '#shared/domain/state.ts';
import { decodeRow, selectList, SQLITE_CODEC, type Stored } from '#shared/records/codec.ts';
import type { Row } from '#shared/records/rows.ts';
import type { Statements } from '../store/statements.ts';

const SETTLED = `SELECT month, first_month AS firstMonth, since_month AS sinceMonth FROM roster
  WHERE state IN ('SETTLED', 'PARTLY_RETURNED') AND month <= ? ORDER BY month DESC LIMIT 1`;

const COUNTED = `SELECT 1 AS found FROM "rosterRow" r JOIN person p ON p.id = r.person_id
  WHERE p.id_number IN (?, ?) AND p.id <> ? AND r.benefit = ? AND r.month = ? AND r.kind <> 'ADJUST'
    AND r.result IN ('PAID', 'PENDING') LIMIT 1`;

export class RosterFacts {
  private readonly statements: Statements;
  private readonly scene: PaymentScene;
  private readonly since: PlainMonth;

  constructor(statements: Statements, month: PlainMonth, pack: PolicyPack) {
    this.statements = statements;
    this.since = addMonths(month, -pack.alerts.monthsLookedBack);
    this.scene = {
      ...{ month, by: judgedBy(pack), packVersion: pack.version },
      rule: pack.alerts,
      terms: pack.roster,
      settled: statements.get<NonNullable<PaymentScene['settled']>>(SETTLED, month) ?? null,
    };
  }

  private read<T extends 'rosterRow' | 'entitlement' | 'pastPayment'>(
    type: T,
    where: string,
    ...values: unknown[]
  ): Row<T>[] {
    const sql = `SELECT ${selectList(type)} FROM "${type}" WHERE ${where} ORDER BY id`;
    return this.statements
      .all<Record<string, Stored>>(sql, ...values)
      .map((stored) => decodeRow(SQLITE_CODEC, type, stored) as Row<T>);
  }

  /** The alerts of a page of people, in the order of their ids. */
  ofPeople(people: readonly Row<'person'>[]): ReadonlyMap<number, readonly PaymentAlert[]> {
    const [first, last] = [people[0]?.id ?? 0, people.at(-1)?.id ?? 0];
    const all = this.read('entitlement', 'person_id BETWEEN ? AND ?', first, last);
    // A row is whose its entitlement is: a record that was merged gave it over, and the row stays as it was signed (MG4).
    const owners = new Map(all.map(({ id, values }) => [id, values.personId]));
    const drawn = 'entitlement_id IN (SELECT id FROM entitlement WHERE person_id BETWEEN ? AND ?)';
    const rows = Map.groupBy(
      this.read('rosterRow', `${drawn} AND month >= ?`, first, last, this.since),
      ({ values }) => owners.get(values.entitlementId ?? 0),
    );
    const past = Map.groupBy(
      this.read('pastPayment', 'person_id BETWEEN ? AND ?', first, last),
      ({ values }) => values.personId,
    );
    if (!rows.size && !past.size && !this.scene.settled) return new Map();
    const entitlements = Map.groupBy(all, ({ values }) => values.personId);
    return new Map(
      people.map((person) => {
        const idNumber = idNumberKey(person.values.idNumber ?? '');
        const alerts = alertsOfPayments(
          {
            ...{ person, rows: rows.get(person.id) ?? [], entitlements: entitlements.get(person.id) ?? [] },
            past: past.get(person.id) ?? [],
            isDrawnByAnother: (benefit, month) => this.isDrawn(idNumber, person.id, benefit, month),
          },
          this.scene,
        );
        return [person.id, alerts];
      }),
    );
  }

  private isDrawn(idNumber: string, personId: number, benefit: Benefit, month: PlainMonth): boolean {
    const other = otherIdNumber(idNumber) ?? idNumber;
    return this.statements.get(COUNTED, idNumber, other, personId, benefit, month) !== undefined;
  }
}

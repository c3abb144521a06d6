/** People who turn out to be registered twice: somebody's subsidy ends, a second record with another number draws it from an overlapping month on, and
 *  the township finds that the two are one person and merges them by the real act (DU1, DU2, MG1–MG4). Some of what the first record was
 *  paid before the rosters began, and whatever keeps its money back, comes along.                                                        */
import { type Chance, seededRandom } from '#shared/base/chance.ts';
import { holdsOf } from '#shared/domain/hold.ts';
import { addMonths } from '#shared/domain/month.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import type { Receiver, TestCounty } from '../../src-server/jobs/test-county.ts';
import { personIn } from './questions.ts';

const PER_MONTH = 2;
/** Of `madeUpReceiver`: nobody else's number. */
const SECOND_INDEX = 400_000;
const FIRST_RECORD = 90_000;
/** Two months before the county's first roster. */
const HISTORY = { fromMonth: '2025-11', toMonth: '2025-12', amountFen: 9_000 };
const OVERLAP_MONTHS = 4;

export class SeededMerges {
  merged = 0;
  /** Holds that did not come along. */
  lostHolds = 0;
  private readonly county: TestCounty;
  private readonly people: Receiver[];
  private readonly second = new Set<number>();
  private readonly random: Chance;

  constructor(county: TestCounty, people: readonly Receiver[], seed: number) {
    this.county = county;
    this.people = [...people];
    this.random = seededRandom(seed + 2);
  }

  /** `onMerged` hears who stands for whom from now on. */
  async month(month: string, onMerged: (given: Receiver, kept: Receiver) => void): Promise<void> {
    for (let at = 0; at < PER_MONTH; at++) {
      const drawn = Math.floor(this.random.next() * this.people.length);
      const given = this.people[drawn] as Receiver;
      const person = await personIn(this.county, given.personId);
      const benefits = await this.drawnBy(given, person.scope);
      if (!benefits.length) continue;
      const kept = await this.secondRecord(person, benefits, month);
      await this.end(given, person.scope, addMonths(month, -1));
      const args = { keptId: kept.personId, givenId: person.id, take: [], reason: '登记了两次' };
      await this.county.done('COUNTY_CIVIL_AFFAIRS_APPROVER', 'person.merge', args, person.scope);
      const stands = await personIn(this.county, person.id);
      if (holdsOf(stands).length < holdsOf(person).length) this.lostHolds++;
      this.merged++;
      this.people[drawn] = kept;
      this.second.add(kept.personId);
      onMerged(given, kept);
    }
  }

  /** What somebody draws, where nothing of it is in doubt or has ended. */
  private async drawnBy({ entitlements }: Receiver, scope: number): Promise<Benefit[]> {
    const ids = BENEFITS.flatMap((benefit) => entitlements[benefit] ?? []);
    const found: Row<'entitlement'>[] = [];
    await this.county.store.transaction([], async (tx) => {
      for (const id of ids)
        found.push(...((await tx.read(scope, { type: 'entitlement', id })) as Row<'entitlement'>[]));
    });
    const isDrawn = found.length === ids.length && found.every(({ values }) => values.state === 'ACTIVE');
    return isDrawn ? found.map(({ values }) => values.benefit as Benefit) : [];
  }

  private async secondRecord(person: Row<'person'>, benefits: readonly Benefit[], month: string) {
    const isOld = this.random.next() < 0.5;
    const from = isOld
      ? HISTORY.fromMonth
      : addMonths(month, -Math.floor(this.random.next() * OVERLAP_MONTHS));
    const index = SECOND_INDEX + this.merged;
    const [kept] = await this.county.lay(person.scope, [{ index, benefits, from, decidedOn: `${month}-02` }]);
    // Of whoever was a second record before, rosters have paid those months.
    const isFirst = !this.second.has(person.id);
    if (isOld && isFirst && this.random.next() < 0.7) {
      const benefit = benefits[0] as Benefit;
      const set = { personId: person.id, benefit, ...HISTORY, state: 'RECONCILED' };
      await this.county.write(person.scope, [{ type: 'pastPayment', id: FIRST_RECORD + this.merged, set }]);
    }
    return kept as Receiver;
  }

  private async end({ entitlements }: Receiver, scope: number, lastPayableMonth: string): Promise<void> {
    const set = { state: 'EXITED', exitReason: 'WAIVED', lastPayableMonth };
    const ids = BENEFITS.flatMap((benefit) => entitlements[benefit] ?? []);
    await this.county.write(
      scope,
      ids.map((id) => ({ type: 'entitlement', id, set })),
    );
  }
}

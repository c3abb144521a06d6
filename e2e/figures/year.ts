/** What happens to a county's receivers in a seeded month: deaths that are reported late, moves, new people with back-pay, doubts and their end,
 *  accounts put right. Laid into the log as the acts of the offices write it; moves are real acts. Nothing here knows what is paid.      */
import { type Chance, seededRandom } from '#shared/base/chance.ts';
import { addMonths } from '#shared/domain/month.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import { madeUpReceiver, type Receiver, type TestCounty } from '../../src-server/jobs/test-county.ts';

/** Shares of the receivers in a month. */
const DEATHS = 0.004;
const MOVES = 0.001;
const NEWCOMERS = 0.006;
const DOUBTS = 0.002;
export const RETURNS = 0.004;
const LATE_MONTHS_MAX = 3;
const BACK_MONTHS_MAX = 4;
const DOUBT_MONTHS = 2;
const WRITTEN_AT_ONCE = 400;

interface Doubt {
  readonly receiver: Receiver;
  readonly from: string;
}

export class SeededYear {
  readonly counts = { deaths: 0, moves: 0, newcomers: 0, doubts: 0, unfounded: 0, corrected: 0 };
  private readonly county: TestCounty;
  private readonly random: Chance;
  private readonly living: Receiver[];
  /** Who has died: what they were owed may come back from the bank too, and goes to an account of the heirs. */
  private readonly dead: Receiver[] = [];
  private doubts: Doubt[] = [];
  private returned: Receiver[] = [];
  private nextIndex: number;

  constructor(county: TestCounty, receivers: readonly Receiver[], nextIndex: number, seed: number) {
    this.county = county;
    this.random = seededRandom(seed);
    this.living = [...receivers];
    this.nextIndex = nextIndex;
  }

  /** Two records were one person: the kept one lives on. */
  standsFor(given: Receiver, kept: Receiver): void {
    const at = this.living.findIndex(({ personId }) => personId === given.personId);
    if (at >= 0) this.living[at] = kept;
  }

  private below(end: number): number {
    return Math.floor(this.random.next() * end);
  }

  /** Some of the living, each once, who leave the list where `isGone`. */
  private draw(share: number, isGone: boolean): Receiver[] {
    const wanted = Math.max(1, Math.round(this.living.length * share));
    const drawn = new Map<number, Receiver>();
    for (let tries = 0; drawn.size < wanted && tries < wanted * 20; tries++) {
      const at = this.below(this.living.length);
      const one = this.living[at] as Receiver;
      if (drawn.has(one.personId) || this.doubts.some(({ receiver }) => receiver.personId === one.personId))
        continue;
      drawn.set(one.personId, one);
      if (isGone) this.living.splice(at, 1);
    }
    return [...drawn.values()];
  }

  private async writeAll(changes: readonly { scope: number; record: WrittenRecord }[]): Promise<void> {
    for (const [scope, of] of Map.groupBy(changes, (change) => change.scope))
      for (let at = 0; at < of.length; at += WRITTEN_AT_ONCE)
        await this.county.write(
          scope,
          of.slice(at, at + WRITTEN_AT_ONCE).map(({ record }) => record),
        );
  }

  private ofEntitlements(receiver: Receiver, set: WrittenRecord['set']) {
    return BENEFITS.flatMap((benefit) => {
      const id = receiver.entitlements[benefit];
      return id === undefined
        ? []
        : [{ scope: receiver.scope, record: { type: 'entitlement' as const, id, set } }];
    });
  }

  /** Everything of a month before its roster is built. */
  async month(month: string, isLast: boolean): Promise<void> {
    await this.endDoubts(month, isLast);
    await this.correctAccounts();
    const deaths = this.draw(DEATHS, true).flatMap((receiver) => {
      const lastPayableMonth = addMonths(month, -1 - this.below(LATE_MONTHS_MAX));
      const set = { state: 'EXITED', exitReason: 'DEATH', lastPayableMonth, exitedOn: `${month}-02` };
      this.counts.deaths++;
      this.dead.push(receiver);
      return this.ofEntitlements(receiver, set);
    });
    await this.writeAll(deaths);
    if (!isLast) await this.beginDoubts(month);
    await this.moves();
    await this.newcomers(month);
  }

  private async moves(): Promise<void> {
    for (const receiver of this.draw(MOVES, false)) {
      const to = this.county.townships[this.below(this.county.townships.length)] as number;
      if (to === receiver.scope) continue;
      await this.county.move(receiver, to);
      this.living[this.living.indexOf(receiver)] = { ...receiver, scope: to };
      this.counts.moves++;
    }
  }

  private async newcomers(month: string): Promise<void> {
    const count = Math.max(1, Math.round(this.living.length * NEWCOMERS));
    const people = Array.from({ length: count }, () => {
      const benefits: Benefit[] = this.random.next() < 0.5 ? ['LIVING'] : ['LIVING', 'NURSING'];
      const from = addMonths(month, -this.below(BACK_MONTHS_MAX));
      return { index: this.nextIndex++, benefits, from, decidedOn: `${month}-02` };
    });
    const placed = Map.groupBy(
      people,
      () => this.county.townships[this.below(this.county.townships.length)] as number,
    );
    for (const [scope, here] of placed) this.living.push(...(await this.county.lay(scope, here)));
    this.counts.newcomers += count;
  }

  private async beginDoubts(month: string): Promise<void> {
    const drawn = this.draw(DOUBTS, false);
    const set = { state: 'SUSPENDED', suspensions: [{ from: month, to: null, outcome: 'OPEN' }] };
    await this.writeAll(drawn.flatMap((receiver) => this.ofEntitlements(receiver, set)));
    this.doubts.push(...drawn.map((receiver) => ({ receiver, from: month })));
    this.counts.doubts += drawn.length;
  }

  private async endDoubts(month: string, isLast: boolean): Promise<void> {
    const [over, open] = [[] as Doubt[], [] as Doubt[]];
    for (const doubt of this.doubts)
      (isLast || addMonths(doubt.from, DOUBT_MONTHS) <= month ? over : open).push(doubt);
    this.doubts = open;
    const changes = over.flatMap(({ receiver, from }) => {
      const isUnfounded = this.random.next() < 0.7;
      if (isUnfounded) this.counts.unfounded++;
      const outcome = isUnfounded ? 'UNFOUNDED' : 'FORFEITED';
      const suspensions = [{ from, to: addMonths(month, -1), outcome }];
      return this.ofEntitlements(receiver, { state: 'ACTIVE', suspensions });
    });
    await this.writeAll(changes);
  }

  /** Rows that the bank sends back this month. */
  drawReturned<R extends { readonly values: { readonly personId: number | null } }>(
    rows: readonly R[],
    isLast: boolean,
  ): R[] {
    if (isLast) return [];
    const returned = rows.filter(() => this.random.next() < RETURNS);
    const people = new Set(returned.map(({ values }) => values.personId));
    this.returned.push(...[...this.living, ...this.dead].filter(({ personId }) => people.has(personId)));
    return returned;
  }

  /** A month later the township has a new account from everybody whose payment came back. */
  private async correctAccounts(): Promise<void> {
    const changes = this.returned.map((was) => {
      const now = this.living.find(({ personId }) => personId === was.personId) ?? was;
      const { accountNumber } = madeUpReceiver(this.nextIndex++ + 5_000_000, now.scope);
      this.counts.corrected++;
      return {
        scope: now.scope,
        record: { type: 'person' as const, id: now.personId, set: { accountNumber } },
      };
    });
    this.returned = [];
    await this.writeAll(changes);
  }
}

/** What puts people's money in question in a seeded month, and what takes it out again: a body's hold, a finding of the comparison, an open conflict,
 *  an account of several households. Laid into the log as the acts of the offices write it, wherever the person is by then. In the last month
 *  nothing is left in question, so that whatever was held is paid. */
import { type Chance, seededRandom } from '#shared/base/chance.ts';
import type { Row } from '#shared/records/rows.ts';
import { madeUpReceiver, type Receiver, type TestCounty } from '../../src-server/jobs/test-county.ts';

const KINDS = ['HOLD', 'FINDING', 'CONFLICT', 'ACCOUNT'] as const;
const PER_MONTH = 4;
const LIFTED = 0.5;
const FIRST_RECORD = 70_000;
const SHARED_ACCOUNT = '6217000000000009999';
/** Of `madeUpReceiver`: nobody else's account. */
const FREE_INDEX = 900_000;

interface Question {
  readonly kind: (typeof KINDS)[number];
  readonly personId: number;
  readonly recordId: number;
}

/** The person where they live now, under the record that is kept; nobody ever leaves the county. */
export async function personIn(county: TestCounty, personId: number): Promise<Row<'person'>> {
  for (const scope of county.townships) {
    const [found] = await county.store.transaction([], (tx) =>
      tx.read(scope, { type: 'person', id: personId }),
    );
    const person = found as Row<'person'> | undefined;
    if (person) return person.values.mergedInto ? personIn(county, person.values.mergedInto) : person;
  }
  throw new Error(`nobody is ${personId}`);
}

export class SeededQuestions {
  raised = 0;
  private readonly county: TestCounty;
  private readonly people: readonly Receiver[];
  private readonly random: Chance;
  private open: Question[] = [];

  constructor(county: TestCounty, people: readonly Receiver[], seed: number) {
    this.county = county;
    this.people = people;
    this.random = seededRandom(seed + 1);
  }

  async month(isLast: boolean): Promise<void> {
    const [over, open] = [[] as Question[], [] as Question[]];
    for (const question of this.open) (isLast || this.random.next() < LIFTED ? over : open).push(question);
    this.open = open;
    for (const question of over) await this.write(question, false);
    for (let at = 0; !isLast && at < PER_MONTH; at++) {
      const one = this.people[Math.floor(this.random.next() * this.people.length)] as Receiver;
      const kind = KINDS[Math.floor(this.random.next() * KINDS.length)] as Question['kind'];
      const isKnown = this.open.some((each) => each.kind === kind && each.personId === one.personId);
      if (isKnown) continue;
      const question = { kind, personId: one.personId, recordId: FIRST_RECORD + this.raised++ };
      this.open.push(question);
      await this.write(question, true);
    }
  }

  private async write({ kind, personId: named, recordId }: Question, isOpen: boolean): Promise<void> {
    const { id: personId, scope } = await personIn(this.county, named);
    const ofPerson = (set: object) =>
      this.county.write(scope, [{ type: 'person', id: personId, set: set as never }]);
    if (kind === 'HOLD') {
      const holds = [{ body: 'FEDERATION', by: 1, since: '2026-01-01', reason: '在核' }];
      return ofPerson({ holds: isOpen ? holds : null });
    }
    if (kind === 'ACCOUNT') {
      const { accountNumber } = madeUpReceiver(FREE_INDEX + recordId, 0);
      return ofPerson(
        isOpen
          ? { accountNumber: SHARED_ACCOUNT, residenceAddress: `${personId} 号` }
          : { accountNumber, residenceAddress: null },
      );
    }
    const record =
      kind === 'FINDING'
        ? ({ type: 'finding', set: { code: 'DUP_ID', severity: 'BLOCK_ROSTER', benefit: null } } as const)
        : ({ type: 'conflict', set: { kind: 'duplicate' } } as const);
    const state = isOpen ? 'OPEN' : kind === 'FINDING' ? 'CLOSED' : 'SETTLED';
    // It goes with its person (SPEC MV): where it was opened it is no more.
    const set = { ...record.set, personId, state };
    await this.county.write(scope, [{ type: record.type, id: recordId, set: set as never }]);
  }
}

/** A township at the centre that grows in the course of a run: its people, laid down by the centre itself as an import does, edits of them by a
 *  desk that has seen everything, and where such a desk stands.                                                                  */
import { seededRandom } from '#shared/base/chance.ts';
import { instantText } from '#shared/base/clock.ts';
import { type Id, makeId } from '#shared/base/id.ts';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_VILLAGES } from '#shared/domain/division.ts';
import { DEMO_PACK } from '#shared/domain/pack.ts';
import { personClaim } from '#shared/domain/person.ts';
import { AUDIENCE_CLASSES, REFERENCE_SCOPE } from '#shared/records/registry.ts';
import { historyMark } from '#shared/sync/chain.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import type { CommandFrame, CursorFrame } from '#shared/sync/frames.ts';
import type { CentralStore } from '../../src-server/store/central-store.ts';
import { appendRecords } from '../../src-server/sync/append.ts';
import { unlikeAnybody } from './caseload.ts';
import { NOW_MS } from './desk.ts';

const PEOPLE_A_COMMIT = 10_000;

interface Person {
  readonly id: Id;
  readonly person: DemoPerson;
  /** The commit that wrote them. */
  readonly version: number;
}

interface Wanted {
  /** Of the people. */
  readonly first: number;
  readonly count: number;
  /** Number of the act before the first one. */
  readonly from: number;
  readonly actor: Id;
}

export class Township {
  readonly scopes: readonly number[];
  private readonly store: CentralStore;
  private readonly scope: number;
  /** Whose numbers the people's ids are. */
  private readonly device: number;
  private readonly random: () => number;
  private readonly villages: readonly number[];
  private readonly people: Person[] = [];
  private readonly idNumbers = new Set<string>();

  constructor(store: CentralStore, scope: number, device: number) {
    this.store = store;
    this.scope = scope;
    this.device = device;
    this.scopes = [REFERENCE_SCOPE, scope];
    this.random = seededRandom(20261122).next;
    this.villages = DEMO_VILLAGES.filter(({ parent }) => parent === scope).map(({ code }) => code);
  }

  private newcomer(at: number): Omit<Person, 'version'> {
    const village = this.villages[at % this.villages.length] as number;
    const person = unlikeAnybody(this.random, village, 20_000 + at, this.idNumbers);
    return { id: makeId(this.device, at + 1), person };
  }

  /** Lays newcomers down until there are so many people. */
  async growTo(size: number): Promise<void> {
    const at = instantText(NOW_MS);
    const meta = { device: 1, actNumber: 0, actor: 0, body: 'CIVIL_AFFAIRS', madeAt: at, receivedAt: at };
    while (this.people.length < size) {
      const from = this.people.length;
      const count = Math.min(size - from, PEOPLE_A_COMMIT);
      const made = Array.from({ length: count }, (_, index) => this.newcomer(from + index));
      const records = made.map(
        ({ id, person }): WrittenRecord => ({
          ...{ type: 'person', id },
          set: {
            ...person,
            certificateStatus: 'VALID',
            needsLongTermCare: false,
            contactStatedOn: null,
            origin: 'IMPORT',
          },
        }),
      );
      const claims = made.map(({ id, person }) => personClaim(person.idNumber, id));
      const version = await appendRecords(this.store, this.scope, meta, records, claims);
      this.people.push(...made.map((each) => ({ ...each, version })));
    }
  }

  /** Edits of phone and household, of each as the desk that sends them has seen it: of people whom nobody has edited yet. */
  edits({ first, count, from, actor }: Wanted): CommandFrame[] {
    return this.people.slice(first, first + count).map(({ id, person, version }, at) => {
      const { phone, residenceAddress, householdCategory, householdFrom } = person;
      const args = {
        personId: id,
        contact: {
          phone: `139${String(first + at).padStart(8, '0')}`,
          residenceAddress: '某路 9 号',
          statedOn: '2026-11-01',
        },
        household: { householdCategory: 'LOW_INCOME', householdFrom, needsLongTermCare: true },
        reason: '本人来电',
      };
      return {
        ...{ number: from + at + 1, name: 'person.edit', version: 1, actor, scope: this.scope },
        ...{ madeAt: instantText(NOW_MS), pack: DEMO_PACK.version, args },
        groups: [
          ['person', id, 'household', version, 'w'],
          ['person', id, 'contact', version, 'w'],
        ],
        before: [
          ['person', id, 'household', { householdCategory, householdFrom, needsLongTermCare: false }],
          ['person', id, 'contact', { phone, residenceAddress, contactStatedOn: null }],
        ],
        after: [],
        together: null,
      };
    });
  }

  /** Where a desk stands that has everything, or everything up to a commit of the township. */
  cursors(commit: number | null = null): Promise<CursorFrame[]> {
    return this.store.snapshot(async (snapshot) => {
      const cursors: CursorFrame[] = [];
      for (const scope of this.scopes) {
        const { epoch, head } = (await snapshot.head(scope)) ?? { epoch: '', head: 0 };
        const at = scope === this.scope ? (commit ?? head) : head;
        const chains = await snapshot.chainsAt(scope, AUDIENCE_CLASSES, at);
        cursors.push({ scope, commit: at, mark: historyMark(epoch, chains, AUDIENCE_CLASSES) });
      }
      return cursors;
    });
  }
}

/** The oracle can fail about money: a centre that writes rows of rosters otherwise than they are owed, and the rule that says so. */
import { describe, expect, test } from 'vitest';
import type { AudienceClass } from '#shared/records/registry.ts';
import type { EntryFrame } from '#shared/sync/frames.ts';
import type { CentralTransaction, CommitMeta } from '../../src-server/store/central-store.ts';
import { MemoryStore } from '../../src-server/store/memory-store.ts';
import { playHistory } from './history.ts';
import { planOf } from './scenarios.ts';

const ROOMY_MS = 180_000;
const SEEDS = [3, 5, 1, 7, 2, 9];
const ACTS = 110;

type Fields = EntryFrame[3];
type Target = Parameters<CentralTransaction['writeFields']>[0];
type Parts = ReadonlyMap<AudienceClass, readonly EntryFrame[]>;
/** What is written in the place of some fields of a record, in the log and in the row; null leaves the whole record out. */
type Damage = (type: string, id: number, fields: Fields) => Fields | null;
type Reading = Partial<Pick<CentralTransaction, 'readFields'>>;

function damagedParts(parts: Parts, damage: Damage): Parts {
  const entries = (of: readonly EntryFrame[]) =>
    of.flatMap(([type, id, group, fields]): EntryFrame[] => {
      const written = damage(type, id, fields);
      return written ? [[type, id, group, written]] : [];
    });
  return new Map([...parts].map(([audience, of]) => [audience, entries(of)]));
}

function storeWith(damage: Damage, readingOf: (tx: CentralTransaction) => Reading = () => ({})) {
  return (epochOf: (scope: number) => string): MemoryStore => {
    class Damaged extends MemoryStore {
      override transaction<T>(
        scopes: readonly number[],
        work: (tx: CentralTransaction) => Promise<T>,
      ): Promise<T> {
        return super.transaction(scopes, (tx) => {
          const append = (scope: number, meta: CommitMeta, parts: Parts) =>
            tx.append(scope, meta, damagedParts(parts, damage));
          const writeFields: CentralTransaction['writeFields'] = async (
            target: Target,
            set,
            groups,
            commit,
          ) => {
            const written = damage(target.type, target.id, set as Fields);
            if (written) await tx.writeFields(target, written as typeof set, groups, commit);
          };
          const other: Partial<CentralTransaction> = { append, writeFields, ...readingOf(tx) };
          return work(
            new Proxy(tx, {
              get: (real, name) => {
                const member: unknown = Reflect.get(name in other ? other : real, name);
                return typeof member === 'function' ? member.bind(name in other ? other : real) : member;
              },
            }),
          );
        });
      }
    }
    return new Damaged(epochOf);
  };
}

/** What the oracle says of money in the first history in which it says anything of it. */
async function saidOfMoney(makeStore: ReturnType<typeof storeWith>): Promise<string> {
  for (const seed of SEEDS) {
    const { violations } = await playHistory(planOf(seed, 'payments', ACTS), { makeStore });
    const found = violations.find(({ rule }) => rule === 'I19');
    if (found) return found.words;
  }
  return 'nothing';
}

const inRow =
  (change: (fields: Fields, id: number) => Fields | null): Damage =>
  (type, id, fields) =>
    type === 'rosterRow' ? change(fields, id) : fields;

describe('I19: a centre that is wrong about money', () => {
  test(
    'pays a fen more',
    async () => {
      const more = inRow((fields) =>
        fields.amountFen ? { ...fields, amountFen: Number(fields.amountFen) + 1 } : fields,
      );
      expect(await saidOfMoney(storeWith(more))).toMatch(/and owed are|owed on no|says .* fen/);
    },
    ROOMY_MS,
  );

  test(
    'leaves rows out',
    async () => {
      expect(await saidOfMoney(storeWith(inRow((fields, id) => (id % 3 ? fields : null))))).toMatch(
        /is owed and not on roster/,
      );
    },
    ROOMY_MS,
  );

  test(
    'does not see what was paid before, and pays it again',
    async () => {
      const blind = (tx: CentralTransaction): Reading => ({
        readFields: (async (scope, query) => {
          const found = await tx.readFields(scope, query);
          if (query.type !== 'rosterRow' || query.by !== 'entitlementId') return found;
          const isPaid = ({ values }: { values: object }) =>
            (values as { result?: unknown }).result === 'PAID';
          return new Map([...found].map(([key, rows]) => [key, rows.filter((row) => !isPaid(row))]));
        }) as CentralTransaction['readFields'],
      });
      expect(await saidOfMoney(storeWith((_type, _id, fields) => fields, blind))).toMatch(
        /owed to nobody|is paid by row/,
      );
    },
    ROOMY_MS,
  );

  test(
    'locks another hash than that of the rows',
    async () => {
      const other: Damage = (type, _id, fields) =>
        type === 'roster' && fields.lockedHash ? { ...fields, lockedHash: 'f'.repeat(64) } : fields;
      expect(await saidOfMoney(storeWith(other))).toMatch(/not those of its hash/);
    },
    ROOMY_MS,
  );

  test(
    'takes one signature for two',
    async () => {
      const early: Damage = (type, _id, fields) =>
        type === 'roster' && fields.state === 'SIGNED_ONE' ? { ...fields, state: 'SIGNED_BOTH' } : fields;
      expect(await saidOfMoney(storeWith(early))).toMatch(/went from LOCKED to SIGNED_BOTH/);
    },
    ROOMY_MS,
  );

  test(
    'calls paid what the bank sent back',
    async () => {
      const paid = inRow((fields) => (fields.result === 'RETURNED' ? { ...fields, result: 'PAID' } : fields));
      expect(await saidOfMoney(storeWith(paid))).toMatch(/the bank said otherwise/);
    },
    ROOMY_MS,
  );
});

/** The store's contract, of what a transaction reads of what it has written itself, and of what it has taken back (CS2, CS4, CS5). */
import assert from 'node:assert/strict';
import { emptyValues, type Row } from '#shared/records/rows.ts';
import type { CentralTransaction } from './central-store.ts';
import {
  appendName,
  type ContractCase,
  NORTH,
  outcomeOf,
  PERSON,
  person,
  SOUTH,
} from './store-contract-parts.ts';

const name = (row: Row | undefined) => (row as Row<'person'> | undefined)?.values.name ?? null;

export const OWN_WRITES: readonly ContractCase[] = [
  {
    name: 'CS2 after a savepoint that threw, reads say what they said before',
    async run(store) {
      await store.transaction([NORTH], async (tx) => {
        await tx.writeFields(person(NORTH), { name: '先', idNumber: 'A' }, ['identity'], 1);
        await tx.takeClaim('person:1', NORTH, PERSON);
        const undone = tx.savepoint(async () => {
          await tx.writeFields(person(NORTH), { name: '后', idNumber: 'B' }, ['identity'], 2);
          await tx.writeFields(person(NORTH, PERSON + 1), { idNumber: 'A' }, ['identity'], 2);
          await tx.releaseClaim('person:1', PERSON);
          await tx.takeClaim('person:2', NORTH, PERSON);
          await tx.writeOutcome(12, { frame: outcomeOf(9), digest: 'd' }, '{}');
          await appendName(tx, NORTH, 9);
          assert.equal((await tx.commitMeta(NORTH, 1))?.actNumber, 9);
          assert.equal(name((await tx.read(NORTH, { type: 'person', id: PERSON }))[0]), '后');
          throw new RangeError('refused');
        });
        await assert.rejects(undone, RangeError);
        const [row] = await tx.read(NORTH, { type: 'person', id: PERSON });
        assert.deepEqual([name(row), row?.versions.identity], ['先', 1]);
        const by = { type: 'person' as const, by: 'idNumber', limit: 5 };
        const found = async (value: string) => (await tx.read(NORTH, { ...by, value })).map(({ id }) => id);
        assert.deepEqual([await found('A'), await found('B')], [[PERSON], []]);
        assert.equal(await tx.readOutcome(12, 9), null);
        assert.equal(await tx.commitMeta(NORTH, 1), null);
        assert.equal((await tx.takeClaim('person:1', NORTH, PERSON + 1)).recordId, PERSON);
        assert.equal((await tx.takeClaim('person:2', NORTH, PERSON + 1)).recordId, PERSON + 1);
        assert.equal(await appendName(tx, NORTH, 3), 1);
      });
    },
  },
  {
    name: 'CS2 a savepoint in a savepoint gives back its own alone',
    async run(store) {
      await store.transaction([NORTH], (tx) =>
        tx.savepoint(async () => {
          await tx.writeFields(person(NORTH), { name: '外' }, ['identity'], 1);
          const inner = tx.savepoint(async () => {
            await tx.writeFields(person(NORTH), { name: '内' }, ['identity'], 2);
            throw new RangeError('refused');
          });
          await assert.rejects(inner, RangeError);
          assert.equal(name((await tx.read(NORTH, { type: 'person', id: PERSON }))[0]), '外');
        }),
      );
      const outer = store.transaction([NORTH], (tx) =>
        tx.savepoint(async () => {
          await tx.savepoint(() => tx.writeFields(person(NORTH), { name: '内' }, ['identity'], 2));
          throw new RangeError('refused');
        }),
      );
      await assert.rejects(outer);
      const [row] = await store.transaction([NORTH], (tx) => tx.read(NORTH, { type: 'person', id: PERSON }));
      assert.equal(name(row), '外');
    },
  },
  {
    name: 'CS4 fields of rows by index entry: as they stand, and as the same transaction has written them',
    async run(store) {
      const set = (tx: CentralTransaction, at: number, values: object) =>
        tx.writeFields(person(NORTH, PERSON + at), { ...values }, ['identity'], 1);
      const found = async (tx: CentralTransaction) => {
        const query = { type: 'person', by: 'idNumber', values: ['A', 'B', 'C'], limit: 2 } as const;
        const read = await tx.readFields(NORTH, { ...query, fields: ['name', 'birthDate'] });
        return query.values.map((value) =>
          (read.get(value) ?? []).map(({ scope, id, values: { name: named, birthDate } }) =>
            [scope === NORTH, id - PERSON, named, birthDate].join(' '),
          ),
        );
      };
      await store.transaction([NORTH], async (tx) => {
        for (const at of [1, 2, 3]) await set(tx, at, { idNumber: 'A', name: `甲${at}` });
        await set(tx, 4, { idNumber: 'B', birthDate: '1960-02-29' });
      });
      await store.transaction([NORTH], async (tx) => {
        assert.deepEqual(await found(tx), [['true 1 甲1 ', 'true 2 甲2 '], ['true 4  1960-02-29'], []]);
        await set(tx, 1, { idNumber: 'C' });
        await set(tx, 2, { name: '乙' });
        assert.deepEqual(await found(tx), [
          ['true 2 乙 ', 'true 3 甲3 '],
          ['true 4  1960-02-29'],
          ['true 1 甲1 '],
        ]);
      });
    },
  },
  {
    name: 'CS4 an index read sees what was written: who came, who left, in order of id, up to the limit',
    async run(store) {
      const write = (tx: CentralTransaction, at: number, idNumber: string) =>
        tx.writeFields(person(NORTH, PERSON + at), { idNumber }, ['identity'], 1);
      await store.transaction([NORTH], async (tx) => {
        for (const at of [1, 2, 3, 4, 5]) await write(tx, at, 'A');
      });
      await store.transaction([NORTH], async (tx) => {
        const found = async (value: string, limit: number) => {
          const rows = await tx.read(NORTH, { type: 'person', by: 'idNumber', value, limit });
          return rows.map(({ id }) => id - PERSON);
        };
        assert.deepEqual(await found('A', 2), [1, 2]);
        await write(tx, 1, 'B');
        assert.deepEqual(await found('A', 2), [2, 3]);
        await write(tx, 2, 'B');
        await write(tx, 3, 'B');
        assert.deepEqual(
          [await found('A', 2), await found('B', 9)],
          [
            [4, 5],
            [1, 2, 3],
          ],
        );
        await write(tx, 0, 'A');
        await write(tx, 9, 'A');
        assert.deepEqual(
          [await found('A', 2), await found('A', 9)],
          [
            [0, 4],
            [0, 4, 5, 9],
          ],
        );
        await tx.writeFields(person(NORTH, PERSON + 5), { name: '五' }, ['identity'], 2);
        await write(tx, 2, 'A');
        assert.deepEqual(await found('A', 9), [0, 2, 4, 5, 9]);
      });
    },
  },
  {
    name: 'CS4 a record that was made and then found by index has all its fields',
    async run(store) {
      await store.transaction([NORTH], async (tx) => {
        await tx.writeFields(person(NORTH), { idNumber: 'A', name: '甲' }, ['identity'], 1);
        await tx.writeFields(person(NORTH), { phone: '1' }, ['contact'], 2);
        const [row] = await tx.read(NORTH, { type: 'person', by: 'idNumber', value: 'A', limit: 2 });
        assert.deepEqual(row?.values, { ...emptyValues('person'), idNumber: 'A', name: '甲', phone: '1' });
        assert.deepEqual([row?.versions.identity, row?.versions.contact, row?.versions.bank], [1, 2, 0]);
      });
    },
  },
  {
    name: 'CS5 what was foreseen changes no answer',
    async run(store) {
      await store.transaction([NORTH], async (tx) => {
        await tx.writeFields(person(NORTH), { idNumber: 'A', name: '甲' }, ['identity'], 1);
        await tx.writeOutcome(12, { frame: outcomeOf(1), digest: 'd' }, '{}');
        await tx.takeClaim('person:1', NORTH, PERSON);
      });
      const ask = async (tx: CentralTransaction) => {
        const by = { type: 'person' as const, by: 'idNumber', limit: 2 };
        await tx.writeFields(person(NORTH, PERSON + 1), { idNumber: 'A' }, ['identity'], 2);
        return [
          await tx.read(NORTH, { type: 'person', id: PERSON }),
          await tx.read(NORTH, { type: 'person', id: PERSON + 7 }),
          await tx.read(NORTH, { ...by, value: 'A' }),
          await tx.read(NORTH, { ...by, value: 'A', limit: 1 }),
          await tx.read(NORTH, { ...by, value: 'Z' }),
          await tx.readOutcome(12, 1),
          await tx.readOutcome(12, 2),
          await tx.takeClaim('person:1', SOUTH, PERSON + 3),
          await tx.takeClaim('person:2', SOUTH, PERSON + 3),
        ];
      };
      class Undone extends Error {}
      const answers = async (foresee: boolean) => {
        const all: unknown[] = [];
        const asked = store.transaction([NORTH], async (tx) => {
          const queries = [
            ...[PERSON, PERSON + 1, PERSON + 7].map((id) => ({ type: 'person' as const, id })),
            ...['A', 'Z'].map((value) => ({ type: 'person' as const, by: 'idNumber', value, limit: 1 })),
          ];
          if (foresee) {
            await tx.foresee({ outcomes: { device: 12, numbers: [1, 2] }, claims: ['person:1', 'person:2'] });
            await tx.foresee({ reads: { scope: NORTH, queries }, receipts: 4 });
          }
          all.push(...(await ask(tx)));
          throw new Undone();
        });
        await assert.rejects(asked);
        return all;
      };
      assert.deepEqual(await answers(true), await answers(false));
    },
  },
];

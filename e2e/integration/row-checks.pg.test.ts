/** I15 over real HTTP and PostgreSQL: sums of a desk's SQLite and of the centre's tables are the same, a damaged row is mended, and the question
 *  is small. The demo's own rows have gone through commands, merges and claims.                                                */
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Asking, checkScope, type Mended } from '../../src-main/replica/sync/check.ts';
import { NORTH, startWireWorld, type WireDesk, type WireWorld } from '../harness/wire-desk.ts';

let world: WireWorld;
let desk: WireDesk;
beforeAll(async () => {
  world = await startWireWorld(1_000);
  desk = await world.openDesk('naren');
}, 120_000);
afterAll(() => world?.close());

async function checked(scope: number) {
  const mended: Mended[] = [];
  const { target, transport } = desk;
  const state = await checkScope({
    ...{ target, transport: transport as Asking, scope, rest: () => setImmediate() },
    mended: (what) => mended.push(what),
  });
  return { state, mended };
}

test('CH1 the rows of a desk come to what the tables do, in one small question', async () => {
  expect((await checked(0)).state).toBe('same');
  desk.line.take();
  expect((await checked(NORTH)).state).toBe('same');
  const { up, down } = desk.line.take();
  expect(up + down).toBeLessThan(900);
});

test.each(['person', 'application', 'history', 'entitlement'])(
  'CH2 a damaged row of %s is mended',
  async (type) => {
    const before = desk.statements.all(`SELECT * FROM "${type}" ORDER BY id`);
    desk.statements.run(
      `DELETE FROM "${type}" WHERE id = (SELECT max(id) FROM "${type}" WHERE scope = ?)`,
      NORTH,
    );
    const { state, mended } = await checked(NORTH);
    expect([state, mended.map(({ type: of, rows }) => [of, rows])]).toEqual(['mended', [[type, 1]]]);
    expect(desk.statements.all(`SELECT * FROM "${type}" ORDER BY id`)).toEqual(before);
  },
);

/** Stories of people who move, on any central store: real replicas, the centre's own exchange, a link without faults. Run on the memory store and on
 *  PostgreSQL.                                                                                                                     */
import assert from 'node:assert/strict';
import { DEMO_VILLAGES } from '#shared/domain/division.ts';
import { type SyncResponse } from '#shared/sync/frames.ts';
import { MOVABLE_TYPES } from '#shared/sync/moves.ts';
import { demoPerson, intakeArgs } from '../../src-main/replica/test-desk.ts';
import { seatOf } from './centre.ts';
import { ACCOUNTS, NORTH, SOUTH } from './people.ts';

import { StoryDesk, World } from './moves-world.ts';

const villageOf = (township: number) =>
  DEMO_VILLAGES.find(({ parent }) => parent === township)?.code as number;
export const SOUTH_VILLAGE = villageOf(SOUTH);
export const NORTH_VILLAGE = villageOf(NORTH);
const JPEG_HASH = 'ab'.repeat(32);

export function formOf(index: number, benefits: readonly string[] = ['NURSING']) {
  return intakeArgs(demoPerson(index, NORTH_VILLAGE), { benefits, submittedOn: '2026-03-16' });
}

export const paperArgs = (personId: number, sha256 = JPEG_HASH) => ({
  ...{ personId, applicationId: null, material: 'ID_COPY', mediaType: 'image/jpeg' },
  ...{ byteCount: 1000, sha256, fileName: '身份证.jpg' },
});

export const moveArgs = (...personIds: number[]) => ({
  personIds,
  toVillage: SOUTH_VILLAGE,
  movedOn: '2026-03-17',
  reason: '户口迁移证',
});

export interface Story {
  readonly name: string;
  run(world: World): Promise<void>;
}

const phoneArgs = (personId: number, phone: string) => ({
  personId,
  contact: { phone, statedOn: '2026-03-18' },
  reason: '本人来电',
});

/** North has a person with a file, a paper and a bank account; every desk has it. */
async function settled(world: World) {
  const [north, south, county] = [world.desk('north'), world.desk('south'), world.desk('civil-affairs')];
  const federation = world.desk('federation');
  north.act(ACCOUNTS.northClerk, 'application.submit', formOf(1));
  const [person] = north.rows('SELECT id FROM person');
  const personId = Number(person?.id);
  north.act(ACCOUNTS.northClerk, 'paper.attach', paperArgs(personId));
  north.act(ACCOUNTS.northClerk, 'application.submit', formOf(2));
  for (const desk of [north, south, county, federation]) await desk.sync();
  return { north, south, county, federation, personId };
}

function assertGone(desk: StoryDesk, personId: number): void {
  for (const type of MOVABLE_TYPES) {
    const whose = type === 'person' ? 'id' : 'person_id';
    assert.deepEqual(desk.rows(`SELECT id FROM "${type}" WHERE ${whose} = ?`, personId), [], type);
  }
  assert.deepEqual(desk.rows('SELECT id FROM person_list WHERE id = ?', personId), []);
  assert.deepEqual(desk.rows('SELECT type FROM shadow'), []);
}

function assertTogether(desk: StoryDesk, personId: number, scope: number): void {
  for (const type of MOVABLE_TYPES) {
    const whose = type === 'person' ? 'id' : 'person_id';
    const scopes = desk.rows(`SELECT DISTINCT scope FROM "${type}" WHERE ${whose} = ?`, personId);
    assert.deepEqual(
      scopes.map((row) => row.scope),
      scopes.length ? [scope] : [],
      type,
    );
  }
}

export const STORIES: readonly Story[] = [
  {
    name: 'MV1 a move takes everything along, one commit in each log; both townships and the county agree',
    async run(world) {
      const { north, south, county, federation, personId } = await settled(world);
      const before = county.count('history', NORTH);
      county.act(ACCOUNTS.civilAffairs, 'person.move', moveArgs(personId));
      for (const desk of [county, north, south, federation]) await desk.sync();
      assertGone(north, personId);
      assert.deepEqual(north.rows('SELECT to_scope, moved_on FROM departed WHERE type = ?', 'person'), [
        { to_scope: SOUTH, moved_on: '2026-03-17' },
      ]);
      for (const type of ['person', 'application', 'paper']) assert.equal(south.count(type, SOUTH), 1, type);
      assert.equal(south.count('history', SOUTH) + county.count('history', NORTH), before + 1);
      assert.equal(
        south.rows('SELECT hukou_village AS v, account_number AS a, moves FROM person')[0]?.v,
        SOUTH_VILLAGE,
      );
      assert.ok(south.rows('SELECT account_number AS a FROM person')[0]?.a);
      assert.equal(
        federation.rows('SELECT account_number AS a FROM person WHERE id = ?', personId)[0]?.a,
        null,
      );
      for (const desk of [county, federation]) assertTogether(desk, personId, SOUTH);
      assert.equal(south.caseload(SOUTH), county.caseload(SOUTH));
      assert.equal(north.caseload(NORTH), county.caseload(NORTH));
      assert.equal(county.rows('SELECT id FROM person_list').length, 2);
    },
  },
  {
    name: 'MV4 a county desk ends alike in whichever order the two scopes come, pages of a first sync too',
    async run(world) {
      const { county, north, personId } = await settled(world);
      const [late, other] = [world.desk('federation'), world.desk('federation')];
      const only = (scope: number) => (reply: SyncResponse) => ({
        ...reply,
        scopes: reply.scopes.filter((frame) => frame.scope === 0 || frame.scope === scope),
      });
      await late.sync();
      const stale = world.desk('federation');
      let old: SyncResponse | null = null;
      other.bend = (reply) => {
        old ??= reply;
        return reply;
      };
      await other.sync();
      county.act(ACCOUNTS.civilAffairs, 'person.move', moveArgs(personId));
      await county.sync();
      // Enter before leave, then leave before enter.
      late.bend = only(SOUTH);
      await late.sync();
      assertTogether(late, personId, SOUTH);
      late.bend = only(NORTH);
      await late.sync();
      assertTogether(late, personId, SOUTH);
      late.bend = (reply) => reply;
      await late.sync();
      // Pages of the old place from before the move, after the pages of the new one.
      await other.sync();
      stale.bend = only(SOUTH);
      await stale.sync();
      assert.equal(stale.count('person', SOUTH), 1);
      const before = old as SyncResponse | null;
      assert.ok(before?.scopes.find(({ scope, snapshot }) => scope === NORTH && snapshot?.commit === 3));
      let isFirst = true;
      stale.bend = (reply) => {
        const given = isFirst ? { ...reply, scopes: only(NORTH)(before as SyncResponse).scopes } : reply;
        isFirst = false;
        return given;
      };
      await stale.sync();
      assertTogether(stale, personId, SOUTH);
      await stale.sync();
      for (const desk of [late, other, stale]) {
        assert.equal(desk.caseload(SOUTH), late.caseload(SOUTH));
        assert.equal(desk.caseload(NORTH), late.caseload(NORTH));
        assert.equal(desk.count('person', SOUTH), 1);
      }
      const fresh = new StoryDesk(world, { ...seatOf('north').session, device: 99 });
      await fresh.sync();
      await north.sync();
      assert.equal(fresh.caseload(NORTH), north.caseload(NORTH));
      assertGone(fresh, personId);
    },
  },
  {
    name: 'MV4 there and back again: the older leave takes nothing away',
    async run(world) {
      const { county, north, south, federation, personId } = await settled(world);
      county.act(ACCOUNTS.civilAffairs, 'person.move', moveArgs(personId));
      await county.sync();
      county.act(ACCOUNTS.civilAffairs, 'person.move', { ...moveArgs(personId), toVillage: NORTH_VILLAGE });
      await county.sync();
      south.act(ACCOUNTS.southClerk, 'application.submit', formOf(3));
      federation.bend = (reply) => ({ ...reply, scopes: reply.scopes.toReversed() });
      for (const desk of [south, federation, north]) await desk.sync();
      assertGone(south, personId);
      for (const desk of [federation, north, county]) {
        await desk.sync();
        assertTogether(desk, personId, NORTH);
        assert.equal(desk.count('person', NORTH), 2);
      }
      assert.deepEqual(north.rows('SELECT * FROM departed'), []);
    },
  },
  {
    name: 'FW1 a paper that the old office added follows the person',
    async run(world) {
      const { county, north, south, personId } = await settled(world);
      county.act(ACCOUNTS.civilAffairs, 'person.move', moveArgs(personId));
      const number = north.act(ACCOUNTS.northClerk, 'paper.attach', paperArgs(personId, 'cd'.repeat(32)));
      await county.sync();
      for (const desk of [north, south]) await desk.sync();
      assert.deepEqual(north.outcome(number), {
        outcome: 'applied',
        code: 'person/moved',
        detail: { to: SOUTH },
        is_open: 0,
      });
      assert.equal(south.count('paper', SOUTH), 2);
      assertGone(north, personId);
    },
  },
  {
    name: 'FW2 FW3 what the old office changed is put before the new one, with what leans on it; it is settled there',
    async run(world) {
      const { county, north, south, personId } = await settled(world);
      county.act(ACCOUNTS.civilAffairs, 'person.move', moveArgs(personId));
      const first = north.act(ACCOUNTS.northClerk, 'person.edit', phoneArgs(personId, '13911112222'));
      const other = Number(north.rows('SELECT id FROM person WHERE id <> ?', personId)[0]?.id);
      const merge = north.act(ACCOUNTS.northClerk, 'person.merge', {
        ...{ keptId: other, givenId: personId, take: [], reason: '同一人' },
      });
      await county.sync();
      for (const desk of [north, south]) await desk.sync();
      for (const number of [first, merge]) {
        const { outcome, code, detail, is_open } = north.outcome(number);
        assert.deepEqual(
          { outcome, code, is_open },
          { outcome: 'in-conflict', code: 'person/moved', is_open: 0 },
        );
        assert.equal(detail.to, SOUTH);
      }
      assertGone(north, personId);
      assert.equal(north.count('person', NORTH), 1);
      const asked = south.rows(
        `SELECT id, record_type, group_name, kind, state, case_values, identity_values FROM conflict ORDER BY id`,
      );
      assert.deepEqual(
        asked.map(({ record_type, group_name, kind, state }) => [record_type, group_name, kind, state]),
        [
          ['person', 'contact', 'forwarded', 'OPEN'],
          ['history', 'entry', 'forwarded', 'OPEN'],
        ],
      );
      const sides = JSON.parse(String(asked[0]?.identity_values)) as Record<string, Record<string, string>>;
      assert.equal(sides.mine?.phone, '13911112222');
      assert.match(String(asked[1]?.case_values), /person\.merge/);
      south.act(ACCOUNTS.southClerk, 'conflict.settle', {
        ...{ conflictId: Number(asked[0]?.id), choice: 'mine', reason: '与本人核实' },
      });
      south.act(ACCOUNTS.southClerk, 'conflict.settle', {
        ...{ conflictId: Number(asked[1]?.id), choice: 'theirs', reason: '不是同一人' },
      });
      for (const desk of [south, county]) await desk.sync();
      assert.equal(county.rows('SELECT phone FROM person WHERE id = ?', personId)[0]?.phone, '13911112222');
      assert.deepEqual(county.rows("SELECT id FROM conflict WHERE state = 'OPEN'"), []);
    },
  },
  {
    name: 'FW1 an act of the county, which holds both townships, is judged where the person is now',
    async run(world) {
      const { county, south, personId } = await settled(world);
      const late = new StoryDesk(world, { ...seatOf('civil-affairs').session, device: 77 });
      await late.sync();
      county.act(ACCOUNTS.civilAffairs, 'person.move', moveArgs(personId));
      const number = late.act(ACCOUNTS.civilAffairs, 'person.edit', phoneArgs(personId, '13933334444'));
      await county.sync();
      await late.sync();
      await south.sync();
      assert.deepEqual(late.outcome(number).outcome, 'applied');
      assert.equal(late.outcome(number).is_open, 0);
      assertTogether(late, personId, SOUTH);
      assert.equal(south.rows('SELECT phone FROM person')[0]?.phone, '13933334444');
      assert.equal(late.caseload(SOUTH), south.caseload(SOUTH));
    },
  },
  {
    name: 'MV6 claims go along: nobody registers the person again, and the new township asks for the other subsidy',
    async run(world) {
      const { county, south, north, personId } = await settled(world);
      county.act(ACCOUNTS.civilAffairs, 'person.move', moveArgs(personId));
      for (const desk of [county, south, north]) await desk.sync();
      const again = north.act(ACCOUNTS.northClerk, 'application.submit', formOf(1));
      await north.sync();
      assert.equal(north.outcome(again).outcome, 'in-conflict');
      assert.equal(north.outcome(again).code, 'duplicate/person');
      const nursing = south.act(ACCOUNTS.southClerk, 'application.submit', {
        ...formOf(1, ['LIVING']),
      });
      await south.sync();
      assert.equal(south.outcome(nursing).outcome, 'applied');
    },
  },
];

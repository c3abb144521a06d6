/** Stories of access that ends and comes back, on any central store: what the county grants is the session that a desk's requests come with. */
import assert from 'node:assert/strict';
import { RECORD_TYPE_NAMES } from '#shared/records/registry.ts';
import { seatOf } from './centre.ts';
import { formOf, moveArgs, type Story } from './moves-cases.ts';
import type { StoryDesk, World } from './moves-world.ts';
import { ACCOUNTS, NORTH, SOUTH } from './people.ts';

/** The desk remembers who may open it, as its writer does. */
function remember(desk: StoryDesk, account: string, accountId: number, scopes: readonly number[]): void {
  desk.statements.run(
    'INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)',
    `me:${account}`,
    JSON.stringify({ account, accountId, scopes }),
  );
}

function grant(desk: StoryDesk, scopes: readonly number[]): void {
  const actors = new Map([...desk.session.actors].map(([id, actor]) => [id, { ...actor, scopes }]));
  desk.session = { ...desk.session, scopes, actors };
}

async function caseloads(world: World) {
  const [north, south, county] = [world.desk('north'), world.desk('south'), world.desk('civil-affairs')];
  north.act(ACCOUNTS.northClerk, 'application.submit', formOf(1));
  south.act(ACCOUNTS.southClerk, 'application.submit', formOf(2));
  remember(county, 'saren', ACCOUNTS.civilAffairs.id, county.session.scopes);
  county.account = 'saren';
  for (const desk of [north, south, county]) await desk.sync();
  return { north, south, county };
}

const phone = (desk: StoryDesk, scope: number, number: string) => ({
  personId: Number(desk.rows('SELECT id FROM person WHERE scope = ?', scope)[0]?.id),
  contact: { phone: number, statedOn: '2026-03-18' },
  reason: '本人来电',
});

function assertHoldsNothingOf(desk: StoryDesk, scope: number): void {
  for (const type of RECORD_TYPE_NAMES) assert.equal(desk.count(type, scope), 0, type);
  assert.deepEqual(desk.rows('SELECT scope FROM cursor WHERE scope = ?', scope), []);
  const people = desk.rows('SELECT id FROM person').length;
  assert.equal(desk.rows('SELECT id FROM person_list').length, people);
  assert.equal(
    desk.rows("SELECT rowid FROM person_search WHERE person_search MATCH 'c015*'").length <= people,
    true,
  );
  assert.deepEqual(desk.rows('SELECT * FROM shadow'), []);
}

export const SCOPE_STORIES: readonly Story[] = [
  {
    name: 'SC1 SC2 a township is taken from a county: its waiting acts go up first, then its rows go; given back, they come again',
    async run(world) {
      const { south, county } = await caseloads(world);
      const before = [county.caseload(NORTH), county.caseload(SOUTH)];
      const number = county.act(ACCOUNTS.civilAffairs, 'person.edit', phone(county, SOUTH, '13911110000'));
      const all = county.session.scopes;
      // The right to act ends later than the right to hold: the act was made before.
      county.session = { ...county.session, scopes: all.filter((scope) => scope !== SOUTH) };
      await county.sync();
      assert.equal(county.outcome(number).outcome, 'applied');
      assert.equal(county.outcome(number).is_open, 0);
      assertHoldsNothingOf(county, SOUTH);
      assert.equal(county.caseload(NORTH), before[0]);
      await south.sync();
      assert.equal(south.rows('SELECT phone FROM person')[0]?.phone, '13911110000');
      county.session = { ...county.session, scopes: all };
      await county.sync();
      await county.sync();
      assert.equal(county.caseload(SOUTH), south.caseload(SOUTH));
    },
  },
  {
    name: 'SC1 nothing is purged while an act cannot go up',
    async run(world) {
      const { county } = await caseloads(world);
      county.act(ACCOUNTS.civilAffairs, 'person.edit', phone(county, SOUTH, '13911110000'));
      assert.deepEqual(county.withdraw([SOUTH]), { purged: [], isOut: false });
      assert.equal(county.count('person', SOUTH), 1);
    },
  },
  {
    name: 'SC3 a clerk has another post: colleagues of the old desk keep everything; after the last one nothing is left',
    async run(world) {
      const { north } = await caseloads(world);
      const { scopes } = north.session;
      remember(north, 'naren', ACCOUNTS.northClerk.id, scopes);
      remember(north, 'wang', ACCOUNTS.northReviewer.id, scopes);
      const person = north.count('person', NORTH);
      north.account = 'naren';
      north.session = { ...north.session, scopes: [0] };
      await north.sync();
      assert.equal(north.count('person', NORTH), person);
      assert.deepEqual(north.rows("SELECT name FROM meta WHERE name LIKE 'me:%'"), [{ name: 'me:wang' }]);
      north.account = 'wang';
      await north.sync();
      assertHoldsNothingOf(north, NORTH);
      assert.deepEqual(north.rows("SELECT name FROM meta WHERE name LIKE 'me:%'"), []);
    },
  },
  {
    name: 'PO1 PO2 what a clerk made before the change is judged, what was made after is refused',
    async run(world) {
      const { north } = await caseloads(world);
      const args = phone(north, NORTH, '13922220000');
      const before = north.act(ACCOUNTS.northClerk, 'person.edit', args);
      const changedAt = world.clock.now() + 60_000;
      world.now += 120_000;
      const after = north.act(ACCOUNTS.northClerk, 'person.edit', phone(north, NORTH, '13933330000'));
      const actors = new Map(north.session.actors);
      const actor = actors.get(ACCOUNTS.northClerk.id);
      assert.ok(actor);
      const { role, scopes } = actor;
      const former = [{ untilMs: changedAt, post: { role, scopes } }];
      actors.set(actor.accountId, { ...actor, scopes: [0, SOUTH], former });
      north.session = { ...north.session, actors };
      await north.sync();
      assert.deepEqual(
        [before, after].map((number) => [north.outcome(number).outcome, north.outcome(number).code]),
        [
          ['applied', null],
          ['refused', 'command/outside-your-scope'],
        ],
      );
      assert.equal(north.rows('SELECT phone FROM person')[0]?.phone, '13922220000');
    },
  },
  {
    name: 'PO2 an account that was closed changes nothing any more',
    async run(world) {
      const { north } = await caseloads(world);
      const number = north.act(ACCOUNTS.northClerk, 'person.edit', phone(north, NORTH, '13922220000'));
      const actors = new Map(north.session.actors);
      for (const [id, actor] of actors) actors.set(id, { ...actor, isClosed: true });
      north.session = { ...north.session, actors };
      await north.sync();
      assert.deepEqual(north.outcome(number).code, 'actor/closed');
    },
  },
  {
    name: 'SC4 a county takes a township more beside its work; people who move into a scope that it does not take are gone',
    async run(world) {
      const { north, south, county } = await caseloads(world);
      const part = world.desk('federation');
      remember(part, 'chen', ACCOUNTS.federation.id, part.session.scopes);
      part.account = 'chen';
      const all = part.session.scopes;
      grant(
        part,
        all.filter((scope) => scope !== SOUTH),
      );
      await part.sync();
      assert.equal(part.count('person', SOUTH), 0);
      const personId = Number(north.rows('SELECT id FROM person')[0]?.id);
      county.act(ACCOUNTS.civilAffairs, 'person.move', moveArgs(personId));
      await county.sync();
      await part.sync();
      assert.deepEqual(part.rows('SELECT id FROM person'), []);
      const edit = { ...phone(south, SOUTH, '13944440000') };
      south.act(ACCOUNTS.southClerk, 'person.edit', edit);
      await south.sync();
      grant(part, all);
      await part.sync();
      assert.equal(part.count('person', SOUTH), 2);
      assert.deepEqual(part.rows('SELECT * FROM departed'), []);
      assert.deepEqual(seatOf('federation').session.scopes, part.session.scopes);
    },
  },
];

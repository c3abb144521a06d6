/** People who moved, and a centre that is set back to before it (SPEC MV8): they are where its log says, on every desk.                       */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { MOVABLE_TYPES } from '#shared/sync/moves.ts';
import { demoPerson, intakeArgs } from '../../src-main/replica/test-desk.ts';
import { MemoryStore } from '../../src-server/store/memory-store.ts';
import { formOf, moveArgs, SOUTH_VILLAGE } from './moves-cases.ts';
import { type StoryDesk, World } from './moves-world.ts';
import { ACCOUNTS } from './people.ts';

const placesOf = (desk: StoryDesk) =>
  MOVABLE_TYPES.map((type) => desk.rows(`SELECT id, scope, moves FROM "${type}" ORDER BY id`));

test.each(['north', 'south', 'federation'])('MV8 IN12 a move that was lost, at %s', async (name) => {
  const store = new MemoryStore((scope) => `epoch-of-${scope}`);
  const world = new World(store);
  const [north, south, county] = [world.desk('north'), world.desk('south'), world.desk('civil-affairs')];
  const desk = { north, south }[name] ?? world.desk(name);
  north.act(ACCOUNTS.northClerk, 'application.submit', formOf(1));
  const form = intakeArgs(demoPerson(2, SOUTH_VILLAGE), { benefits: ['NURSING'], submittedOn: '2026-03-16' });
  south.act(ACCOUNTS.southClerk, 'application.submit', form);
  for (const each of [north, south, county, desk]) await each.sync();
  const before = placesOf(desk);
  const backup = store.keep();
  const moved = north.rows('SELECT id FROM person').map(({ id }) => Number(id));
  county.act(ACCOUNTS.civilAffairs, 'person.move', moveArgs(...moved));
  for (const each of [county, desk]) await each.sync();
  assert.notDeepEqual(placesOf(desk), before);
  store.setBack(backup);
  await desk.sync();
  assert.deepEqual(placesOf(desk), before);
});

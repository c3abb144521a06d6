/** A file of an older program is brought on with everybody in it: found by search, standing in lists. */
import { expect, test } from 'vitest';
import { sql as caseload } from '../../../migrations/replica/0001_caseload.ts';
import { migrateReplica } from './migrate.ts';
import { openReplicaFile } from './open.ts';
import { matchesName, matchesNumber } from './search-index.ts';
import { Statements } from './statements.ts';

test('people of step 1 are found and listed after step 2', () => {
  const db = openReplicaFile({ path: ':memory:', key: new Uint8Array(32) });
  db.exec(caseload);
  db.pragma('user_version=1');
  db.exec(`
    INSERT INTO person (id, scope, name, id_number, hukou_village) VALUES (1, 9, '乌云其其格', '159999198001010011', 159999101001);
    INSERT INTO person (id, scope, name, hukou_village) VALUES (2, 9, '王芳', 159999101002);
    INSERT INTO application (id, scope, person_id, state, state_since, applied_living) VALUES (7, 9, 2, 'SUBMITTED', '2026-11-02', 1);
    INSERT INTO person_search (rowid, grams) VALUES (1, 'n4e4cx4e91');
  `);
  migrateReplica(db);
  const statements = new Statements(db);
  const found = (expression: string) =>
    statements.pluck('SELECT rowid FROM person_search WHERE person_search MATCH ? ORDER BY 1', expression);
  expect(found(matchesName('云其'))).toEqual([1]);
  expect(found(matchesNumber('19800101'))).toEqual([1]);
  expect(found(matchesName('王'))).toEqual([2]);
  expect(statements.all('SELECT * FROM person_list ORDER BY id')).toEqual([
    {
      ...{ id: 1, village: 159999101001, open_since: null, file_state: null },
      ...{ applied: 0, active: 0, expires_on: null },
    },
    {
      ...{ id: 2, village: 159999101002, open_since: '2026-11-02', file_state: 'SUBMITTED' },
      ...{ applied: 1, active: 0, expires_on: null },
    },
  ]);
  db.close();
});

/** `npm run bench -- --json FILE`: measures what DESIGN promises of speed, prints a table, writes the rows. Everything is measured on the files
 *  that production runs, against a bare reference measured in the same minute on the same disk.                                  */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { seededCentre } from './centre.ts';
import { removeFolders } from './desk.ts';
import { type Row, table } from './figures.ts';
import { firstSync } from './first-sync.ts';
import { syncsAnAct } from './fsyncs.ts';
import { localCommand } from './local-command.ts';
import { search } from './search.ts';

async function measureAll(): Promise<Row[]> {
  const store = await seededCentre();
  return [localCommand(), syncsAnAct(), ...(await search(store)), await firstSync(store)];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' } } });
  const began = performance.now();
  try {
    const rows = await measureAll();
    console.log(table(rows));
    console.log(`syncs were counted by: ${String(rows.find(({ raw }) => raw.counted)?.raw.counted)}`);
    console.log(`${Math.round((performance.now() - began) / 1000)} s`);
    if (values.json) writeFileSync(values.json, `${JSON.stringify({ rows }, null, 2)}\n`);
  } finally {
    removeFolders();
  }
}

await main();

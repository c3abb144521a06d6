/** `npm run golden`: fills in what the golden vectors of src-shared/sync/golden lack, and never changes what stands there. Somebody writes down a
 *  story with its rows and arguments for a new command or version; this adds the hash of the arguments' shape and what comes of the story.
 *  Last line: `N files, N added to`.                                                                                              */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandByName } from '#shared/domain/commands.ts';
import {
  decideExample,
  expected,
  type GoldenCommand,
  shapeOf,
  storedDecision,
} from '#shared/sync/golden/read-golden.ts';

const FOLDER = fileURLToPath(new URL('../../src-shared/sync/golden/commands/', import.meta.url));

/** The same vector with what it lacked. A version that is not the newest keeps its shape: nobody can know it any more. */
function filled(golden: GoldenCommand): GoldenCommand {
  const command = commandByName(golden.command);
  if (!command) throw new Error(`${golden.command}: no such command`);
  const { version } = command;
  const shape = golden.shape ?? (golden.version === version ? shapeOf(command.args) : undefined);
  const examples = golden.examples.map((example) =>
    expected(example, version) === undefined
      ? { ...example, gives: { [version]: storedDecision(decideExample(golden, example)) } }
      : example,
  );
  const { command: name, version: of } = golden;
  return { command: name, version: of, ...(shape !== undefined && { shape }), examples };
}

const files = readdirSync(FOLDER);
let added = 0;
for (const file of files) {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const golden = JSON.parse(text) as GoldenCommand;
  const now = filled(golden);
  if (JSON.stringify(now) === JSON.stringify(golden)) continue;
  writeFileSync(join(FOLDER, file), `${JSON.stringify(now, null, 2)}\n`);
  console.log(`added to ${file}`);
  added++;
}
console.log(`${files.length} files, ${added} added to`);

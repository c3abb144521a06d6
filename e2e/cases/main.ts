/** `npm run cases -- FILE…`: asks the rules of the product the cases of files in the format of the dossier's cases.json. A line for each case
 *  that fails; last line `N passed, M failed, K uncertain`: uncertain is a case that differs only where its file calls itself uncertain.
 *  Ends with 1 when a case failed or a file cannot be read, which is one failure.                                                        */
import { readFileSync } from 'node:fs';
import { type Answer, askAll } from './ask.ts';
import { wordsOf } from './read.ts';

function answersOf(path: string): Answer[] {
  try {
    return askAll(readFileSync(path, 'utf8'), path);
  } catch (error) {
    return [{ id: path, verdict: 'failed', words: wordsOf(error) }];
  }
}

const files = process.argv.slice(2);
const count = { passed: 0, failed: 0, uncertain: 0 };
if (!files.length) {
  console.error('npm run cases -- FILE…');
  process.exitCode = 1;
}
for (const { id, verdict, words } of files.flatMap(answersOf)) {
  count[verdict] += 1;
  if (verdict !== 'passed') console.log(`${verdict === 'failed' ? 'FAIL' : 'uncertain'} ${id}: ${words}`);
}
if (count.failed) process.exitCode = 1;
console.log(`${count.passed} passed, ${count.failed} failed, ${count.uncertain} uncertain`);

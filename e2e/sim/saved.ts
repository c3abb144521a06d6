/** Histories that once failed, kept as data under seeds/: each with its story in one line. They are played first, for ever.        */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from './plan.ts';

export interface SavedHistory {
  readonly name: string;
  readonly story: string;
  readonly plan: Plan;
}

const FOLDER = join(import.meta.dirname, 'seeds');

export function readSavedHistories(): SavedHistory[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const saved = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Omit<SavedHistory, 'name'>;
      return { ...saved, name };
    });
}

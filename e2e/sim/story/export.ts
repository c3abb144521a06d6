/** Writes what the story left into plain files for a second program: the centre's log, rows and outcomes, its public key, and every row and act
 *  of every desk, as anybody could read them.                                                                                      */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORD_TYPE_NAMES } from '#shared/records/registry.ts';
import type { LogPart } from '../../../src-server/store/central-store.ts';
import type { RawRow } from '../views.ts';
import type { Story } from './story.ts';

/** A commit with the parts of its classes, as the log has them. */
export interface ExportedCommit {
  readonly scope: number;
  readonly commit: number;
  readonly device: number;
  readonly actNumber: number;
  readonly parts: readonly Pick<LogPart, 'audience' | 'entries'>[];
}

export interface ExportedDesk {
  readonly name: string;
  readonly scopes: readonly number[];
  readonly classes: readonly string[];
  /** By type. */
  readonly records: Readonly<Record<string, readonly RawRow[]>>;
  /** With the text that the centre signed. */
  readonly acts: readonly RawRow[];
}

const ACTS = `SELECT act.number, act.device, outcome, code, receipt, received_at, commit_number, signed_text, signature
  FROM act LEFT JOIN receipt_head ON receipt_head.id = act.receipt_head ORDER BY act.number`;

const lines = (items: readonly unknown[]): string =>
  items.map((item) => `${JSON.stringify(item)}\n`).join('');

/** Writes the files of a story into a folder. */
export async function exportStory(story: Story, folder: string): Promise<void> {
  const { scopes, rows, outcomes } = await story.centre.view();
  const commits = [...scopes].flatMap(([scope, { commits: metas, log }]) =>
    metas.map(({ device, actNumber }, at): ExportedCommit => {
      const parts = log.filter(({ commit }) => commit === at + 1);
      return { scope, commit: at + 1, device, actNumber, parts };
    }),
  );
  const judged = [...outcomes].map(([key, { frame }]) => ({ key, ...frame }));
  const desks = story.offices.map(
    ({ words: name, scopes: held, classes, statements }): ExportedDesk => ({
      ...{ name, scopes: held, classes },
      records: Object.fromEntries(
        RECORD_TYPE_NAMES.map((type) => [type, statements.all<RawRow>(`SELECT * FROM "${type}"`)]),
      ),
      acts: statements.all<RawRow>(ACTS),
    }),
  );
  writeFileSync(join(folder, 'log.jsonl'), lines(commits));
  writeFileSync(join(folder, 'rows.jsonl'), lines(rows));
  writeFileSync(join(folder, 'outcomes.jsonl'), lines(judged));
  writeFileSync(join(folder, 'desks.jsonl'), lines(desks));
  writeFileSync(join(folder, 'key.txt'), story.centre.signKey);
}

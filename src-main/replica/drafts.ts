/** What is being typed: a local table of its own, a person's alone, outside sync. It comes back after a crash. */
import { z } from 'zod';
import { type Clock, instantText } from '#shared/base/clock.ts';
import type { Id } from '#shared/base/id.ts';
import type { Statements } from './store/statements.ts';
import { os } from './writer-os.ts';

const draftKey = z.strictObject({ kind: z.string(), key: z.string() });

export interface DraftSettings {
  readonly statements: Statements;
  readonly clock: Clock;
  readonly accountId: Id;
  readonly onWritten: () => void;
  readonly onRemoved: () => void;
}

/** The writer's part on drafts. */
export function draftProcedures({ statements, clock, accountId, onWritten, onRemoved }: DraftSettings) {
  return {
    saveDraft: os.input(draftKey.extend({ body: z.string() })).handler(({ input }) => {
      const savedAt = instantText(clock.now());
      onWritten();
      statements.run(
        `INSERT INTO draft (account, kind, draft_key, body, saved_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (account, kind, draft_key) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
        accountId,
        input.kind,
        input.key,
        input.body,
        savedAt,
      );
      return { savedAt };
    }),
    removeDraft: os.input(draftKey).handler(({ input }) => {
      statements.run(
        'DELETE FROM draft WHERE account = ? AND kind = ? AND draft_key = ?',
        accountId,
        input.kind,
        input.key,
      );
      onRemoved();
      return {};
    }),
  };
}

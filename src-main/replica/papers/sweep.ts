/** Takes away files that nothing names: what a crash left between file and record, and papers that were taken off a case or never accepted.
 *  SW1 a file goes 30 days after it was written and after the last record of it was taken away at the county, not sooner.  SW2 an act that was not taken, and that
 *  nobody has dismissed, keeps its file: its form can still be mended. So does one that was taken of somebody who has moved away, until its bytes
 *  have gone up (MV5).  SW3 the row goes before the file, so that no row names a file that is gone. */
import type { Clock } from '#shared/base/clock.ts';
import { instantText } from '#shared/base/clock.ts';
import type { Statements } from '../store/statements.ts';
import type { PaperFiles } from './paper-files.ts';
import { TAKEN_ELSEWHERE } from './paper-rows.ts';

export const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

function letGo(statements: Statements, before: string): { sha256: string; fileId: string }[] {
  return statements.all(
    `SELECT c.sha256, c.file_id AS fileId FROM paper_content c WHERE c.file_id IS NOT NULL AND c.kept_at < ?
       AND NOT EXISTS (SELECT 1 FROM paper p WHERE p.sha256 = c.sha256 AND (p.removed_at IS NULL OR p.removed_at > ?))
       AND NOT EXISTS (SELECT 1 FROM act a WHERE a.name = 'paper.attach' AND a.is_dismissed = 0
         AND a.outcome IN ('pending', 'refused', 'in-conflict', 'parked', 'quarantined') AND json_extract(a.frame, '$.args.sha256') = c.sha256)
       AND NOT EXISTS (SELECT 1 FROM act a JOIN paper p ON p.id = json_extract(a.frame, '$.args.paperId')
         WHERE a.name = 'paper.remove' AND a.outcome = 'pending' AND p.sha256 = c.sha256)
       AND (c.uploaded_at IS NOT NULL OR NOT EXISTS (${TAKEN_ELSEWHERE}))`,
    before,
    before,
  );
}

/** Returns how many files went. */
export async function sweepPapers(statements: Statements, files: PaperFiles, clock: Clock): Promise<number> {
  const beforeMs = clock.now() - KEPT_DAYS * DAY_MS;
  let gone = 0;
  for (const { sha256, fileId } of letGo(statements, instantText(beforeMs))) {
    statements.run('DELETE FROM paper_thumbnail WHERE sha256 = ?', sha256);
    statements.run('DELETE FROM paper_content WHERE sha256 = ?', sha256);
    await files.remove(fileId);
    gone++;
  }
  for (const { name, writtenMs } of await files.earlier()) {
    if (writtenMs > beforeMs) continue;
    if (statements.get('SELECT 1 FROM paper_content WHERE file_id = ?', name)) continue;
    await files.remove(name);
    gone++;
  }
  return gone;
}

/** Papers as the screens show them: the records of a person and of those merged into them, or of a notice, where the bytes are, and the bytes themselves.
 *  PV1 a picture is shown only to whoever holds the class of what it shows.  PV2 one that was taken away is listed and not shown. */
import { deviceOf } from '#shared/base/id.ts';
import { isStanding } from '#shared/domain/paper.ts';
import { isAwaited } from '#shared/domain/paper-demand.ts';
import { materialsFor, type PaperMaterial } from '#shared/domain/paper-limits.ts';
import { bodyOf } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import type { PaperView } from '#shared/rpc/desk-shapes.ts';
import type { Reading } from '../queries/reading.ts';
import { readQuery, readRecord } from '../store/records.ts';
import { type ContentRow, contentOf } from './paper-rows.ts';

const PAPERS_MAX = 400;

function mayShow(reading: Reading, { values }: Row<'paper'>): boolean {
  return materialsFor(reading.me.classes).includes(values.material as PaperMaterial);
}

function stateOf(reading: Reading, paper: Row<'paper'>, content: ContentRow | null): PaperView['state'] {
  if (!mayShow(reading, paper)) return 'closed';
  const isAtCounty = paper.values.arrivedAt !== null;
  if (!content?.fileId) return isAtCounty ? 'at-county' : 'awaited';
  return isAtCounty || content.uploadedAt ? 'uploaded' : 'kept';
}

function paperView(reading: Reading, paper: Row<'paper'>): PaperView {
  const { values } = paper;
  const content = contentOf(reading.statements, values.sha256 ?? '');
  const isGone = !isStanding(paper);
  return {
    paperId: paper.id,
    applicationId: values.applicationId,
    material: values.material ?? '',
    mediaType: values.mediaType ?? '',
    byteCount: values.byteCount ?? 0,
    fileName: values.fileName,
    who: reading.colleagueName(values.addedBy),
    addedAt: values.addedAt ?? '',
    state: stateOf(reading, paper, content),
    awaitedFrom: isAwaited(paper) ? reading.computerName(deviceOf(paper.id)) : null,
    mayRemove: !isGone && bodyOf(reading.me.role) === 'TOWNSHIP' && reading.me.scopes.includes(paper.scope),
    removed: isGone
      ? {
          who: reading.colleagueName(values.removedBy),
          at: values.removedAt ?? '',
          reason: values.removeReason ?? '',
        }
      : null,
  };
}

/** Papers of a person, oldest first; of records merged into this one too. */
export function papersOfPerson(reading: Reading, personId: number): PaperView[] {
  const merged = reading.statements.all<{ id: number }>(
    'SELECT id FROM person WHERE merged_into = ?',
    personId,
  );
  return papersOf(reading, 'personId', [personId, ...merged.map(({ id }) => id)]);
}

/** Photos of a notice as it hung, oldest first. */
export function papersOfNotice(reading: Reading, noticeId: number): PaperView[] {
  return papersOf(reading, 'noticeId', [noticeId]);
}

function papersOf(reading: Reading, by: 'personId' | 'noticeId', ids: readonly number[]): PaperView[] {
  return ids
    .flatMap((value) => readQuery(reading.statements, { type: 'paper', by, value, limit: PAPERS_MAX }))
    .map((row) => paperView(reading, row as Row<'paper'>))
    .sort((a, b) => a.addedAt.localeCompare(b.addedAt) || a.paperId - b.paperId);
}

/** A paper that may be opened here, with where its bytes are. */
export function openablePaper(
  reading: Reading,
  paperId: number,
): { paper: Row<'paper'>; content: ContentRow | null } | 'gone' | 'closed' {
  const paper = readRecord(reading.statements, 'paper', paperId);
  if (!paper || !isStanding(paper)) return 'gone';
  if (!mayShow(reading, paper)) return 'closed';
  return { paper, content: contentOf(reading.statements, paper.values.sha256 ?? '') };
}

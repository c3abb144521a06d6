/** What a form opens with, to do again what the county did not take: everything as it was written, where the refusal points, and which record
 *  it is about; and the acts that were put off behind it. */
import { commandByName } from '#shared/domain/commands.ts';
import type { Row } from '#shared/records/rows.ts';
import type { Follower, MendPage } from '#shared/rpc/mend-shapes.ts';
import type { OutcomeFrame } from '#shared/sync/frames.ts';
import { followersOf, renewedArgs } from '../mended.ts';
import { readRecord } from '../store/records.ts';
import { act } from './journal.ts';
import type { Reading } from './reading.ts';

const NOWHERE: MendPage['target'] = { personId: null, applicationId: null, conflictId: null };

/** The record that goes on, where a person's was merged into another that is here. */
function keptOf(reading: Reading, { id, values }: Row<'person'>): number {
  const kept = values.mergedInto && readRecord(reading.statements, 'person', values.mergedInto);
  return kept ? keptOf(reading, kept) : id;
}

/** The record that an act is about, as far as it is here. */
function targetOf(reading: Reading, name: string, args: unknown): MendPage['target'] {
  const command = commandByName(name);
  const parsed = command?.args.safeParse(args);
  const target = parsed?.success ? command?.target(parsed.data) : null;
  if (!target) return NOWHERE;
  const row: Row | null = readRecord(reading.statements, target.type, target.id);
  if (!row) return NOWHERE;
  const { personId } = row.values as { personId?: number | null };
  return {
    personId: target.type === 'person' ? keptOf(reading, row as Row<'person'>) : (personId ?? null),
    applicationId: target.type === 'application' ? row.id : null,
    conflictId: target.type === 'conflict' ? row.id : null,
  };
}

/** Argument that a refusal points at: the county tells it inside the detail of its outcome. */
function pathIn(detail: unknown): string[] {
  const { path } = (detail ?? {}) as { path?: unknown };
  return Array.isArray(path) ? path.map(String) : [];
}

export function mendPage(reading: Reading, number: number): MendPage | null {
  const page = act(reading, number);
  if (!page?.isMendable) return null;
  const { name, personName, who, madeAt, outcome, code, receipt, receivedAt, detail } = page;
  const { args, behind } = renewedArgs(reading.statements, {
    ...{ name, number, version: commandByName(name)?.version ?? 0 },
    args: page.args as never,
  });
  return {
    ...{ number, name, personName, who, madeAt, args, outcome, code, receipt, receivedAt, behind },
    path: pathIn(detail),
    detail: (detail as { detail?: OutcomeFrame['detail'] } | null)?.detail ?? null,
    target: targetOf(reading, name, args),
  };
}

export function followers(reading: Reading, number: number): Follower[] {
  return followersOf(reading.statements, number).map(
    ({ number: of, frame, obstacle }): Follower => ({
      number: of,
      name: frame.name,
      personName: act(reading, of)?.personName ?? null,
      madeAt: frame.madeAt,
      obstacle,
    }),
  );
}

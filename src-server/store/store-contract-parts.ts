/** What the cases of the store's contract have in common. */
import type { EntryFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import type { CentralStore, CentralTransaction, CommitMeta } from './central-store.ts';

export interface ContractCase {
  readonly name: string;
  run(store: CentralStore): Promise<void>;
}

export const NORTH = 159999101000;
export const SOUTH = 159999102000;
export const PERSON = 12884901888;

export function metaOf(actNumber: number, device = 12): CommitMeta {
  const at = '2026-03-02T01:02:03.004Z';
  return { device, actNumber, actor: 1073741825, body: 'TOWNSHIP', madeAt: at, receivedAt: at };
}

export function nameEntry(id: number, name: string): EntryFrame {
  return ['person', id, 'identity', { name }];
}

export function appendName(tx: CentralTransaction, scope: number, number: number): Promise<number> {
  return tx.append(scope, metaOf(number), new Map([['identity', [nameEntry(PERSON, `第${number}次`)]]]));
}

export const person = (scope: number, id = PERSON) => ({ type: 'person' as const, scope, id });

export function outcomeOf(number: number): OutcomeFrame {
  return {
    number,
    outcome: 'refused',
    code: 'application/already-handled',
    detail: { path: ['a', 'b'], 状态: null, deep: { n: 1.5, list: [true, '文'] } } as never,
    scope: NORTH,
    commit: null,
    receipt: '乌民-20260302-000001',
    receivedAt: '2026-03-02T01:02:03.004Z',
  };
}

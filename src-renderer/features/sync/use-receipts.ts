/** Every receipt of this computer, read in pages as they come into sight; of one day where one is chosen. */
import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { ReceiptList, ReceiptRow } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { type Topic, useLive } from '../../data/live-query.ts';

const PAGE = 200;
const TOPICS: readonly Topic[] = ['journal', 'link'];

export function readReceipts(day: string | null, offset: number, limit: number): Promise<ReceiptList> {
  return desk().journal.receipts({ ...(day !== null && { day }), offset, limit });
}

export interface Receipts {
  readonly list: ReceiptList | undefined;
  readonly rowAt: (index: number) => ReceiptRow | undefined;
  readonly onRange: (from: number, to: number) => void;
  readonly range: { readonly from: number; readonly to: number };
}

export function useReceipts(day: string | null): Receipts {
  const [range, setRange] = useState({ from: 0, to: 0 });
  const list = useLive(TOPICS, ['journal.receipts', day, 0], () => readReceipts(day, 0, PAGE), {
    keepOld: true,
  }).data;
  const pages = useMemo(() => {
    const from = Math.floor(range.from / PAGE);
    const count = Math.floor(range.to / PAGE) - from + 1;
    return Array.from({ length: count }, (_, at) => from + at).filter((page) => page > 0);
  }, [range]);
  const further = useQueries({
    queries: pages.map((page) => ({
      queryKey: ['journal.receipts', day, page],
      queryFn: () => readReceipts(day, page * PAGE, PAGE),
      meta: { topics: TOPICS },
    })),
  });
  const rowAt = (index: number): ReceiptRow | undefined => {
    const page = Math.floor(index / PAGE);
    const rows = page === 0 ? list?.rows : further[pages.indexOf(page)]?.data?.rows;
    return rows?.[index % PAGE];
  };
  const onRange = useCallback((from: number, to: number) => setRange({ from, to }), []);
  return { list, rowAt, onRange, range };
}

/** Rows of a preview, read in pages as they come into sight. */
import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { ImportRow } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';

export type Show = 'wrong-and-look' | 'wrong' | 'all';

const PAGE = 200;

function pageQuery(importId: string, show: Show, page: number) {
  return {
    queryKey: ['imports.rows', importId, show, page] as const,
    queryFn: () => desk().imports.rows({ importId, show, offset: page * PAGE, limit: PAGE }),
    meta: { topics: ['imports'] },
  };
}

export function useImportRows(importId: string, show: Show) {
  const [range, setRange] = useState({ from: 0, to: 0 });
  const pages = useMemo(() => {
    const from = Math.floor(range.from / PAGE);
    const to = Math.floor(range.to / PAGE);
    return [...new Set([0, ...Array.from({ length: to - from + 1 }, (_, at) => from + at)])];
  }, [range]);
  const answers = useQueries({ queries: pages.map((page) => pageQuery(importId, show, page)) });
  const rowAt = (index: number): ImportRow | undefined =>
    answers[pages.indexOf(Math.floor(index / PAGE))]?.data?.rows[index % PAGE];
  const onRange = useCallback((from: number, to: number) => setRange({ from, to }), []);
  return { total: answers[0]?.data?.total, rowAt, onRange, range };
}

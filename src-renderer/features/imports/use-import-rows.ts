/** Rows of a preview, read in pages as they come into sight, in the language of the screen. */
import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { ImportRow } from '#shared/rpc/import-shapes.ts';
import { desk } from '../../data/desk.ts';
import { type Language, languageNow } from '../../text/i18n.ts';

export type Show = 'wrong-and-look' | 'wrong' | 'all';

const PAGE = 200;

function pageQuery(importId: string, show: Show, language: Language, page: number) {
  return {
    queryKey: ['imports.rows', importId, show, language, page] as const,
    queryFn: () => desk().imports.rows({ importId, show, language, offset: page * PAGE, limit: PAGE }),
    meta: { topics: ['imports'] },
    // A look that begins anew reads anew: the same file may be judged by other columns now.
    gcTime: 0,
  };
}

export function useImportRows(importId: string, show: Show) {
  const [range, setRange] = useState({ from: 0, to: 0 });
  const pages = useMemo(() => {
    const from = Math.floor(range.from / PAGE);
    const to = Math.floor(range.to / PAGE);
    return [...new Set([0, ...Array.from({ length: to - from + 1 }, (_, at) => from + at)])];
  }, [range]);
  const language = languageNow();
  const answers = useQueries({ queries: pages.map((page) => pageQuery(importId, show, language, page)) });
  const rowAt = (index: number): ImportRow | undefined =>
    answers[pages.indexOf(Math.floor(index / PAGE))]?.data?.rows[index % PAGE];
  const onRange = useCallback((from: number, to: number) => setRange({ from, to }), []);
  return { total: answers[0]?.data?.total, rowAt, onRange, range };
}

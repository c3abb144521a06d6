/** The list of cases, read in pages as they come into sight. The first page also says how many there are; while another
 *  text is searched for the old page stays.                                                                        */
import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { z } from 'zod';
import type { CaseRow, caseList } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { type Topic, useLive } from '../../data/live-query.ts';

export type CaseList = z.infer<typeof caseList>;

export interface CaseFilter {
  readonly text: string;
  readonly state?: string;
  readonly benefit?: string;
}

const PAGE = 200;
const TOPICS: readonly Topic[] = ['cases', 'session'];

function pageQuery(filter: CaseFilter, page: number) {
  return {
    queryKey: ['cases.search', filter, page] as const,
    queryFn: () => desk().cases.search({ ...filter, offset: page * PAGE, limit: PAGE }),
    meta: { topics: TOPICS },
  };
}

export interface Cases {
  readonly list: CaseList | undefined;
  readonly isError: boolean;
  readonly rowAt: (index: number) => CaseRow | undefined;
  readonly onRange: (from: number, to: number) => void;
  readonly range: { readonly from: number; readonly to: number };
}

export function useCases(filter: CaseFilter): Cases {
  const [range, setRange] = useState({ from: 0, to: 0 });
  const first = useLive(TOPICS, pageQuery(filter, 0).queryKey, pageQuery(filter, 0).queryFn, {
    keepOld: true,
  });
  const pages = useMemo(() => {
    const from = Math.floor(range.from / PAGE);
    const count = Math.floor(range.to / PAGE) - from + 1;
    return Array.from({ length: count }, (_, at) => from + at).filter((page) => page > 0);
  }, [range]);
  const further = useQueries({ queries: pages.map((page) => pageQuery(filter, page)) });
  const list = first.data;
  const rowAt = (index: number): CaseRow | undefined => {
    const page = Math.floor(index / PAGE);
    const rows = page === 0 ? list?.rows : further[pages.indexOf(page)]?.data?.rows;
    return rows?.[index % PAGE];
  };
  const onRange = useCallback((from: number, to: number) => setRange({ from, to }), []);
  return { list, isError: first.isError, rowAt, onRange, range };
}

/** The list of cases, read in pages as they come into sight. The first page also says how many there are. What is shown stays until the
 *  next answer is there, and always with the filter that it answers.
 *  UC1 one question at a time: a key that is pressed while the replica answers is asked after it, and of several keys only the last. */
import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { z } from 'zod';
import type { CaseRow, caseList } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { type Topic, useLive } from '../../data/live-query.ts';

export interface CaseFilter {
  readonly text: string;
  readonly state?: string | undefined;
  readonly benefit?: string | undefined;
}

/** An answer with what it answers. */
export type CaseList = z.infer<typeof caseList> & { readonly filter: CaseFilter };

const PAGE = 200;
const TOPICS: readonly Topic[] = ['cases', 'session'];

function pageQuery(filter: CaseFilter, page: number) {
  const read = async (signal: AbortSignal): Promise<CaseList> => {
    const { text, state, benefit } = filter;
    const wanted = { text, ...(state && { state }), ...(benefit && { benefit }) };
    const list = await desk().cases.search({ ...wanted, offset: page * PAGE, limit: PAGE }, { signal });
    return { ...list, filter };
  };
  return { key: ['cases.search', filter, page] as const, read };
}

function furtherPage(filter: CaseFilter, page: number) {
  const { key, read } = pageQuery(filter, page);
  return {
    queryKey: key,
    queryFn: ({ signal }: { signal: AbortSignal }) => read(signal),
    meta: { topics: TOPICS },
  };
}

const sameFilter = (a: CaseFilter, b: CaseFilter): boolean =>
  a.text === b.text && a.state === b.state && a.benefit === b.benefit;

export interface Cases {
  readonly list: CaseList | undefined;
  /** The list answers what is asked now. */
  readonly isCurrent: boolean;
  readonly isError: boolean;
  readonly rowAt: (index: number) => CaseRow | undefined;
  readonly onRange: (from: number, to: number) => void;
  readonly range: { readonly from: number; readonly to: number };
}

/** The first page of the filter, asked one at a time (UC1). */
function useFirstPage(wanted: CaseFilter) {
  const [asked, setAsked] = useState(wanted);
  const { key, read } = pageQuery(asked, 0);
  const first = useLive(TOPICS, key, read, { keepOld: true });
  useEffect(() => {
    if (!first.isFetching && !sameFilter(asked, wanted)) setAsked(wanted);
  }, [wanted, asked, first.isFetching]);
  return first;
}

export function useCases(wanted: CaseFilter): Cases {
  const [range, setRange] = useState({ from: 0, to: 0 });
  const { data: list, isError } = useFirstPage(wanted);
  const shown = list?.filter ?? wanted;
  const pages = useMemo(() => {
    const from = Math.floor(range.from / PAGE);
    const count = Math.floor(range.to / PAGE) - from + 1;
    return Array.from({ length: count }, (_, at) => from + at).filter((page) => page > 0);
  }, [range]);
  const further = useQueries({ queries: pages.map((page) => furtherPage(shown, page)) });
  const rowAt = (index: number): CaseRow | undefined => {
    const page = Math.floor(index / PAGE);
    const rows = page === 0 ? list?.rows : further[pages.indexOf(page)]?.data?.rows;
    return rows?.[index % PAGE];
  };
  const onRange = useCallback((from: number, to: number) => setRange({ from, to }), []);
  return {
    list,
    isCurrent: list !== undefined && sameFilter(list.filter, wanted),
    isError,
    rowAt,
    onRange,
    range,
  };
}

/** The whole content of one paper, read when it is looked at and let go afterwards: nothing large or personal stays in memory. */
import { useEffect, useState } from 'react';
import type { PaperView } from '#shared/rpc/desk-shapes.ts';
import { readContent } from './content.ts';

export type Content =
  | { readonly at: 'reading' }
  | { readonly at: 'here'; readonly blob: Blob }
  | { readonly at: 'awaited' | 'closed' | 'gone' | 'broken' };

async function look(paperId: number): Promise<Content> {
  try {
    const read = await readContent(paperId, 'look');
    return read.state === 'here' ? { at: 'here', blob: read.blob } : { at: read.state };
  } catch {
    return { at: 'broken' };
  }
}

/** Read again when the paper's bytes arrive. */
export function useContent({ paperId, state }: PaperView): Content {
  const [content, setContent] = useState<Content>({ at: 'reading' });
  const isHere = state === 'kept' || state === 'uploaded';
  useEffect(() => {
    let isStale = false;
    setContent({ at: 'reading' });
    void look(paperId).then((read) => {
      if (!isStale) setContent(read);
    });
    return () => {
      isStale = true;
    };
  }, [paperId, isHere]);
  return content;
}

/** The whole content of one paper, read when it is looked at and let go afterwards: nothing large or personal stays in memory. */
import { useEffect, useState } from 'react';
import type { PaperView } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { blobOf } from './bytes.ts';

export type Content =
  | { readonly at: 'reading' }
  | { readonly at: 'here'; readonly blob: Blob }
  | { readonly at: 'awaited' | 'closed' | 'gone' | 'broken' };

async function readContent(paperId: number): Promise<Content> {
  try {
    const answer = await desk().papers.content({ paperId, purpose: 'look' });
    if (answer.state !== 'here') return { at: answer.state };
    return { at: 'here', blob: blobOf(answer.contentBase64, answer.mediaType) };
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
    void readContent(paperId).then((read) => {
      if (!isStale) setContent(read);
    });
    return () => {
      isStale = true;
    };
  }, [paperId, isHere]);
  return content;
}

/** Files on their way onto a case or a notice: chosen, dropped, pasted or photographed, all the same way, one after the other.
 *  AP1 nothing is added before it is said what it is: files wait for that.  AP2 one that cannot be taken is named with its reason and holds up
 *  no other. */
import { useCallback, useMemo, useRef, useState } from 'react';
import { isLineLost } from '../../data/channel.ts';
import { desk } from '../../data/desk.ts';
import { newFormId } from '../../data/issue.ts';
import { sendContent } from './content.ts';
import { preparePaper } from './prepare.ts';

export interface AddedFault {
  readonly key: string;
  readonly fileName: string;
  readonly code: string;
}

interface Adding {
  readonly material: string | undefined;
  /** Chosen before it was said what they are. */
  readonly waiting: readonly File[];
  readonly busyWith: string | undefined;
  readonly faults: readonly AddedFault[];
  readonly saved: { readonly material: string; readonly count: number } | undefined;
}

export interface AddPapers extends Adding {
  /** Says what the next files are; those that wait are added. */
  readonly choose: (material: string) => void;
  readonly take: (files: readonly File[]) => void;
  readonly forgetFaults: () => void;
}

type Place =
  | { readonly personId: number; readonly applicationId: number | null }
  | { readonly noticeId: number };

type AddedOne = { readonly paperId: number | undefined } | { readonly code: string };

async function addOne(about: Place, material: string, file: File): Promise<AddedOne> {
  try {
    const prepared = await preparePaper(file);
    if (!prepared.ok) return { code: prepared.code };
    const { content, thumbnailBase64 } = prepared;
    const formId = newFormId();
    await sendContent(formId, content);
    const fileName = file.name.slice(-200) || null;
    const answer = await desk().papers.add({ ...about, material, fileName, thumbnailBase64, formId });
    return answer.ok ? { paperId: answer.ids[0] } : { code: answer.code };
  } catch (error) {
    return { code: isLineLost(error) ? 'desk/no-answer' : 'desk/fault' };
  }
}

const START: Adding = {
  material: undefined,
  waiting: [],
  busyWith: undefined,
  faults: [],
  saved: undefined,
};

interface AddUse {
  /** What the next file is taken for until somebody says otherwise. */
  readonly expected?: string | undefined;
  /** Hears of every paper in the same step in which it is said to be saved. */
  readonly onAdded?: (paperId: number) => void;
}

export function useAddPapers(place: Place, { expected, onAdded }: AddUse = {}): AddPapers {
  const [adding, setAdding] = useState(START);
  const added = useRef(onAdded);
  added.current = onAdded;
  const key = JSON.stringify(place);
  const about = useMemo(() => JSON.parse(key) as Place, [key]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const run = useCallback(
    (material: string, files: readonly File[]) => {
      setAdding((now) => ({ ...now, waiting: [], faults: [], saved: undefined }));
      for (const file of files) {
        queue.current = queue.current.then(async () => {
          setAdding((now) => ({ ...now, busyWith: file.name }));
          const one = await addOne(about, material, file);
          const code = 'code' in one ? one.code : undefined;
          if ('paperId' in one && one.paperId !== undefined) added.current?.(one.paperId);
          setAdding(({ faults, saved, ...now }) => ({
            ...now,
            busyWith: undefined,
            faults: code ? [...faults, { key: newFormId(), fileName: file.name, code }] : faults,
            saved: code ? saved : { material, count: (saved?.count ?? 0) + 1 },
          }));
        });
      }
    },
    [about],
  );
  const { waiting } = adding;
  const material = adding.material ?? expected;
  return {
    ...adding,
    material,
    choose: (chosen) => {
      setAdding((now) => ({ ...now, material: chosen }));
      if (waiting.length) run(chosen, waiting);
    },
    take: (files) => {
      if (!files.length) return;
      if (material) run(material, files);
      else setAdding((now) => ({ ...now, waiting: [...now.waiting, ...files], saved: undefined }));
    },
    forgetFaults: () => setAdding((now) => ({ ...now, faults: [] })),
  };
}

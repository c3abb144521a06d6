/** A paper's bytes to the replica and from it, a part at a time. */
import { desk } from '../../data/desk.ts';
import { readBase64 } from '../../data/base64.ts';
import { bytesOfBase64 } from './bytes.ts';

const PART_BYTES = 1024 * 1024;

/** Sends a file under a form's name; `papers.add` of that form takes it. */
export async function sendContent(formId: string, content: Blob): Promise<void> {
  for (let at = 0; at < content.size; at += PART_BYTES) {
    const contentBase64 = await readBase64(content.slice(at, at + PART_BYTES));
    await desk().papers.send({ formId, at, contentBase64 });
  }
}

export type PaperBytes =
  | { readonly state: 'here'; readonly blob: Blob }
  | { readonly state: 'awaited' | 'closed' | 'gone' };

/** The bytes of a paper, or why they cannot be had. Throws when they do not come whole. */
export async function readContent(paperId: number, purpose: 'look' | 'thumbnail'): Promise<PaperBytes> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let about: { mediaType: string; byteCount: number } | undefined;
  for await (const step of await desk().papers.content({ paperId, purpose })) {
    if (step.state === 'here') about = step;
    else if (step.state === 'part') parts.push(bytesOfBase64(step.contentBase64));
    else return { state: step.state };
  }
  const blob = new Blob(parts, { type: about?.mediaType ?? '' });
  if (!about || blob.size !== about.byteCount) throw new Error('the paper came cut off');
  return { state: 'here', blob };
}

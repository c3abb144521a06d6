/** What the comparison's views read, and the two works that take long: handing a register over and a run. Kept outside the views, so that a run is
 *  found again by whoever comes back to it; what is written stays in the replica. */
import { create } from 'zustand';
import type { RegisterKind } from '#shared/domain/register.ts';
import type { FindingsInput, RegisterLook, RunStep } from '#shared/rpc/compare-shapes.ts';
import { readBase64 } from '../../data/base64.ts';
import { isLineLost } from '../../data/channel.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { languageNow } from '../../text/i18n.ts';
import { refuseFile } from '../imports/read-file.ts';

export function useOverview() {
  return useLive(['cases', 'session'], ['compare.overview'], () => desk().compare.overview()).data;
}

export function useFindings(input: FindingsInput) {
  return useLive(['cases', 'session'], ['compare.findings', input], () => desk().compare.findings(input), {
    keepOld: true,
  }).data;
}

interface Running {
  readonly step: RunStep | null;
  readonly isBusy: boolean;
  /** Code of why it ended without a result. */
  readonly refusal: string | undefined;
}

export const useRun = create<Running>(() => ({ step: null, isBusy: false, refusal: undefined }));

const codeOf = (error: unknown): string => (isLineLost(error) ? 'desk/no-answer' : 'desk/fault');

export async function runComparison(month: string): Promise<void> {
  if (useRun.getState().isBusy) return;
  useRun.setState({ step: null, isBusy: true, refusal: undefined });
  try {
    for await (const step of await desk().compare.run({ month })) {
      if (step.kind === 'refused') useRun.setState({ refusal: step.code });
      else useRun.setState({ step });
    }
  } catch (error) {
    useRun.setState({ refusal: codeOf(error) });
  } finally {
    useRun.setState({ isBusy: false });
  }
}

export type Looked = { readonly look: RegisterLook } | { readonly fault: 'tooLarge' | 'noAnswer' };

export type Chosen = NonNullable<Parameters<ReturnType<typeof desk>['compare']['look']>[0]['chosen']>;

export async function lookAtRegister(
  { kind, source, chosen }: { kind: RegisterKind; source: string; chosen?: Chosen | undefined },
  file: File,
): Promise<Looked> {
  if (refuseFile(file)) return { fault: 'tooLarge' };
  try {
    const contentBase64 = await readBase64(file);
    const asked = { kind, source, fileName: file.name, contentBase64, language: languageNow() };
    return { look: await desk().compare.look({ ...asked, ...(chosen && { chosen }) }) };
  } catch {
    return { fault: 'noAnswer' };
  }
}

interface Taking {
  readonly lookId: string;
  readonly month: string;
  readonly asOf: string;
  readonly source: string;
}

/** The code of a refusal, or undefined when the register is handed over. */
export async function takeRegister(
  input: Taking,
  told: (done: number, total: number) => void,
): Promise<string | undefined> {
  try {
    let refusal: string | undefined = 'desk/fault';
    for await (const step of await desk().compare.take(input)) {
      if (step.kind === 'writing') told(step.done, step.total);
      else refusal = step.kind === 'refused' ? step.code : undefined;
    }
    return refusal;
  } catch (error) {
    return codeOf(error);
  }
}

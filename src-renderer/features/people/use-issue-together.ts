/** Several acts of one form that stand or fall together here (`command.issueTogether`): the same form pressed again is the same acts. */
import { useRef, useState } from 'react';
import type { IssueResult } from '#shared/rpc/desk-shapes.ts';
import { isLineLost } from '../../data/channel.ts';
import { desk } from '../../data/desk.ts';
import { newFormId, type Refusal } from '../../data/issue.ts';

export interface Act {
  readonly name: string;
  readonly args: unknown;
}

export function useIssueTogether() {
  const form = useRef<{ readonly acts: string; readonly id: string }>(undefined);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const issue = async (acts: readonly Act[]): Promise<IssueResult> => {
    const words = JSON.stringify(acts);
    // Other words are other acts.
    if (form.current?.acts !== words) form.current = { acts: words, id: newFormId() };
    setBusy(true);
    setRefusal(undefined);
    try {
      const result = await desk().command.issueTogether({ acts: [...acts], formId: form.current.id });
      if (result.ok) form.current = undefined;
      else setRefusal(result);
      return result;
    } catch (error) {
      const failed: Refusal = { ok: false, code: isLineLost(error) ? 'desk/no-answer' : 'desk/fault' };
      setRefusal(failed);
      return failed;
    } finally {
      setBusy(false);
    }
  };
  return { issue, isBusy, refusal };
}

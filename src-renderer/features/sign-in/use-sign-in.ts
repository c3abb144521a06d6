/** One try to sign in: what was typed, whether it runs, and what the replica said. */
import { useState } from 'react';
import { desk } from '../../data/desk.ts';
import { readAgain } from '../../data/live-query.ts';
import { t } from '../../text/i18n.ts';

export interface SigningIn {
  readonly isBusy: boolean;
  /** The sentence of the last refusal, or of what is not filled in. */
  readonly refusal: string | undefined;
  signIn(account: string, password: string): Promise<boolean>;
}

type Answer = Awaited<ReturnType<ReturnType<typeof desk>['session']['signIn']>>;
type Fault = Extract<Answer, { ok: false }> | { readonly code: 'no-answer' | 'account' | 'password' };

async function faultOf(account: string, password: string): Promise<Fault | undefined> {
  if (!account) return { code: 'account' };
  if (!password) return { code: 'password' };
  try {
    const answer = await desk().session.signIn({ account, password });
    return answer.ok ? undefined : answer;
  } catch {
    return { code: 'no-answer' };
  }
}

/** Said when it is shown, so that it follows the language. */
function sayFault(fault: Fault): string {
  if (fault.code === 'account') return t('signIn.needAccount');
  if (fault.code === 'password') return t('signIn.needPassword');
  const minutes = 'minutes' in fault ? (fault.minutes ?? 1) : 1;
  return t(`signIn.refused.${fault.code}`, { minutes });
}

export function useSignIn(): SigningIn {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const signIn = async (account: string, password: string): Promise<boolean> => {
    setBusy(true);
    setFault(undefined);
    const found = await faultOf(account.trim(), password);
    setFault(found);
    setBusy(false);
    if (found !== undefined) return false;
    await readAgain(['session', 'link']);
    return true;
  };
  return { isBusy, refusal: fault && sayFault(fault), signIn };
}

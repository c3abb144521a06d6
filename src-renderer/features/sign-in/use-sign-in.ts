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

async function answerOf(account: string, password: string): Promise<string | undefined> {
  if (!account) return t('signIn.needAccount');
  if (!password) return t('signIn.needPassword');
  try {
    const answer = await desk().session.signIn({ account, password });
    return answer.ok ? undefined : t(`signIn.refused.${answer.code}`, { minutes: answer.minutes ?? 1 });
  } catch {
    return t('signIn.refused.no-answer');
  }
}

export function useSignIn(): SigningIn {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const signIn = async (account: string, password: string): Promise<boolean> => {
    setBusy(true);
    setRefusal(undefined);
    const sentence = await answerOf(account.trim(), password);
    setRefusal(sentence);
    setBusy(false);
    if (sentence !== undefined) return false;
    await readAgain(['session', 'link']);
    return true;
  };
  return { isBusy, refusal, signIn };
}

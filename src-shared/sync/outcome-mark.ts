/** A short name for what the centre said of an act: two outcomes have one mark exactly when they have the same words. By it a desk that goes by
 *  an outcome, and a centre that may have been set back since, find out whether both still have it (SPEC IN1). */
import { canonicalJson, sha256Hex } from '../base/canonical.ts';
import { MARK_DIGITS } from './protocol.ts';
import type { OutcomeFrame } from './frames.ts';

export function outcomeMark(said: Omit<OutcomeFrame, 'scope'>): string {
  const { number, outcome, code, detail, commit, receipt, receivedAt } = said;
  const words = { number, outcome, code, detail, commit, receipt, receivedAt };
  return sha256Hex(canonicalJson(words as never)).slice(0, MARK_DIGITS);
}

/** Receipts: what the centre signed is kept word for word, so that a receipt can be shown to somebody who was not there.
 *  RC1 an outcome is stored with what the centre signed of it, in one transaction.  RC2 a signature of a known key that does not fit is a lie,
 *  and nothing of its reply is applied.  RC3 proved is only what verifies now, from the file alone. */
import { type OutcomeFrame, outcomeFrame, signedReceipts, type SyncResponse } from '#shared/sync/frames.ts';
import { z } from 'zod';
import { storeOutcome } from '../acts.ts';
import type { Statements } from '../store/statements.ts';
import { LyingServerError } from './lies.ts';
import { isSignedBy } from './signature.ts';

type Signed = Pick<SyncResponse, 'outcomes' | 'signed'>;

/** Public key with which the centre signs; null while the replica has not been told. */
function signKeyOf(statements: Statements, centre: number): string | null {
  return (
    statements.get<{ sign_key: string | null }>('SELECT sign_key FROM centre WHERE id = ?', centre)
      ?.sign_key ?? null
  );
}

/** Keeps the text that the centre signed; its row, or null where nothing was signed. Throws LyingServerError. */
function keepHead(statements: Statements, device: number, { outcomes, signed }: Signed): number | null {
  if (!signed || !outcomes.length) return null;
  const text = signedReceipts(device, outcomes);
  const key = signKeyOf(statements, signed.centre);
  if (key && !isSignedBy(key, text, signed.signature))
    throw new LyingServerError('the receipts are not signed by the centre');
  const row = statements.get<{ id: number }>(
    'INSERT INTO receipt_head (centre, signed_text, signature) VALUES (?, ?, ?) RETURNING id',
    signed.centre,
    text,
    signed.signature,
  );
  return row?.id ?? null;
}

/** Stores the outcomes of a reply with their receipts; of an act that has an outcome the first stands. Inside the caller's transaction. */
export function storeOutcomes(statements: Statements, device: number, reply: Signed): void {
  const isNew = ({ number }: OutcomeFrame): boolean =>
    statements.get("SELECT 1 FROM act WHERE number = ? AND outcome = 'pending'", number) !== undefined;
  const fresh = reply.outcomes.filter(isNew);
  if (!fresh.length) return;
  const head = keepHead(statements, device, reply);
  for (const outcome of fresh) {
    storeOutcome(statements, outcome);
    statements.run('UPDATE act SET receipt_head = ? WHERE number = ?', head, outcome.number);
  }
}

/** `proved`: signed by the centre, and as it is shown; `unsigned`: from before receipts were signed, or its key has not come yet;
 *  `wrong`: it does not verify. */
export type ReceiptProof = 'proved' | 'unsigned' | 'wrong';

interface HeldReceipt {
  outcome: string;
  code: string | null;
  receipt: string | null;
  received_at: string | null;
  commit_number: number | null;
  device: number;
  centre: number | null;
  signed_text: string | null;
  signature: string | null;
}

const signedText = z.strictObject({ device: z.number(), outcomes: z.array(outcomeFrame) });

/** Whether the receipt of an act holds before somebody who trusts the centre's key alone (RC3). */
export function proofOf(statements: Statements, number: number): ReceiptProof {
  const held = statements.get<HeldReceipt>(
    `SELECT outcome, code, receipt, received_at, commit_number, device, centre, signed_text, signature
     FROM act LEFT JOIN receipt_head ON receipt_head.id = act.receipt_head WHERE number = ?`,
    number,
  );
  if (!held?.signed_text || held.centre === null || held.signature === null) return 'unsigned';
  const key = signKeyOf(statements, held.centre);
  if (!key) return 'unsigned';
  if (!isSignedBy(key, held.signed_text, held.signature)) return 'wrong';
  const { device, outcomes } = signedText.parse(JSON.parse(held.signed_text));
  const said = outcomes.find((each) => each.number === number);
  const isAsShown =
    said !== undefined &&
    device === held.device &&
    said.outcome === held.outcome &&
    said.code === held.code &&
    said.receipt === held.receipt &&
    said.receivedAt === held.received_at &&
    said.commit === held.commit_number;
  return isAsShown ? 'proved' : 'wrong';
}

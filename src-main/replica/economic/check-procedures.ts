/** The writer's part of the economic check: signs a request and hands it to the port, reads what came back and makes acts of it. What an answer
 *  must be is the domain's (economic-check.ts EC2); a refused file changes nothing and is told with its reason.
 *  EX1 the act is on the disk before the request leaves; sent again on the same day it is the same request and the same act.            */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { shanghaiDate } from '#shared/base/clock.ts';
import type { Clock } from '#shared/base/clock.ts';
import { canonicalJson } from '#shared/base/canonical.ts';
import { readAnswer, requestOf } from '#shared/domain/economic-check.ts';
import { checkAnswers, checkSent, sendCheckInput } from '#shared/rpc/matter-shapes.ts';
import type { z } from 'zod';
import type { Issued, IssueInput } from '../executor.ts';
import { readMeta, writeMeta } from '../identity.ts';
import { readRecord } from '../store/records.ts';
import type { Statements } from '../store/statements.ts';
import { os } from '../writer-os.ts';
import type { EconomicCheckPort } from './check-port.ts';

export interface CheckPorts {
  readonly statements: Statements;
  readonly clock: Clock;
  readonly port: EconomicCheckPort;
  readonly issue: (inputs: readonly IssueInput[]) => readonly Issued[];
}

const KEY = 'exchange-key';

/** This computer's key for what it sends out; made at the first request, and never outside the enciphered file. */
function signingKey(statements: Statements) {
  const kept = readMeta(statements, KEY);
  if (kept) return createPrivateKey({ key: Buffer.from(kept, 'base64'), format: 'der', type: 'pkcs8' });
  const { privateKey } = generateKeyPairSync('ed25519');
  writeMeta(statements, KEY, privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'));
  return privateKey;
}

export async function sendCheck(
  { statements, clock, port, issue }: CheckPorts,
  checkId: number,
): Promise<z.infer<typeof checkSent>> {
  const check = readRecord(statements, 'economicCheck', checkId);
  const person = check?.values.personId ? readRecord(statements, 'person', check.values.personId) : null;
  if (!check || !person) return { code: 'economic/not-found' };
  const request = requestOf(check, person, shanghaiDate(clock.now()));
  const key = signingKey(statements);
  const signed = canonicalJson(request as never);
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('hex');
  const signature = sign(null, Buffer.from(signed), key).toString('hex');
  const text = `${JSON.stringify({ request, publicKey, signature }, null, 2)}\n`;
  const requestHash = createHash('sha256').update(text).digest('hex');
  const [act] = issue([
    {
      ...{ name: 'economicCheck.ask', args: { checkId, requestHash } },
      formId: `economic-ask-${checkId}-${requestHash.slice(0, 16)}`,
    },
  ]);
  if (!act?.ok) return { code: act?.code ?? 'desk/fault' };
  const fileName = `${checkId}-${requestHash.slice(0, 8)}.json`;
  await port.submit(fileName, text);
  return { code: null, fileName };
}

export async function collectChecks({
  statements,
  port,
  issue,
}: CheckPorts): Promise<z.infer<typeof checkAnswers>> {
  const answers: z.infer<typeof checkAnswers> = { taken: 0, refused: [] };
  for (const { name, text } of await port.collect()) {
    const read = readAnswer(text ?? '', (id) => readRecord(statements, 'economicCheck', id));
    const [act] =
      'args' in read
        ? issue([
            {
              ...{ name: 'economicCheck.answer', args: read.args },
              formId: `economic-answer-${read.args.checkId}-${read.args.requestHash.slice(0, 16)}`,
            },
          ])
        : [];
    const code = 'refusal' in read ? read.refusal : act?.ok ? null : (act?.code ?? 'desk/fault');
    if (code === null) answers.taken += 1;
    else answers.refused.push({ name, code });
    await port.settle(name, code === null);
  }
  return answers;
}

export function checkProcedures(ports: CheckPorts) {
  return {
    sendEconomicCheck: os.input(sendCheckInput).handler(({ input }) => sendCheck(ports, input.checkId)),
    collectEconomicChecks: os.handler(() => collectChecks(ports)),
  };
}

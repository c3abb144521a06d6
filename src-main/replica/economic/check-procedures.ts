/** The writer's part of the economic check: signs a request and hands it to the port, reads what came back and makes acts of it. What an answer
 *  must be is the domain's (economic-check.ts EC2, EC4); a refused file changes nothing and is told with its reason.
 *  EX1 the act is on the disk before the request leaves; sent again on the same day it is the same request and the same act.            */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { shanghaiDate } from '#shared/base/clock.ts';
import type { Clock } from '#shared/base/clock.ts';
import { canonicalJson } from '#shared/base/canonical.ts';
import { checkingBodyNeeds, checkingBodyOf } from '#shared/domain/checking-body.ts';
import { readAnswer, requestOf } from '#shared/domain/economic-check.ts';
import type { Row } from '#shared/records/rows.ts';
import {
  checkAnswers,
  checkExchange,
  checkSent,
  exchangeFolderInput,
  sendCheckInput,
} from '#shared/rpc/matter-shapes.ts';
import { packKeyId } from '#shared/sync/signed-pack.ts';
import type { z } from 'zod';
import type { Issued, IssueInput } from '../executor.ts';
import { readMeta, writeMeta } from '../identity.ts';
import { readQuery, readRecord } from '../store/records.ts';
import type { Statements } from '../store/statements.ts';
import { isSignedBy } from '../sync/signature.ts';
import { os } from '../writer-os.ts';
import {
  CHOSEN_FOLDER,
  type EconomicCheckPort,
  type ExchangeFolder,
  exchangeOf,
  folderFault,
} from './check-port.ts';

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
  const fault = port.fault();
  if (fault) return { code: fault };
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

const bodyOf = (statements: Statements) =>
  checkingBodyOf(readQuery(statements, checkingBodyNeeds) as Row<'checkingBody'>[])?.values ?? null;

export async function collectChecks({
  statements,
  port,
  issue,
}: CheckPorts): Promise<z.infer<typeof checkAnswers>> {
  const answers: z.infer<typeof checkAnswers> = { code: port.fault(), taken: 0, refused: [] };
  if (answers.code) return answers;
  const arrived = await port.collect();
  const publicKey = bodyOf(statements)?.publicKey ?? null;
  // They stay where they are until there is a key to look at them with.
  if (arrived.length && publicKey === null) return { ...answers, code: 'economic/no-key' };
  const checkOf = (id: number) => readRecord(statements, 'economicCheck', id);
  const ground = { checkOf, publicKey, isSigned: isSignedBy };
  for (const { name, text } of arrived) {
    const read = text === null ? { refusal: 'economic/malformed' } : readAnswer(text, ground);
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
    if (code !== 'economic/torn') await port.settle(name, code === null);
  }
  return answers;
}

/** Where requests go and answers are looked for, whether that can be used now, and whose signature counts. */
function exchangeNow(statements: Statements, port: ExchangeFolder): z.infer<typeof checkExchange> {
  const body = bodyOf(statements);
  return {
    ...{ folder: port.folder, isChosen: Boolean(readMeta(statements, CHOSEN_FOLDER)), fault: port.fault() },
    body: body && {
      ...{ name: body.bodyName ?? '', keyId: packKeyId(body.publicKey ?? ''), enteredOn: body.enteredOn },
    },
  };
}

export function checkProcedures(ports: Omit<CheckPorts, 'port'>, replicaFile: string) {
  const { statements } = ports;
  // The folder may be another one by now.
  const portNow = () => exchangeOf(statements, replicaFile);
  const withPort = (): CheckPorts => ({ ...ports, port: portNow() });
  return {
    sendEconomicCheck: os.input(sendCheckInput).handler(({ input }) => sendCheck(withPort(), input.checkId)),
    collectEconomicChecks: os.handler(() => collectChecks(withPort())),
    checkExchange: os.handler(() => exchangeNow(statements, portNow())),
    setExchangeFolder: os.input(exchangeFolderInput).handler(({ input }) => {
      const folder = input.folder.trim();
      const code = folder ? folderFault(folder) : null;
      if (!code) writeMeta(statements, CHOSEN_FOLDER, folder);
      return { code };
    }),
  };
}

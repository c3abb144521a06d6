/** The centre asked over plain HTTP, as somebody would who has a password but not our program: for what must be refused.    */
import type { Account } from './processes.ts';
import { PASSWORD } from './processes.ts';

export interface CentreAnswer {
  readonly status: number;
  readonly body: {
    readonly code?: string;
    readonly fields?: readonly string[];
    readonly token?: string;
    readonly device?: number;
    readonly session?: {
      readonly role: string;
      readonly accountId: number;
      readonly scopes: readonly number[];
    };
    readonly outcomes?: readonly {
      readonly number: number;
      readonly outcome: string;
      readonly code: string | null;
    }[];
  };
}

export async function post(
  centralUrl: string,
  path: string,
  body: unknown,
  token?: string,
): Promise<CentreAnswer> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(new URL(path, centralUrl), {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as CentreAnswer['body'] };
}

export interface Caller {
  readonly token: string;
  readonly accountId: number;
  readonly device: number;
}

/** Signs in and enrols a computer. */
export async function enter(centralUrl: string, account: Account, computerName: string): Promise<Caller> {
  const signedIn = await post(centralUrl, '/api/session', { account, password: PASSWORD });
  const { token = '', session } = signedIn.body;
  const enrolled = await post(centralUrl, '/api/enrol', { computerName }, token);
  if (!session || enrolled.body.device === undefined) throw new Error(`${account} could not enter`);
  return { token, accountId: session.accountId, device: enrolled.body.device };
}

/** Serves the built screens to the window as app://bundle/….
 *  PR1 only this host, only GET, only what host/assets.ts finds below the folder of the screens.
 *  PR2 every answer carries the policy of host/policy.ts, here without any network at all.
 *  PR3 the scheme gets no privilege that a page could use against us (no bypassCSP, no CORS, no service workers). */
import type { Protocol } from 'electron';
import { readAsset } from '../host/assets.ts';
import { securityHeaders } from '../host/policy.ts';
import { HOST, SCHEME } from './origin.ts';

const HEADERS = securityHeaders("'none'");
const OK = 200;
const NOT_FOUND = 404;
const METHOD_NOT_ALLOWED = 405;

/** Must run before the app is ready. */
export function registerScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

function nothing(status: number): Response {
  return new Response(null, { status, headers: HEADERS });
}

export async function answerFrom(root: string, method: string, address: string): Promise<Response> {
  const url = new URL(address);
  if (url.protocol !== `${SCHEME}:` || url.host !== HOST) return nothing(NOT_FOUND);
  if (method !== 'GET') return nothing(METHOD_NOT_ALLOWED);
  const asset = await readAsset(root, url.pathname);
  if (asset === undefined) return nothing(NOT_FOUND);
  return new Response(asset.body, { status: OK, headers: { ...HEADERS, ...asset.headers } });
}

/** On the window's own session, after the app is ready. */
export function serveScreens(protocol: Pick<Protocol, 'handle'>, root: string): void {
  protocol.handle(SCHEME, (request) => answerFrom(root, request.method, request.url));
}

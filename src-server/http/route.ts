/** Routes: what the server answers, as a table. A route says who may call it and what its body looks like; the server
 *  (server.ts) does the rest, so that no route can forget it.
 *  RO1 a body is read only after the caller is known, when the route asks for a session.   RO2 bodies are strict: an unknown
 *  field refuses the request. Who the caller is comes from the session, and there is no other way to say it.
 *  RO3 bytes that are no JSON are read only when the route asks for them, within its limit.                             */
import type { IncomingHttpHeaders } from 'node:http';
import type { ZodType } from 'zod';
import type { SessionContext } from '../accounts/session.ts';
import { HttpRefusal } from './refusal.ts';

export type Reply = {
  readonly headers?: Readonly<Record<string, string | number>>;
} /** `protocol`: that of whoever asked. */ & (
  | { readonly status?: number; readonly json: unknown; readonly protocol?: number }
  | { readonly status?: number; readonly bytes: Uint8Array }
  | { readonly status: number }
);

export interface Caller {
  readonly session: SessionContext;
  readonly token: string;
}

export interface Call {
  /** What follows the path of a route that ends in a slash. */
  readonly rest: string;
  /** Present exactly for routes that ask for a session. */
  readonly caller?: Caller;
  /** Checked by the route's schema. */
  readonly body?: unknown;
  /** Reads the bytes that were sent; of a route that takes bytes. */
  readonly readBytes?: () => Promise<Buffer>;
  readonly headers?: IncomingHttpHeaders;
  /** The bytes as they come, for what is kept although the line breaks; never more than the route's limit. */
  readonly readParts?: () => AsyncIterable<Buffer>;
}

export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** A path; one that ends in a slash takes what follows it as `rest`. */
  readonly path: string;
  readonly asksForSession: boolean;
  readonly body?: { readonly schema: ZodType; readonly bytesMax: number };
  /** Of a route that takes bytes as they are: how many. */
  readonly rawBytesMax?: number;
  answer(call: Call): Promise<Reply>;
}

interface Body<T> {
  readonly schema: ZodType<T>;
  readonly bytesMax: number;
}

type Place = Pick<Route, 'method' | 'path' | 'rawBytesMax'>;

function noBytes(): Promise<Buffer> {
  return Promise.resolve(Buffer.alloc(0));
}

/** A route that anybody may call. */
export function openRoute<T = undefined>(
  place: Place & { body?: Body<T> },
  answer: (call: { body: T }) => Promise<Reply>,
): Route {
  return { ...place, asksForSession: false, answer: (call) => answer({ body: call.body as T }) };
}

export type SessionCall<T = undefined> = Caller & {
  readonly body: T;
  readonly rest: string;
  readonly headers: IncomingHttpHeaders;
  readonly readBytes: () => Promise<Buffer>;
  readonly readParts: () => AsyncIterable<Buffer>;
};

async function* noParts(): AsyncGenerator<Buffer> {}

/** A route for whoever is signed in. */
export function sessionRoute<T = undefined>(
  place: Place & { body?: Body<T> },
  answer: (call: SessionCall<T>) => Promise<Reply>,
): Route {
  return {
    ...place,
    asksForSession: true,
    answer: ({ caller, body, rest, headers = {}, readBytes = noBytes, readParts = noParts }) => {
      if (!caller) throw new HttpRefusal('session/missing');
      return answer({ ...caller, body: body as T, rest, headers, readBytes, readParts });
    },
  };
}

/** The route of a request, or the refusal that names what is wrong with it. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; rest: string } {
  const here = routes.filter((route) =>
    route.path.endsWith('/')
      ? path.startsWith(route.path) && path.length > route.path.length
      : route.path === path,
  );
  const route = here.find((each) => each.method === method);
  if (route) return { route, rest: route.path.endsWith('/') ? path.slice(route.path.length) : '' };
  throw new HttpRefusal(here.length > 0 ? 'request/wrong-method' : 'request/not-found');
}

/** Checks a body against a route's schema (RO2). Names fields, never values: a fault must not carry a person's data. */
export function checkBody(schema: ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const unknown = parsed.error.issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown) throw new HttpRefusal('request/unknown-field', { fields: unknown.keys });
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
  throw new HttpRefusal('request/invalid', { fields });
}

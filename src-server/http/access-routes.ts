/** Routes of access: health, signing in and out, enrolling a computer, a number of its own for a copy. */
import type { Clock } from '#shared/base/clock.ts';
import { instantText } from '#shared/base/clock.ts';
import {
  enrolRequest,
  type EnrolResponse,
  type HealthResponse,
  incarnationRequest,
  type IncarnationResponse,
  signInRequest,
  type SignInResponse,
} from '#shared/sync/access-frames.ts';
import { COMMANDS_PER_DEVICE } from '#shared/base/id.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import type { AccessPorts } from '../accounts/access-tables.ts';
import { enrol } from '../accounts/enrolment.ts';
import { incarnate } from '../accounts/incarnation.ts';
import { type SessionContext, signIn, signOut } from '../accounts/session.ts';
import { HttpRefusal } from './refusal.ts';
import { openRoute, type Route, sessionRoute } from './route.ts';

const accessBytesMax = 2 ** 20;
const incarnationBytesMax = 2 ** 20;
/** The longest queue that anybody has left to grow. */
const spentMax = 200_000;
const msPerSecond = 1000;

function healthRoute(clock: Clock): Route {
  return openRoute({ method: 'GET', path: '/api/health' }, async () => {
    const json: HealthResponse = { name: 'sumu', protocol: PROTOCOL_VERSION, time: instantText(clock.now()) };
    return { json };
  });
}

function sessionToFrame(session: SessionContext): SignInResponse['session'] {
  const { deviceNumber: _, ...frame } = session;
  return frame;
}

function signInRoute(ports: AccessPorts): Route {
  const body = { schema: signInRequest, bytesMax: accessBytesMax };
  return openRoute(
    { method: 'POST', path: '/api/session', body },
    async ({ body: { account, password } }) => {
      const answer = await signIn(ports, account, password);
      if (!('refused' in answer)) {
        const expiresAt = instantText(answer.expiresAt);
        const json: SignInResponse = {
          token: answer.token,
          expiresAt,
          session: sessionToFrame(answer.session),
        };
        return { status: 201, json };
      }
      if (answer.refused === 'sign-in/refused') throw new HttpRefusal(answer.refused);
      throw new HttpRefusal(answer.refused, {
        retryAfterSeconds: Math.ceil(answer.retryAfterMs / msPerSecond),
      });
    },
  );
}

function signOutRoute(ports: AccessPorts): Route {
  return sessionRoute({ method: 'DELETE', path: '/api/session' }, async ({ token }) => {
    await signOut(ports, token);
    return { status: 204 };
  });
}

/** A computer as its colleagues see it. */
export interface EnrolledComputer {
  readonly device: number;
  readonly computerName: string;
  readonly unitName: string;
}

/** Told of every enrolment after it stands and before it is answered; what it does must be safe to do again, because a desk
 *  that got no answer asks again (EN3). */
export type EnrolmentListener = (computer: EnrolledComputer) => Promise<void>;

function enrolRoute(ports: AccessPorts, onEnrolled?: EnrolmentListener): Route {
  const body = { schema: enrolRequest, bytesMax: accessBytesMax };
  return sessionRoute(
    { method: 'POST', path: '/api/enrol', body },
    async ({ session, token, body: request }) => {
      const answer = await enrol(ports, token, request);
      if ('refused' in answer) throw new HttpRefusal(answer.refused);
      const { device, computerName } = answer;
      await onEnrolled?.({ device, computerName, unitName: session.unitName });
      const json: EnrolResponse = answer;
      return { json };
    },
  );
}

/** Gives up numbers of a device; those under which an act was judged before. */
export type SpendNumbers = (device: number, numbers: readonly number[]) => Promise<readonly number[]>;

function numbersIn(spans: readonly (readonly [number, number])[]): number[] {
  const numbers: number[] = [];
  for (const [from, to] of spans) {
    if (to < from || to >= COMMANDS_PER_DEVICE || numbers.length + to - from >= spentMax)
      throw new HttpRefusal('request/invalid', { fields: ['spent'] });
    for (let number = from; number <= to; number++) numbers.push(number);
  }
  return numbers;
}

/** A copy's number. What it gave up is given up before it has another, so that nothing of it is judged twice; asking again does no harm. */
function incarnationRoute(ports: AccessPorts, spend: SpendNumbers, onEnrolled?: EnrolmentListener): Route {
  const body = { schema: incarnationRequest, bytesMax: incarnationBytesMax };
  return sessionRoute(
    { method: 'POST', path: '/api/incarnation', body },
    async ({ session, token, body: request }) => {
      const spent = numbersIn(request.spent);
      const isOwn = session.deviceNumber === request.device;
      const taken = isOwn && spent.length ? await spend(request.device, spent) : [];
      const answer = await incarnate(ports, token, request);
      if ('refused' in answer) throw new HttpRefusal(answer.refused);
      const { device, computerName } = answer;
      await onEnrolled?.({ device, computerName, unitName: session.unitName });
      const json: IncarnationResponse = { device, computerName, token: answer.token, taken: [...taken] };
      return { json };
    },
  );
}

/** The routes of access on a set of ports. */
export function accessRoutes(
  ports: AccessPorts,
  spend: SpendNumbers,
  onEnrolled?: EnrolmentListener,
): Route[] {
  return [
    healthRoute(ports.clock),
    signInRoute(ports),
    signOutRoute(ports),
    enrolRoute(ports, onEnrolled),
    incarnationRoute(ports, spend, onEnrolled),
  ];
}

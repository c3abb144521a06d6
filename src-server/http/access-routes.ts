/** Routes of access: health, signing in and out, enrolling a computer. */
import type { Clock } from '#shared/base/clock.ts';
import { instantText } from '#shared/base/clock.ts';
import {
  enrolRequest,
  type EnrolResponse,
  type HealthResponse,
  signInRequest,
  type SignInResponse,
} from '#shared/sync/access-frames.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import type { AccessPorts } from '../accounts/access-tables.ts';
import { enrol } from '../accounts/enrolment.ts';
import { type SessionContext, signIn, signOut } from '../accounts/session.ts';
import { HttpRefusal } from './refusal.ts';
import { openRoute, type Route, sessionRoute } from './route.ts';

const accessBytesMax = 2 ** 20;
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

/** The routes of access on a set of ports. */
export function accessRoutes(ports: AccessPorts, onEnrolled?: EnrolmentListener): Route[] {
  return [healthRoute(ports.clock), signInRoute(ports), signOutRoute(ports), enrolRoute(ports, onEnrolled)];
}

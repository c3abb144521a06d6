/** Route of statistics above the township: a session asks for its own division or one below it, and is told sums.
 *  RR1 whoever supervises a city, a province or the country sees that and what lies in it; a county's bodies see their county; a township's
 *  people ask nothing here.  RR2 finance sees what anybody outside may (dossier (l)).  RR3 an account that sits at a
 *  computer of its former unit holds no scope but the common one, and is told nothing. */
import { isPartOf, partsOf } from '#shared/domain/division.ts';
import { bodyOf } from '#shared/domain/state.ts';
import { regionInput } from '#shared/rpc/statistics-shapes.ts';
import type { SessionContext } from '../accounts/session.ts';
import { HttpRefusal } from '../http/refusal.ts';
import { type Route, sessionRoute } from '../http/route.ts';
import { withDevice } from '../http/sync-routes.ts';
import { regionFigures, type RegionPorts } from './figures.ts';

const BYTES_MAX = 10_000;

/** RR1, RR3. */
function mayAsk({ role, unitScope, scopes }: SessionContext, region: number): boolean {
  const body = bodyOf(role);
  if (body === 'TOWNSHIP' || !scopes.includes(unitScope)) return false;
  return body === 'SUPERVISION' ? isPartOf(unitScope, region) : region === unitScope;
}

export function regionRoutes(ports: RegionPorts): Route[] {
  const body = { schema: regionInput, bytesMax: BYTES_MAX };
  return [
    sessionRoute({ method: 'POST', path: '/api/statistics', body }, async ({ session, body: asked }) => {
      withDevice(session);
      if (!mayAsk(session, asked.region)) throw new HttpRefusal('statistics/not-yours');
      if (!partsOf(asked.region)) throw new HttpRefusal('request/invalid', { fields: ['region'] });
      return { json: await regionFigures(ports, asked, bodyOf(session.role) === 'FINANCE') };
    }),
  ];
}

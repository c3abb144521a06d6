/** Rights: what a role may hold of the common data.
 *  RI1 a township's people hold their own township; the county's hold their county and all its townships.   RI2 the federation never
 *  holds money: its competence is the certificate; finance never holds class and grade (dossier (b)).   RI3 everybody holds the reference scope.
 *  RI4 who supervises a city, a province or the country holds no scope of a county: sums
 *  come from the centre when they are asked for (dossier m.2).                                                                    */
import { type Body, bodyOf, type Role } from '#shared/domain/state.ts';
import { AUDIENCE_CLASSES, type AudienceClass, REFERENCE_SCOPE } from '#shared/records/registry.ts';

const classesOfBody: Readonly<Record<Body, readonly AudienceClass[]>> = {
  TOWNSHIP: AUDIENCE_CLASSES,
  FEDERATION: ['case', 'health', 'identity'],
  CIVIL_AFFAIRS: AUDIENCE_CLASSES,
  FINANCE: ['case', 'money', 'identity'],
  SUPERVISION: ['case'],
};

/** Audience classes that a role may hold (RI2). */
export function classesOf(role: Role): AudienceClass[] {
  return [...classesOfBody[bodyOf(role)]];
}

/** Scopes that a role may hold (RI1, RI3), given its unit's division and the townships of its county. */
export function scopesOf(role: Role, unitScope: number, townships: readonly number[]): number[] {
  if (bodyOf(role) === 'TOWNSHIP' || bodyOf(role) === 'SUPERVISION') return [REFERENCE_SCOPE, unitScope];
  return [REFERENCE_SCOPE, unitScope, ...[...townships].sort((a, b) => a - b)];
}

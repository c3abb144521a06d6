/** Whose turn it is on a file and which act they may issue: read off the state machine of dossier (d), for the next-step line, the
 *  work lists and the stations of a case page. Deciding whether an act is allowed stays with the command itself. */
import type { Values } from '../records/rows.ts';
import { type ApplicationState, bodyOf, type JudgingBody, type Role } from './state.ts';

export type Turn = JudgingBody | 'APPLICANT' | 'nobody';
type FileState = Pick<Values<'application'>, 'state' | 'returnedBy' | 'enteredOn'>;

const TURNS: Readonly<Record<ApplicationState, Turn>> = {
  SUBMITTED: 'TOWNSHIP',
  SUPPLEMENT_REQUESTED: 'APPLICANT',
  RESUBMITTED: 'TOWNSHIP',
  PRELIMINARY_REVIEW: 'TOWNSHIP',
  PRELIMINARY_PASSED: 'TOWNSHIP',
  FEDERATION_REVIEW: 'FEDERATION',
  RETURNED_TO_TOWNSHIP: 'TOWNSHIP',
  DETERMINING: 'CIVIL_AFFAIRS',
  RETURNED_TO_FEDERATION: 'FEDERATION',
  APPROVED: 'nobody',
  REFUSED: 'nobody',
  MERGED: 'nobody',
};

/** The body (or the applicant) that a file waits for. */
export function turnOf(file: FileState): Turn {
  return TURNS[file.state as ApplicationState] ?? 'nobody';
}

function townshipStep(file: FileState, role: Role): string | null {
  switch (file.state as ApplicationState) {
    case 'SUBMITTED':
    case 'RESUBMITTED':
      return 'application.accept';
    case 'SUPPLEMENT_REQUESTED':
      return 'application.supplement';
    case 'PRELIMINARY_REVIEW':
      return role === 'TOWNSHIP_REVIEWER' ? 'review.passPreliminary' : null;
    case 'PRELIMINARY_PASSED':
      return file.enteredOn ? 'application.sendToFederation' : 'application.enter';
    case 'RETURNED_TO_TOWNSHIP':
      return file.returnedBy === 'FEDERATION' ? 'application.sendToFederation' : 'application.notifyRefusal';
    default:
      return null;
  }
}

/** The act that a role would issue next on a file, or null when it is not its turn. */
export function nextCommand(file: FileState, role: Role): string | null {
  if (bodyOf(role) === 'TOWNSHIP') return townshipStep(file, role);
  if (role === 'COUNTY_FINANCE') return null;
  if (role === 'COUNTY_FEDERATION_REVIEWER') {
    if (file.state === 'FEDERATION_REVIEW') return 'review.passFederation';
    return file.state === 'RETURNED_TO_FEDERATION' ? 'review.forwardReturn' : null;
  }
  return file.state === 'DETERMINING' ? 'review.determine' : null;
}

export interface Station {
  readonly station: 'intake' | 'preliminary' | 'federation' | 'determination' | 'payment';
  readonly status: 'done' | 'now' | 'returned' | 'refused' | 'later';
  readonly on: string | null;
}

const STATION_OF: Readonly<Record<ApplicationState, number>> = {
  SUBMITTED: 0,
  SUPPLEMENT_REQUESTED: 0,
  RESUBMITTED: 0,
  PRELIMINARY_REVIEW: 1,
  PRELIMINARY_PASSED: 1,
  RETURNED_TO_TOWNSHIP: 1,
  FEDERATION_REVIEW: 2,
  RETURNED_TO_FEDERATION: 2,
  DETERMINING: 3,
  APPROVED: 4,
  REFUSED: 1,
  MERGED: 0,
};

/** The five stations of a file with their dates. */
export function stationsOf(file: Values<'application'>): Station[] {
  const dates = [file.acceptedOn, file.preliminaryPassedOn, file.federationPassedOn, file.determinedOn, null];
  const names = ['intake', 'preliminary', 'federation', 'determination', 'payment'] as const;
  const at = STATION_OF[file.state as ApplicationState] ?? 0;
  const returned = file.state === 'RETURNED_TO_TOWNSHIP' || file.state === 'RETURNED_TO_FEDERATION';
  const refusedAt = file.returnedBy === 'CIVIL_AFFAIRS' ? 3 : file.returnedBy === 'FEDERATION' ? 2 : 1;
  return names.map((station, index) => {
    const on = dates[index] ?? null;
    if (file.state === 'REFUSED') {
      if (index === refusedAt) return { station, status: 'refused', on: file.stateSince };
      return { station, status: index < refusedAt ? 'done' : 'later', on: index < refusedAt ? on : null };
    }
    if (file.state === 'MERGED') return { station, status: on ? ('done' as const) : ('later' as const), on };
    if (index < at) return { station, status: 'done', on };
    if (index > at) return { station, status: 'later', on: null };
    return { station, status: returned ? 'returned' : 'now', on: on ?? file.stateSince };
  });
}

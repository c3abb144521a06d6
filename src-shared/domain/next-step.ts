/** Whose turn it is on a file and which act they may issue: read off the workflow's table, for the next-step line, the work lists and the
 *  stations of a case page. Deciding whether an act is allowed stays with the command itself. Under a delegation the determination is the
 *  township's turn, for as long as the delegation is in force and no longer (DG1 of delegation.ts; S004 art.13; T15).                    */
import type { Values } from '../records/rows.ts';
import { type ApplicationState, bodyOf, isJudging, type JudgingBody, type Role } from './state.ts';
import { type Transition, TRANSITIONS, type When } from './workflow.ts';

export type Turn = JudgingBody | 'APPLICANT' | 'nobody';
type FileState = Pick<Values<'application'>, 'state' | 'returnedBy' | 'enteredOn'>;
/** A file in its township; `Delegated`: the townships that determine today (delegation.ts `delegatedOn`). */
type PlacedFile = FileState & { readonly scope: number };
type Delegated = ReadonlySet<number>;

const HOLDS: Readonly<Record<When, (file: FileState) => boolean>> = {
  ENTERED: ({ enteredOn }) => Boolean(enteredOn),
  NOT_ENTERED: ({ enteredOn }) => !enteredOn,
  MENDABLE: ({ state, enteredOn, returnedBy }) =>
    state === 'RETURNED_TO_TOWNSHIP' ? returnedBy === 'FEDERATION' : Boolean(enteredOn),
  REFUSED_ABOVE: ({ returnedBy }) => returnedBy !== 'FEDERATION',
};

/** Of a file that waits for the applicant, what comes next is theirs. */
const WAITS_FOR_APPLICANT: readonly string[] = ['SUPPLEMENT_REQUESTED'];

/** What is done next in a state. «Supplement» stands in others too, where more was brought than was asked for. */
function nextOf(file: FileState): Transition | undefined {
  const isNext = (each: Transition): boolean =>
    each.isNext === true &&
    each.from.includes(file.state as ApplicationState) &&
    (each.when === undefined || HOLDS[each.when](file)) &&
    (each.act !== 'application.supplement' || WAITS_FOR_APPLICANT.includes(file.state ?? ''));
  return (TRANSITIONS as readonly Transition[]).find(isNext);
}

/** Whether a township determines this file (T15). */
function isDelegated({ state, scope }: PlacedFile, delegated: Delegated): boolean {
  return state === 'DETERMINING' && delegated.has(scope);
}

/** The body (or the applicant) that a file waits for. */
export function turnOf(file: PlacedFile, delegated: Delegated): Turn {
  if (WAITS_FOR_APPLICANT.includes(file.state ?? '')) return 'APPLICANT';
  if (isDelegated(file, delegated)) return 'TOWNSHIP';
  const body = bodyOf(nextOf(file)?.roles[0] ?? 'COUNTY_FINANCE');
  return isJudging(body) ? body : 'nobody';
}

/** The act that a role would issue next on a file, or null when it is not its turn. */
export function nextCommand(file: PlacedFile, role: Role, delegated: Delegated): string | null {
  const next = nextOf(file);
  if (!next?.roles.includes(role)) return null;
  const isTownshipsTurn = bodyOf(role) === 'TOWNSHIP' && file.state === 'DETERMINING';
  return isTownshipsTurn && !isDelegated(file, delegated) ? null : next.act;
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
  FORWARDED_TO_HUKOU_PLACE: 0,
  PRELIMINARY_REVIEW: 1,
  PRELIMINARY_PASSED: 1,
  RETURNED_TO_TOWNSHIP: 1,
  FEDERATION_REVIEW: 2,
  RETURNED_TO_FEDERATION: 2,
  DETERMINING: 3,
  APPROVED: 4,
  REFUSED: 1,
  MERGED: 0,
  NOT_ACCEPTED: 0,
  WITHDRAWN: 0,
};

/** Ends at which no body has refused anything: what was done by then, and nothing after. */
const LEFT_OFF: readonly string[] = ['MERGED', 'WITHDRAWN'];

/** The station at which a file was refused. */
function refusedAt(file: Values<'application'>): number {
  if (file.state === 'NOT_ACCEPTED') return 0;
  return file.returnedBy === 'CIVIL_AFFAIRS' ? 3 : file.returnedBy === 'FEDERATION' ? 2 : 1;
}

/** The five stations of a file with their dates. */
export function stationsOf(file: Values<'application'>): Station[] {
  const dates = [file.acceptedOn, file.preliminaryPassedOn, file.federationPassedOn, file.determinedOn, null];
  const names = ['intake', 'preliminary', 'federation', 'determination', 'payment'] as const;
  const at = STATION_OF[file.state as ApplicationState] ?? 0;
  const returned = file.state === 'RETURNED_TO_TOWNSHIP' || file.state === 'RETURNED_TO_FEDERATION';
  return names.map((station, index) => {
    const on = dates[index] ?? null;
    if (file.state === 'REFUSED' || file.state === 'NOT_ACCEPTED') {
      const end = refusedAt(file);
      if (index === end) return { station, status: 'refused', on: file.stateSince };
      return { station, status: index < end ? 'done' : 'later', on: index < end ? on : null };
    }
    if (LEFT_OFF.includes(file.state ?? ''))
      return { station, status: on ? ('done' as const) : ('later' as const), on };
    if (index < at) return { station, status: 'done', on };
    if (index > at) return { station, status: 'later', on: null };
    return { station, status: returned ? 'returned' : 'now', on: on ?? file.stateSince };
  });
}

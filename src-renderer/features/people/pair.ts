/** Two records of a township on their way to being one: which is kept, whose values stay, what will happen, and what still stops F9. Pure.
 *  PAIR1 the record that was registered first is kept unless somebody says otherwise (dossier m.3).  PAIR2 where one side says nothing the
 *  other's word stays; where both say something the kept record's does.  PAIR3 whose account stays is chosen by a person: money moves. */
import type { Benefit } from '#shared/domain/state.ts';
import { BENEFITS, ENDED_STATES } from '#shared/domain/state.ts';
import type { DuplicatePage, DuplicateSide } from '#shared/rpc/duplicate-shapes.ts';

export type Side = 'left' | 'right';
export const SIDES: readonly Side[] = ['left', 'right'];
export const otherSide = (side: Side): Side => (side === 'left' ? 'right' : 'left');

type Field = DuplicatePage['fields'][number];
export interface FieldGroup {
  readonly group: string;
  readonly fields: readonly Field[];
  readonly differs: boolean;
}

const MONEY_GROUP = 'bank';
/** Bookkeeping of when something was said; it goes along with what was said. */
const NOT_SHOWN: readonly string[] = ['contactStatedOn'];

/** The fields of a page by group; what neither side says is left out. */
export function groupsOf(fields: readonly Field[]): FieldGroup[] {
  const names = [...new Set(fields.map(({ group }) => group))];
  return names
    .map((group) => {
      const own = fields.filter((each) => each.group === group && !NOT_SHOWN.includes(each.field));
      const said = own.filter(({ left, right }) => left !== null || right !== null);
      return { group, fields: said, differs: said.some(({ left, right }) => left !== right) };
    })
    .filter((each) => each.fields.length > 0);
}

/** What says who somebody is is shown even where it is alike. */
export const isFolded = ({ group, differs }: FieldGroup): boolean => !differs && group !== 'identity';

export interface Merging {
  readonly kept: Side;
  /** Whose values stay, by group; without an entry the rule decides. */
  readonly chosen: Readonly<Partial<Record<string, Side>>>;
  readonly reason: string;
}

/** The side that was registered first; the left one where nobody knows. */
export function firstRegistered({ left, right }: Pick<DuplicatePage, 'left' | 'right'>): Side {
  const [ours, theirs] = [left.registeredOn, right?.registeredOn ?? null];
  return theirs !== null && (ours === null || theirs < ours) ? 'right' : 'left';
}

const saysNothing = ({ fields }: FieldGroup, side: Side) => fields.every((field) => field[side] === null);

/** Whose values of a group stay; null while somebody still has to choose (PAIR3). */
export function stays(group: FieldGroup, { kept, chosen }: Merging): Side | null {
  const said = chosen[group.group];
  if (said) return said;
  if (!group.differs) return kept;
  const other = otherSide(kept);
  if (saysNothing(group, kept)) return other;
  if (saysNothing(group, other)) return kept;
  return group.group === MONEY_GROUP ? null : kept;
}

export type Need = 'needKept' | 'needReason';

/** What still stops F9; null when nothing does. */
export function needOf(groups: readonly FieldGroup[], merging: Merging): Need | null {
  if (groups.some((group) => stays(group, merging) === null)) return 'needKept';
  return merging.reason.trim() === '' ? 'needReason' : null;
}

/** Groups that the kept record takes over from the other. */
export function takenGroups(groups: readonly FieldGroup[], merging: Merging): string[] {
  return groups
    .filter((group) => group.differs && stays(group, merging) === otherSide(merging.kept))
    .map(({ group }) => group);
}

export function sideOf(page: DuplicatePage, side: Side): DuplicateSide {
  return side === 'left' ? page.left : (page.right ?? page.left);
}

/** Arguments of `person.merge`. */
export function mergeArgs(page: DuplicatePage, groups: readonly FieldGroup[], merging: Merging): object {
  return {
    keptId: sideOf(page, merging.kept).person.personId,
    givenId: sideOf(page, otherSide(merging.kept)).person.personId,
    take: takenGroups(groups, merging),
    reason: merging.reason.trim(),
  };
}

const ENDED: readonly string[] = ENDED_STATES;

/** What merging does to the files: how many move, which subsidies were asked for twice and which date then counts. */
export function filesAfter(
  kept: DuplicateSide,
  given: DuplicateSide,
): { readonly moved: number; readonly twice: readonly Benefit[]; readonly date: string | null } {
  const open = ({ files }: DuplicateSide) => files.filter(({ state }) => !ENDED.includes(state));
  const asks = (side: DuplicateSide, benefit: Benefit) =>
    open(side).filter(({ benefits }) => benefits.includes(benefit));
  const twice = BENEFITS.filter((benefit) => asks(kept, benefit).length && asks(given, benefit).length);
  const dates = twice
    .flatMap((benefit) => [...asks(kept, benefit), ...asks(given, benefit)])
    .map(({ submittedOn }) => submittedOn)
    .filter((date) => date !== null)
    .sort();
  return { moved: given.files.length, twice, date: dates[0] ?? null };
}

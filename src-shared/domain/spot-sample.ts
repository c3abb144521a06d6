/** The sample of a spot check (抽查, S004 art.7; its size and layers ∴, dossier h), drawn by a pure function that anybody can run again.
 *  SS1 the same seed and the same rows give the same sample, in whatever order the rows come.  SS2 of every township and benefit at least
 *  5 in 100, and of every township at least 5 people, or all where there are fewer; a pack may say other numbers.  SS3 whoever has something open (a finding, an alert, a
 *  conflict) is looked at whatever chance says, and does not count towards SS2.
 *  SS4 a body that has drawn none by 30 June, or fewer than two by 30 November, has it among its duties (S004 art.7; the days ∴). A pack may
 *  ask for more than two and name other days, never for fewer than two: the article is the floor (S004 art.7).
 *  No row is compared with another: each has a lot of its own, made of the seed, its layer and its person, and the lowest are drawn.   */
import { canonicalJson, sha256Hex } from '../base/canonical.ts';
import { BENEFITS, type Benefit } from './state.ts';

/** Numbers of the procedure pack. */
export interface SpotCheckRule {
  /** Spot checks of each body a year: 2, and more where a pack asks for more (S004 art.7). */
  readonly perYear: number;
  /** Day of the year by which a body has drawn its first: 06-30 (dossier (h) ∴). */
  readonly firstBy: string;
  /** Day of the year by which it has drawn all of them: 11-30 (dossier (h) ∴). */
  readonly allBy: string;
  /** Share drawn of a township and benefit, in 100: 5 (dossier (h) ∴). */
  readonly percent: number;
  /** People drawn of a township at least: 5 (dossier (h) ∴). */
  readonly atLeast: number;
}

export const SPOT_CHECK_RULE: SpotCheckRule = {
  ...{ perYear: 2, firstBy: '06-30', allBy: '11-30' },
  ...{ percent: 5, atLeast: 5 },
};

/** Somebody who receives, as the draw sees them. */
export interface SampledRow {
  readonly personId: number;
  readonly township: number;
  readonly benefits: readonly Benefit[];
  readonly isFlagged: boolean;
}

export interface SampledPerson {
  readonly personId: number;
  readonly township: number;
  readonly benefits: readonly Benefit[];
  /** FLAGGED: only for what is open about them. */
  readonly why: 'DRAWN' | 'FLAGGED';
}

export interface Sample {
  readonly people: readonly SampledPerson[];
  readonly population: number;
  /** Of everybody who might have been drawn: two draws with the same hash drew from the same data. */
  readonly populationHash: string;
}

const byId = (a: SampledRow, b: SampledRow): number => a.personId - b.personId;

/** A row as the hash and the record hold it; benefits in the law's order. */
function plain(row: SampledRow): SampledRow {
  return { ...row, benefits: BENEFITS.filter((benefit) => row.benefits.includes(benefit)) };
}

function lowest(rows: readonly SampledRow[], seed: string, layer: string, count: number): number[] {
  return rows
    .map(({ personId }) => ({ personId, lot: sha256Hex(`${seed}:${layer}:${personId}`) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : a.personId - b.personId))
    .slice(0, count)
    .map(({ personId }) => personId);
}

function drawTownship(
  rows: readonly SampledRow[],
  township: number,
  seed: string,
  rule: SpotCheckRule,
): Set<number> {
  const drawn = new Set<number>();
  for (const benefit of BENEFITS) {
    const layer = rows.filter(({ benefits }) => benefits.includes(benefit));
    const count = Math.ceil((layer.length * rule.percent) / 100);
    for (const id of lowest(layer, seed, `${township}:${benefit}`, count)) drawn.add(id);
  }
  const left = rows.filter(({ personId }) => !drawn.has(personId));
  for (const id of lowest(left, seed, `${township}`, Math.max(0, rule.atLeast - drawn.size))) drawn.add(id);
  return drawn;
}

export function drawSample(all: readonly SampledRow[], seed: string, rule: SpotCheckRule): Sample {
  const rows = all.map(plain).toSorted(byId);
  const townships = new Map<number, SampledRow[]>();
  for (const row of rows) townships.set(row.township, [...(townships.get(row.township) ?? []), row]);
  const people = [...townships]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([township, of]) => {
      const drawn = drawTownship(of, township, seed, rule);
      return of
        .filter(({ personId, isFlagged }) => isFlagged || drawn.has(personId))
        .map(({ personId, benefits }) => ({
          ...{ personId, township, benefits },
          why: drawn.has(personId) ? ('DRAWN' as const) : ('FLAGGED' as const),
        }));
    });
  return { people, population: rows.length, populationHash: sha256Hex(canonicalJson(rows as never)) };
}

/** What is missing of a body's spot checks of a year (art.7), seen on a day, and the day by which it was due (SS4). */
export function spotChecksMissing(
  today: string,
  drawnThisYear: number,
  { perYear, firstBy, allBy }: SpotCheckRule,
): { readonly missing: 'NONE' | 'FIRST' | 'REST'; readonly dueOn: string | null } {
  const isPast = (day: string): boolean => today.slice(5) >= day;
  const due = (missing: 'FIRST' | 'REST', day: string) => ({
    missing,
    dueOn: `${today.slice(0, 4)}-${day}`,
  });
  if (drawnThisYear < 1 && isPast(firstBy)) return due('FIRST', firstBy);
  if (drawnThisYear < perYear && isPast(allBy)) return due('REST', allBy);
  return { missing: 'NONE', dueOn: null };
}

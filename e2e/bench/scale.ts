/** Rows «at 100,000»: what a clerk waits for, asked of a real desk process over its oRPC line, at three sizes in one run: every way of
 *  searching key by key, opening a case, saving (one act, fsynced), what the home screen and the frame read.                  */
import { seededRandom } from '#shared/base/chance.ts';
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_TOWNSHIPS, DEMO_VILLAGES } from '#shared/domain/division.ts';
import type { DeskCalls } from '../harness/desk-line.ts';
import { type BigDesk, startBigDesk } from './big-desk.ts';
import { intakeOf } from './desk.ts';
import type { AtSize, Grown } from './growth.ts';
import { timedOn, workedMs } from './processes.ts';
import { type Asked, type Kind, KINDS, type Known } from './typed.ts';
import { windowKeys } from './window-keys.ts';

export const SIZES = [1_000, 10_000, 100_000] as const;
const SEARCH_MS_MAX = 50;
const OPEN_MS_MAX = 50;
const SAVE_MS_MAX = 50;
const WINDOW = 'search: key to painted rows in a window';
const WINDOW_MS_MAX = 100;
const READ_MS_MAX = 50;
const TYPISTS = 10;
const CASES = 100;
const SAVES = 100;
const READS = 20;

/** What was measured of one thing at one size. */
type Taken = Omit<AtSize, 'size'>;

/** Does something with each of a list, one after the other; says how long each took, and how long the desk worked for it. */
async function timedEach<T>(
  { replica }: BigDesk,
  list: readonly T[],
  work: (each: T) => Promise<unknown>,
): Promise<Taken> {
  const values: number[] = [];
  const worked: number[] = [];
  for (const each of list) {
    const took = await timedOn(replica, () => work(each));
    values.push(took.ms);
    if (took.workedMs !== null) worked.push(took.workedMs);
  }
  return { values, worked };
}

/** People spread over the whole list, with their numbers unmasked. */
async function somePeople({ desk }: { desk: DeskCalls }, people: number, count: number): Promise<Known[]> {
  const found: Known[] = [];
  for (let at = 0; at < count; at++) {
    const offset = Math.floor((at * people) / count);
    const { rows } = await desk.cases.search({ text: '', offset, limit: 1 });
    const personId = rows[0]?.personId as number;
    const page = await desk.cases.open({ personId });
    const numbers = await desk.cases.reveal({ personId, reason: 'bench' });
    if (!page || !numbers) throw new Error(`nobody at ${offset}`);
    const { idNumber, phone, certificateNumber } = numbers;
    found.push({
      name: page.person.name,
      hukouVillage: page.person.hukouVillage as number,
      idNumber: idNumber ?? '',
      phone: phone ?? '',
      certificateNumber: certificateNumber ?? '',
    });
  }
  return found;
}

async function searches(desk: BigDesk, kind: Kind, known: readonly Known[]): Promise<Taken> {
  const { search } = desk.line.desk.cases;
  const typed = known.map((person) => kind.keys(person, desk.people));
  for (const keys of typed) {
    const { total } = await search(keys.at(-1) as Asked);
    if (!total) throw new Error(`${kind.name}: nobody is found`);
  }
  return timedEach(desk, typed.flat(), (asked) => search(asked));
}

async function openCases(desk: BigDesk): Promise<Taken> {
  const { search, open } = desk.line.desk.cases;
  const listed = await Promise.all(
    ['ACTIVE', 'REFUSED'].map((state) => search({ text: '', state, offset: 0, limit: CASES / 2 })),
  );
  const ids = listed.flatMap(({ rows }) => rows.map(({ personId }) => personId));
  return timedEach(desk, ids, (personId) => open({ personId }));
}

/** Intakes at the counter of people whom nobody has yet. */
async function saves(desk: BigDesk): Promise<Taken> {
  const { line, laidDown, people } = desk;
  const { next } = seededRandom(people);
  const village = DEMO_VILLAGES.find(({ parent }) => parent === DEMO_TOWNSHIPS[0]?.code)?.code as number;
  const newcomers = Array.from({ length: SAVES * 3 }, (_, at) => makeDemoPerson(next, village, at))
    .filter(({ idNumber }) => !laidDown.idNumbers.has(idNumber))
    .slice(0, SAVES);
  return timedEach(desk, newcomers.entries().toArray(), async ([at, person]) => {
    const issued = await line.desk.command.issue(intakeOf(person, `bench-save-${people}-${at}`));
    if (!issued.ok) throw new Error(`not saved: ${issued.code}`);
  });
}

const READ: Readonly<Record<string, (desk: DeskCalls) => Promise<unknown>>> = {
  'today.overview': (desk) => desk.today.overview(),
  'review.queue': (desk) => desk.review.queue(),
  'link.status': (desk) => desk.link.status(),
  'conflicts.list': (desk) => desk.conflicts.list(),
  'duplicates.pairs': (desk) => desk.duplicates.pairs(),
  'journal.overview': (desk) => desk.journal.overview(),
  'journal.acts': (desk) => desk.journal.acts({ place: 'waiting', offset: 0, limit: 50 }),
};

/** Everything of one size, by name. */
async function measureOne(people: number): Promise<Map<string, Taken>> {
  const desk = await startBigDesk(people);
  const { laidDown, startMs, replica, line } = desk;
  try {
    const took = new Map<string, Taken>([
      ['first sync laid down', { values: [laidDown.ms], worked: [laidDown.workedMs] }],
      [
        'start of a desk to its first list',
        { values: [startMs], worked: [workedMs(replica) ?? 0].filter(Boolean) },
      ],
    ]);
    const known = await somePeople(line, people, TYPISTS);
    for (const kind of KINDS) took.set(kind.name, await searches(desk, kind, known));
    const keys = await windowKeys(desk, known);
    if (keys) took.set(WINDOW, keys);
    took.set('open a case', await openCases(desk));
    for (const [name, read] of Object.entries(READ))
      took.set(name, await timedEach(desk, Array.from({ length: READS }), () => read(line.desk)));
    took.set('save an intake', await saves(desk));
    return took;
  } finally {
    await desk.stop();
  }
}

function mostOf(name: string): number | null {
  if (name === WINDOW) return WINDOW_MS_MAX;
  if (name.startsWith('search') || name.startsWith('list')) return SEARCH_MS_MAX;
  if (name === 'open a case') return OPEN_MS_MAX;
  if (name === 'save an intake') return SAVE_MS_MAX;
  return name in READ ? READ_MS_MAX : null;
}

/** Figures of every size. */
export async function measureScale(): Promise<Grown[]> {
  const bySize: [number, Map<string, Taken>][] = [];
  for (const size of SIZES) bySize.push([size, await measureOne(size)]);
  const names = [...(bySize[0]?.[1].keys() ?? [])];
  return names.map((name) => ({
    ...{ name, unit: 'ms', most: mostOf(name) },
    sizes: bySize.map(([size, took]): AtSize => ({ size, ...(took.get(name) as Taken) })),
  }));
}

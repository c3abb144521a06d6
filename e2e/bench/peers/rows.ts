/** Rows of the comparison: ours beside the best of the peers in each thing, in the form of the bench.                                  */
import { median, ratioOf, rounded, type Row, type Took } from '../figures.ts';
import { type Measured, type PhaseName, type Run, SUMU } from './engines.ts';

const MET_WHILE_BUSY_MAX = 1.25;

interface Figure {
  readonly id: string;
  readonly unit: string;
  readonly phase: PhaseName;
  readonly of: (measured: Measured) => number;
  /** Peers that ours is held against; all when not told. */
  readonly among?: RegExp;
  readonly most?: number;
  readonly least?: number;
  readonly ratioMost?: number;
}

const bytes = ({ up, down }: Measured): number => up + down;
const requests = (measured: Measured): number => measured.requests;
const milliseconds = ({ ms }: Measured): number => ms;

function figures(people: number, edits: number, day: number): Figure[] {
  const quiet = { phase: 'quiet', id: 'question for news, nothing new' } as const;
  const work = `a day's work (${day} commands, ${day} changes)`;
  const first = `first sync of ${people} people`;
  const perSecond = ({ ms }: Measured) => (edits / ms) * 1_000;
  return [
    {
      ...{ id: `${first}, new processes`, unit: 'ms', phase: 'first', of: milliseconds },
      ...{ among: /^PouchDB/, ratioMost: 1 / 8 },
    },
    { id: first, unit: 'B', phase: 'first', of: bytes, most: 650_000, ratioMost: 1 / 2 },
    { id: `push of ${edits} edits`, unit: 'B', phase: 'push', of: bytes, most: 35_000, ratioMost: 1 / 3 },
    { id: 'commands pushed', unit: 'commands/s', phase: 'push', of: perSecond, least: 2_500 },
    { id: `pull of ${edits} edits of others`, unit: 'B', phase: 'pull', of: bytes, most: 35_000 },
    { ...quiet, unit: 'B', of: bytes, most: 300 },
    { ...quiet, unit: 'requests', of: requests, most: 1 },
    { id: work, unit: 'requests', phase: 'day', of: requests, most: 2 },
    {
      ...{ id: `${work}, 20 kbit/s and 800 ms`, unit: 's', phase: 'thin', most: 15 },
      of: ({ ms }) => ms / 1_000,
    },
  ];
}

interface Found {
  readonly name: string;
  readonly value: number;
}

function valuesOf({ phase, of, among = /./ }: Figure, runs: readonly Run[]): Found[] {
  return runs.flatMap(({ engine: { name }, phases }) => {
    const measured = phases[phase];
    return measured && (name === SUMU || among.test(name)) ? [{ name, value: of(measured) }] : [];
  });
}

function targetOf({ most, least, ratioMost, unit }: Figure): string {
  const parts = [
    most === undefined ? '' : `≤ ${most} ${unit}`,
    least === undefined ? '' : `≥ ${least} ${unit}`,
    ratioMost === undefined ? '' : `≤ ${rounded(ratioMost)} × reference`,
  ];
  return parts.filter(Boolean).join(', ');
}

function rowOf(figure: Figure, runs: readonly Run[], busy: number): Row[] {
  const { id, unit, most, least, ratioMost } = figure;
  const all = valuesOf(figure, runs);
  const ours = all.find(({ name }) => name === SUMU);
  if (!ours) return [];
  const better = (a: Found, b: Found) => (least === undefined ? a.value - b.value : b.value - a.value);
  const [best] = all.filter(({ name }) => name !== SUMU).toSorted(better);
  const ratio = best ? ratioOf(ours.value, best.value) : null;
  const isGood = [
    most === undefined || ours.value <= most,
    least === undefined || ours.value >= least,
    ratioMost === undefined || (ratio !== null && ratio <= ratioMost),
  ].every(Boolean);
  const isUntold = ratioMost !== undefined && ratio === null;
  const isTime = unit === 'ms' || unit.endsWith('/s');
  return [
    {
      ...{ id, unit, ours: rounded(ours.value), reference: best ? rounded(best.value) : null },
      ...{ referenceName: best?.name ?? '', ratio, target: targetOf(figure) },
      met: isGood || !(isUntold || (isTime && busy > MET_WHILE_BUSY_MAX)) ? isGood : null,
      raw: Object.fromEntries(all.map(({ name, value }) => [name, value])),
    },
  ];
}

export interface Warm {
  readonly rounds: readonly { readonly ours: Took; readonly bare: Took }[];
  readonly rows: number;
  readonly bytes: number;
}

/** What a first sync costs above a bare insert of the same rows into the same indexes, once the process is warm. */
function bareRow(people: number, run: Run, busy: number): Row[] {
  const warm = run.notes['warm'] as Warm | undefined;
  if (!warm) return [];
  const of = (end: 'ours' | 'bare', what: keyof Took) => median(warm.rounds.map((round) => round[end][what]));
  const [ours, bare] = [of('ours', 'ms'), of('bare', 'ms')];
  const ratio = ratioOf(ours, bare);
  const cpu = { ours: of('ours', 'cpuMs'), bare: of('bare', 'cpuMs') };
  return [
    {
      ...{ id: `first sync of ${people} people, warm`, unit: 'ms', ours: rounded(ours) },
      ...{ reference: rounded(bare), referenceName: 'bare insert of the same rows and indexes', ratio },
      target: '≤ 2 × reference',
      met: ratio <= 2 || busy <= MET_WHILE_BUSY_MAX ? ratio <= 2 : null,
      raw: { cpu: { ...cpu, ratio: ratioOf(cpu.ours, cpu.bare) }, ...warm },
    },
  ];
}

/** What no first sync can go below that keeps its rows encrypted and indexed: their bare insert, beside the whole first sync of PouchDB. */
function floorRow(people: number, run: Run, runs: readonly Run[]): Row[] {
  const warm = run.notes['warm'] as Warm | undefined;
  const peers = runs.filter(({ engine }) => engine.name.startsWith('PouchDB'));
  const best = Math.min(...peers.flatMap(({ phases }) => phases.first?.ms ?? []));
  if (!warm || !Number.isFinite(best)) return [];
  const bare = median(warm.rounds.map((round) => round.bare.ms));
  return [
    {
      ...{ id: `first sync of ${people} people, the bare insert alone`, unit: 'ms', ours: rounded(bare) },
      ...{ reference: rounded(best), referenceName: 'PouchDB, new processes', ratio: ratioOf(bare, best) },
      ...{ target: null, met: null, raw: { bare, best } },
    },
  ];
}

export interface Sizes {
  readonly people: number;
  readonly edits: number;
  readonly day: number;
}

export function rowsOf({ people, edits, day }: Sizes, runs: readonly Run[], busy: number): Row[] {
  const ours = runs.find(({ engine }) => engine.name === SUMU);
  const all = figures(people, edits, day).flatMap((figure) => rowOf(figure, runs, busy));
  return [...(ours ? [...bareRow(people, ours, busy), ...floorRow(people, ours, runs)] : []), ...all];
}

/** Every phase of every engine, a line each. */
export function phaseLines(runs: readonly Run[]): string {
  const lines = [
    ['engine', 'phase', 'ms', 'client CPU', 'server CPU', 'B up', 'B down', 'requests', 'connections', 'MB'],
  ];
  for (const { engine, phases } of runs)
    for (const [phase, each] of Object.entries(phases) as [string, Measured][])
      lines.push([
        ...[engine.name, phase],
        ...[each.ms, each.clientCpuMs, each.serverCpuMs].map((ms) => ms.toFixed(0)),
        ...[each.up, each.down, each.requests, each.connections].map(String),
        each.clientPeakMb?.toFixed(0) ?? '',
      ]);
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0))) ?? [];
  const aligned = (line: string[]) =>
    line.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)));
  return lines.map((line) => aligned(line).join('  ')).join('\n');
}

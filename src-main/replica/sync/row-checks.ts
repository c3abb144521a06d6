/** When rows are held against the centre's, and the record of it: once a day, at an hour of each desk's own, after a first sync and when somebody
 *  asks (SPEC CH6). A question that found no answer is asked again after a while; it never keeps a sync from its work. */
import type { Clock } from '#shared/base/clock.ts';
import { instantText } from '#shared/base/clock.ts';
import { sha256Hex } from '#shared/base/canonical.ts';
import type { RowCheckView } from '#shared/rpc/session-shapes.ts';
import type { Statements } from '../store/statements.ts';
import { CentralRefusal, LinkError } from './central-client.ts';
import { type Checked, checkScope, type Mended } from './check.ts';
import { LyingServerError } from './lies.ts';
import type { SyncTarget, Transport } from './ports.ts';

const DAY_MS = 86_400_000;
/** After a check that came to no end. */
const AGAIN_MS = 10 * 60_000;
/** What is kept of the record. */
const RECORD_MAX = 500;

export interface RowCheckPorts {
  readonly target: SyncTarget;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly rest: () => Promise<void>;
  /** Rows have changed under the screens. */
  readonly changed: () => void;
}

interface Standing {
  scope: number;
  commit_number: number;
  checked_at: string | null;
}

/** The day of a desk and scope begins at a time of its own, or thirty desks would ask in the same minute. */
function dayOf(device: number, scope: number, ms: number): number {
  const offset = Number.parseInt(sha256Hex(`check ${device} ${scope}`).slice(0, 8), 16) % DAY_MS;
  return Math.floor((ms - offset) / DAY_MS);
}

/** Scopes whose rows are to be held against the centre's now. */
export function scopesToCheck(statements: Statements, device: number, nowMs: number): number[] {
  const standing = statements.all<Standing>(
    'SELECT scope, commit_number, checked_at FROM cursor WHERE complete = 1 ORDER BY scope',
  );
  const today = (scope: number) => dayOf(device, scope, nowMs);
  return standing
    .filter(
      ({ scope, checked_at: at }) => at === null || dayOf(device, scope, Date.parse(at)) !== today(scope),
    )
    .map(({ scope }) => scope);
}

function record(statements: Statements, at: string, scope: number, result: string, detail: unknown): void {
  statements.run(
    `INSERT INTO row_check (at, scope, commit_number, result, detail)
     VALUES (?, ?, coalesce((SELECT commit_number FROM cursor WHERE scope = ?), 0), ?, ?)`,
    ...[at, scope, scope, result, JSON.stringify(detail)],
  );
  statements.run('DELETE FROM row_check WHERE serial <= (SELECT max(serial) FROM row_check) - ?', RECORD_MAX);
}

/** Keeps what a check came to. */
function conclude(statements: Statements, at: string, scope: number, checked: Checked, words = ''): void {
  statements.db
    .transaction(() => {
      const state = checked === 'mended' ? 'same' : checked;
      statements.run(
        'UPDATE cursor SET checked_at = ?, checked = ? WHERE scope = ? AND complete = 1',
        ...[at, state, scope],
      );
      if (checked === 'differs' || checked === 'doubtful') record(statements, at, scope, checked, { words });
    })
    .immediate();
}

/** Somebody wants to know now. */
export function askForCheck(statements: Statements): void {
  statements.run('UPDATE cursor SET checked_at = NULL');
}

/** What the last checks came to. */
export function rowCheckView(statements: Statements): RowCheckView {
  const scopes = statements.all<{ checked: string | null; checked_at: string | null }>(
    'SELECT checked, checked_at FROM cursor WHERE complete = 1',
  );
  const times = scopes.flatMap(({ checked_at: at }) => at ?? []).sort();
  const mended = statements.get<{ at: string; detail: string; serial: number }>(
    "SELECT serial, at, detail FROM row_check WHERE result = 'mended' ORDER BY serial DESC LIMIT 1",
  );
  const isAnything = (what: string) => scopes.some(({ checked }) => checked === what);
  return {
    state: isAnything('differs') ? 'differs' : isAnything('doubtful') ? 'doubtful' : 'same',
    checkedAt: times.length < scopes.length ? null : (times[0] ?? null),
    mended: mended ? { at: mended.at, rows: (JSON.parse(mended.detail) as Mended).rows } : null,
  };
}

export class RowChecks {
  private readonly ports: RowCheckPorts;
  /** Not before, where the last one came to no end. */
  private notBeforeMs = 0;

  constructor(ports: RowCheckPorts) {
    this.ports = ports;
  }

  /** Checks whatever is due. Never rejects but for a fault of this computer. */
  async run(): Promise<void> {
    const { target, transport, clock } = this.ports;
    if (!transport.check || clock.now() < this.notBeforeMs) return;
    for (const scope of scopesToCheck(target.statements, target.device, clock.now())) {
      if ((await this.one(scope)) !== 'none') continue;
      this.notBeforeMs = clock.now() + AGAIN_MS;
      return;
    }
  }

  /** Somebody asks: the pause is over. */
  askNow(): void {
    askForCheck(this.ports.target.statements);
    this.notBeforeMs = 0;
  }

  private async one(scope: number): Promise<Checked | 'none'> {
    const { target, transport, clock, rest, changed } = this.ports;
    const { statements } = target;
    const at = instantText(clock.now());
    const asking = transport as Transport & Required<Pick<Transport, 'check'>>;
    const mended = (what: Mended): void => record(statements, at, scope, 'mended', what);
    try {
      const checked = await checkScope({ target, transport: asking, scope, rest, mended });
      if (checked === 'moved' || checked === 'later') return 'none';
      conclude(statements, at, scope, checked);
      if (checked !== 'same') changed();
      return checked;
    } catch (error) {
      if (error instanceof LinkError || error instanceof CentralRefusal) return 'none';
      if (!(error instanceof LyingServerError)) throw error;
      conclude(statements, at, scope, 'differs', error.message);
      changed();
      return 'differs';
    }
  }
}

/** How far the county is with putting its people in, and its daily bulletins (rules RO, BU: domain/rollout.ts, bulletin.ts). */
import type { BulletinRow, Target } from '#shared/domain/bulletin.ts';
import { ancestorAt, levelOf } from '#shared/domain/division.ts';
import {
  isHistoryChanged,
  type LedgerLine,
  nextPhase,
  type RolloutNumbers,
  type RolloutPhase,
  type RolloutSignature,
  rolloutDue,
  SIGNED_PHASES,
  signaturesOf,
  signedHash,
  unmetFor,
} from '#shared/domain/rollout.ts';
import { bodyOf } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import type { BulletinView, RolloutPage, RolloutView } from '#shared/rpc/document-shapes.ts';
import { readRecord } from '../store/records.ts';
import type { Reading } from './reading.ts';

const BULLETINS_SHOWN = 60;

const sign = (reading: Reading, { body, by, at }: RolloutSignature) => ({
  ...{ body, at, who: reading.colleagueName(by) },
});

function ledgerOf(reading: Reading, lines: readonly LedgerLine[]): RolloutView['ledger'] {
  return lines.map(({ phase, on, by, signatures, reason }) => ({
    ...{ phase, on, reason, who: reading.colleagueName(by) },
    signatures: signatures.map((each) => sign(reading, each)),
  }));
}

function viewOf(reading: Reading, rollout: Row<'rollout'>): RolloutView {
  const { values } = rollout;
  const phase = (values.phase ?? 'NOT_STARTED') as RolloutPhase;
  const numbers = (values.numbers ?? null) as RolloutNumbers | null;
  const financeFen = (values.financeFen ?? 0) as number;
  const hash = signedHash(rollout);
  const standing = signaturesOf(rollout).filter((each) => each.hash === hash);
  return {
    rolloutId: rollout.id,
    ...{ phase, financeFen, hash, phaseSince: values.phaseSince, next: nextPhase(phase) },
    needsSignatures: SIGNED_PHASES.includes(phase),
    isCounting: values.state === 'COUNTING',
    liveOn: values.liveOn ?? '',
    targetMonth: values.targetMonth ?? '',
    targets: (values.targets ?? []) as unknown as Target[],
    targetFen: (values.targetFen ?? 0) as number,
    due: values.liveOn ? rolloutDue(values.liveOn) : { current: '', history: '' },
    numbers: numbers && { ...numbers, rows: [...numbers.rows] },
    isHistoryChanged: isHistoryChanged(rollout),
    unmet: unmetFor(phase, numbers, financeFen),
    signatures: standing.map((each) => sign(reading, each)),
    mineIsSigned: standing.some(({ body }) => body === bodyOf(reading.me.role)),
    ledger: ledgerOf(reading, (values.ledger ?? []) as unknown as LedgerLine[]),
  };
}

function bulletinOf({ id, values }: Row<'bulletin'>): BulletinView {
  const { day, asOf, state, hash, madeAt, rows, remadeAt, remadeHash } = values;
  return {
    ...{ bulletinId: id, day: day ?? '', asOf: asOf ?? '', state: state ?? '', hash, madeAt },
    rows: (rows ?? []) as unknown as BulletinRow[],
    remade: remadeAt ? { at: remadeAt, isSame: remadeHash === hash } : null,
  };
}

/** Townships of the county that this desk works for, by code. */
function townshipsOf(reading: Reading): RolloutPage['townships'] {
  const county = ancestorAt('COUNTY', reading.me.unitScope);
  return reading.statements
    .all<{ code: number; name: string | null }>(
      'SELECT id AS code, division_name AS name FROM division ORDER BY id',
    )
    .filter(({ code }) => levelOf(code) === 'TOWNSHIP' && ancestorAt('COUNTY', code) === county)
    .map(({ code, name }) => ({ code, name: name ?? '' }));
}

export function rolloutPage(reading: Reading): RolloutPage {
  const { statements } = reading;
  const [first] = statements.pluck<number>('SELECT id FROM rollout ORDER BY id LIMIT 1');
  const rollout = first === undefined ? null : readRecord(statements, 'rollout', first);
  const bulletins = statements
    .pluck<number>('SELECT id FROM bulletin ORDER BY as_of DESC LIMIT ?', BULLETINS_SHOWN)
    .map((id) => readRecord(statements, 'bulletin', id))
    .filter((row) => row !== null);
  return {
    rollout: rollout && viewOf(reading, rollout),
    bulletins: bulletins.map(bulletinOf),
    townships: townshipsOf(reading),
  };
}

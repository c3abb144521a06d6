/** What must be unique across townships, taken in the transaction of the act that needs it. Who holds the person already makes the act a
 *  duplicate candidate: it stands, and somebody settles whether the two are one (DESIGN §4 claims; dossier m.3 new-new duplicates).
 *  CL1 an act that is refused takes nothing.  CL2 a candidate takes none of its other claims: what it would hold is the keeper's
 *  until somebody has settled it, and nothing is passed on meanwhile. */
import type { Claim, Change, DecideContext } from '#shared/domain/command.ts';
import { create } from '#shared/domain/command.ts';
import { valuesField } from '#shared/domain/conflict.ts';
import type { HeldElsewhere } from '#shared/domain/duplicate-elsewhere.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import type { Row, Values } from '#shared/records/rows.ts';
import type { CentralTransaction, ClaimHolder } from '../store/central-store.ts';

/** Thrown inside the savepoint, which gives back what was taken (CL1). */
export class ClaimHeld extends Error {
  readonly kind: string;
  readonly path: readonly string[];
  constructor({ key, path }: Claim) {
    super(key);
    this.kind = key.split(':')[0] ?? '';
    this.path = path ?? [];
  }
}

/** A person of the act whom another record was registered as before. */
export interface Candidate {
  readonly personId: number;
  readonly holder: ClaimHolder;
}

/** Gives back and takes; the person first. Throws ClaimHeld. */
export async function takeClaims(
  tx: CentralTransaction,
  scope: number,
  claims: readonly Claim[],
): Promise<Candidate[]> {
  if (claims.length) await tx.foresee({ claims: claims.map(({ key }) => key) });
  for (const { key, recordId, take } of claims) if (!take) await tx.releaseClaim(key, recordId);
  const wanted = claims.filter(({ take }) => take);
  const candidates: Candidate[] = [];
  for (const { key, recordId } of wanted.filter(({ ifHeld }) => ifHeld === 'candidate')) {
    const holder = await tx.takeClaim(key, scope, recordId);
    if (holder.recordId !== recordId) candidates.push({ personId: recordId, holder });
  }
  if (candidates.length) return candidates;
  for (const claim of wanted.filter(({ ifHeld }) => ifHeld !== 'candidate')) {
    const holder = await tx.takeClaim(claim.key, scope, claim.recordId);
    if (holder.recordId !== claim.recordId) throw new ClaimHeld(claim);
  }
  return candidates;
}

/** What is compared; the rest of the act is nobody else's to see. */
const COMPARED = ['name', 'idNumber', 'birthDate', 'hukouVillage'] as const;

function toldOf(row: Row<'person'> | undefined, holder: ClaimHolder): HeldElsewhere {
  const { name = null, idNumber = null, birthDate = null, hukouVillage = null } = row?.values ?? {};
  return { personId: holder.recordId, scope: holder.scope, name, idNumber, birthDate, hukouVillage };
}

const CONFLICTS_READ_MAX = 50;

/** The open question about a candidate and this holder, when there is one already. */
export async function openDuplicateOf(
  tx: CentralTransaction,
  scope: number,
  { personId, holder }: Candidate,
): Promise<number | null> {
  const asked = { type: 'conflict', by: 'personId', value: personId, limit: CONFLICTS_READ_MAX } as const;
  const open = ((await tx.read(scope, asked)) as Row<'conflict'>[]).find(({ values }) => {
    const sides = values.identityValues as unknown as { theirs?: HeldElsewhere } | null;
    return (
      values.kind === 'duplicate' && values.state === 'OPEN' && sides?.theirs?.personId === holder.recordId
    );
  });
  return open?.id ?? null;
}

/** The record that puts a candidate before a person: what this act says of somebody, and who is registered already. */
export async function duplicateRecord(
  { tx, context }: { tx: CentralTransaction; context: DecideContext },
  { personId, holder }: Candidate,
  changes: readonly Change[],
): Promise<Change> {
  const [theirs] = (await tx.read(holder.scope, { type: 'person', id: holder.recordId })) as Row<'person'>[];
  const registered = theirs && (await tx.commitMeta(holder.scope, theirs.versions.identity ?? 0));
  const said = changes.find(({ type, id }) => type === 'person' && id === personId)?.set ?? {};
  const [stood] = (await tx.read(context.scope, { type: 'person', id: personId })) as Row<'person'>[];
  const mine: Readonly<Record<string, FieldValue>> = { ...stood?.values, ...said };
  const compared = Object.fromEntries(COMPARED.map((field) => [field, mine[field] ?? null]));
  const sides = { before: {}, mine: compared, theirs: toldOf(theirs, holder) };
  const about: Partial<Values<'conflict'>> = {
    personId,
    recordType: 'person',
    recordId: personId,
    groupName: 'identity',
    kind: 'duplicate',
    mineBy: context.actor.accountId,
    mineAt: context.madeAt,
    mineDevice: context.device,
    mineNumber: context.number,
    theirsBy: registered?.actor ?? null,
    theirsAt: registered?.madeAt ?? null,
    theirsDevice: registered?.device ?? null,
    state: 'OPEN',
    [valuesField('person', 'identity')]: sides as unknown as FieldValue,
  };
  return create('conflict', context.newId(), about);
}

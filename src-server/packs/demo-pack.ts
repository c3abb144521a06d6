/** The made-up banner's own pack, issued the way of every other: signed with the county's key, taken in by the loader; the county's key is signed
 *  by the first one. Both are made from texts that everybody can read, as the demo's passwords are: they are for the made-up world alone.  */
import { createHash } from 'node:crypto';
import type { IssuedPack } from '#shared/domain/pack-book.ts';
import type { IntakeFaultCode } from '#shared/domain/pack-intake.ts';
import { DEMO_PACK } from '#shared/domain/pack.ts';
import { packFileOf, packPublicKey, signPack, vouchFor } from '#shared/sync/signed-pack.ts';
import { enterPackKey, type PackPorts, takePack } from './take-pack.ts';

const REGION = '159999';
const UNIT = '乌兰淖尔旗民政局';

/** Signing key of the made-up county's civil affairs. */
export const DEMO_PACK_SECRET: Uint8Array = createHash('sha256').update('sumu demo pack key 159999').digest();

/** The first key, which every desk writes down. */
export const DEMO_FIRST_SECRET: Uint8Array = createHash('sha256').update('sumu demo first pack key').digest();
const FIRST_UNIT = '虚构的上级民政部门';

export function demoPack(): IssuedPack {
  const own = DEMO_PACK.divisions.find(({ region }) => region === REGION);
  if (!own) throw new Error('the demo has no pack of its own');
  return {
    ...own,
    ...{ documentNo: '乌民发〔2026〕15号（虚构）', issuedBy: UNIT },
    ...{ publishedOn: '2026-06-20', validFrom: DEMO_PACK.validFrom },
    procedure: { recovery: DEMO_PACK.recovery },
  };
}

/** A world that was seeded before keeps the pack that it has. */
const STANDS: readonly IntakeFaultCode[] = ['PACK_ALREADY_IN', 'PACK_VERSION_KNOWN', 'PACK_BEGINS_TOO_EARLY'];

/** Enters the demo's key and takes its pack in, where they are not there yet. */
export async function seedDemoPack(ports: PackPorts): Promise<void> {
  const first = { region: '', unitName: FIRST_UNIT, publicKey: packPublicKey(DEMO_FIRST_SECRET) };
  const county = { region: REGION, unitName: UNIT, publicKey: packPublicKey(DEMO_PACK_SECRET) };
  await enterPackKey(ports, first);
  await enterPackKey(ports, { ...county, voucher: vouchFor(county, DEMO_FIRST_SECRET) });
  const { faults } = await takePack(ports, packFileOf(signPack(demoPack(), DEMO_PACK_SECRET)));
  const [fault] = faults;
  if (fault && !STANDS.includes(fault.code)) throw new Error(`the demo's pack was refused: ${fault.code}`);
}

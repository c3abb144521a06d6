/** Packs that counties issued at their desks: each offer is judged as a file at the centre is, taken in or answered with its faults.
 *  TP1 the offer's verdict and the pack are one transaction: an offer that says TAKEN has its pack.                                      */
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import { instantText } from '#shared/base/clock.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import { PACK_FILE_KIND } from '#shared/domain/pack-intake.ts';
import { takeIn } from '../packs/take-pack.ts';
import { writeCommit } from '../sync/append.ts';
import { readPackBook } from '../sync/packs.ts';
import type { JobPorts } from './ports.ts';
import type { JobKind } from './runner.ts';
import { centreMeta, countyScopes, recordsSaying, rowOf } from './work.ts';

const WANTED = { type: 'packOffer', field: 'state', values: ['TO_TAKE'] } as const;

export function takeOffers({ store, clock }: JobPorts): JobKind {
  return {
    name: 'pack offers',
    find: async (scopes) => {
      const counties = await countyScopes(store);
      return recordsSaying(
        store,
        WANTED,
        scopes ? counties.filter((code) => scopes.includes(code)) : counties,
      );
    },
    step: async ({ scope, id }) => {
      const nowMs = clock.now();
      await store.transaction([REFERENCE_SCOPE, scope], async (tx) => {
        const offer = await rowOf(tx, scope, 'packOffer', id);
        if (offer?.values.state !== 'TO_TAKE') return;
        const file = JSON.stringify({ kind: PACK_FILE_KIND, ...(offer.values.signedPack as object) });
        const { faults } = await takeIn(tx, file, [scope], nowMs);
        const state = faults.length ? 'REFUSED' : 'TAKEN';
        const set = { state, faults: faults as unknown as FieldValue, judgedAt: instantText(nowMs) };
        await writeCommit(tx, scope, centreMeta(nowMs), [{ type: 'packOffer', id, set }]);
      });
      await readPackBook(store);
      return false;
    },
  };
}

/** Whom the public notices of a township that have ended name, read once for the township where a county's packs let the first payment wait for
 *  its notice (S004 art.6; publicity.gate ∴, RH5). Otherwise nothing is read.                                                            */
import type { PlainDate } from '#shared/domain/calendar.ts';
import type { PolicyPack } from '#shared/domain/pack.ts';
import { type Publicised, publicisedBy } from '#shared/domain/public-notice.ts';
import type { Row } from '#shared/records/rows.ts';
import type { CentralStore } from '../store/central-store.ts';

const NOTICES_PER_PAGE = 200;

export async function readPublicised(
  store: CentralStore,
  scope: number,
  { today, pack }: { readonly today: PlainDate; readonly pack: PolicyPack },
): Promise<Publicised | null> {
  if (pack.publicity.gate === 'NONE') return null;
  const notices = await store.snapshot(async (snapshot) => {
    const rows: Row<'publicNotice'>[] = [];
    for (let afterId = 0; ; ) {
      const page = await snapshot.readPage(scope, 'publicNotice', afterId, NOTICES_PER_PAGE);
      rows.push(...(page as readonly Row<'publicNotice'>[]));
      if (page.length < NOTICES_PER_PAGE) return rows;
      afterId = page.at(-1)?.id as number;
    }
  });
  return publicisedBy(notices, today, pack);
}

/** The packs as they are shipped, for the page: the country's base and the made-up banner's own, with what Chifeng's procedure fixes beside
 *  them; each value with the division, the day from which it holds and the document that it comes from (OpenFisca's way of a parameter). */
import { NATIONAL_PACK } from '#shared/domain/policy-pack.ts';
import type { IssuedPack } from '#shared/domain/pack-book.ts';
import { demoPack } from '../../src-server/packs/demo-pack.ts';
import type { ParameterText } from './read-rules.ts';

const OPERATING_PROCEDURE = '赤峰市操作规程';
/** In force (S004 art.14). */
const SINCE = '2021-05-01';
/** What it fixes otherwise than the default elsewhere (policy-packs §5.1). */
const FIXED: Readonly<Record<string, string>> = { 'recovery.creditRecord': 'true' };

export interface Dated {
  readonly value: string;
  readonly region: string;
  readonly from: string;
  readonly document: string;
}

export interface Shipped extends Omit<IssuedPack, 'validFrom' | 'issuedBy' | 'publishedOn'> {
  readonly validFrom: string;
}

const BASE: Shipped = {
  ...NATIONAL_PACK,
  documentNo: NATIONAL_PACK.documentNo ?? '',
  validFrom: '2016-01-01',
};
export const SHIPPED: readonly Shipped[] = [BASE, demoPack()];

/** Every value of a number of the procedure: what an article fixes, what holds where no pack says anything, what a shipped pack sets. */
export function datedValues({ name, value, articles }: ParameterText): Dated[] {
  const [part = '', field = ''] = name.split('.');
  const [article] = articles.filter((key) => key.startsWith('S004'));
  const set = SHIPPED.flatMap((pack): Dated[] => {
    const own = (pack.procedure as Record<string, Record<string, unknown>> | undefined)?.[part]?.[field];
    if (own === undefined) return [];
    return [
      { value: String(own), region: pack.region || 'CN', from: pack.validFrom, document: pack.documentNo },
    ];
  });
  const law = {
    value: FIXED[name] ?? value,
    region: '1504 赤峰',
    from: SINCE,
    document: `${OPERATING_PROCEDURE} ${article}`,
  };
  const rest = { value, region: '其他 elsewhere', from: '2016-01-01', document: '∴' };
  return [...(article ? [law] : []), rest, ...set];
}

/** What is typed of the target, as arguments of the act; null where something is no number or no date. */
export interface TypedTarget {
  readonly liveOn: string;
  readonly month: string;
  readonly yuan: string;
  readonly financeYuan: string;
  readonly rows: readonly { readonly township: number; readonly living: string; readonly nursing: string }[];
}

const MONEY = /^\d{1,12}(\.\d{1,2})?$/;
const COUNT = /^\d{0,8}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Fen of typed yuan without a detour over fractions; null where it is none. */
export function fenOf(yuan: string): number | null {
  const clean = yuan.normalize('NFKC').replace(/[,\s]/g, '');
  if (!MONEY.test(clean)) return null;
  const [whole = '0', part = ''] = clean.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0') || '0');
}

export function targetArgs(
  { liveOn, month, yuan, financeYuan, rows }: TypedTarget,
  rolloutId: number | null,
): object | null {
  const [targetFen, financeFen] = [fenOf(yuan), fenOf(financeYuan)];
  const isWhole = rows.every(
    ({ living, nursing }) => COUNT.test(living.trim()) && COUNT.test(nursing.trim()),
  );
  if (!DATE.test(liveOn) || !MONTH.test(month) || targetFen === null || financeFen === null || !isWhole)
    return null;
  const targets = rows.map(({ township, living, nursing }) => ({
    ...{ township, living: Number(living.trim() || 0), nursing: Number(nursing.trim() || 0) },
  }));
  return { rolloutId, liveOn, targetMonth: month, targets, targetFen, financeFen };
}

/** What a case expects beside what came of it: every field that it names, at any depth; warnings and alerts are sets (dossier (o)). */
const SETS = ['warnings', 'alerts'];
const CENT = 0.005;

/** A pointer to what differs, and both readings. */
export interface Difference {
  readonly pointer: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function sameLeaf(expected: unknown, actual: unknown): boolean {
  if (typeof expected === 'number' && typeof actual === 'number') return Math.abs(expected - actual) < CENT;
  return (expected ?? null) === (actual ?? null);
}

/** Every place where the actual reading is not the expected one. */
export function differences(expected: unknown, actual: unknown, pointer = '/expected'): Difference[] {
  if (isObject(expected)) {
    const of = isObject(actual) ? actual : {};
    return Object.entries(expected).flatMap(([name, value]) =>
      differences(value, of[name], `${pointer}/${name}`),
    );
  }
  if (!Array.isArray(expected)) return sameLeaf(expected, actual) ? [] : [{ pointer, expected, actual }];
  if (!Array.isArray(actual) || actual.length !== expected.length) return [{ pointer, expected, actual }];
  if (SETS.includes(pointer.slice(pointer.lastIndexOf('/') + 1))) {
    const sorted = (list: readonly unknown[]): string => JSON.stringify([...list].map(String).sort());
    return sorted(expected) === sorted(actual) ? [] : [{ pointer, expected, actual }];
  }
  return expected.flatMap((value, at) => differences(value, actual[at], `${pointer}/${at}`));
}

/** Whether no place of an expectation can differ from anything. */
export function saysNothing(expected: unknown): boolean {
  return isObject(expected) && Object.values(expected).every(saysNothing);
}

/** Whether a difference lies at or under a place that the file itself calls uncertain. */
export function isUncertain({ pointer }: Difference, uncertain: readonly string[]): boolean {
  return uncertain.some((place) => pointer === place || pointer.startsWith(`${place}/`));
}

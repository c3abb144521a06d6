/** How a desk reads what a centre says: strictly, but for fields that it does not know. A newer centre says more than this program asks for;
 *  what is not asked for is passed over here, and nothing else is (SPEC V5). Requests are never read like this (F1). */
import type { z } from 'zod';

type Read<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: z.ZodError };

/** Takes an unknown field out of an answer, which nobody else holds. */
function remove(raw: unknown, path: readonly PropertyKey[], keys: readonly string[]): boolean {
  let at = raw as Record<PropertyKey, unknown> | undefined;
  for (const step of path) at = at?.[step] as Record<PropertyKey, unknown> | undefined;
  if (!at) return false;
  for (const key of keys) delete at[key];
  return true;
}

/** Checks an answer. It is changed: unknown fields are gone from it afterwards. */
export function readTolerantly<T>(schema: z.ZodType<T>, raw: unknown): Read<T> {
  for (;;) {
    const parsed = schema.safeParse(raw);
    if (parsed.success) return { ok: true, data: parsed.data };
    const unknown = parsed.error.issues.filter((issue) => issue.code === 'unrecognized_keys');
    const isLess = unknown.map(({ path, keys }) => remove(raw, path, keys)).includes(true);
    if (!isLess) return { ok: false, error: parsed.error };
  }
}

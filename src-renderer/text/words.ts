/** The shape of a language: every word that Chinese has, and none that it has not. Chinese comes first; a language of this
 *  type does not compile while a key is missing.
 *  English counts with `{{n, row|rows}}`: the first word after one, the second after every other number. So a sentence may
 *  hold two counts, and a caller hands in the same values for every language.                                      */

/** Same keys as `Chinese`, any words. */
export type Words<Chinese> = {
  readonly [Key in keyof Chinese]: Chinese[Key] extends string ? string : Words<Chinese[Key]>;
};

/** The noun or verb for a count: `row` of «row|rows» for 1. A count may come formatted («1,060»). */
export function nounFor(count: unknown, forms: string): string {
  const [one = '', many = one] = forms.split('|');
  return String(count) === '1' ? one : many;
}

/** One short sum over rows, the same wherever they lie: worked out from the rows themselves, never from what was said of them (SPEC CH1).
 *  A value that is not there is not summed, so that ends of different ages agree: a field that one of them does not know is null at the other,
 *  or stands among what it keeps (V5).                                                                                            */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../base/canonical.ts';
import type { Id } from '../base/id.ts';
import { type FieldValue, RECORD_TYPE_NAMES } from '../records/registry.ts';
import { audienceOf, fieldsOf, groupNames, type Row } from '../records/rows.ts';
import { MARK_DIGITS } from './protocol.ts';

/** What is summed of a row. */
export interface SummedRow {
  readonly id: Id;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly versions: Readonly<Record<string, number>>;
}

interface Taken {
  readonly fields: readonly string[];
  readonly groups: readonly string[];
}

/** Fields and groups of a row that some classes may see. */
export class Seen {
  private readonly types: ReadonlyMap<string, Taken>;

  constructor(classes: readonly string[]) {
    this.types = new Map(
      RECORD_TYPE_NAMES.map((type) => {
        const isSeen = (group: string) => classes.includes(audienceOf(type, group));
        const fields = [...fieldsOf(type)].filter(([, { group }]) => isSeen(group)).map(([field]) => field);
        return [type, { fields, groups: groupNames(type).filter(isSeen) }];
      }),
    );
  }

  /** Types of which anything is seen. */
  get typeNames(): string[] {
    return [...this.types].filter(([, { groups }]) => groups.length > 0).map(([type]) => type);
  }

  of({ type, id, values, versions }: Row): SummedRow {
    const { fields, groups } = this.types.get(type) as Taken;
    const all = values as Readonly<Record<string, FieldValue>>;
    return {
      id,
      fields: Object.fromEntries(fields.map((field) => [field, all[field] ?? null])),
      versions: Object.fromEntries(groups.map((group) => [group, versions[group] ?? 0])),
    };
  }
}

const without = <T>(all: Readonly<Record<string, T>>, nothing: T): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== nothing));

/** Takes rows in order of id. */
export class RowSum {
  private readonly hash = sha256.create();
  rows = 0;

  add({ id, fields, versions }: SummedRow): void {
    const said = [id, without(fields, null), without(versions, 0)];
    this.hash.update(utf8ToBytes(`${canonicalJson(said)}\n`));
    this.rows++;
  }

  digits(): string {
    return bytesToHex(this.hash.digest()).slice(0, MARK_DIGITS);
  }
}

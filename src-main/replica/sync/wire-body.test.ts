/** Bodies of a sync come back as they were, out of whatever buffer they were read into. */
import { expect, test } from 'vitest';
import { makeId } from '#shared/base/id.ts';
import { bodyOf, frameOf } from './wire-body.ts';

test('WB1 ids of high device numbers and fractions, in a body short or long, in a part of a larger buffer', () => {
  for (const count of [1, 3, 500]) {
    const ids = Array.from({ length: count }, (_, at) => makeId(8_000_001, at + 1));
    const frame = { ids, fractions: ids.map((_, at) => at + 0.5) };
    const body = bodyOf(frame);
    expect(frameOf(body)).toEqual(frame);
    const larger = Buffer.concat([Buffer.from('.'), body, Buffer.from('.')]);
    expect(frameOf(larger.subarray(1, -1))).toEqual(frame);
  }
});

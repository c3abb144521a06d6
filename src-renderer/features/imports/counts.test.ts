/** Numbers that add up, and what F9 does with them. */
import { describe, expect, it } from 'vitest';
import { addsUp, importable, leftOf, mainStep, progressAddsUp } from './counts.ts';
import { refuseFile } from './read-file.ts';

const counts = { total: 3_000, ready: 2_941, look: 36, wrong: 22, skipped: 1 };

describe('a preview', () => {
  it('CNT1 3,000 = 2,941 + 36 + 22 + 1', () => {
    expect(addsUp(counts)).toBe(true);
    expect(importable(counts)).toBe(2_977);
  });
  it('CNT1 nothing is imported when it does not add up', () => {
    expect(mainStep({ ...counts, wrong: 21 }, 36)).toBe('none');
  });
  it('CNT2 rows to look at come first', () => {
    expect(mainStep(counts, 14)).toBe('look');
    expect(mainStep(counts, 36)).toBe('run');
    expect(mainStep({ ...counts, look: 0, ready: 2_977 }, 0)).toBe('run');
  });
  it('a file without a good row has nothing to import', () => {
    expect(mainStep({ total: 3, ready: 0, look: 0, wrong: 2, skipped: 1 }, 0)).toBe('none');
  });
});

describe('a run', () => {
  it('adds up at every step, and says what is left', () => {
    const progress = { done: 500, total: 2_977, imported: 480, unchanged: 17, refused: 3, finished: false };
    expect(progressAddsUp(progress)).toBe(true);
    expect(leftOf(progress)).toBe(2_477);
  });
});

describe('a file', () => {
  it.each([
    ['花名册.XLSX', 5_000, null],
    ['花名册.xls', 5_000, 'notWorkbook'],
    ['花名册.xlsx', 20_000_001, 'tooLarge'],
  ])('%s of %d bytes: %s', (name, size, refusal) => {
    expect(refuseFile({ name, size })).toBe(refusal);
  });
});

/** The roster on paper: which copy shows what, and sums of pages (dossier (k); SH1–SH4). */
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../base/chance.ts';
import {
  isUnbroken,
  copiesFor,
  SHEET_COPIES,
  type SheetCopy,
  sheetLines,
  sheetPages,
  type SheetRow,
} from './roster-sheet.ts';
import { ROLES } from './state.ts';

const row = (more: Partial<SheetRow> = {}): SheetRow => ({
  ...{ entitlementId: 1, name: '乌兰图雅', idNumber: '159999196001010017', age: 66, village: '哈日根台嘎查' },
  ...{ benefit: 'NURSING', month: '2026-03', kind: 'CURRENT', amountFen: 11_000 },
  ...{ bankName: '农信社', accountNumber: '6217999900000000325' },
  ...more,
});

describe('SH1 what a copy shows', () => {
  test.each<[SheetCopy, string | null, string | null, string | null, string]>([
    ['FINANCE', '159999196001010017', '6217999900000000325', '农信社', '乌兰图雅'],
    ['FEDERATION', '159999196001010017', null, null, '乌兰图雅'],
    ['TOWNSHIP', null, null, null, '乌兰图雅'],
    ['ARCHIVE', '159999********0017', '***************0325', '农信社', '乌兰图雅'],
  ])('%s', (copy, idNumber, accountNumber, bankName, name) => {
    expect(sheetLines([row()], copy)).toMatchObject([{ idNumber, accountNumber, bankName, name }]);
  });
  test('no copy knows class or grade; the posted one no digit of a number, and no whole name of a minor', () => {
    for (const copy of SHEET_COPIES) {
      const keys = Object.keys(sheetLines([row()], copy)[0] as object).join();
      expect(keys).not.toMatch(/grade|class|phone|address/i);
    }
    const posted = sheetLines([row({ age: 12 }), row({ entitlementId: 2, age: null })], 'TOWNSHIP');
    expect(posted.map(({ name }) => name)).toEqual(['乌**雅', '乌**雅']);
    expect(JSON.stringify(posted)).not.toMatch(/\d{6,}/);
  });
});

test('one line for each subsidy of a person, with its months and what they are for', () => {
  const rows = [
    row(),
    row({ month: '2026-01', kind: 'BACK_PAY', amountFen: 10_000 }),
    row({ month: '2026-02', kind: 'REISSUE', amountFen: 10_000 }),
    row({ month: '2026-02', kind: 'ADJUST', amountFen: 1_000 }),
    row({ entitlementId: 2, benefit: 'LIVING' }),
  ];
  expect(sheetLines(rows, 'ARCHIVE')).toMatchObject([
    {
      seq: 1,
      from: '2026-01',
      to: '2026-03',
      months: 3,
      currentFen: 11_000,
      backFen: 20_000,
      adjustFen: 1_000,
      totalFen: 32_000,
    },
    { seq: 2, from: '2026-03', to: '2026-03', months: 1, totalFen: 11_000 },
  ]);
  expect(isUnbroken({ from: '2026-01', to: '2026-03', months: 3 })).toBe(true);
  expect(isUnbroken({ from: '2026-01', to: '2026-03', months: 2 })).toBe(false);
});

test('SH3 sums of pages, whatever their length', () => {
  const random = seededRandom(11);
  for (let run = 0; run < 40; run++) {
    const lines = sheetLines(
      Array.from({ length: Math.floor(random.next() * 60) }, (_, at) =>
        row({ entitlementId: at, amountFen: 1 + Math.floor(random.next() * 50_000) }),
      ),
      'FINANCE',
    );
    const total = lines.reduce((sum, { totalFen }) => sum + totalFen, 0);
    const pages = sheetPages(lines, 1 + Math.floor(random.next() * 25));
    expect(pages.at(-1)?.runningFen).toBe(total);
    expect(pages.reduce((sum, { pageFen }) => sum + pageFen, 0)).toBe(total);
    expect(pages.flatMap((page) => page.lines)).toEqual(lines);
  }
  expect(sheetPages([])).toEqual([{ lines: [], pageFen: 0, runningFen: 0 }]);
});

test('SH4 only who may see accounts gets the copy with them', () => {
  const withAccounts = ROLES.filter((role) => copiesFor(role).includes('FINANCE'));
  expect(withAccounts.toSorted()).toEqual(['COUNTY_CIVIL_AFFAIRS_APPROVER', 'COUNTY_FINANCE']);
  expect(copiesFor('COUNTY_FEDERATION_REVIEWER')).not.toContain('ARCHIVE');
});

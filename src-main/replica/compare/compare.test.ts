/** The monthly comparison on a replica's own file: a run through the real thread, findings as the townships see them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { idCheckDigit } from '#shared/domain/id-number.ts';
import type { RegisterKind } from '#shared/domain/register.ts';
import { checkDuties } from '../queries/check-duties.ts';
import { findingList, holderOfFinding } from '../queries/compare.ts';
import type { Me } from '../queries/reading.ts';
import { CHEN, COUNTY, NAREN, NORTH, SAREN, TestDesk, WANG } from '../test-desk.ts';
import { HOLDER_HEADER, holderLine, peopleOn, runOn, takeOn } from './test-comparison.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
});
afterEach(() => desk.close());
const people = (count: number, drawing: number): DemoPerson[] => peopleOn(desk, count, drawing);
const take = (who: Me, kind: RegisterKind, lines: readonly string[]) => takeOn(desk, who, kind, lines);
const run = (who?: Me) => runOn(desk, who);

describe('a run', () => {
  const STRANGER = (() => {
    const first17 = '15999919750101101';
    return first17 + idCheckDigit(first17);
  })();

  async function month(): Promise<DemoPerson[]> {
    const made = people(6, 4);
    const [dead, missing, frozen, ...others] = made as [DemoPerson, DemoPerson, DemoPerson, ...DemoPerson[]];
    const stranger = `高娃,${STRANGER},${STRANGER}41,,,2020-01-01,2030-01-01,正常,,查干淖尔苏木敖包图嘎查,`;
    await take(CHEN, 'HOLDERS', [
      HOLDER_HEADER,
      ...[
        holderLine(dead),
        holderLine(frozen, { status: '冻结' }),
        ...others.map((each) => holderLine(each)),
        stranger,
      ],
    ]);
    await take(SAREN, 'DEATHS', ['姓名,身份证号码,火化日期', `甲,${dead.idNumber},2026-09-30`]);
    expect(missing.name).not.toBe('');
    return made;
  }
  const found = () =>
    desk
      .rows('SELECT person_id AS p, holder_name AS h, code FROM finding ORDER BY person_id, code')
      .map(({ p, h, code }) => `${String(p ?? h)} ${String(code)}`);

  test('what is wrong becomes a task of the township; the second run finds nothing new (FN1, FA1)', async () => {
    await month();
    const steps = await run();
    expect(steps.at(-1)).toMatchObject({ kind: 'done', persons: 6, holders: 6, refused: 0 });
    expect(found()).toEqual(
      expect.arrayContaining([
        '50000 DEAD_PERSON',
        '50010 CERT_NOT_IN_FEDERATION_DB',
        '50020 CERT_NOT_VALID',
        '高娃 SHOULD_RECEIVE',
      ]),
    );
    expect(desk.rows('SELECT DISTINCT scope FROM finding')).toEqual([{ scope: NORTH }]);
    const before = found();
    const again = await run();
    expect([again.at(-1), found()]).toMatchObject([{ kind: 'done', raised: 0 }, before]);
    expect(desk.rows("SELECT count(*) AS n FROM act WHERE name LIKE 'finding.%'")).toEqual([
      { n: new Set(before.map((each) => each.split(' ')[0])).size },
    ]);
  });

  test('what holds money back is seen by person, and closed by another with evidence (FN3)', async () => {
    await month();
    await run();
    const input = { show: 'todo', offset: 0, limit: 50 } as const;
    const [first] = findingList(desk.reading(NAREN), { ...input, severity: 'BLOCK_ROSTER' }).rows;
    if (!first) throw new Error('nothing found');
    expect(first).toMatchObject({
      severity: 'BLOCK_ROSTER',
      mayAnswer: true,
      mayClose: false,
      dueOn: '2026-11-16',
    });
    const args = {
      findingId: first.findingId,
      visitedOn: '2026-11-02',
      outcome: 'STOP_PROPOSED',
      evidence: '嘎查证明',
      paperId: null,
    };
    desk.taken(NAREN, 'finding.answer', args);
    expect(desk.issue(NAREN, 'finding.close', { findingId: first.findingId })).toMatchObject({
      code: 'finding/four-eyes',
    });
    desk.taken(WANG, 'finding.close', { findingId: first.findingId, words: '已办停发' });
    expect(findingList(desk.reading(WANG), { ...input, show: 'closed' }).rows).toMatchObject([
      { findingId: first.findingId, evidence: '嘎查证明', closedBy: '王建国' },
    ]);
  });

  test('today’s list says what each body owes of the month’s exchange (S004 art.8)', async () => {
    const EXCHANGE = ['finding', 'finding-close', 'holder-list', 'comparison', 'comparison-report'];
    const owed = (who: Me) =>
      checkDuties(desk.reading(who))
        .filter(({ kind }) => EXCHANGE.includes(kind))
        .map(({ kind, dueOn }) => `${kind} ${dueOn}`);
    // The 15th is a Sunday, and the 13th the working day before it.
    expect([owed(CHEN), owed(SAREN), owed(NAREN)]).toEqual([
      ['holder-list 2026-11-13'],
      ['comparison 2026-11-20'],
      [],
    ]);
    await month();
    expect([owed(CHEN), owed(SAREN)]).toEqual([[], ['comparison 2026-11-20']]);
    await run();
    expect([owed(SAREN), owed(NAREN)]).toEqual([['comparison-report 2026-11-20'], ['finding 2026-11-16']]);
    desk.confirm(COUNTY, [{ type: 'roster', id: 60_009, set: { month: '2026-09', cycle: 'QUARTERLY' } }]);
    expect(owed(SAREN)).toEqual([]);
  });

  test('FN5 a holder whom nobody knows: the township has what an intake needs', async () => {
    await month();
    await run();
    const { rows } = findingList(desk.reading(NAREN), {
      show: 'todo',
      list: 'SHOULD_RECEIVE',
      offset: 0,
      limit: 50,
    });
    const holder = rows.find(({ isHolder }) => isHolder);
    expect(holder).toMatchObject({ name: '高娃', village: '敖包图嘎查', benefit: 'NURSING' });
    expect(holderOfFinding(desk.reading(NAREN), holder?.findingId ?? 0)).toMatchObject({
      ...{ idNumber: STRANGER, village: NORTH + 2, personId: null },
    });
  });

  test('CO4 nothing was handed in: only what the office itself says', async () => {
    people(3, 3);
    expect((await run()).at(-1)).toMatchObject({ kind: 'done', holders: 0 });
    expect(found().filter((each) => each.includes('CERT_NOT_IN'))).toEqual([]);
  });

  test('what the rosters say is found too, of people and of places (payment-alerts.ts)', async () => {
    people(4, 4);
    const row = (at: number, id: number, month: string, set: object) => ({
      ...{ type: 'rosterRow' as const, id: 70_000 + id },
      set: {
        ...{
          rosterId: 60_000 + Number(month.slice(5)),
          rosterMonth: month,
          month,
          personId: 50_000 + at * 10,
        },
        ...{
          entitlementId: 50_001 + at * 10,
          benefit: 'LIVING',
          kind: 'CURRENT',
          amountFen: 10_000,
          result: 'PAID',
        },
        ...set,
      },
    });
    const roster = { month: '2026-10', firstMonth: '2026-10', sinceMonth: '2026-10', state: 'SETTLED' };
    desk.confirm(COUNTY, [{ type: 'roster', id: 60_010, set: roster }]);
    desk.confirm(NORTH, [
      row(1, 1, '2026-09', { result: 'RETURNED' }),
      row(1, 2, '2026-10', { result: 'RETURNED' }),
      row(2, 3, '2026-10', { result: 'HELD', heldReason: 'PAID_ELSEWHERE', amountFen: 0 }),
      row(3, 4, '2026-10', {}),
      row(3, 5, '2026-10', { kind: 'BACK_PAY' }),
      {
        ...{ type: 'application', id: 80_000 },
        set: {
          personId: 50_000,
          state: 'PRELIMINARY_PASSED',
          preliminaryPassedOn: '2026-12-30',
          appliedLiving: true,
        },
      },
    ]);
    expect((await run()).at(-1)).toMatchObject({ kind: 'done', refused: 0 });
    expect(found()).toEqual(
      expect.arrayContaining([
        '50010 RETURNED_TWICE',
        '50020 DUP_REGION_PAYMENT',
        '50030 DUP_MONTH_PAYMENT',
        'null CALENDAR_MISSING',
      ]),
    );
    expect(
      desk.rows(
        "SELECT points FROM finding WHERE code IN ('DUP_REGION_PAYMENT', 'CALENDAR_MISSING') ORDER BY code",
      ),
    ).toEqual([{ points: '["2027"]' }, { points: '["2026-10"]' }]);
  });

  test('not the federation’s to run', async () => {
    expect(await run(CHEN)).toContainEqual({ kind: 'refused', code: 'command/not-your-role' });
  });
});

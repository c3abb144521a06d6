/** A file of history at a desk, through the real parser process and the real acts: what is taken and what is not, judged, and read again (PF1, PF2). */
import { call } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeText } from '../import/csv-encode.ts';
import { parserFileFor } from '../import/read-workbook.ts';
import { pastOfPerson, pastOverview } from '../queries/past.ts';
import { demoPerson, NAREN, NORTH, personFields, TestDesk } from '../test-desk.ts';
import { paymentProcedures } from './payment-procedures.ts';

const parserFile = parserFileFor(new URL('../writer.ts', import.meta.url).href);
let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
});
afterEach(() => desk.close());

test('good lines become history, each person one act; bad ones are named; read again nothing is added', async () => {
  const people = [0, 1].map((at) => {
    const set = { ...personFields(demoPerson(at)), householdCategory: 'DIBAO', householdFrom: '2018-01' };
    return { personId: 9_000 + at, idNumber: demoPerson(at).idNumber, set };
  });
  desk.confirm(
    NORTH,
    people.map(({ personId, set }) => ({ type: 'person', id: personId, set })),
  );
  const [first, second] = people as [(typeof people)[0], (typeof people)[0]];
  const bytes = encodeText(
    [
      '身份证号,补贴类别,起月,止月,月标准,备注',
      `${first.idNumber},困难残疾人生活补贴,2018-01,2018年12月,100,`,
      `${first.idNumber},生活补贴,2018-12,2019-03,100,`,
      `${second.idNumber},生活,201801,201803,90.00,`,
      `${second.idNumber},高龄津贴,2018-01,2018-03,100,`,
      '159999190001010000,生活,2018-01,2018-03,100,',
      `${second.idNumber},生活,2015-01,2015-03,100,`,
      '合计,,,,,',
    ].join('\r\n'),
    'gb18030',
  );
  const procedures = paymentProcedures({
    ...{ statements: desk.statements, clock: desk.clock, parserFile },
    issueBatch: (inputs, beside) =>
      desk.statements.db.transaction(() => beside(desk.issueAll(NAREN, inputs))).immediate(),
  });
  const file = { contentBase64: Buffer.from(bytes).toString('base64'), language: 'zh-CN' } as const;
  const problems = [
    { row: 3, problem: 'past/month-twice' },
    { row: 5, problem: 'BENEFIT_UNKNOWN' },
    { row: 6, problem: 'PERSON_UNKNOWN' },
    { row: 7, problem: 'past/before-2016' },
  ];
  const looked = await call(procedures.pastFile, { ...file, isTaken: false });
  expect(looked).toMatchObject({ ok: true, persons: 2, periods: 2, refused: 0, problems });
  expect(pastOverview(desk.reading()).months).toEqual([]);
  expect(await call(procedures.pastFile, { ...file, isTaken: true })).toMatchObject({
    persons: 2,
    refused: 0,
  });
  const { months, open } = pastOverview(desk.reading());
  expect(
    months.map(({ month, persons, enteredFen }) => `${month} ${persons} ${enteredFen}`).slice(0, 4),
  ).toEqual([...['2018-01 2 19000', '2018-02 2 19000', '2018-03 2 19000'], '2018-04 1 10000']);
  expect(
    open.rows.map(({ personId, differences }) => [personId, differences[0]?.reason, differences[0]?.owedFen]),
  ).toEqual([[second.personId, 'AMOUNT_DIFFERS', 10_000]]);
  expect(pastOfPerson(desk.reading(), first.personId)).toMatchObject([
    { fromMonth: '2018-01', toMonth: '2018-12' },
  ]);
  expect(await call(procedures.pastFile, { ...file, isTaken: true })).toMatchObject({
    persons: 0,
    periods: 0,
  });
  expect(pastOverview(desk.reading()).newest).toHaveLength(2);
});

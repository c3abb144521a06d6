/** A county's month for tests of registers and comparisons: people as they were confirmed, files as they are handed in, the real parser process and
 *  the real thread. Product code never imports this.                                                                                 */
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import type { RegisterKind } from '#shared/domain/register.ts';
import type { RegisterLook, RunStep, TakeStep } from '#shared/rpc/compare-shapes.ts';
import { encodeText } from '../import/csv-encode.ts';
import { createWorkbookReader, parserFileFor } from '../import/read-workbook.ts';
import type { Me } from '../queries/reading.ts';
import { registersAt } from '../registers/registers.ts';
import { COUNTY, demoPerson, NORTH, personFields, SAREN, TEST_KEY, type TestDesk } from '../test-desk.ts';
import { comparerFileFor, comparisonsOf } from './comparisons.ts';

const WRITER = new URL('../writer.ts', import.meta.url).href;
const readWorkbook = createWorkbookReader({ parserFile: parserFileFor(WRITER) });
export const MONTH = '2026-11';
const TAKE = { month: MONTH, asOf: '2026-11-01', source: '旗残联' };

const issueBatch =
  (desk: TestDesk, who: Me) =>
  (
    inputs: Parameters<TestDesk['issueAll']>[1],
    beside: (results: ReturnType<TestDesk['issueAll']>) => void,
  ): void =>
    desk.statements.db.transaction(() => beside(desk.issueAll(who, inputs))).immediate();
export const registersOn = (desk: TestDesk, who: Me) =>
  registersAt({
    statements: desk.statements,
    clock: desk.clock,
    readWorkbook,
    issueBatch: issueBatch(desk, who),
  });

export const csv = (lines: readonly string[]): Uint8Array =>
  encodeText(`${lines.join('\r\n')}\r\n`, 'gb18030');
export const HOLDER_HEADER =
  '姓名,身份证号,残疾人证号,残疾类别,残疾等级,发证日期,有效期至,证件状态,换证申请日期,户籍地址,联系电话';
export const holderLine = (person: DemoPerson, more: { status?: string; expires?: string } = {}): string =>
  [
    ...[person.name, person.idNumber, person.certificateNumber, '', '', '2020年5月1日'],
    ...[more.expires ?? '2030-04-30', more.status ?? '正常', '', '查干淖尔苏木哈日根台嘎查', '13900000001'],
  ].join(',');

export async function takeOn(
  desk: TestDesk,
  who: Me,
  kind: RegisterKind,
  lines: readonly string[],
): Promise<{ look: RegisterLook; steps: TakeStep[] }> {
  const handing = registersOn(desk, who);
  const look = await handing.look({ kind, fileName: '名册.csv', bytes: csv(lines), language: 'zh-CN' });
  const steps: TakeStep[] = [];
  if (look.ok && look.canTake)
    for await (const step of handing.take({ lookId: look.lookId, ...TAKE })) steps.push(step);
  return { look, steps };
}

export async function runOn(desk: TestDesk, who: Me = SAREN): Promise<RunStep[]> {
  const steps: RunStep[] = [];
  const comparing = comparisonsOf({
    ...{
      statements: desk.statements,
      division: COUNTY,
      path: desk.path,
      key: TEST_KEY,
      clock: desk.clock,
      comparerFile: comparerFileFor(WRITER),
    },
    issueBatch: issueBatch(desk, who),
  });
  for await (const step of comparing(MONTH)) steps.push(step);
  return steps;
}

/** People as the county has confirmed them: the first so many draw both subsidies. */
export function peopleOn(desk: TestDesk, count: number, drawing: number): DemoPerson[] {
  const made = Array.from({ length: count }, (_, at) => demoPerson(at));
  desk.confirm(
    NORTH,
    made.flatMap((person, at) => {
      const id = 50_000 + at * 10;
      const set = {
        ...personFields(person),
        householdCategory: 'DIBAO',
        householdFrom: '2020-01',
        accountHolder: person.name,
        accountNumber: `62170000000000${at + 10}`,
      };
      const drawn = (benefit: string, nth: number) => ({
        type: 'entitlement' as const,
        id: id + nth,
        set: { personId: id, benefit, state: 'ACTIVE', entitledFrom: '2025-01', decidedOn: '2025-02-02' },
      });
      const nursing = person.grade <= 2 ? [drawn('NURSING', 2)] : [];
      return [
        { type: 'person' as const, id, set },
        ...(at < drawing ? [drawn('LIVING', 1), ...nursing] : []),
      ];
    }),
  );
  return made;
}

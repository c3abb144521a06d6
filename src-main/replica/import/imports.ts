/** The import on this replica: the unit's own township, the divisions it holds, the persons it knows, acts through the executor. */
import type { Clock } from '#shared/base/clock.ts';
import { shanghaiDate } from '#shared/base/clock.ts';
import { type Division, levelOf } from '#shared/domain/division.ts';
import type { Row } from '#shared/records/rows.ts';
import type { Issued, IssueInput } from '../executor.ts';
import type { Me } from '../queries/reading.ts';
import { readQuery } from '../store/records.ts';
import type { Statements } from '../store/statements.ts';
import { createImports, type Imports } from './import-session.ts';
import { createWorkbookReader } from './read-workbook.ts';

export interface ImportPorts {
  readonly statements: Statements;
  readonly clock: Clock;
  readonly me: Me;
  /** Entry of the parser process. */
  readonly parserFile: string;
  readonly issueBatch: (inputs: readonly IssueInput[]) => readonly Issued[];
}

interface DivisionRow {
  id: number;
  division_name: string;
  parent: number;
}

export function importsOf(ports: ImportPorts): Imports {
  const { statements, clock, me } = ports;
  const divisions = (): Division[] =>
    statements
      .all<DivisionRow>('SELECT id, division_name, parent FROM division')
      .flatMap(({ id, division_name, parent }) => {
        const level = levelOf(id);
        return level ? [{ code: id, name: division_name, level, parent }] : [];
      });
  return createImports({
    readWorkbook: createWorkbookReader({ parserFile: ports.parserFile }),
    today: () => shanghaiDate(clock.now()),
    township: () => me.unitScope,
    divisions,
    findByIdNumber: (idNumber) =>
      (readQuery(statements, { type: 'person', by: 'idNumber', value: idNumber, limit: 1 })[0] as
        | Row<'person'>
        | undefined) ?? null,
    issueBatch: async (acts) => ports.issueBatch(acts),
  });
}

/** The writer's part of the comparison: registers looked at and taken, runs. */
import { z } from 'zod';
import { lookInput, takeInput } from '#shared/rpc/compare-shapes.ts';
import { createWorkbookReader } from '../import/read-workbook.ts';
import { registersAt } from '../registers/registers.ts';
import { os } from '../writer-os.ts';
import { type ComparisonPorts, comparisonsOf } from './comparisons.ts';

export interface ComparePorts extends ComparisonPorts {
  readonly parserFile: string;
}

export function compareProcedures(ports: ComparePorts) {
  const readWorkbook = createWorkbookReader({ parserFile: ports.parserFile });
  const registers = registersAt({ ...ports, readWorkbook });
  const run = comparisonsOf(ports);
  return {
    lookRegister: os
      .input(lookInput)
      .handler(({ input, signal }) =>
        registers.look(
          { ...input, bytes: new Uint8Array(Buffer.from(input.contentBase64, 'base64')) },
          signal,
        ),
      ),
    takeRegister: os.input(takeInput).handler(({ input }) => registers.take(input)),
    runComparison: os.input(z.strictObject({ month: z.string() })).handler(({ input }) => run(input.month)),
  };
}

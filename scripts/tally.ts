/** Tally: how many tests passed, failed and were skipped, read from what each tool reports. A tool that ended
 *  with an error but names no failed test (it crashed, a file did not load, a process was left behind) counts
 *  as one failure: RUN1 no error is lost between a tool and the last line of `npm test`.                   */
export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number };

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, each) => ({
      passed: total.passed + each.passed,
      failed: total.failed + each.failed,
      skipped: total.skipped + each.skipped,
    }),
    nothing,
  );
}

/** RUN1. Also: a tool that ran nothing at all has failed. */
export function withExitCode(tally: Tally, code: number): Tally {
  const ranNothing = tally.passed + tally.failed + tally.skipped === 0;
  return (code !== 0 || ranNothing) && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

type VitestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
};

export function fromVitest(report: VitestReport): Tally {
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped };
}

type PlaywrightReport = {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
};

/** A flaky test is one that failed: there are no second chances here. */
export function fromPlaywright({ stats }: PlaywrightReport): Tally {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/** The check's last line. */
export function fromCheck(output: string): Tally {
  const line = /^(\d+) passed, (\d+) failed$/m.exec(output);
  return line ? { passed: Number(line[1]), failed: Number(line[2]), skipped: 0 } : nothing;
}

/** The simulator's last line: every history counts as a test, a history with a violation as a failed one. */
export function fromSim(output: string): Tally {
  const line = /^(\d+) histories, \d+ acts, (\d+) violations$/m.exec(output);
  if (!line) return nothing;
  const failed = Math.min(Number(line[1]), Number(line[2]));
  return { passed: Number(line[1]) - failed, failed, skipped: 0 };
}

/** The same of the mistakes that were put in: one that the simulator did not see is a failed test. */
export function fromMutants(output: string): Tally {
  const line = /^\d+ mutants, (\d+) caught, (\d+) survived$/m.exec(output);
  return line ? { passed: Number(line[1]), failed: Number(line[2]), skipped: 0 } : nothing;
}

export function lastLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

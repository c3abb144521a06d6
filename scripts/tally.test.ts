import { expect, test } from 'vitest';
import {
  fromCheck,
  fromMutants,
  fromPlaywright,
  fromSim,
  fromVitest,
  lastLine,
  nothing,
  sum,
  withExitCode,
} from './tally.ts';

test('RUN1 an exit code that no failed test explains is a failure', () => {
  expect(withExitCode({ passed: 5, failed: 0, skipped: 0 }, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  expect(withExitCode({ passed: 5, failed: 2, skipped: 0 }, 1)).toEqual({ passed: 5, failed: 2, skipped: 0 });
  expect(withExitCode({ passed: 5, failed: 0, skipped: 0 }, 0)).toEqual({ passed: 5, failed: 0, skipped: 0 });
});

test('RUN1 a tool that ran nothing has failed, whatever its exit code', () => {
  expect(withExitCode(nothing, 0).failed).toBe(1);
});

test('each tool’s numbers are read', () => {
  const vitest = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  expect(fromVitest(vitest)).toEqual({ passed: 7, failed: 1, skipped: 3 });
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
  expect(fromPlaywright({ stats })).toEqual({ passed: 4, failed: 2, skipped: 2 });
  expect(fromCheck('ok types\n8 passed, 1 failed\n')).toEqual({ passed: 8, failed: 1, skipped: 0 });
  expect(fromCheck('it crashed')).toEqual(nothing);
});

test('a history with violations is a failed one', () => {
  expect(fromSim('40 histories, 9000 acts, 0 violations\n')).toEqual({ passed: 40, failed: 0, skipped: 0 });
  expect(fromSim('40 histories, 9000 acts, 3 violations\n')).toEqual({ passed: 37, failed: 3, skipped: 0 });
  expect(fromSim('2 histories, 9 acts, 5 violations')).toEqual({ passed: 0, failed: 2, skipped: 0 });
});

test('a mistake that the simulator does not see is a failed test', () => {
  expect(fromMutants('10 mutants, 10 caught, 0 survived\n')).toEqual({ passed: 10, failed: 0, skipped: 0 });
  expect(fromMutants('10 mutants, 8 caught, 2 survived\n')).toEqual({ passed: 8, failed: 2, skipped: 0 });
  expect(withExitCode(fromMutants('no-shadow does not compile: …'), 1).failed).toBe(1);
});

test('the last line is what build machines look for', () => {
  const total = sum([
    { passed: 3, failed: 0, skipped: 0 },
    { passed: 2, failed: 1, skipped: 0 },
  ]);
  expect(lastLine(total)).toBe('5 passed, 1 failed');
  expect(lastLine({ ...total, skipped: 4 })).toBe('5 passed, 1 failed, 4 skipped');
});

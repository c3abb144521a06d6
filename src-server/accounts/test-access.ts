/** Access for tests: a fresh database with the demo's units and accounts, a clock that only the test moves, cheap passwords. */
import { randomBytes } from 'node:crypto';
import { kyselyOn } from '../store/pool.ts';
import { openTestDatabase, type TestDatabase } from '../store/test-database.ts';
import type { AccessPorts, AccessTables } from './access-tables.ts';
import { DEMO_PASSWORD, seedDemoAccounts } from './demo-accounts.ts';
import { createPasswordHasher } from './password.ts';
import { type SignedIn, signIn } from './session.ts';

export const TEST_NOW_MS = Date.UTC(2026, 10, 2, 1, 0, 0);
const cheap = { memoryKib: 64, passes: 1 };

export interface TestAccess {
  readonly database: TestDatabase;
  readonly ports: AccessPorts;
  /** Moves the clock. */
  advance(ms: number): void;
  signIn(account: string): Promise<SignedIn>;
  close(): Promise<void>;
}

export async function openTestAccess(): Promise<TestAccess> {
  const database = await openTestDatabase();
  let now = TEST_NOW_MS;
  const ports: AccessPorts = {
    db: kyselyOn<AccessTables>(database.pool),
    clock: { now: () => now },
    passwords: await createPasswordHasher(cheap),
    secretBytes: randomBytes,
  };
  await seedDemoAccounts(ports);
  return {
    database,
    ports,
    advance: (ms) => {
      now += ms;
    },
    signIn: async (account) => {
      const answer = await signIn(ports, account, DEMO_PASSWORD);
      if ('refused' in answer) throw new Error(answer.refused);
      return answer;
    },
    close: () => database.close(),
  };
}

/** Global set-up of the tests that need PostgreSQL (`globalSetup` of the project `pg`): one embedded server per test run, unless
 *  DATABASE_URL names one. The test processes find it by an environment variable, which they inherit.                        */
import { startTestServer, testServerVariable } from './test-database.ts';

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['DATABASE_URL']) return undefined;
  const server = await startTestServer();
  process.env[testServerVariable] = server.url;
  return async () => {
    delete process.env[testServerVariable];
    await server.stop();
  };
}

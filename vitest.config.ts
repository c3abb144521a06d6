/** Three kinds of unit and integration tests, told apart by what they need: `node` nothing but Node,
 *  `web` a pretended browser window, `pg` a PostgreSQL. `npm run unit` runs the first two.            */
import { defineConfig } from 'vitest/config';

const built = ['**/node_modules/**', 'out/**'];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: './scripts/leftovers.ts',
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          // A loaded office PC or CI machine is not a failure.
          testTimeout: 30_000,
          environment: 'node',
          include: [
            'src-shared/**/*.test.ts',
            'src-main/**/*.test.ts',
            'src-server/**/*.test.ts',
            'migrations/**/*.test.ts',
            'scripts/**/*.test.ts',
            'e2e/{cases,figures,harness,integration,rules,sim}/**/*.test.ts',
          ],
          exclude: [...built, '**/*.pg.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'web',
          environment: 'jsdom',
          include: ['src-renderer/**/*.test.ts', 'src-renderer/**/*.test.tsx'],
          exclude: built,
        },
      },
      {
        extends: true,
        test: {
          name: 'pg',
          environment: 'node',
          include: ['**/*.pg.test.ts'],
          exclude: built,
          globalSetup: ['src-server/store/test-server.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});

/** End-to-end tests: `flows` are what people do, on the built product; `screenshots` takes the pictures of every
 *  screen. Run them by `npm run e2e` and `npm run screenshots`, which build first and find a browser
 *  (scripts/browser.ts). Each starts a central server and several desks of its own and mostly waits, so that two
 *  at a time suit two cores.                                                                                */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  globalSetup: './scripts/leftovers.ts',
  reporter: [['list'], ['json', { outputFile: 'reports/e2e.json' }]],
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    trace: { mode: 'on-first-retry', screenshots: false },
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'],
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    },
  },
  projects: [
    { name: 'flows', testMatch: 'flows/**/*.e2e.ts' },
    { name: 'screenshots', testMatch: 'screenshots/**/*.e2e.ts', workers: 1 },
  ],
});

import { defineConfig } from '@playwright/test'

/** What `npm run bench` runs: by itself, since two apps at once would measure one another. */
export default defineConfig({
  testDir: 'e2e/bench',
  testMatch: '**/*.bench.ts',
  outputDir: 'test-results/bench',
  workers: 1,
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
})

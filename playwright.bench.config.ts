import { defineConfig } from '@playwright/test'

/** The configuration of `npm run bench`. Benchmarks run one at a time, because parallel apps would slow each other down. */
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

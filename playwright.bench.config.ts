import { defineConfig } from '@playwright/test'

/** `npm run bench`: one worker, because two apps at once would distort each other's figures. */
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

import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Two cores can run two apps at once.
  workers: 2,
  fullyParallel: true,
  // No retries: a journey that passes on the second attempt hides a bug.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: {
    timeout: 10_000,
    // Tolerates differences in antialiasing, but not a missing button or another font.
    toHaveScreenshot: { animations: 'disabled', caret: 'hide', scale: 'css', maxDiffPixelRatio: 0.0003 },
  },
  snapshotPathTemplate: '{testDir}/{testFileName}-snapshots/{arg}{ext}',
  // scripts/test.mjs summarizes the JSON report.
  reporter: [['list'], ['json', { outputFile: 'artifacts/reports/e2e.json' }]],
})

import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Two cores can run two apps without timeouts.
  workers: 2,
  fullyParallel: true,
  // A test that passes only on a retry has found a bug.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: {
    timeout: 10_000,
    // Tolerates different antialiasing, but not a missing button or another font.
    toHaveScreenshot: { animations: 'disabled', caret: 'hide', scale: 'css', maxDiffPixelRatio: 0.0003 },
  },
  snapshotPathTemplate: '{testDir}/{testFileName}-snapshots/{arg}{ext}',
  // scripts/lib/test-steps.mjs reads the JSON report.
  reporter: [['list'], ['json', { outputFile: 'artifacts/reports/e2e.json' }]],
})

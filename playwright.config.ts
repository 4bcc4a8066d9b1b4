import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Two apps at once is what two cores carry without a journey waiting for its turn.
  workers: 2,
  fullyParallel: true,
  // A journey that passes at the second try is a bug that was not looked at.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: {
    timeout: 10_000,
    // Smoother edges of letters are let pass; a button that is gone, or another font, is not.
    toHaveScreenshot: { animations: 'disabled', caret: 'hide', scale: 'css', maxDiffPixelRatio: 0.0003 },
  },
  snapshotPathTemplate: '{testDir}/{testFileName}-snapshots/{arg}{ext}',
  // The JSON is what scripts/test.mjs sums up.
  reporter: [['list'], ['json', { outputFile: 'artifacts/reports/e2e.json' }]],
})

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // A hanging test must fail long before the whole run times out.
    testTimeout: 20_000,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // One process for many files: half of the time of a run went into starting one for each.
    isolate: false,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: ['src/renderer/**', 'src/viewer/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'window',
          environment: 'happy-dom',
          include: ['src/{renderer,viewer}/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
})

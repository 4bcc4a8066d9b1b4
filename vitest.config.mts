import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // A hanging test must fail long before the whole run times out.
    testTimeout: 20_000,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          // These files share a process, because starting one per file took half of the run. Tests of the window don't: they would
          // share the document.
          isolate: false,
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

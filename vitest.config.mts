import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // A hanging test must fail long before the whole run times out.
    testTimeout: 20_000,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    maxWorkers: 2,
    // `isolate: false` below: the files share processes and loaded modules, because loading them for each file took half of the
    // run.
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
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
          isolate: false,
          setupFiles: ['src/renderer/lib/reset-document.ts'],
          include: ['src/{renderer,viewer}/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
})

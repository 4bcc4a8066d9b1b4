import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { build, type Plugin } from 'vite'

// Absolute, because rolldown resolves a relative input against the root of each environment.
const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url))

// The trial runtime's versions (Electron 25: Node 18, Chromium 114), so that the tested bundle is the shipped one.
const nodeTarget = 'node18'
const chromeTarget = 'chrome114'

// Everything is bundled, so that a release has no node_modules in which a package could be missing or replaced.
const bundleEverything = { externalizeDeps: false, sourcemap: false } as const

// Half as much code to parse before the window can load its page. Names stay, for stack traces in the log.
const mainMinify = { compress: true, mangle: false, codegen: { removeWhitespace: true } } as const

/** Builds the viewer frame, a second page that electron-vite has no option for. */
const viewerBuild: Plugin = {
  name: 'viewer-build',
  async closeBundle() {
    await build({ configFile: fileURLToPath(new URL('vite.viewer.config.mts', import.meta.url)) })
  },
}

/** Bytes of script that the window's first screen may need: react-dom and react-aria are two thirds. */
const firstScreenBytes = 560_000

/** Fails the build if the first screen needs more code than that, for example because it imports another screen. */
const firstScreenBudget: Plugin = {
  name: 'first-screen-budget',
  generateBundle(_options, bundle) {
    const files = new Set(
      Object.values(bundle).flatMap((file) => (file.type === 'chunk' && file.isEntry ? [file.fileName] : [])),
    )
    let bytes = 0
    for (const fileName of files) {
      const file = bundle[fileName]
      if (file?.type !== 'chunk') continue
      bytes += Buffer.byteLength(file.code)
      for (const imported of file.imports) files.add(imported)
    }
    if (bytes > firstScreenBytes)
      this.error(
        `the first screen needs ${String(bytes)} bytes of script, more than ${String(firstScreenBytes)}`,
      )
  },
}

export default defineConfig({
  main: {
    build: {
      ...bundleEverything,
      target: nodeTarget,
      rolldownOptions: {
        input: { index: source('main/index.ts'), inspector: source('main/inspection/worker.ts') },
        // Chunks beside the entry, because paths to other parts of the app are relative to `__dirname`.
        output: { minify: mainMinify, chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      ...bundleEverything,
      target: nodeTarget,
      // A sandboxed preload must be one CommonJS file, because it cannot require chunks.
      rolldownOptions: {
        input: { index: source('preload/index.ts') },
        output: { format: 'cjs', codeSplitting: false, entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    plugins: [react(), viewerBuild, firstScreenBudget],
    build: {
      target: chromeTarget,
      sourcemap: false,
      // electron-vite's default is not to minify. Parsing half as much code starts the window earlier.
      minify: true,
      // The content security policy allows neither inline scripts nor data: URLs.
      modulePreload: { polyfill: false },
      // One style sheet: a chunk must not add rules that win over contrast.css.
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: source('renderer/index.html') } },
    },
  },
})

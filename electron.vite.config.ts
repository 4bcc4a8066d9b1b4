import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { build, type Plugin } from 'vite'

// rolldown resolves a relative input against the environment's own root, so these are absolute.
const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url))

// The floor, not the installed Electron: one bundle runs on the pinned major and on the trial runtime
// (Electron 25: Node 18, Chromium 114), so what is tested is what is shipped.
const NODE_TARGET = 'node18'
const CHROME_TARGET = 'chrome114'

// Everything is bundled: a release carries no node_modules, so nothing there can be missing or replaced.
const everythingBundled = { externalizeDeps: false, sourcemap: false } as const

/** The viewer frame is a second page for Chromium, which electron-vite has no place for. */
const viewerToo: Plugin = {
  name: 'viewer-too',
  async closeBundle() {
    await build({ configFile: fileURLToPath(new URL('vite.viewer.config.mts', import.meta.url)) })
  },
}

export default defineConfig({
  main: {
    build: {
      ...everythingBundled,
      target: NODE_TARGET,
      rolldownOptions: { input: { index: source('main/index.ts') } },
    },
  },
  preload: {
    build: {
      ...everythingBundled,
      target: NODE_TARGET,
      // A sandboxed preload is one CommonJS file: it cannot require a chunk.
      rolldownOptions: {
        input: { index: source('preload/index.ts') },
        output: { format: 'cjs', codeSplitting: false, entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    plugins: [react(), viewerToo],
    build: {
      target: CHROME_TARGET,
      sourcemap: false,
      // Both would need inline script or data: in the content security policy.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: source('renderer/index.html') } },
    },
  },
})

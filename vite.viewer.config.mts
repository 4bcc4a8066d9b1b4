import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const root = fileURLToPath(new URL('src/viewer', import.meta.url))
const outDir = fileURLToPath(new URL('out/viewer', import.meta.url))
const library = fileURLToPath(new URL('node_modules/pdfjs-dist', import.meta.url))

/** Files of pdf.js that it reads while it runs, by the names that it knows them by. */
const READ_LATER = [
  ['cmaps', /[.]bcmap$/],
  ['standard_fonts', /[.](pfb|ttf)$/],
  ['wasm', /_nowasm_fallback[.]js$/],
] as const

function filesReadLater(): Plugin {
  return {
    name: 'files-read-later',
    generateBundle() {
      for (const [folder, names] of READ_LATER) {
        for (const name of readdirSync(path.join(library, folder))) {
          if (!names.test(name)) continue
          const source = readFileSync(path.join(library, folder, name))
          this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source })
        }
      }
    },
  }
}

/** The frame that draws untrusted files: a page of its own, on an origin of its own. */
export default defineConfig({
  root,
  base: './',
  plugins: [filesReadLater()],
  logLevel: 'warn',
  build: {
    outDir,
    emptyOutDir: true,
    target: 'chrome114',
    sourcemap: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      output: {
        // The worker is a script like any other: served under a name that says so.
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith('.mjs'))
            ? 'assets/[name]-[hash].js'
            : 'assets/[name]-[hash][extname]',
      },
    },
  },
})

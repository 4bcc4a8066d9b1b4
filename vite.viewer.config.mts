import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const root = fileURLToPath(new URL('src/viewer', import.meta.url))
const outDir = fileURLToPath(new URL('out/viewer', import.meta.url))
const library = fileURLToPath(new URL('node_modules/pdfjs-dist', import.meta.url))

/** Files that pdf.js loads at run time under their own names, by folder. */
const runtimeFiles = [
  ['cmaps', /[.]bcmap$/],
  ['standard_fonts', /[.](pfb|ttf)$/],
  ['wasm', /_nowasm_fallback[.]js$/],
] as const

function copyRuntimeFiles(): Plugin {
  return {
    name: 'copy-runtime-files',
    generateBundle() {
      for (const [folder, pattern] of runtimeFiles) {
        for (const name of readdirSync(path.join(library, folder))) {
          if (!pattern.test(name)) continue
          const source = readFileSync(path.join(library, folder, name))
          this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source })
        }
      }
    },
  }
}

/** The frame that draws untrusted files, a separate page with its own origin. */
export default defineConfig({
  root,
  base: './',
  plugins: [copyRuntimeFiles()],
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
        // The worker is served as a script, so its name must end in .js.
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith('.mjs'))
            ? 'assets/[name]-[hash].js'
            : 'assets/[name]-[hash][extname]',
      },
    },
  },
})

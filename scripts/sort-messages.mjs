import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from './lib/paths.mjs'
import { runScript, log } from './lib/log.mjs'

const folder = inRoot('src', 'shared', 'messages')

/** Restores the order of keys and the indentation of the catalogues, which translation systems change. */
await runScript(() => {
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.json'))) {
    const file = join(folder, name)
    const text = readFileSync(file, 'utf8')
    const messages = JSON.parse(text)
    const sorted = Object.fromEntries(Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : 1)))
    const sortedText = `${JSON.stringify(sorted, null, 2)}\n`
    if (sortedText === text) continue
    writeFileSync(file, sortedText)
    log(`sorted ${name}`)
  }
})

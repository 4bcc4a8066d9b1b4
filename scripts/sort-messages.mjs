import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from './lib/paths.mjs'
import { runScript, log } from './lib/log.mjs'

const folder = inRoot('src', 'shared', 'messages')

/** Translation systems return keys in their own order and indentation; the catalogues are kept in ours. */
await runScript(() => {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    const file = join(folder, name)
    const text = readFileSync(file, 'utf8')
    const messages = JSON.parse(text)
    const sorted = Object.fromEntries(Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : 1)))
    const wanted = `${JSON.stringify(sorted, null, 2)}\n`
    if (wanted === text) continue
    writeFileSync(file, wanted)
    log(`sorted ${name}`)
  }
})

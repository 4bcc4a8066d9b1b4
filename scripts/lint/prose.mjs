import { runScript } from '../lib/log.mjs'
import { checkProse } from './check-prose.mjs'

/**
 * Reports habits of prose that this project avoids, in all files or in those given
 * (`npm run check:prose -- src/core/deletion`). With `--count` it prints numbers instead of lines.
 */

/** @param {string[]} args */
async function main(args) {
  const paths = args.filter((arg) => !arg.startsWith('--'))
  const { findings, unused } = checkProse(paths)
  if (args.includes('--count')) {
    printCounts('habit', findings, ({ habit }) => habit)
    printCounts('folder', findings, ({ file }) => file.split('/').slice(0, 3).join('/'))
  } else {
    for (const { file, line, words, instead } of findings) {
      console.log(`${file}:${line}: "${words}": ${instead}`)
    }
  }
  for (const { file, words } of unused) console.log(`${file}: the exception for "${words}" matches nothing`)
  console.log(findings.length === 0 ? 'prose: nothing found' : `prose: ${findings.length} found`)
  return findings.length + unused.length === 0 ? 0 : 1
}

/**
 * @template Item
 * @param {string} title
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} nameOf
 */
function printCounts(title, items, nameOf) {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1)
  const rows = [...counts].sort(([, a], [, b]) => b - a)
  for (const [name, count] of rows) console.log(`${String(count).padStart(6)}  ${title} ${name}`)
}

await runScript(main)

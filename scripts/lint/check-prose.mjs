import { readFileSync } from 'node:fs'
import { exceptions, habits } from './prose-habits.mjs'
import { readProse } from './read-prose.mjs'
import { lineNumberAt } from './read-source.mjs'
import { rootFile, textFiles } from './text-files.mjs'

/**
 * @typedef {{ file: string, line: number, habit: string, words: string, instead: string }} Finding
 * @typedef {import('./prose-habits.mjs').Habit} Habit
 */

/**
 * The findings in one file.
 * @param {string} file
 * @param {string} source
 * @returns {Finding[]}
 */
export function findHabits(file, source) {
  // Parsing takes time, and most files match no pattern.
  if (!habits.some(({ pattern }) => spaced(pattern).test(unwrapped(source)))) return []
  return readProse(file, source)
    .flatMap(({ kind, start, text }) =>
      habits
        .filter((habit) => habit.in === undefined || habit.in === kind)
        .flatMap(({ habit, pattern, instead }) => {
          // A line break counts as a space, because comments are wrapped.
          const matches = text.replace(/\s/g, ' ').matchAll(spaced(pattern))
          return [...matches].map((match) => {
            const words = match[0].replace(/\s+/g, ' ')
            return { file, line: lineNumberAt(source, start + match.index), habit, words, instead }
          })
        }),
    )
    .sort((a, b) => a.line - b.line)
}

/** Joins wrapped lines, including those of comments. @param {string} source */
function unwrapped(source) {
  return source.replace(/\s*\n\s*(\*|\/\/)?\s*/g, ' ')
}

/** Makes a pattern global and lets each of its spaces match several. @param {RegExp} pattern */
function spaced({ source, flags }) {
  return new RegExp(source.replaceAll(' ', ' +'), `${flags}g`)
}

/**
 * Checks files and folders, or the whole repository if none is given.
 * @param {readonly string[]} paths
 * @returns {{ findings: Finding[], unused: typeof exceptions }}
 */
export function checkProse(paths = []) {
  const used = new Set()
  const files = textFiles(paths)
  const findings = files.flatMap((file) => {
    const source = readFileSync(rootFile(file), 'utf8')
    return findHabits(file, source).filter((finding) => !isExcepted(finding, source, used))
  })
  const unused = exceptions.filter((exception) => files.includes(exception.file) && !used.has(exception))
  return { findings, unused }
}

/** @param {Finding} finding @param {string} source @param {Set<unknown>} used */
function isExcepted({ file, line }, source, used) {
  const nearbyText = source
    .split('\n')
    .slice(line - 1, line + 1)
    .join(' ')
  const exception = exceptions.find(
    (candidate) => candidate.file === file && nearbyText.includes(candidate.words),
  )
  if (exception !== undefined) used.add(exception)
  return exception !== undefined
}

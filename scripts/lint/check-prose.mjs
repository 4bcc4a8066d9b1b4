import { readFileSync } from 'node:fs'
import { exceptions, habits } from './prose-habits.mjs'
import { readProse } from './read-prose.mjs'
import { lineAt } from './read-source.mjs'
import { rootFile, textFiles } from './text-files.mjs'

/**
 * @typedef {{ file: string, line: number, habit: string, words: string, instead: string }} Finding
 * @typedef {import('./prose-habits.mjs').Habit} Habit
 */

/**
 * What the habits find in one file.
 * @param {string} file
 * @param {string} source
 * @returns {Finding[]}
 */
export function findHabits(file, source) {
  // Reading the syntax takes time, and most files have no such word.
  if (!habits.some(({ pattern }) => spaced(pattern).test(unwrapped(source)))) return []
  return readProse(file, source)
    .flatMap(({ kind, start, text }) =>
      habits
        .filter((habit) => habit.in === undefined || habit.in === kind)
        .flatMap(({ habit, pattern, instead }) => {
          // A line end is a space: prose wraps where it likes.
          const matches = text.replace(/\s/g, ' ').matchAll(spaced(pattern))
          return [...matches].map((match) => {
            const words = match[0].replace(/\s+/g, ' ')
            return { file, line: lineAt(source, start + match.index), habit, words, instead }
          })
        }),
    )
    .sort((one, other) => one.line - other.line)
}

/** Prose as it may be wrapped in comments, on one line. @param {string} source */
function unwrapped(source) {
  return source.replace(/\s*\n\s*(\*|\/\/)?\s*/g, ' ')
}

/** The pattern for all of its matches, with any number of spaces for one. @param {RegExp} pattern */
function spaced({ source, flags }) {
  return new RegExp(source.replaceAll(' ', ' +'), `${flags}g`)
}

/**
 * Reads files and folders; everything where none is named.
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
  return { findings, unused: exceptions.filter((each) => files.includes(each.file) && !used.has(each)) }
}

/** @param {Finding} finding @param {string} source @param {Set<unknown>} used */
function isExcepted({ file, line }, source, used) {
  const around = source
    .split('\n')
    .slice(line - 1, line + 1)
    .join(' ')
  const exception = exceptions.find((each) => each.file === file && around.includes(each.words))
  if (exception !== undefined) used.add(exception)
  return exception !== undefined
}

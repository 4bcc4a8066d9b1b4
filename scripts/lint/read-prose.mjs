import { blank, findComments, readSource } from './read-source.mjs'

/** @typedef {import('./read-source.mjs').Piece | { kind: 'documentation' | 'catalogue', start: number, text: string }} Prose */

const englishCatalogue = /^src\/shared\/messages\/en(-[a-z-]+)?\.(ts|json)$/

/**
 * The English prose of a file: comments, test titles, printed messages, documentation and the English catalogue. Code in
 * backticks and URLs are replaced by spaces.
 * @param {string} file from the root of the repository
 * @param {string} source
 * @returns {Prose[]}
 */
export function readProse(file, source) {
  const pieces = englishCatalogue.test(file)
    ? [...catalogue(file, source), ...(file.endsWith('.ts') ? readSource(file, source) : [])]
    : readPieces(file, source)
  return pieces.map((piece) => ({ ...piece, text: withoutCode(piece.text) }))
}

/** @param {string} file @param {string} source @returns {Prose[]} */
function readPieces(file, source) {
  if (file.endsWith('.md')) return [{ kind: 'documentation', start: 0, text: withoutBlocks(source) }]
  if (file.endsWith('.css')) return findComments(source).filter(({ start }) => source.startsWith('/*', start))
  if (/\.(ts|tsx|mts|mjs|cjs|js)$/.test(file)) return readSource(file, source)
  return []
}

/** The values of a flat catalogue. In TypeScript a value may be on the line after its key. */
function catalogue(file, source) {
  const pattern = file.endsWith('.json')
    ? /"(?:[^"\\]|\\.)*"\s*:\s*"(?<value>(?:[^"\\]|\\.)*)"/g
    : /(?:'[\w.-]+'|\b\w+):\s*(?<quote>['"])(?<value>(?:(?!\k<quote>)[^\\\n]|\\.)*)\k<quote>/g
  return [...source.matchAll(pattern)].map((match) => {
    const value = match.groups?.value ?? ''
    return {
      kind: /** @type {const} */ ('catalogue'),
      start: match.index + match[0].lastIndexOf(value),
      text: value,
    }
  })
}

/** Fenced and indented blocks are code. @param {string} text */
function withoutBlocks(text) {
  return text.replace(/^```[\s\S]*?^```/gm, blank).replace(/(?<=\n\n)(?: {4,}[^\n]*\n)+/g, blank)
}

/** @param {string} text */
function withoutCode(text) {
  return text.replace(/`[^`\n]*`/g, blank).replace(/https?:\/\/\S+/g, blank)
}

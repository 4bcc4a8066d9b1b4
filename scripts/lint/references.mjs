import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { anchorsOf, linksOf } from './markdown.mjs'
import { blank, findComments, lineNumberAt, readSource } from './read-source.mjs'
import { rootFile, textFiles } from './text-files.mjs'

/** @typedef {{ file: string, line: number, reference: string, problem: string }} DeadReference */

/** The tests of this folder cite documents that do not exist. */
const excluded = /^scripts\/lint\/.*\.test\.mjs$/
/** Files that use short rule names in the names of guards, see scripts/lib/guard-mutations.mjs. */
const rulesByName = /^scripts\/(lib\/mutations\/|mutate-guards\.mjs$)/

/**
 * All references that do not resolve: `docs/…#anchor` anywhere; links and document names in Markdown; and in comments
 * document names, sections without a document, rules without an anchor, and pages of the API's documentation that
 * docs/platform-api.md does not name.
 * @returns {DeadReference[]}
 */
export function deadReferences() {
  const repository = openRepository()
  return textFiles()
    .filter((file) => !excluded.test(file))
    .flatMap((file) => deadReferencesIn(file, readFileSync(rootFile(file), 'utf8'), repository))
}

/**
 * What references are resolved against.
 * @typedef {{ exists: (file: string) => boolean, anchors: (file: string) => Set<string>, apiPages: Set<string> }} Repository
 */

/** @returns {Repository} */
export function openRepository() {
  /** @type {Map<string, Set<string>>} */
  const anchorCache = new Map()
  function anchors(file) {
    const found = anchorCache.get(file) ?? anchorsOf(readFileSync(rootFile(file), 'utf8'))
    anchorCache.set(file, found)
    return found
  }
  const apiDocument = rootFile('docs/platform-api.md')
  const apiPages = new Set(existsSync(apiDocument) ? readFileSync(apiDocument, 'utf8').match(apiPage) : [])
  return { exists: (file) => existsSync(rootFile(file)), anchors, apiPages }
}

const apiPage = /\bapi2\/[a-z0-9-]+/g

/**
 * @param {string} file
 * @param {string} source
 * @param {Repository} repository
 * @returns {DeadReference[]}
 */
export function deadReferencesIn(file, source, repository) {
  const found = file.endsWith('.md') ? inMarkdown(file, source, repository) : inCode(file, source, repository)
  return [...inAnyText(source, repository), ...found]
    .sort((a, b) => a.index - b.index)
    .map(({ index, reference, problem }) => ({ file, line: lineNumberAt(source, index), reference, problem }))
}

/** `docs/…` with or without an anchor, including those in strings. */
function inAnyText(source, repository) {
  return [...source.matchAll(/\bdocs\/[\w./-]+\.md(#[\w-]+)?/g)].flatMap((match) => {
    return follow('', match[0], repository).map((problem) => {
      return { index: match.index, reference: match[0], problem }
    })
  })
}

function inMarkdown(file, source, repository) {
  const folder = path.posix.dirname(file)
  const links = linksOf(source).flatMap(({ target, index }) => {
    const resolvedTarget = target.startsWith('#') ? `${path.posix.basename(file)}${target}` : target
    return follow(folder, resolvedTarget, repository).map((problem) => ({
      index,
      reference: target,
      problem,
    }))
  })
  const files = [...source.matchAll(/`((?:src|core|main|e2e|scripts|demo-server)\/[\w./-]+\.\w+)`/g)]
  const missing = files
    .filter(([, named]) => !repository.exists(named) && !repository.exists(`src/${named}`))
    .map((match) => ({ index: match.index, reference: match[1], problem: 'there is no such file' }))
  return [...links, ...missing, ...deadNames(folder, { start: 0, text: source }, repository)]
}

function inCode(file, source, repository) {
  // Parsing takes time, and most files contain no reference.
  if (!/\.md\b|API notes|ections? \d|issue \d|\bP[1-9]\b|api2\/|[\s*(][1-9]\.[1-9][:,)]/.test(source))
    return []
  const comments = file.endsWith('.css')
    ? findComments(source)
    : readSource(file, source).filter(({ kind }) => kind === 'comment')
  return comments.flatMap((comment) => {
    return [...deadNames('', comment, repository), ...withoutDocument({ file, source }, comment, repository)]
  })
}

/** Names of documents, with or without a folder, such as `README.md`. Patterns such as `*.md` are ignored. */
function deadNames(folder, { start, text }, repository) {
  const local = text.replace(/https?:\/\/\S+/g, blank)
  return [...local.matchAll(/(?<![\w*./-])[\w./-]*\w\.md\b/g)]
    .filter(([name]) => !repository.exists(name) && !repository.exists(path.posix.join(folder, name)))
    .filter(([name]) => !name.startsWith('docs/'))
    .map((match) => ({
      index: start + match.index,
      reference: match[0],
      problem: 'there is no such document in the repository',
    }))
}

/** References that need another document: a numbered section or an issue. */
const externalReference =
  /\bAPI notes\b|\b(?<!RFC \d+,? )[Ss]ections? \d|\bissue \d+\b|(?<=^\s*|\(\s*)[1-9]\.[1-9](?=[:,)])/g

/** The anchor of a rule, in parts so that it is not a reference of this file. */
const ruleAnchor = (rule) => `${rules}#p${rule}`
const rules = 'docs/rules.md'
const shortRule = /\bP([1-9])\b/g

/** References that only a reader of another document can follow. */
function withoutDocument({ file, source }, { start, text }, { apiPages }) {
  const missesRule = ([, rule]) => !rulesByName.test(file) && !source.includes(ruleAnchor(rule))
  return [
    ...[...text.matchAll(externalReference)].map((match) => ({
      match,
      problem: 'cite a document of this repository',
    })),
    ...[...text.matchAll(shortRule)].filter(missesRule).map((match) => {
      return { match, problem: `cite ${ruleAnchor(match[1])} once in this file` }
    }),
    ...[...text.matchAll(apiPage)]
      .filter(([page]) => !apiPages.has(page))
      .map((match) => ({ match, problem: 'docs/platform-api.md does not name this page' })),
  ].map(({ match, problem }) => ({ index: start + match.index, reference: match[0], problem }))
}

/** The problem with a reference, or an empty array if it resolves. @param {string} folder @param {string} target */
function follow(folder, target, repository) {
  const [name = '', anchor] = target.split('#')
  const file = path.posix.join(folder, decodeURIComponent(name))
  if (!repository.exists(file)) return ['there is no such file']
  if (anchor === undefined || anchor === '') return []
  return repository.anchors(file).has(anchor) ? [] : ['there is no such anchor']
}

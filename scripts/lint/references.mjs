import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { anchorsOf, linksOf } from './markdown.mjs'
import { blank, findComments, lineAt, readSource } from './read-source.mjs'
import { rootFile, textFiles } from './text-files.mjs'

/** @typedef {{ file: string, line: number, reference: string, problem: string }} DeadReference */

/** Tests of this folder cite documents that must not exist. */
const notRead = /^scripts\/lint\/.*\.test\.mjs$/
/** Where the short names are those of the mutations, as scripts/lib/guard-mutations.mjs says. */
const rulesByName = /^scripts\/(lib\/mutations\/|mutate-guards\.mjs$)/

/**
 * Every reference that leads nowhere: `docs/…#anchor` anywhere, links and document names in Markdown, and in comments
 * document names, sections without a document, bare rules, and pages of the API's documentation that docs/platform-api.md does not name.
 * @returns {DeadReference[]}
 */
export function deadReferences() {
  const repository = openRepository()
  return textFiles()
    .filter((file) => !notRead.test(file))
    .flatMap((file) => deadReferencesIn(file, readFileSync(rootFile(file), 'utf8'), repository))
}

/**
 * What a reference can be followed in.
 * @typedef {{ exists: (file: string) => boolean, anchors: (file: string) => Set<string>, apiPages: Set<string> }} Repository
 */

/** @returns {Repository} */
export function openRepository() {
  /** @type {Map<string, Set<string>>} */
  const known = new Map()
  function anchors(file) {
    const found = known.get(file) ?? anchorsOf(readFileSync(rootFile(file), 'utf8'))
    known.set(file, found)
    return found
  }
  const notes = rootFile('docs/platform-api.md')
  const apiPages = new Set(existsSync(notes) ? readFileSync(notes, 'utf8').match(apiPage) : [])
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
    .sort((one, other) => one.index - other.index)
    .map(({ index, reference, problem }) => ({ file, line: lineAt(source, index), reference, problem }))
}

/** `docs/…` with or without an anchor, in strings too. */
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
    const full = target.startsWith('#') ? `${path.posix.basename(file)}${target}` : target
    return follow(folder, full, repository).map((problem) => ({ index, reference: target, problem }))
  })
  const files = [...source.matchAll(/`((?:src|core|main|e2e|scripts|demo-server)\/[\w./-]+\.\w+)`/g)]
  const missing = files
    .filter(([, named]) => !repository.exists(named) && !repository.exists(`src/${named}`))
    .map((match) => ({ index: match.index, reference: match[1], problem: 'there is no such file' }))
  return [...links, ...missing, ...deadNames(folder, { start: 0, text: source }, repository)]
}

function inCode(file, source, repository) {
  // Reading the syntax takes time, and most files cite nothing.
  if (!/\.md\b|API notes|ections? \d|issue \d|\bP[1-9]\b|api2\/|[\s*(][1-9]\.[1-9][:,)]/.test(source))
    return []
  const comments = file.endsWith('.css')
    ? findComments(source)
    : readSource(file, source).filter(({ kind }) => kind === 'comment')
  return comments.flatMap((comment) => {
    return [...deadNames('', comment, repository), ...withoutDocument({ file, source }, comment, repository)]
  })
}

/** Names of documents, with or without a folder: `README.md`. A pattern such as `*.md` names none. */
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

/** Other people's documents: a section by its number, an issue. */
const vague =
  /\bAPI notes\b|\b(?<!RFC \d+,? )[Ss]ections? \d|\bissue \d+\b|(?<=^\s*|\(\s*)[1-9]\.[1-9](?=[:,)])/g

/** The anchor of a rule, in parts: written whole it would be a reference of this file. */
const ruleAnchor = (rule) => `${rules}#p${rule}`
const rules = 'docs/rules.md'
const shortRule = /\bP([1-9])\b/g

/** What only a reader with another document at hand can follow. */
function withoutDocument({ file, source }, { start, text }, { apiPages }) {
  const missesRule = ([, rule]) => !rulesByName.test(file) && !source.includes(ruleAnchor(rule))
  return [
    ...[...text.matchAll(vague)].map((match) => ({ match, problem: 'cite a document of this repository' })),
    ...[...text.matchAll(shortRule)].filter(missesRule).map((match) => {
      return { match, problem: `cite ${ruleAnchor(match[1])} once in this file` }
    }),
    ...[...text.matchAll(apiPage)]
      .filter(([page]) => !apiPages.has(page))
      .map((match) => ({ match, problem: 'docs/platform-api.md does not name this page' })),
  ].map(({ match, problem }) => ({ index: start + match.index, reference: match[0], problem }))
}

/** Why a reference leads nowhere; empty where it leads somewhere. @param {string} folder @param {string} target */
function follow(folder, target, repository) {
  const [name = '', anchor] = target.split('#')
  const file = path.posix.join(folder, decodeURIComponent(name))
  if (!repository.exists(file)) return ['there is no such file']
  if (anchor === undefined || anchor === '') return []
  return repository.anchors(file).has(anchor) ? [] : ['there is no such anchor']
}

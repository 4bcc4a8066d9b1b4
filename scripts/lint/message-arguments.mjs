import { parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { inRoot, root } from '../lib/paths.mjs'

/**
 * A call of `t` whose values do not fit its message.
 * @typedef {{ file: string, line: number, key: string, problem: string }} WrongCall
 */

/** The file that exports `t`. */
const intlFile = inRoot('src', 'renderer', 'lib', 'intl.ts')

/**
 * The names of the values that a message needs.
 * @param {string} message in ICU syntax
 * @returns {ReadonlySet<string>}
 */
export function placeholdersOf(message) {
  const names = new Set()
  const visit = (elements) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue
      names.add(element.value)
      if (element.type === TYPE.tag) visit(element.children)
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const { value } of Object.values(element.options)) visit(value)
    }
  }
  visit(parse(message, { captureLocation: false }))
  return names
}

/**
 * Compares the values of a call with the messages that it may show.
 * @param {readonly string[]} keys all keys that the call may pass
 * @param {ReadonlySet<string>} given the names of its values
 * @param {Readonly<Record<string, string>>} messages
 * @returns {{ key: string, problem: string }[]}
 */
export function compareValues(keys, given, messages) {
  const needed = keys.map((key) => ({ key, names: placeholdersOf(messages[key] ?? '') }))
  const missing = needed.flatMap(({ key, names }) =>
    [...names].filter((name) => !given.has(name)).map((name) => ({ key, problem: `misses ${name}` })),
  )
  const excess = [...given].filter((name) => needed.every(({ names }) => !names.has(name)))
  return [...missing, ...excess.map((name) => ({ key: keys.join(' | '), problem: `has no ${name}` }))]
}

/**
 * Checks every call of `t` in the window, by the types of its arguments: TypeScript knows the keys of a JSON catalogue,
 * but not the texts, so it cannot check the values.
 * @returns {{ wrong: WrongCall[], checked: number }}
 */
export function wrongMessageCalls() {
  const program = createProgram()
  const checker = program.getTypeChecker()
  const messages = JSON.parse(readFileSync(inRoot('src', 'shared', 'messages', 'en.json'), 'utf8'))
  // A type of all keys says nothing about the key that a call passes.
  const keyCount = Object.keys(messages).length
  const wrong = []
  let checked = 0
  for (const source of program.getSourceFiles()) {
    if (source.isDeclarationFile || source.fileName.includes('node_modules')) continue
    for (const call of callsOfT(source, checker)) {
      const [key, values] = call.arguments
      const keys = key === undefined ? null : keysOf(checker.getTypeAtLocation(key))
      const given = namesOf(values, checker)
      if (keys === null || given === null || keys.length === keyCount) continue
      checked += 1
      const line = source.getLineAndCharacterOfPosition(call.getStart()).line + 1
      const file = path.relative(root, source.fileName)
      wrong.push(...compareValues(keys, given, messages).map((found) => ({ file, line, ...found })))
    }
  }
  return { wrong, checked }
}

function createProgram() {
  const { config } = ts.readConfigFile(inRoot('tsconfig.web.json'), ts.sys.readFile)
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  return ts.createProgram(fileNames, { ...options, noEmit: true, incremental: false, composite: false })
}

/** @returns {Generator<import('typescript').CallExpression>} */
function* callsOfT(source, checker) {
  const pending = [source]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (ts.isCallExpression(node) && isT(node.expression, checker)) yield node
    ts.forEachChild(node, (child) => void pending.push(child))
  }
}

function isT(expression, checker) {
  if (!ts.isIdentifier(expression) || expression.text !== 't') return false
  const symbol = checker.getSymbolAtLocation(expression)
  if (symbol === undefined || (symbol.flags & ts.SymbolFlags.Alias) === 0) return false
  const [declaration] = checker.getAliasedSymbol(symbol).declarations ?? []
  return declaration?.getSourceFile().fileName === intlFile
}

/** The keys that a type allows; null if it is not a union of string literals. */
function keysOf(type) {
  const types = type.isUnion() ? type.types : [type]
  return types.every((part) => part.isStringLiteral()) ? types.map((part) => part.value) : null
}

/** The names of the values of a call; null if the type does not list them. */
function namesOf(argument, checker) {
  if (argument === undefined) return new Set()
  const type = checker.getTypeAtLocation(argument)
  if (type.isUnion() || checker.getIndexInfosOfType(type).length > 0) return null
  return new Set(type.getProperties().map(({ name }) => name))
}

import ts from 'typescript'

/**
 * A piece of prose in a file. `text` has the length of what it was read from, so that `start` plus an index is a place in the file.
 * @typedef {{ kind: 'comment' | 'title' | 'message', start: number, text: string }} Piece
 */

const titled = new Set(['describe', 'it', 'test', 'step'])
const printed = new Set(['say', 'StopError'])
const titleProperties = new Set(['rule', 'title'])

/**
 * Comments, test titles and printed messages of a TypeScript or JavaScript file. Code and other strings are left out.
 * @param {string} file
 * @param {string} source
 * @returns {Piece[]}
 */
export function readSource(file, source) {
  const kind = /x$/.test(file) ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone }
  const tree = ts.createSourceFile(file, source, options, false, kind)
  const isScript = file.startsWith('scripts/')
  /** @type {{ start: number, end: number }[]} */
  const literals = []
  /** @type {Piece[]} */
  const found = []

  /** @param {Piece['kind']} kind @param {ts.Node | undefined} node */
  function take(kind, node) {
    if (node === undefined) return
    if (ts.isTemplateExpression(node) || ts.isStringLiteralLike(node)) {
      const start = node.getStart(tree) + 1
      found.push({ kind, start, text: source.slice(start, node.end - 1) })
    }
  }

  /** @param {ts.Node} node */
  function visit(node) {
    if (isLiteral(node)) literals.push({ start: node.getStart(tree), end: node.end })
    if (ts.isCallExpression(node) && titled.has(calledName(node.expression))) take('title', node.arguments[0])
    if (isScript && (ts.isCallExpression(node) || ts.isNewExpression(node))) {
      if (printed.has(calledName(node.expression))) take('message', node.arguments?.[0])
    }
    if (isScript && ts.isPropertyAssignment(node) && titleProperties.has(node.name.getText(tree))) {
      take('title', node.initializer)
    }
    ts.forEachChild(node, visit)
  }

  visit(tree)
  return [...findComments(source, literals), ...found].sort((one, other) => one.start - other.start)
}

/** @param {ts.Node} node */
function isLiteral(node) {
  return (
    ts.isStringLiteralLike(node) ||
    node.kind === ts.SyntaxKind.RegularExpressionLiteral ||
    node.kind === ts.SyntaxKind.TemplateHead ||
    node.kind === ts.SyntaxKind.TemplateMiddle ||
    node.kind === ts.SyntaxKind.TemplateTail ||
    node.kind === ts.SyntaxKind.JsxText
  )
}

/** The name before the arguments: `test` in `test('…')`, `test.skip('…')` and `test.each(rows)('…')`. @param {ts.Expression} callee */
function calledName(callee) {
  if (ts.isIdentifier(callee)) return callee.text
  if (ts.isPropertyAccessExpression(callee)) {
    return titled.has(callee.name.text) ? callee.name.text : calledName(callee.expression)
  }
  if (ts.isCallExpression(callee)) return calledName(callee.expression)
  return ''
}

/**
 * Comments outside of the literals, which may hold text that looks like one.
 * @param {string} source
 * @param {readonly { start: number, end: number }[]} literals
 * @returns {Piece[]}
 */
export function findComments(source, literals = []) {
  const pattern = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g
  /** @type {Piece[]} */
  const found = []
  let next = 0
  for (let match = pattern.exec(source); match !== null; match = pattern.exec(source)) {
    const start = match.index
    while ((literals.at(next)?.end ?? Infinity) <= start) next += 1
    const literal = literals.at(next)
    if (literal !== undefined && literal.start <= start) pattern.lastIndex = literal.end
    else addComment(found, { kind: 'comment', start, text: match[0] }, source)
  }
  return found.map((piece) => ({ ...piece, text: blankMarks(piece.text) }))
}

/** Line comments below each other are one text. @param {Piece[]} found @param {Piece} piece @param {string} source */
function addComment(found, piece, source) {
  const last = found.at(-1)
  const between = last === undefined ? '' : source.slice(last.start + last.text.length, piece.start)
  if (last?.text.startsWith('//') && piece.text.startsWith('//') && /^\r?\n[ \t]*$/.test(between)) {
    last.text += between + piece.text
  } else found.push(piece)
}

/** The marks of comments as spaces. @param {string} text */
function blankMarks(text) {
  return text
    .replace(/^\/\*\*?|\*\/$/g, blank)
    .replace(/^[ \t]*\/\/+/gm, blank)
    .replace(/(?<=\n[ \t]*)\*(?!\/)/g, ' ')
}

/** Spaces instead of text, with its line ends. @param {string} text */
export function blank(text) {
  return text.replace(/[^\n]/g, ' ')
}

/** @param {string} source @param {number} index */
export function lineAt(source, index) {
  let line = 1
  for (let at = source.indexOf('\n'); at !== -1 && at < index; at = source.indexOf('\n', at + 1)) line += 1
  return line
}

import ts from 'typescript'

/**
 * A piece of prose in a file. `text` is as long as its source, so that `start` plus an index in it is a position in the file.
 * @typedef {{ kind: 'comment' | 'title' | 'message', start: number, text: string }} Piece
 */

const titledFunctions = new Set(['describe', 'it', 'test', 'step'])
const printingFunctions = new Set(['log', 'StopError'])
const titleProperties = new Set(['rule', 'title'])

/**
 * Comments, test titles and printed messages of a TypeScript or JavaScript file.
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
  const pieces = []

  /** @param {Piece['kind']} kind @param {ts.Node | undefined} node */
  function addLiteral(kind, node) {
    if (node === undefined) return
    if (ts.isTemplateExpression(node) || ts.isStringLiteralLike(node)) {
      const start = node.getStart(tree) + 1
      pieces.push({ kind, start, text: source.slice(start, node.end - 1) })
    }
  }

  /** @param {ts.Node} node */
  function visit(node) {
    if (isLiteral(node)) literals.push({ start: node.getStart(tree), end: node.end })
    if (ts.isCallExpression(node) && titledFunctions.has(calledName(node.expression))) {
      addLiteral('title', node.arguments[0])
    }
    if (isScript && (ts.isCallExpression(node) || ts.isNewExpression(node))) {
      if (printingFunctions.has(calledName(node.expression))) addLiteral('message', node.arguments?.[0])
    }
    if (isScript && ts.isPropertyAssignment(node) && titleProperties.has(node.name.getText(tree))) {
      addLiteral('title', node.initializer)
    }
    ts.forEachChild(node, visit)
  }

  visit(tree)
  return [...findComments(source, literals), ...pieces].sort((a, b) => a.start - b.start)
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

/**
 * The name of the called function: `test` in `test('…')`, `test.skip('…')` and `test.each(rows)('…')`.
 * @param {ts.Expression} callee
 */
function calledName(callee) {
  if (ts.isIdentifier(callee)) return callee.text
  if (ts.isPropertyAccessExpression(callee)) {
    return titledFunctions.has(callee.name.text) ? callee.name.text : calledName(callee.expression)
  }
  if (ts.isCallExpression(callee)) return calledName(callee.expression)
  return ''
}

/**
 * Comments outside of the literals, which may contain text that looks like a comment.
 * @param {string} source
 * @param {readonly { start: number, end: number }[]} literals
 * @returns {Piece[]}
 */
export function findComments(source, literals = []) {
  const pattern = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g
  /** @type {Piece[]} */
  const comments = []
  let next = 0
  for (let match = pattern.exec(source); match !== null; match = pattern.exec(source)) {
    const start = match.index
    while ((literals.at(next)?.end ?? Infinity) <= start) next += 1
    const literal = literals.at(next)
    if (literal !== undefined && literal.start <= start) pattern.lastIndex = literal.end
    else addComment(comments, { kind: 'comment', start, text: match[0] }, source)
  }
  return comments.map((piece) => ({ ...piece, text: blankDelimiters(piece.text) }))
}

/**
 * Adds a comment; line comments on adjacent lines become one.
 * @param {Piece[]} comments
 * @param {Piece} piece
 * @param {string} source
 */
function addComment(comments, piece, source) {
  const last = comments.at(-1)
  const between = last === undefined ? '' : source.slice(last.start + last.text.length, piece.start)
  if (last?.text.startsWith('//') && piece.text.startsWith('//') && /^\r?\n[ \t]*$/.test(between)) {
    last.text += between + piece.text
  } else comments.push(piece)
}

/** Replaces the delimiters of comments by spaces. @param {string} text */
function blankDelimiters(text) {
  return text
    .replace(/^\/\*\*?|\*\/$/g, blank)
    .replace(/^[ \t]*\/\/+/gm, blank)
    .replace(/(?<=\n[ \t]*)\*(?!\/)/g, ' ')
}

/** Replaces text by spaces and keeps its line breaks. @param {string} text */
export function blank(text) {
  return text.replace(/[^\n]/g, ' ')
}

/** @param {string} source @param {number} index */
export function lineNumberAt(source, index) {
  let line = 1
  let lineBreak = source.indexOf('\n')
  while (lineBreak !== -1 && lineBreak < index) {
    line += 1
    lineBreak = source.indexOf('\n', lineBreak + 1)
  }
  return line
}

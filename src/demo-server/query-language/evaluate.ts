import type { BinaryOperator, Expression, Method, Value } from './expression'
import { QueryError } from './tokens'

export type Row = Readonly<Record<string, unknown>>

/** A field of a row; names are case-insensitive, and one that no row has is a mistake of the query. */
function fieldOf(row: Row, name: string): Value {
  const key = Object.keys(row).find((one) => one.toLowerCase() === name)
  if (key === undefined) throw new QueryError(`Unknown field {${name}}.`)
  const value = row[key]
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return value instanceof Date ? value : null
}

function textOf(value: Value): string {
  return value instanceof Date ? value.toISOString() : String(value)
}

const fold = (value: Value) => textOf(value).toLowerCase()

/** Both as numbers when one is a number or a date; else as text without regard to case. */
function compare(left: Value, right: Value): number {
  const asDate = left instanceof Date || right instanceof Date
  if (asDate || typeof left === 'number' || typeof right === 'number') {
    const number = (value: Value) => (asDate && typeof value === 'string' ? Date.parse(value) : Number(value))
    return number(left) - number(right)
  }
  const [one, other] = [fold(left), fold(right)]
  return one === other ? 0 : one < other ? -1 : 1
}

/** null equals null alone, and is neither more nor less than anything. */
function relation(operator: BinaryOperator, left: Value, right: Value): boolean {
  if (left === null || right === null) {
    if (operator === '=') return left === right
    return operator === '<>' && left !== right
  }
  const order = compare(left, right)
  switch (operator) {
    case '=':
      return order === 0
    case '<>':
      return order !== 0
    case '<':
      return order < 0
    case '>':
      return order > 0
    case '<=':
      return order <= 0
    case '>=':
      return order >= 0
    case 'and':
    case 'or':
    case '+':
    case '-':
    case '*':
    case '/':
      throw new QueryError(`${operator} is no comparison.`)
  }
}

function arithmetic(operator: '+' | '-' | '*' | '/', left: Value, right: Value): Value {
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string'))
    return textOf(left) + textOf(right)
  const [one, other] = [Number(left), Number(right)]
  switch (operator) {
    case '+':
      return one + other
    case '-':
      return one - other
    case '*':
      return one * other
    case '/':
      return one / other
  }
}

const signOfMatches = new Map<string, BinaryOperator>([
  ['=', '='],
  ['==', '='],
  ['>=', '>='],
  ['<=', '<='],
  ['>', '>'],
  ['<', '<'],
])

/** A date by its beginning ("2018-10"), other text as a whole. */
function matchesText(value: Value, wanted: Value, operator: Value): boolean {
  const start = textOf(value).slice(0, textOf(wanted).length)
  const spelled = signOfMatches.get(textOf(operator))
  if (spelled === undefined) throw new QueryError('Unknown sign in Matches.')
  const isDate = value instanceof Date || /^\d{4}-\d\d-\d\dT/.test(textOf(value))
  return relation(spelled, isDate ? start : value, wanted)
}

function callMethod(name: Method, on: Value, parameters: readonly Value[]): boolean {
  const [wanted, operator] = parameters
  if (wanted === undefined || wanted === null) throw new QueryError(`${name} expects a text.`)
  if (on === null) return false
  switch (name) {
    case 'contains':
      return fold(on).includes(fold(wanted))
    case 'startswith':
      return fold(on).startsWith(fold(wanted))
    case 'endswith':
      return fold(on).endsWith(fold(wanted))
    case 'matches':
      return matchesText(on, wanted, operator ?? '=')
  }
}

function binary(expression: Extract<Expression, { kind: 'binary' }>, row: Row): Value {
  const { operator } = expression
  const left = evaluate(expression.left, row)
  const right = () => evaluate(expression.right, row)
  switch (operator) {
    case 'and':
      return left === true && right() === true
    case 'or':
      return left === true || right() === true
    case '+':
    case '-':
    case '*':
    case '/':
      return arithmetic(operator, left, right())
    case '=':
    case '<>':
    case '<':
    case '>':
    case '<=':
    case '>=':
      return relation(operator, left, right())
  }
}

export function evaluate(expression: Expression, row: Row): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'field':
      return fieldOf(row, expression.name)
    case 'not':
      return evaluate(expression.of, row) !== true
    case 'minus':
      return -Number(evaluate(expression.of, row))
    case 'binary':
      return binary(expression, row)
    case 'choice':
      return evaluate(evaluate(expression.test, row) === true ? expression.yes : expression.no, row)
    case 'method': {
      const parameters = expression.with.map((parameter) => evaluate(parameter, row))
      return callMethod(expression.name, evaluate(expression.on, row), parameters)
    }
  }
}

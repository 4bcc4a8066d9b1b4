import type { BinaryOperator, Expression, Method, Value } from './expression'
import { QueryError } from './tokens'

export type Row = Readonly<Record<string, unknown>>

/** The value of a field, whose name is case-insensitive. An unknown field is an error in the query. */
function fieldOf(row: Row, name: string): Value {
  const key = Object.keys(row).find((candidate) => candidate.toLowerCase() === name)
  if (key === undefined) throw new QueryError(`Unknown field {${name}}.`)
  const value = row[key]
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return value instanceof Date ? value : null
}

function textOf(value: Value): string {
  return value instanceof Date ? value.toISOString() : String(value)
}

const fold = (value: Value) => textOf(value).toLowerCase()

/** Compares as numbers if one is a number or a date, otherwise as text without regard to case. */
function compare(left: Value, right: Value): number {
  const isDate = left instanceof Date || right instanceof Date
  if (isDate || typeof left === 'number' || typeof right === 'number') {
    const toNumber = (value: Value) =>
      isDate && typeof value === 'string' ? Date.parse(value) : Number(value)
    return toNumber(left) - toNumber(right)
  }
  const [leftText, rightText] = [fold(left), fold(right)]
  return leftText === rightText ? 0 : leftText < rightText ? -1 : 1
}

/** null equals only null, and is neither less nor greater than any value. */
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
      throw new QueryError(`${operator} is not a comparison.`)
  }
}

function arithmetic(operator: '+' | '-' | '*' | '/', left: Value, right: Value): Value {
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string'))
    return textOf(left) + textOf(right)
  const [leftNumber, rightNumber] = [Number(left), Number(right)]
  switch (operator) {
    case '+':
      return leftNumber + rightNumber
    case '-':
      return leftNumber - rightNumber
    case '*':
      return leftNumber * rightNumber
    case '/':
      return leftNumber / rightNumber
  }
}

/** The operators that the second parameter of `Matches` accepts. */
const matchesOperators = new Map<string, BinaryOperator>([
  ['=', '='],
  ['==', '='],
  ['>=', '>='],
  ['<=', '<='],
  ['>', '>'],
  ['<', '<'],
])

/** Compares a date by its beginning ("2018-10"), and other text as a whole. */
function matchesText(value: Value, expected: Value, operatorText: Value): boolean {
  const start = textOf(value).slice(0, textOf(expected).length)
  const operator = matchesOperators.get(textOf(operatorText))
  if (operator === undefined) throw new QueryError('Unknown operator in Matches.')
  const isDate = value instanceof Date || /^\d{4}-\d\d-\d\dT/.test(textOf(value))
  return relation(operator, isDate ? start : value, expected)
}

function callMethod(name: Method, value: Value, parameters: readonly Value[]): boolean {
  const [expected, operator] = parameters
  if (expected === undefined || expected === null) throw new QueryError(`${name} requires a text.`)
  if (value === null) return false
  switch (name) {
    case 'contains':
      return fold(value).includes(fold(expected))
    case 'startswith':
      return fold(value).startsWith(fold(expected))
    case 'endswith':
      return fold(value).endsWith(fold(expected))
    case 'matches':
      return matchesText(value, expected, operator ?? '=')
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

import { methods, type BinaryOperator, type Expression } from './expression'
import { QueryError, tokenize, type Token } from './tokens'

/** Maximum nesting, so that a hostile query cannot exhaust the stack. */
const maxDepth = 200

/** The operators by spelling, in levels of increasing precedence. */
const levels: readonly Readonly<Record<string, BinaryOperator>>[] = [
  { or: 'or', '||': 'or' },
  { and: 'and', '&&': 'and' },
  { '=': '=', '==': '=', '<>': '<>', '!=': '<>', '<': '<', '>': '>', '<=': '<=', '>=': '>=' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/' },
]
/** NOT binds less tightly than a comparison: `NOT {a} = 1` negates the comparison. */
const comparisonLevel = 2

/** A recursive-descent parser with one method for each grammar rule. */
class Parser {
  private position = 0
  private depth = 0

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): Expression {
    const expression = this.choice()
    if (this.position < this.tokens.length)
      throw new QueryError('Unexpected text after the end of the query.')
    return expression
  }

  private spelling(): string | undefined {
    const token = this.tokens[this.position]
    return token?.kind === 'symbol' || token?.kind === 'word' ? token.text : undefined
  }

  private accept(text: string): boolean {
    if (this.spelling() !== text) return false
    this.position += 1
    return true
  }

  private expect(text: string): void {
    if (!this.accept(text)) throw new QueryError(`${text} is missing.`)
  }

  private choice(): Expression {
    this.depth += 1
    if (this.depth > maxDepth) throw new QueryError('The query is nested too deeply.')
    const test = this.binary(0)
    let expression = test
    if (this.accept('?')) {
      const yes = this.choice()
      this.expect(':')
      expression = { kind: 'choice', test, yes, no: this.choice() }
    }
    this.depth -= 1
    return expression
  }

  private binary(level: number): Expression {
    const operators = levels[level]
    if (operators === undefined) return this.unary()
    if (level === comparisonLevel && (this.accept('not') || this.accept('!'))) return this.negation()
    let left = this.binary(level + 1)
    for (;;) {
      const spelling = this.spelling()
      const operator =
        spelling !== undefined && Object.hasOwn(operators, spelling) ? operators[spelling] : undefined
      if (operator === undefined) return left
      this.position += 1
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) }
    }
  }

  private negation(): Expression {
    this.depth += 1
    if (this.depth > maxDepth) throw new QueryError('The query is nested too deeply.')
    const of = this.binary(comparisonLevel)
    this.depth -= 1
    return { kind: 'not', of }
  }

  private unary(): Expression {
    let minuses = 0
    while (this.accept('-')) minuses += 1
    const of = this.postfix()
    return minuses % 2 === 0 ? of : { kind: 'minus', of }
  }

  private postfix(): Expression {
    let expression = this.primary()
    while (this.accept('.')) {
      const name = methods.find((method) => this.accept(method))
      if (name === undefined) throw new QueryError('Unknown method.')
      expression = { kind: 'method', on: expression, name, with: this.list() }
    }
    return expression
  }

  private list(): Expression[] {
    this.expect('(')
    if (this.accept(')')) return []
    const items = [this.choice()]
    while (this.accept(',')) items.push(this.choice())
    this.expect(')')
    return items
  }

  private primary(): Expression {
    const token = this.tokens[this.position]
    if (token === undefined) throw new QueryError('The query ends too early.')
    this.position += 1
    switch (token.kind) {
      case 'field':
        return { kind: 'field', name: token.name }
      case 'string':
      case 'number':
        return { kind: 'literal', value: token.value }
      case 'word':
        return this.word(token.text)
      case 'symbol':
        return this.bracket(token.text)
    }
  }

  private bracket(text: string): Expression {
    if (text !== '(') throw new QueryError(`Unexpected ${text}.`)
    const inner = this.choice()
    this.expect(')')
    return inner
  }

  private word(text: string): Expression {
    if (text === 'null') return { kind: 'literal', value: null }
    if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true' }
    if (text === 'datetime') return { kind: 'literal', value: this.date() }
    throw new QueryError(`Unknown word ${text}.`)
  }

  private date(): Date {
    const parts = this.list().map((part) => (part.kind === 'literal' ? Number(part.value) : Number.NaN))
    const [year, month, day = 1, hour = 0, minute = 0, second = 0] = parts
    if (year === undefined || month === undefined || parts.some((part) => !Number.isInteger(part))) {
      throw new QueryError('DateTime requires year and month as integers.')
    }
    return new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  }
}

/** Parses a query, which must not be empty. See docs/platform-api.md#list-calls. */
export function parseFilterQuery(query: string): Expression {
  return new Parser(tokenize(query)).parse()
}

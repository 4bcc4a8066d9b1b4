/** A value in a query: a literal, a field of a row, or the result of an expression. */
export type Value = string | number | boolean | null | Date

export type BinaryOperator = '=' | '<>' | '<' | '>' | '<=' | '>=' | 'and' | 'or' | '+' | '-' | '*' | '/'

export type Expression =
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'not' | 'minus'; readonly of: Expression }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly kind: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | {
      readonly kind: 'method'
      readonly on: Expression
      readonly name: Method
      readonly with: readonly Expression[]
    }

export const methods = ['contains', 'startswith', 'endswith', 'matches'] as const
export type Method = (typeof methods)[number]

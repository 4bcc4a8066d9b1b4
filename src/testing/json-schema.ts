import fc from 'fast-check'

/** The part of JSON Schema that zod produces for the inputs of IPC calls. */
export interface JsonSchema {
  /** Several for a primitive that may be null. */
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: unknown
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
}

/** Places in a schema where a value may be of any size, or have any property. */
export function unboundedParts(schema: JsonSchema, path = '$'): readonly string[] {
  const inner = [
    ...(unionOf(schema) ?? []),
    ...(schema.items === undefined ? [] : [schema.items]),
    ...Object.values(schema.properties ?? {}),
  ].flatMap((part) => unboundedParts(part, `${path}.${String(part.type ?? 'union')}`))
  return isBounded(schema) ? inner : [path, ...inner]
}

/** The alternatives of a schema, or undefined if it has none. */
function unionOf({ anyOf, oneOf, type, ...rest }: JsonSchema): readonly JsonSchema[] | undefined {
  if (type === undefined || typeof type === 'string') return anyOf ?? oneOf
  return type.map((single) => ({ ...rest, type: single }))
}

function isBounded(schema: JsonSchema): boolean {
  const { type, maxLength, pattern, maxItems, additionalProperties } = schema
  if ('const' in schema || schema.enum !== undefined) return true
  if (type === 'string') return maxLength !== undefined || /^\^.*\$$/.test(pattern ?? '')
  if (type === 'array') return maxItems !== undefined
  return type !== 'object' || additionalProperties === false
}

/** Whether a value that a window can send fits the schema. Written apart from zod, to check it. */
export function fits(schema: JsonSchema, value: unknown): boolean {
  const union = unionOf(schema)
  if (union !== undefined) return union.some((part) => fits(part, value))
  if ('const' in schema) return Object.is(value, schema.const)
  if (schema.enum !== undefined) return schema.enum.includes(value)
  switch (String(schema.type)) {
    case 'null':
      return value === null
    case 'boolean':
      return typeof value === 'boolean'
    case 'string':
      return typeof value === 'string' && fitsText(schema, value)
    case 'integer':
      return Number.isSafeInteger(value) && fitsRange(schema, value as number)
    case 'number':
      return Number.isFinite(value) && fitsRange(schema, value as number)
    case 'array':
      return Array.isArray(value) && fitsItems(schema, value)
    case 'object':
      return isRecord(value) && fitsProperties(schema, value)
    default:
      // No type: no input, or an instance that JSON Schema cannot describe.
      return value === undefined || value instanceof Uint8Array
  }
}

function fitsText({ minLength = 0, maxLength = Infinity, pattern }: JsonSchema, text: string): boolean {
  return (
    text.length >= minLength &&
    text.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern).test(text))
  )
}

function fitsRange({ minimum, maximum, exclusiveMinimum }: JsonSchema, value: number): boolean {
  return (
    value >= (minimum ?? -Infinity) &&
    value <= (maximum ?? Infinity) &&
    value > (exclusiveMinimum ?? -Infinity)
  )
}

function fitsItems({ items, minItems = 0, maxItems = Infinity }: JsonSchema, values: unknown[]): boolean {
  const all = Array.from(values)
  return (
    all.length >= minItems &&
    all.length <= maxItems &&
    (items === undefined || all.every((value) => fits(items, value)))
  )
}

function fitsProperties({ properties = {}, required = [] }: JsonSchema, value: object): boolean {
  const entries = Object.entries(value)
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    entries.every(([name, inner]) => {
      const schema = Object.hasOwn(properties, name) ? properties[name] : undefined
      if (schema === undefined) return false
      return fits(schema, inner) || (inner === undefined && !required.includes(name))
    })
  )
}

/** A `Map` or `Date` counts as its own properties, of which it has none: that is how zod reads it. */
function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Values that fit the schema in type and range; small, since size is tested apart. */
export function valuesOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const union = unionOf(schema)
  if (union !== undefined) return fc.oneof(...union.map(valuesOf))
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const { minimum, maximum, exclusiveMinimum, minLength = 0, minItems = 0, items = {} } = schema
  switch (String(schema.type)) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'string':
      return schema.pattern === undefined
        ? fc.string({ minLength, maxLength: minLength + 12 })
        : fc.stringMatching(new RegExp(schema.pattern))
    case 'integer':
      return fc.integer({
        min: minimum ?? (exclusiveMinimum ?? -1_001) + 1,
        max: Math.min(maximum ?? 1_000, 1_000_000),
      })
    case 'number':
      return fc.double({ min: minimum ?? -1e9, max: maximum ?? 1e9, noNaN: true })
    case 'array':
      return fc.array(valuesOf(items), { minLength: minItems, maxLength: minItems + 2 })
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, part]) => [name, valuesOf(part)]),
        ),
        { requiredKeys: [...(schema.required ?? [])] },
      )
    default:
      return fc.constant(undefined)
  }
}

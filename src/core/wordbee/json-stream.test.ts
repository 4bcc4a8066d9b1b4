import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../testing/memory-ports'
import type { Clock, HttpResponse } from '../ports'
import { JsonStream, JsonStreamError, jsonLimits, type RowReader } from './json-stream'
import { maxJsonReadMs, readJsonBody } from './read-body'
import { WordbeeError } from './wordbee-error'

/** The value of a text that arrives in parts of these lengths, over and over, or the problem. */
function parse(text: string, lengths: readonly number[] = [text.length], readRow?: RowReader): unknown {
  const stream = new JsonStream(readRow)
  try {
    for (let at = 0, index = 0; at < text.length; index += 1) {
      const length = Math.max(1, lengths[index % lengths.length] ?? 1)
      stream.add(text.slice(at, at + length))
      at += length
    }
    return stream.finish()
  } catch (error) {
    if (error instanceof JsonStreamError) return error.problem
    throw error
  }
}

const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
const json = fc.jsonValue({ maxDepth: 5 })

describe('a JSON text in parts', () => {
  it('has the value that it has as a whole, wherever it is divided', () => {
    fc.assert(
      fc.property(json, lengths, fc.constantFrom(undefined, 1, '\t'), (value, parts, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(parse(text, parts)).toEqual(JSON.parse(text))
      }),
      { numRuns: 300 },
    )
  })

  it('is cut, and never another value, where it ends early', () => {
    fc.assert(
      fc.property(
        json.filter((value) => typeof value === 'object' && value !== null),
        lengths,
        fc.nat(),
        (value, parts, at) => {
          const text = JSON.stringify(value)
          expect(parse(text.slice(0, 1 + (at % (text.length - 1))), parts)).toBe('cut')
        },
      ),
    )
  })

  it.each([
    '',
    ' ',
    '<html></html>',
    'token',
    '[1,]',
    '[,1]',
    '[1 2]',
    '[1}',
    '{"a":1]',
    '{"a" 1}',
    '{"a":}',
    '{,}',
    '{a:1}',
    '[1]]',
    '[1] x',
    '[01]',
    '[nul]',
    '["\u0007"]',
    '[{"a":1,}]',
    '[[1}]',
  ])('is refused as a whole where JSON.parse refuses it: %j', (text) => {
    expect(() => void JSON.parse(text)).toThrow()
    expect(parse(text)).toBe('invalid')
    expect(parse(text, [1])).toBe('invalid')
  })

  it('keeps members named like those of Object.prototype as members', () => {
    const value = parse('{"__proto__":{"x":1},"constructor":2}')
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor'])
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })
})

describe('rows', () => {
  const readRow: RowReader = (row) => (row === 'bad' ? undefined : [row])

  it.each([
    ['[1,2]', [[1], [2]]],
    ['{"rows":[1],"total":1}', { rows: [[1]], total: 1 }],
    ['{"result":{"items":{"7":1}}}', { result: { items: { 7: [1] } } }],
    ['{"result":[{"a":[1]}],"hasmore":false}', { result: [[{ a: [1] }]], hasmore: false }],
  ])('of %s are read one by one', (text, expected) => {
    expect(parse(text, [3], readRow)).toEqual(expected)
  })

  it('end the text at the first that is refused', () => {
    expect(parse('["bad", this is never read', undefined, readRow)).toBe('invalid')
  })
})

const mebibyte = 1_048_576

/** A body of 64 MiB that repeats a text, and how many bytes of it were read. */
function endless(start: string, repeated: string): { readonly response: HttpResponse; read: () => number } {
  const chunk = new TextEncoder().encode(repeated.repeat(Math.ceil(mebibyte / repeated.length)))
  let read = 0
  async function* body(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(start)
    while (read < 64 * mebibyte) {
      read += chunk.byteLength
      yield await Promise.resolve(chunk)
    }
  }
  return { response: { status: 200, header: () => null, body: body() }, read: () => read }
}

interface HostileAnswer {
  readonly start: string
  readonly repeated: string
  readonly readRow?: RowReader
  readonly failure: string
  /** Where reading stops. */
  readonly maxMebibytes: number
}

const isRecord: RowReader = (row) => (typeof row === 'object' ? row : undefined)

describe('an answer of 64 MiB', () => {
  it.each<readonly [string, HostileAnswer]>([
    [
      'of zeros instead of rows',
      { start: '[', repeated: '0,', failure: 'answer-unexpected', maxMebibytes: 1, readRow: isRecord },
    ],
    [
      'of zeros in a list of any rows',
      { start: '[', repeated: '0,', failure: 'answer-too-large', maxMebibytes: 1 },
    ],
    [
      'of empty objects',
      { start: '{"rows":[', repeated: '{},', failure: 'answer-too-large', maxMebibytes: 1 },
    ],
    ['of empty names', { start: '{', repeated: '"":0,', failure: 'answer-too-large', maxMebibytes: 1 }],
    ['of one text', { start: '"', repeated: 'a', failure: 'answer-too-large', maxMebibytes: 2 }],
    ['of one name', { start: '{"', repeated: 'a', failure: 'answer-too-large', maxMebibytes: 2 }],
    ['of one number', { start: '[1', repeated: '1', failure: 'answer-too-large', maxMebibytes: 2 }],
    ['of blanks', { start: '', repeated: ' ', failure: 'answer-unexpected', maxMebibytes: 64 }],
    ['of arrays in arrays', { start: '', repeated: '[', failure: 'answer-unexpected', maxMebibytes: 1 }],
    [
      'of objects in objects',
      { start: '', repeated: '{"a":', failure: 'answer-unexpected', maxMebibytes: 1 },
    ],
    [
      'of empty arrays in each row',
      { start: '[', repeated: `[${'[],'.repeat(999)}[]],`, failure: 'answer-too-large', maxMebibytes: 10 },
    ],
    [
      'of a million segments',
      {
        start: '{"result":{"rows":[',
        repeated: '{"sid":27665601,"did":1,"no":"1","en":"A text."},',
        failure: 'answer-too-large',
        maxMebibytes: 6,
      },
    ],
    [
      'that ends nowhere',
      { start: '[', repeated: '{"a":1},', failure: 'answer-too-large', maxMebibytes: 1, readRow: () => 1 },
    ],
  ])('%s is left early', async (_name, { start, repeated, failure, maxMebibytes, readRow = null }) => {
    const { response, read } = endless(start, repeated)
    const error: unknown = await readJsonBody(response, { clock: new FakeClock(), readRow }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error instanceof WordbeeError ? error.failure.kind : error).toBe(failure)
    expect(read()).toBeLessThanOrEqual((maxMebibytes + 1) * mebibyte)
  })

  it('lets other work run in between, however it arrives', async () => {
    let elapsed = 0
    const sleeps: number[] = []
    const busy: Clock = {
      now: () => 0,
      after: () => () => undefined,
      // Each look at the clock is a step of work that takes 5 ms.
      elapsed: () => (elapsed += 5),
      sleep: (ms) => {
        sleeps.push(ms)
        return Promise.resolve()
      },
    }
    const rows = JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id, text: 'a'.repeat(40) })))
    const bytes = new TextEncoder().encode(rows)
    async function* body(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(bytes)
    }
    const response: HttpResponse = { status: 200, header: () => null, body: body() }
    const value = await readJsonBody(response, { clock: busy })
    expect(value).toHaveLength(20_000)
    expect(sleeps.length).toBeGreaterThan(bytes.length / (16 * 1_024) / 3)
    expect(jsonLimits.rowLength).toBeLessThanOrEqual(mebibyte)
  })

  it('that never ends is left after five minutes, however steadily it arrives', async () => {
    const clock = new FakeClock()
    const started = clock.elapsed()
    async function* body(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('[')
      for (;;) {
        clock.advance(1_000)
        yield await Promise.resolve(new TextEncoder().encode(`${' '.repeat(9_000)}1,`))
      }
    }
    const response: HttpResponse = { status: 200, header: () => null, body: body() }
    const error: unknown = await readJsonBody(response, { clock }).catch((thrown: unknown) => thrown)
    expect(error instanceof WordbeeError ? error.failure.kind : error).toBe('timed-out')
    expect(clock.elapsed() - started).toBeLessThanOrEqual(maxJsonReadMs + 1_000)
  })
})

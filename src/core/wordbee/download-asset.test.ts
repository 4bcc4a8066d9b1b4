import { describe, expect, it } from 'vitest'
import type { HttpResponse } from '../ports'
import { FakeClock } from '../../testing/memory-ports'
import { downloadAsset } from './download-asset'
import type { Exchange } from './exchange'
import { FlexIds } from './flex-ids'
import { failureWithDetail, WordbeeError } from './wordbee-error'

const identity = {
  context: { family: 'classic', scope: 'pr1' },
  segmentId: 1,
  locale: null,
  relativePath: '',
  name: 'a.txt',
} as const

/** Not asked: the file is in a project. */
const flexIds = new FlexIds(() => Promise.reject(new Error('not a Flex file')))

async function download(
  headers: Readonly<Record<string, string>>,
  chunks: readonly (string | Error)[],
  size: number | null,
): Promise<string> {
  const response: HttpResponse = {
    status: 200,
    header: (name) => headers[name] ?? null,
    body: bodyOf(chunks),
  }
  const exchange = (() => Promise.resolve(response)) as unknown as Exchange
  try {
    const { body } = await downloadAsset(
      { exchange, root: 'https://platform.example/api', clock: new FakeClock(), flexIds },
      { asset: { ...identity, size } },
    )
    let text = ''
    for await (const chunk of body) text += new TextDecoder().decode(chunk)
    return text
  } catch (error) {
    return error instanceof WordbeeError ? error.failure.kind : String(error)
  }
}

async function* bodyOf(chunks: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await Promise.resolve()
    if (chunk instanceof Error) throw chunk
    yield new TextEncoder().encode(chunk)
  }
}

const cut = (detail: string): WordbeeError =>
  new WordbeeError(failureWithDetail('answer-cut', detail), { status: 200, nothingWasDone: false })

describe('downloadAsset', () => {
  it.each([
    ['a stored gzip file, whose listed size is that of the compressed bytes', 'gzip', 4],
    ['one that is shorter than listed', 'br', 20],
    ['several codings', 'gzip, br', 4],
  ])('says that the server sends %s', async (_name, coding, size) => {
    expect(await download({ 'content-encoding': coding, 'content-length': '4' }, ['decoded'], size)).toBe(
      'answer-encoded',
    )
  })

  it('says that a body is not in the coding that it declares', async () => {
    expect(await download({ 'content-encoding': 'gzip' }, [cut('ERR_CONTENT_DECODING_FAILED')], 4)).toBe(
      'answer-encoded',
    )
  })

  it('accepts a coded body that has the listed size once it is decoded', async () => {
    expect(await download({ 'content-encoding': 'gzip', 'content-length': '4' }, ['decoded'], 7)).toBe(
      'decoded',
    )
  })

  it.each([{}, { 'content-encoding': 'identity' }, { 'content-encoding': '' }])(
    'calls a body without a coding (%j) cut',
    async (headers: Readonly<Record<string, string>>) => {
      expect(await download(headers, ['decoded'], 9)).toBe('answer-cut')
      expect(await download(headers, [cut('ERR_CONNECTION_RESET')], 9)).toBe('answer-cut')
    },
  )
})

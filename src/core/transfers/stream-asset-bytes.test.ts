import { describe, expect, it } from 'vitest'
import type { SelectedAsset } from '../../shared/deletion'
import type { OpenConnection } from '../connections/open-connection'
import type { HttpResponse } from '../ports'
import { streamAssetBytes } from './stream-asset-bytes'
import { toTransferFailure } from './transfer-failure'

const asset: SelectedAsset = {
  context: { family: 'classic', scope: 'pr1' },
  segmentId: 1,
  locale: null,
  relativePath: '',
  name: 'a.bin',
  size: 4,
  modifiedDate: null,
}

async function outcomeOf(headers: Readonly<Record<string, string>>, body: string): Promise<string> {
  const response: HttpResponse = {
    status: 200,
    header: (name) => headers[name] ?? null,
    body: (async function* () {
      yield await Promise.resolve(new TextEncoder().encode(body))
    })(),
  }
  const open = {
    serverKey: 's',
    connection: { accountId: 'a' },
    client: { download: () => Promise.resolve(response) },
  }
  const ports = {
    cache: {
      findFile: () => Promise.resolve(null),
      async *readFile(): AsyncGenerator<Uint8Array> {},
    },
    clock: { elapsed: () => 0 },
  }
  const request = { asset, signal: new AbortController().signal, onBytes: () => undefined }
  try {
    let text = ''
    const stream = streamAssetBytes(ports, { ...request, open: open as unknown as OpenConnection })
    for await (const chunk of stream) text += new TextDecoder().decode(chunk)
    return text
  } catch (error) {
    const failure = toTransferFailure(error)
    return failure.kind === 'failed' ? failure.problem : failure.kind
  }
}

describe('streamAssetBytes', () => {
  it.each([
    ['longer', 'decoded'],
    ['shorter', 'abc'],
  ])(
    'does not call a file changed that the server sends in a coded form, %s than listed',
    async (_name, body) => {
      expect(await outcomeOf({ 'content-encoding': 'gzip' }, body)).toBe('answer-encoded')
    },
  )

  it('accepts a coded file that has the listed size', async () => {
    expect(await outcomeOf({ 'content-encoding': 'gzip', 'content-length': '99' }, 'abcd')).toBe('abcd')
  })

  it('calls another size without a coding a change', async () => {
    expect(await outcomeOf({ 'content-encoding': 'identity' }, 'decoded')).toBe('changed-on-server')
    expect(await outcomeOf({ 'content-length': '3' }, 'abc')).toBe('changed-on-server')
  })
})

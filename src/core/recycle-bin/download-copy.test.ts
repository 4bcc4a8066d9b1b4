import { describe, expect, it } from 'vitest'
import type { Asset } from '../../shared/asset'
import { MemoryBlobs, MemoryDisk } from '../../testing/memory-storage'
import { FakeClock } from '../../testing/memory-ports'
import type { HttpResponse } from '../ports'
import { downloadCopy } from './download-copy'

async function copyOf(headers: Readonly<Record<string, string>>, body: string, size: number) {
  const response: HttpResponse = {
    status: 200,
    header: (name) => headers[name] ?? null,
    body: (async function* () {
      yield await Promise.resolve(new TextEncoder().encode(body))
    })(),
  }
  const ports = {
    client: { download: () => Promise.resolve(response) },
    blobs: new MemoryBlobs(new MemoryDisk()),
    clock: new FakeClock(),
  }
  return downloadCopy(ports, { asset: {} as Asset, size, blobName: 'copy', signal: undefined })
}

describe('a copy of a file that the server sends in a coded form', () => {
  it.each([
    ['longer', 4],
    ['shorter', 40],
  ])('is refused as such if it is %s than listed', async (_name, size) => {
    const headers = { 'content-encoding': 'gzip', 'content-length': '4' }
    expect(await copyOf(headers, 'decoded', size)).toMatchObject({ ok: false, failure: 'encoded' })
  })

  it('is made if it has the listed size once it is decoded', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-length': '4' }
    expect(await copyOf(headers, 'decoded', 7)).toMatchObject({ ok: true })
  })

  it('is refused for its size without a coding', async () => {
    expect(await copyOf({}, 'decoded', 4)).toMatchObject({ ok: false, failure: 'too-long' })
    expect(await copyOf({}, 'decoded', 40)).toMatchObject({ ok: false, failure: 'too-short' })
  })
})

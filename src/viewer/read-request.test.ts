import { describe, expect, it } from 'vitest'
import { scaleToBox, scaleSize } from './scale-to-box'
import { readFileRange } from './read-file'
import { readRequest } from './read-request'

const draw = {
  type: 'draw',
  ticket: 1,
  kind: 'pdf',
  address: 'preview://asset/Ab-9_',
  page: 2,
  width: 10,
  height: 20,
}

describe('readRequest', () => {
  it('accepts draw, cancel and forget requests', () => {
    expect(readRequest(draw)).toEqual(draw)
    expect(readRequest({ type: 'cancel', ticket: 3 })).toEqual({ type: 'cancel', ticket: 3 })
    expect(readRequest({ type: 'forget', more: 1 })).toEqual({ type: 'forget' })
  })

  it.each([
    [undefined],
    [{ ...draw, kind: 'html' }],
    [{ ...draw, address: 'https://evil.example/a.pdf' }],
    [{ ...draw, address: 'preview://asset/a?b' }],
    [{ ...draw, address: 'app://bundle/index.html' }],
    [{ ...draw, page: 201 }],
    [{ ...draw, page: 0 }],
    [{ ...draw, width: 0 }],
    [{ ...draw, height: 1e9 }],
    [{ ...draw, ticket: '1' }],
    [{ type: 'eval', text: '1' }],
  ])('rejects %j', (data) => {
    expect(readRequest(data)).toBeNull()
  })
})

describe('scaling', () => {
  it('fits a drawing into the box', () => {
    expect(scaleToBox({ width: 100, height: 50 }, { width: 300, height: 300 })).toBe(3)
  })

  it('limits the number of pixels, and keeps at least one per side', () => {
    const natural = { width: 1_000, height: 1_000 }
    const size = scaleSize(natural, scaleToBox(natural, { width: 16_000, height: 16_000 }))
    expect(size).toEqual({ width: 4_096, height: 4_096 })
    expect(scaleSize({ width: 5_000, height: 1 }, 0.1)).toEqual({ width: 500, height: 1 })
  })
})

describe('readFileRange', () => {
  it('makes as many requests as needed', async () => {
    const requestedRanges: string[] = []
    const read = (_address: string, from: number, to: number) => {
      requestedRanges.push(`${from}-${to}`)
      const bytes = Uint8Array.from({ length: Math.min(4, to - from) }, (_value, index) => from + index)
      return Promise.resolve({ bytes, total: 100, type: '' })
    }
    expect([...(await readFileRange('preview://asset/a', { from: 10, to: 20 }, read))]).toEqual([
      10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    ])
    expect(requestedRanges).toEqual(['10-20', '14-20', '18-20'])
  })

  it('fails if a response is empty, instead of requesting it again', async () => {
    const read = () => Promise.resolve({ bytes: new Uint8Array(0), total: 100, type: '' })
    await expect(readFileRange('preview://asset/a', { from: 0, to: 5 }, read)).rejects.toThrow('unreachable')
  })
})

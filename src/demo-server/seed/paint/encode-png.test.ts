import { describe, expect, it } from 'vitest'
import { Canvas } from './canvas'
import { encodePng } from './encode-png'

describe('an encoded PNG', () => {
  const bytes = encodePng(new Canvas(2, 1), 200)

  it('has the requested size', () => {
    expect(bytes).toHaveLength(200)
  })

  it('ends with the standard end chunk and its checksum', () => {
    expect(bytes.subarray(-12).toString('hex')).toBe('0000000049454e44ae426082')
  })
})

import { describe, expect, it } from 'vitest'
import { Canvas } from './canvas'
import { encodePng } from './encode-png'

describe('a drawn png', () => {
  const bytes = encodePng(new Canvas(2, 1), 200)

  it('has the size that was asked for', () => {
    expect(bytes).toHaveLength(200)
  })

  it('ends with the end that every png has, checksum and all', () => {
    expect(bytes.subarray(-12).toString('hex')).toBe('0000000049454e44ae426082')
  })
})

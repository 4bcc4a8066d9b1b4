import { describe, expect, it } from 'vitest'
import { maxListedText } from '../place-schema'
import { identitySchema, selectedAssetSchema } from './schemas'

const asset = {
  context: { family: 'classic', scope: 'pr7214' },
  segmentId: 27665601,
  locale: 'en',
  relativePath: '',
  name: 'a.png',
  size: 1,
  modifiedDate: null,
}

describe('selectedAssetSchema', () => {
  it.each(['name', 'relativePath', 'locale', 'modifiedDate'])(
    'accepts any text that a listing can hold, so that one asset does not fail the selection: %s',
    (field) => {
      const odd = { ...asset, [field]: '\u0000\ud800'.repeat(maxListedText / 2) }
      expect(selectedAssetSchema.safeParse(odd).success).toBe(true)
    },
  )

  it('refuses what no listing can hold', () => {
    expect(selectedAssetSchema.safeParse({ ...asset, name: 'a'.repeat(maxListedText + 1) }).success).toBe(
      false,
    )
    expect(identitySchema.safeParse({ ...asset, other: 1 }).success).toBe(false)
  })
})

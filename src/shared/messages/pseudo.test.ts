import { describe, expect, it } from 'vitest'
import { pseudoText } from './pseudo'

describe('pseudoText', () => {
  it('accents and lengthens texts', () => {
    expect(pseudoText('Delete')).toBe('⟦Ðéļéţé···⟧')
  })

  it('preserves placeholders, but accents the texts of plural cases', () => {
    expect(pseudoText('{count, plural, one {# file} other {# files}} of {name}')).toBe(
      '⟦{count, plural, one {# ƒîļé} other {# ƒîļéš}} öƒ {name}···⟧',
    )
  })
})

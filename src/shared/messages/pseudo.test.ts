import { describe, expect, it } from 'vitest'
import { pseudoText } from './pseudo'

describe('pseudoText', () => {
  it('accents and lengthens what is read', () => {
    expect(pseudoText('Delete')).toBe('⟦Ðéļéţé···⟧')
  })

  it('leaves placeholders as they are, and not the texts of their cases', () => {
    expect(pseudoText('{count, plural, one {# file} other {# files}} of {name}')).toBe(
      '⟦{count, plural, one {# ƒîļé} other {# ƒîļéš}} öƒ {name}···⟧',
    )
  })
})

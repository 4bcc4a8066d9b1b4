import { describe, expect, it } from 'vitest'
import { chooseLanguage } from './choose-language'

const computer = ['fr-CA', 'de']

describe('chooseLanguage', () => {
  it('lets the switch decide over the setting', () => {
    const choice = chooseLanguage({ requested: 'en', setting: 'de', preferred: computer })
    expect(choice).toEqual({ shown: 'en', system: 'fr', isForced: true })
  })

  it('takes a region of the switch for its language', () => {
    expect(chooseLanguage({ requested: 'en-US', setting: 'de', preferred: computer }).shown).toBe('en')
    expect(chooseLanguage({ requested: 'de_AT.UTF-8', setting: 'fr', preferred: [] }).shown).toBe('de')
  })

  it('overhears a switch that names no language of ours', () => {
    const choice = chooseLanguage({ requested: 'tlh', setting: 'ja', preferred: computer })
    expect(choice).toEqual({ shown: 'ja', system: 'fr', isForced: false })
  })

  it('reaches the pseudo-locale by the switch alone', () => {
    expect(chooseLanguage({ requested: 'en-XA', setting: 'system', preferred: [] }).shown).toBe('en-XA')
    expect(chooseLanguage({ requested: '', setting: 'system', preferred: ['en-XA'] }).shown).toBe('en')
  })

  it.each([
    [['fr-CA', 'de'], 'fr'],
    [['pt-BR', 'es-419'], 'es'],
    [['sv', 'C'], 'en'],
    [[], 'en'],
  ] as const)('speaks with a computer of %s %s', (preferred, shown) => {
    expect(chooseLanguage({ requested: '', setting: 'system', preferred }).shown).toBe(shown)
  })
})

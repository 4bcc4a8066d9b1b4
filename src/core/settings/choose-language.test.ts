import { describe, expect, it } from 'vitest'
import { chooseLanguage } from './choose-language'

const systemLanguages = ['fr-CA', 'de']

describe('chooseLanguage', () => {
  it('prefers the switch to the setting', () => {
    const choice = chooseLanguage({ requested: 'en', setting: 'de', preferred: systemLanguages })
    expect(choice).toEqual({ shown: 'en', system: 'fr', isForced: true })
  })

  it('ignores the region in the switch', () => {
    expect(chooseLanguage({ requested: 'en-US', setting: 'de', preferred: systemLanguages }).shown).toBe('en')
    expect(chooseLanguage({ requested: 'de_AT.UTF-8', setting: 'fr', preferred: [] }).shown).toBe('de')
  })

  it('ignores a switch that names an unsupported language', () => {
    const choice = chooseLanguage({ requested: 'tlh', setting: 'ja', preferred: systemLanguages })
    expect(choice).toEqual({ shown: 'ja', system: 'fr', isForced: false })
  })

  it('selects the pseudo-locale only by the switch', () => {
    expect(chooseLanguage({ requested: 'en-XA', setting: 'system', preferred: [] }).shown).toBe('en-XA')
    expect(chooseLanguage({ requested: '', setting: 'system', preferred: ['en-XA'] }).shown).toBe('en')
  })

  it.each([
    [['fr-CA', 'de'], 'fr'],
    [['pt-BR', 'es-419'], 'es'],
    [['sv', 'C'], 'en'],
    [[], 'en'],
  ] as const)('maps the system languages %s to %s', (preferred, shown) => {
    expect(chooseLanguage({ requested: '', setting: 'system', preferred }).shown).toBe(shown)
  })
})

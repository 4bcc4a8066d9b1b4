import { describe, expect, it } from 'vitest'
import { chooseLanguage } from './choose-language'

const computer = ['fr-CA', 'de']

describe('chooseLanguage', () => {
  it('lets the switch decide over the setting', () => {
    const news = chooseLanguage({ asked: 'en', setting: 'de', preferred: computer })
    expect(news).toEqual({ shown: 'en', system: 'fr', isForced: true })
  })

  it('takes a region of the switch for its language', () => {
    expect(chooseLanguage({ asked: 'en-US', setting: 'de', preferred: computer }).shown).toBe('en')
    expect(chooseLanguage({ asked: 'de_AT.UTF-8', setting: 'fr', preferred: [] }).shown).toBe('de')
  })

  it('overhears a switch that names no language of ours', () => {
    const news = chooseLanguage({ asked: 'tlh', setting: 'ja', preferred: computer })
    expect(news).toEqual({ shown: 'ja', system: 'fr', isForced: false })
  })

  it('reaches the pseudo-locale by the switch alone', () => {
    expect(chooseLanguage({ asked: 'en-XA', setting: 'system', preferred: [] }).shown).toBe('en-XA')
    expect(chooseLanguage({ asked: '', setting: 'system', preferred: ['en-XA'] }).shown).toBe('en')
  })

  it.each([
    [['fr-CA', 'de'], 'fr'],
    [['pt-BR', 'es-419'], 'es'],
    [['sv', 'C'], 'en'],
    [[], 'en'],
  ] as const)('speaks with a computer of %s %s', (preferred, shown) => {
    expect(chooseLanguage({ asked: '', setting: 'system', preferred }).shown).toBe(shown)
  })
})

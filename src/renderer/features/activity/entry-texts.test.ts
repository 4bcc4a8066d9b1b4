import { describe, expect, it } from 'vitest'
import { activityReasons } from '../../../shared/activity'
import { reasonText } from './entry-texts'

describe('the reason of an entry', () => {
  it.each(activityReasons)('has a text for %s', (reason) => {
    expect(reasonText(reason)).not.toBe(reason)
    expect(reasonText(reason)).toMatch(/^\p{L}.* /u)
  })

  it('is shown verbatim if a newer version wrote it', () => {
    expect(reasonText('because-of-tomorrow')).toBe('because-of-tomorrow')
  })
})

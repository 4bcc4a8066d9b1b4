import { createIntl } from 'react-intl'
import { expect, it } from 'vitest'
import { notDeletedReasons, stopReasons } from '../../shared/deletion'
import { failureKinds } from '../../shared/failure'
import { en } from '../../shared/messages/catalogue'
import { failureText } from './failure-text'
import { t } from './intl'

it('has a different sentence for every kind of failure', () => {
  const sentences = failureKinds.map(failureText)
  expect(new Set(sentences).size).toBe(failureKinds.length)
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/s)
})

it('mentions the API key when the key is wrong', () => {
  expect(failureText('wrong-key')).toContain('API key')
})

it('has a text for every reason why a file is not deleted or a deletion stops', () => {
  for (const reason of notDeletedReasons) expect(t(`outcome.notDeleted.${reason}`)).not.toBe('')
  for (const reason of stopReasons) expect(t(`stop.${reason}`)).toMatch(/\.$/)
})

it('can format every message with its values', () => {
  const errors: string[] = []
  const intl = createIntl({ locale: 'en', messages: en, onError: (error) => errors.push(error.message) })
  for (const [id, message] of Object.entries(en)) {
    const names = [...message.matchAll(/\{(\w+)/g)].map(([, name = '']) => name)
    intl.formatMessage({ id }, Object.fromEntries(names.map((name) => [name, 3])))
  }
  expect(errors).toEqual([])
})

import { createIntl } from 'react-intl'
import { expect, it } from 'vitest'
import { notDeletedReasons, stopReasons } from '../../shared/deletion'
import { failureKinds } from '../../shared/failure'
import { en } from '../../shared/messages/catalogue'
import { failureText } from './failure-text'
import { t } from './intl'

it('has a sentence of its own for every kind of failure', () => {
  const sentences = failureKinds.map(failureText)
  expect(new Set(sentences).size).toBe(failureKinds.length)
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/s)
})

it('speaks of the API key when the key is wrong', () => {
  expect(failureText('wrong-key')).toContain('API key')
})

it('has a sentence for every way in which a file stays and a job stops', () => {
  for (const reason of notDeletedReasons) expect(t(`outcome.notDeleted.${reason}`)).not.toBe('')
  for (const reason of stopReasons) expect(t(`stop.${reason}`)).toMatch(/\.$/)
})

it('is well-formed: every message can be formatted with its values', () => {
  const complaints: string[] = []
  const intl = createIntl({ locale: 'en', messages: en, onError: (error) => complaints.push(error.message) })
  for (const [id, message] of Object.entries(en)) {
    const names = [...message.matchAll(/\{(\w+)/g)].map(([, name = '']) => name)
    intl.formatMessage({ id }, Object.fromEntries(names.map((name) => [name, 3])))
  }
  expect(complaints).toEqual([])
})

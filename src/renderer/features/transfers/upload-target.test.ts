import { describe, expect, it } from 'vitest'
import { sampleGrant } from '../../../testing/sample-transfers'
import { sampleAsset } from '../../../testing/window-api'
import {
  areAtTarget,
  initialFields,
  folderChoices,
  languageChoices,
  matchingChoices,
  noHint,
  toUploadTarget,
  type UploadPlace,
} from './upload-target'

const assets = [
  sampleAsset({ name: 'a.png', locale: 'en', relativePath: 'ui\\icons2' }),
  sampleAsset({ name: 'b.png', locale: 'de', relativePath: 'ui/icons10' }),
  sampleAsset({ name: 'c.png', locale: null, relativePath: '', segmentId: 27665602 }),
]
const place: UploadPlace = {
  context: { family: 'classic', scope: 'pr7214' },
  segments: [
    { id: 27665601, number: '1', text: 'Tap the shelf' },
    { id: 27665602, number: '2', text: '' },
  ],
  assets,
  languages: ['fr'],
}
const files = { source: { kind: 'files', grantId: 'g' }, grant: sampleGrant(['a.png']) } as const
const fields = { segment: '27665601', language: 'en', folder: '', keepsFolders: false }

describe('the target fields', () => {
  it('start with the segment of a place that has only one', () => {
    const onePlace = { ...place, segments: place.segments.slice(1) }
    expect(initialFields(noHint, onePlace, files).segment).toBe('27665602')
    expect(initialFields(noHint, place, files).segment).toBe('')
  })

  it('have no target until the segment is in the place', () => {
    for (const segment of ['', '1', '27665601x']) {
      expect(toUploadTarget({ ...fields, segment }, place)).toBeNull()
    }
    for (const segment of [' 27665601 ', '２７６６５６０１', '٢٧٦٦٥٦٠١'])
      expect(toUploadTarget({ ...fields, segment }, place)?.segmentId).toBe(27665601)
  })

  it.each(['', 'All languages', 'all', '  '])('read “%s” as all languages', (language) => {
    expect(toUploadTarget({ ...fields, language }, place)?.locale).toBeNull()
  })

  it('keep an unknown language code as typed, and normalize the slashes of folders', () => {
    const target = toUploadTarget({ ...fields, language: 'x-Klingon', folder: '\\ui\\icons/' }, place)
    expect(target).toMatchObject({ locale: 'x-Klingon', folder: 'ui/icons' })
  })
})

describe('the choices', () => {
  it('are “all languages”, then the languages of the files and of the place', () => {
    expect(languageChoices(place).map(({ value }) => value)).toEqual(['All languages', 'de', 'en', 'fr'])
  })

  it('are the folders of the segment, in natural order', () => {
    expect(folderChoices(place, '27665601').map(({ value }) => value)).toEqual(['ui/icons2', 'ui/icons10'])
    expect(folderChoices(place, '27665602')).toEqual([])
    expect(folderChoices(place, '')).toHaveLength(2)
  })

  it('are filtered by the typed text, by value or description, until one is chosen', () => {
    const choices = [
      { value: 'de', detail: 'German' },
      { value: 'en', detail: 'English' },
    ]
    expect(matchingChoices(choices, 'GERM')).toEqual(choices.slice(0, 1))
    expect(matchingChoices(choices, 'en')).toEqual(choices)
    expect(matchingChoices(choices, '')).toEqual(choices)
    expect(matchingChoices(choices, 'x')).toEqual([])
  })
})

describe('a copy', () => {
  const source = { kind: 'assets', assets: assets.slice(0, 1) } as const

  it('onto itself is recognized by segment, language and folder, in either notation', () => {
    const target = toUploadTarget({ ...fields, folder: 'ui/icons2' }, place)
    expect(target !== null && areAtTarget(source, target)).toBe(true)
    const withFolders = toUploadTarget({ ...fields, keepsFolders: true }, place)
    expect(withFolders !== null && areAtTarget(source, withFolders)).toBe(true)
  })

  it.each([{ language: 'de' }, { folder: 'ui' }, { segment: '27665602' }])(
    'to %j is not onto itself',
    (change) => {
      const target = toUploadTarget({ ...fields, folder: 'ui/icons2', ...change }, place)
      expect(target !== null && areAtTarget(source, target)).toBe(false)
    },
  )
})

import { expect, it } from 'vitest'
import { assetKind } from './asset-kind'

it.each([
  ['a.PNG', '', 'image'],
  ['take.wav', 'application/octet-stream', 'audio'],
  ['clip', 'video/mp4', 'video'],
  ['guide.pdf', '', 'pdf'],
  ['strings.json', '', 'text'],
  ['pack', 'application/x-zip-compressed', 'archive'],
  ['a.constructor', '', 'other'],
  ['nothing', '', 'other'],
])('recognizes %s of type %j as %s', (name, contentType, kind) => {
  expect(assetKind({ name, contentType })).toBe(kind)
})

import { expect, it } from 'vitest'
import { readAllBytes } from '../store/bytes'
import { createLibrary } from '../store/library'
import { seedAssets } from '../store/seed-assets'
import { demoSeed } from './demo-seed'
import { hostileNames } from './places/edge-cases'

const seed = demoSeed()
const assets = seedAssets(seed.assets ?? [])
const library = createLibrary(seed)

const identityOf = (asset: (typeof assets)[number]) =>
  JSON.stringify([asset.segmentId, asset.locale, asset.folder, asset.name])

it('is as large as a real workspace', () => {
  expect(library.projects.length).toBeGreaterThanOrEqual(3)
  expect(library.documents.length).toBeGreaterThanOrEqual(12)
  expect((seed.segments ?? []).length).toBeGreaterThanOrEqual(600)
  expect(assets.length).toBeGreaterThanOrEqual(400)
  expect(new Set(assets.map((asset) => asset.locale))).toEqual(new Set([null, 'en', 'de', 'fr', 'ja']))
  expect(hostileNames.length).toBeGreaterThanOrEqual(25)
})

it('has every kind of file', () => {
  const types = new Set(assets.map((asset) => asset.contentType))
  for (const type of ['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml', 'audio/wav', 'video/mp4']) {
    expect(types).toContain(type)
  }
  for (const type of ['video/webm', 'application/pdf', 'text/plain', 'application/json', 'text/csv']) {
    expect(types).toContain(type)
  }
  expect(assets.some((asset) => asset.bytes.size === 0)).toBe(true)
  expect(assets.some((asset) => asset.bytes.size === 30 * 1024 * 1024)).toBe(true)
})

it('uses each segment id and each file identity once', () => {
  const ids = (seed.segments ?? []).map((segment) => segment.sid)
  expect(new Set(ids).size).toBe(ids.length)
  expect(new Set(assets.map(identityOf)).size).toBe(assets.length)
})

it('attaches every file to a segment of a document of a project', () => {
  for (const asset of assets) {
    const document = library.document(library.segment(asset.segmentId)?.did ?? -1)
    expect(library.project(document?.pid ?? -1), identityOf(asset)).toBeDefined()
  }
})

it('has the file of the documentation in English, in German and neutral', () => {
  const samples = assets.filter(
    ({ segmentId, name }) => segmentId === 27665601 && name === 'pexels-gons3.jpg',
  )
  expect(samples.map((asset) => asset.locale)).toEqual(['en', 'de', null])
  expect(library.project(7214)).toBeDefined()
  expect(library.segment(27665601)?.did).toBe(19641)
})

it('has a document with more segments than one listing call can name', () => {
  expect(library.segmentsOf(19644).length).toBeGreaterThanOrEqual(600)
})

it('is the same at each start, including dates and sizes', () => {
  const rebuilt = seedAssets(demoSeed().assets ?? [])
  const facts = (list: typeof assets) =>
    list.map((asset) => [identityOf(asset), asset.created, asset.modified, asset.bytes.size])
  expect(facts(rebuilt)).toEqual(facts(assets))
})

const hasSignatureOf: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  'image/png': (bytes) =>
    bytes.subarray(1, 4).toString() === 'PNG' && bytes.subarray(-8, -4).toString() === 'IEND',
  'image/jpeg': (bytes) =>
    bytes.readUInt16BE(0) === 0xffd8 && bytes.readUInt16BE(bytes.length - 2) === 0xffd9,
  'image/webp': (bytes) =>
    bytes.readUInt32LE(4) === bytes.length - 8 && bytes.subarray(8, 12).toString() === 'WEBP',
  'audio/wav': (bytes) =>
    bytes.readUInt32LE(4) === bytes.length - 8 && bytes.subarray(8, 12).toString() === 'WAVE',
  'application/pdf': (bytes) => bytes.subarray(0, 5).toString() === '%PDF-',
}

/** Drawing all screenshots takes seconds; every ninth covers each kind and language. */
const screenshotStep = 9

it('generates each file with the size and type that it declares', { timeout: 60_000 }, async () => {
  const samples = assets.filter(
    (asset, index) => asset.contentType !== 'image/png' || index % screenshotStep === 0,
  )
  for (const asset of samples) {
    const bytes = await readAllBytes(asset.bytes)
    expect(bytes.length, identityOf(asset)).toBe(asset.bytes.size)
    if (hostileNames.includes(asset.name)) continue
    expect(hasSignatureOf[asset.contentType]?.(bytes) ?? true, identityOf(asset)).toBe(true)
  }
})

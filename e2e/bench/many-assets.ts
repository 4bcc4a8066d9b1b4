import type { SeedSpec } from '../../src/demo-server'

const segments = 400
const assetsPerSegment = 250
/** Coprime to the count, so that the names are unique and unordered. */
const stride = 7_919

const stems = [
  'shelf',
  'menu',
  'Überblick',
  'lantern_on',
  'Screen Shot',
  '截图',
  'pexels-gons',
  'narration-take',
  'style guide',
  'ошибка',
]
const endings = ['png', 'jpg', 'pdf', 'wav', 'mp4', 'txt']
const locales = [null, 'en', 'de', 'fr', 'ja']

export const manyCount = segments * assetsPerSegment
export const manySegments = Array.from({ length: segments }, (_, index) => 27_665_601 + index)

function nameOf(index: number): string {
  const number = (index * stride) % manyCount
  return `${stems[index % stems.length] ?? ''}-${String(number)} (${String(index % 13)}).${endings[index % 6] ?? ''}`
}

/** A place with this many files, a multiple of the number in a segment. */
function seedOf(assetCount: number): SeedSpec {
  return {
    projects: [{ id: 7214 }],
    documents: [{ did: 1, pid: 7214 }],
    segments: manySegments.map((sid) => ({ sid, did: 1 })),
    assets: Array.from({ length: assetCount }, (_, index) => ({
      segmentId: manySegments[Math.floor(index / assetsPerSegment)] ?? 0,
      locale: locales[index % locales.length] ?? null,
      relativePath: index % 3 === 0 ? '' : `public/views/${String(index % 40)}`,
      name: nameOf(index),
      bytes: { size: 1_000 + ((index * stride) % 40_000) },
      modified: new Date(1_760_000_000_000 + index * 100_000).toISOString().slice(0, 19),
    })),
  }
}

/** A place as large as the largest known ones: 100,000 files in 400 segments, listed by three calls. */
export const manyAssets = seedOf(manyCount)

export const someCount = 1_000
export const someSegments = manySegments.slice(0, someCount / assetsPerSegment)
/** A place of the usual size. */
export const someAssets = seedOf(someCount)

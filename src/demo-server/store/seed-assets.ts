import { bytesInMemory, bytesRepeated, type Bytes } from './bytes'
import { contentTypeOf } from './content-types'
import type { Asset } from './model'
import type { AssetSpec, BytesSpec } from './seed-spec'

const seedDate = '2025-11-03T09:15:00.0000000Z'
const blockBytes = 64 * 1024

export function bytesFromSpec(spec: BytesSpec): Bytes {
  if (typeof spec === 'string') return bytesInMemory(Buffer.from(spec, 'utf8'))
  if (spec instanceof Uint8Array) return bytesInMemory(spec)
  if ('chunks' in spec) return spec
  return bytesRepeated(new Uint8Array(), new Uint8Array(blockBytes).fill(spec.fill ?? 0), spec.size)
}

/** Normalizes a folder: separated by `/`, without leading or trailing separators. */
export function normalizeFolder(relativePath: string): string {
  return relativePath
    .split(/[\\/]/)
    .filter((part) => part !== '')
    .join('/')
}

export function assetFromSpec(spec: AssetSpec, id: string): Asset {
  const created = spec.created ?? spec.modified ?? seedDate
  return {
    id,
    segmentId: spec.segmentId,
    locale: spec.locale === undefined || spec.locale === '' ? null : spec.locale,
    folder: normalizeFolder(spec.relativePath ?? ''),
    name: spec.name,
    contentType: spec.contentType ?? contentTypeOf(spec.name),
    created,
    modified: spec.modified ?? created,
    blobId: null,
    bytes: bytesFromSpec(spec.bytes),
  }
}

/** Ids are derived from positions, so that they are the same at each start. */
export function seedAssets(specs: readonly AssetSpec[]): Asset[] {
  return specs.map((spec, index) => assetFromSpec(spec, `seed-${index}`))
}

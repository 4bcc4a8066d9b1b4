import type { Asset } from '../../../shared/asset'
import type { Segment } from '../../../shared/place'
import { languageKey } from '../../lib/format'
import { getListingIndex } from './listing-index'
import { naturalRanks } from '../../../shared/order/natural-ranks'

/** How a list is grouped. `duplicates` shows only files that may be equal, by size and known hashes. */
export const groupings = ['none', 'segment', 'language', 'folder', 'kind', 'duplicates'] as const

export type Grouping = (typeof groupings)[number]

/** Consecutive files of a view under one header. */
export interface Group {
  /** Unique within the grouping: the common value of its files, as text. */
  readonly id: string
  /** Index of its first file in the view, and the number of files. */
  readonly start: number
  readonly count: number
  /** Total of the known sizes. */
  readonly bytes: number
}

export interface Grouped {
  readonly view: readonly Asset[]
  readonly groups: readonly Group[]
}

interface GroupingInput {
  readonly assets: readonly Asset[]
  readonly segments: readonly Segment[]
  /** The hash of the bytes of a file, or null if unknown. */
  readonly hashOf: (asset: Asset) => string | null
}

/** Parses the id of a group of duplicates: the size in bytes, followed by the hash if it is known to be equal. */
export function readDuplicatesId(id: string): { readonly size: number; readonly isSameBytes: boolean } {
  const [size, hash] = id.split(' ')
  return { size: Number(size), isSameBytes: hash !== undefined }
}

function valuesOf(assets: readonly Asset[], grouping: Grouping): (index: number) => string {
  const { folders, kinds } = getListingIndex(assets)
  switch (grouping) {
    case 'segment':
      return (index) => String(assets[index]?.segmentId ?? 0)
    case 'language':
      return (index) => languageKey(assets[index]?.locale ?? null)
    case 'folder':
      return (index) => folders[index] ?? ''
    case 'kind':
      return (index) => kinds[index] ?? 'other'
    case 'duplicates':
      return (index) => String(assets[index]?.size ?? -1)
    case 'none':
      return () => ''
  }
}

/** Segments in document order, sizes in descending order, everything else in natural order. */
function orderIds(
  ids: readonly string[],
  grouping: Grouping,
  segments: readonly Segment[],
): readonly string[] {
  if (grouping === 'duplicates')
    return [...ids].sort((a, b) => readDuplicatesId(b).size - readDuplicatesId(a).size)
  if (grouping === 'segment') {
    const positions = new Map(segments.map((segment, position) => [String(segment.id), position]))
    const position = (id: string): number => positions.get(id) ?? segments.length
    return [...ids].sort((a, b) => position(a) - position(b) || Number(a) - Number(b))
  }
  const ranks = naturalRanks(ids)
  return ids
    .map((id, index) => ({ id, rank: ranks[index] ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ id }) => id)
}

/**
 * Divides files of one size into groups with known equal bytes and one group of the rest. The rest is omitted if all
 * hashes are known, because each of those files is then unique.
 */
function divideBySize(
  id: string,
  files: readonly Asset[],
  { hashOf }: GroupingInput,
): [string, readonly Asset[]][] {
  if (files.length < 2) return []
  const hashes = files.map(hashOf)
  const byHash = new Map<string, Asset[]>()
  files.forEach((file, index) => {
    const hash = hashes[index] ?? null
    if (hash === null) return
    const known = byHash.get(hash)
    if (known === undefined) byHash.set(hash, [file])
    else known.push(file)
  })
  const isShared = (hash: string | null): boolean => hash !== null && (byHash.get(hash)?.length ?? 0) > 1
  const shared = [...byHash].filter(([hash]) => isShared(hash))
  const rest = files.filter((_, index) => !isShared(hashes[index] ?? null))
  const groups = shared.map(([hash, equal]): [string, readonly Asset[]] => [`${id} ${hash}`, equal])
  return hashes.includes(null) ? [...groups, [id, rest]] : groups
}

/** Groups sorted assets. Within a group, their order is kept. */
export function groupAssets(order: Iterable<number>, grouping: Grouping, input: GroupingInput): Grouped {
  const { assets, segments } = input
  const valueOf = valuesOf(assets, grouping)
  const byValue = new Map<string, Asset[]>()
  for (const index of order) {
    const asset = assets[index]
    if (asset === undefined || (grouping === 'duplicates' && asset.size === null)) continue
    const value = valueOf(index)
    const known = byValue.get(value)
    if (known === undefined) byValue.set(value, [asset])
    else known.push(asset)
  }
  const divide = () => [...byValue].flatMap(([id, files]) => divideBySize(id, files, input))
  const members = grouping === 'duplicates' ? new Map(divide()) : byValue
  const view: Asset[] = []
  const groups = orderIds([...members.keys()], grouping, segments).map((id): Group => {
    const files = members.get(id) ?? []
    const start = view.length
    let bytes = 0
    for (const file of files) {
      view.push(file)
      bytes += file.size ?? 0
    }
    return { id, start, count: files.length, bytes }
  })
  return { view, groups }
}

import type { Asset } from '../../../shared/asset'
import type { Segment } from '../../../shared/place'
import { languageKey } from '../../lib/format'
import { getListingIndex } from './listing-index'
import { naturalRanks } from '../../../shared/order/natural-ranks'

/** By what a list is divided. `duplicates`: only files that may be the same as another, by their size and what is known of their bytes. */
export const groupings = ['none', 'segment', 'language', 'folder', 'kind', 'duplicates'] as const

export type Grouping = (typeof groupings)[number]

/** Some files of a view that follow one another under a head of their own. */
export interface Group {
  /** Unlike every other group's of this grouping; the value that its files share, as text. */
  readonly id: string
  /** Where its files begin in the view, and how many there are. */
  readonly start: number
  readonly count: number
  /** Of the files whose size is known. */
  readonly bytes: number
}

export interface Grouped {
  readonly view: readonly Asset[]
  readonly groups: readonly Group[]
}

interface GroupingInput {
  readonly assets: readonly Asset[]
  readonly segments: readonly Segment[]
  /** Of a file's bytes, or null where nobody knows. */
  readonly hashOf: (asset: Asset) => string | null
}

/** Id of a group of duplicates: the size in bytes, and the hash where it is known to be the same. */
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

/** Segments as the document has them, sizes from the largest down, everything else by nature. */
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
    .map((id, at) => ({ id, rank: ranks[at] ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ id }) => id)
}

/**
 * Tells apart files of one size: those that are known to have the same bytes, and the rest as long as there is one among
 * them of which nobody knows. A file whose bytes are unlike all others is no duplicate.
 */
function divideBySize(
  id: string,
  files: readonly Asset[],
  { hashOf }: GroupingInput,
): [string, readonly Asset[]][] {
  if (files.length < 2) return []
  const hashes = files.map(hashOf)
  const byHash = new Map<string, Asset[]>()
  files.forEach((file, at) => {
    const hash = hashes[at] ?? null
    if (hash === null) return
    const known = byHash.get(hash)
    if (known === undefined) byHash.set(hash, [file])
    else known.push(file)
  })
  const isSame = (hash: string | null): boolean => hash !== null && (byHash.get(hash)?.length ?? 0) > 1
  const same = [...byHash].filter(([hash]) => isSame(hash))
  const rest = files.filter((_, at) => !isSame(hashes[at] ?? null))
  const groups = same.map(([hash, equal]): [string, readonly Asset[]] => [`${id} ${hash}`, equal])
  return hashes.includes(null) ? [...groups, [id, rest]] : groups
}

/** Divides a sorted set: the files of a group follow one another, in the order in which they came. */
export function groupAssets(order: Iterable<number>, grouping: Grouping, input: GroupingInput): Grouped {
  const { assets, segments } = input
  const valueOf = valuesOf(assets, grouping)
  const found = new Map<string, Asset[]>()
  for (const index of order) {
    const asset = assets[index]
    if (asset === undefined || (grouping === 'duplicates' && asset.size === null)) continue
    const value = valueOf(index)
    const known = found.get(value)
    if (known === undefined) found.set(value, [asset])
    else known.push(asset)
  }
  const divide = () => [...found].flatMap(([id, files]) => divideBySize(id, files, input))
  const members = grouping === 'duplicates' ? new Map(divide()) : found
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

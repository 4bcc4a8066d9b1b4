import type { Asset, AssetContext } from '../asset'
import { sortByName } from '../order/sort-by-name'
import type { Listing } from '../place'

/**
 * Assets serialized by column for the window. As objects, 100,000 assets take two seconds to cross the context bridge; as a
 * few long texts they take a tenth of that.
 */
export interface PackedAssets {
  readonly count: number
  /** Joined by `joinTexts`, like other texts that are mostly distinct. */
  readonly names: string
  readonly createdDates: string
  readonly modifiedDates: string
  /** Start of each key before the name that ends it, or whole keys if some do not end with the name. Packed as below. */
  readonly keys: string
  readonly keysEndWithName: boolean
  /** JSON: the distinct values, and for each asset the index of its value. */
  readonly contexts: string
  readonly locales: string
  readonly folders: string
  readonly contentTypes: string
  readonly documents: string
  readonly projects: string
  readonly segments: string
  /** A JSON array of numbers. */
  readonly sizes: string
}

/** A listing as sent to the window and as saved on disk. */
export type PackedListing = Omit<Listing, 'assets'> & {
  readonly assets: PackedAssets
  /** Whether its assets are sorted by name (`sort-by-name.ts`). */
  readonly isByName: boolean
}

/** A listing after `parts` listing parts: its assets are those of the parts, in order, followed by `assets`. */
export type PackedAnswer = PackedListing & { readonly parts: number }

const separator = '\u0000'
const nullText = '\u0001'
const joinedPrefix = 'j'
const jsonPrefix = 'n'

/** Joins texts with a separator, or as JSON if a text contains the separator. */
function joinTexts(texts: readonly (string | null)[]): string {
  const needsJson = texts.some((text) => text !== null && (text.includes(separator) || text === nullText))
  if (needsJson) return jsonPrefix + JSON.stringify(texts)
  return joinedPrefix + texts.map((text) => text ?? nullText).join(separator)
}

function splitTexts(packed: string, count: number): readonly (string | null)[] {
  const rest = packed.slice(1)
  if (packed.startsWith(jsonPrefix)) return JSON.parse(rest) as (string | null)[]
  if (count === 0) return []
  const texts = rest.split(separator)
  return rest.includes(nullText) ? texts.map((text) => (text === nullText ? null : text)) : texts
}

/** Distinct values, and for each asset the index of its value. */
interface IndexedValues {
  readonly distinct: readonly unknown[]
  readonly indexes: readonly number[]
}

/** For values with many duplicates. */
function indexValues(values: readonly unknown[]): IndexedValues {
  const knownIndexes = new Map<unknown, number>()
  const distinct: unknown[] = []
  const indexes = values.map((value) => {
    const known = knownIndexes.get(value)
    if (known !== undefined) return known
    knownIndexes.set(value, distinct.length)
    return distinct.push(value) - 1
  })
  return { distinct, indexes }
}

function packValues({ distinct, indexes }: IndexedValues): string {
  return JSON.stringify([distinct, indexes])
}

/** Assets with equal values share one object or text in the window. */
function readValues(packed: string): (index: number) => unknown {
  const [distinct, indexes] = JSON.parse(packed) as [unknown[], number[]]
  return (index) => distinct[indexes[index] ?? 0]
}

/** Characters that JSON escapes. */
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/

/** The end of a key. Leaving it out halves the data, because keys end with the name. */
function nameInKey(name: string): string {
  return escaped.test(name) ? `${JSON.stringify(name)}]` : `"${name}"]`
}

function packKeys(
  assets: readonly Asset[],
  [segments, locales, folders]: readonly [IndexedValues, IndexedValues, IndexedValues],
): Pick<PackedAssets, 'keys' | 'keysEndWithName'> {
  const prefixIndexes = new Map<number, number>()
  const distinct: string[] = []
  const indexes: number[] = []
  for (const [index, { key, name }] of assets.entries()) {
    // All files of a segment, language and folder have the same prefix before the name.
    const language = (segments.indexes[index] ?? 0) * locales.distinct.length + (locales.indexes[index] ?? 0)
    const group = language * folders.distinct.length + (folders.indexes[index] ?? 0)
    const end = nameInKey(name)
    const known = prefixIndexes.get(group)
    const prefix = known === undefined ? key.slice(0, key.length - end.length) : (distinct[known] ?? '')
    const isComposed =
      key.length === prefix.length + end.length && key.startsWith(prefix) && key.endsWith(end)
    if (!isComposed)
      return { keysEndWithName: false, keys: packValues(indexValues(assets.map((asset) => asset.key))) }
    if (known === undefined) prefixIndexes.set(group, distinct.push(prefix) - 1)
    indexes.push(known ?? distinct.length - 1)
  }
  return { keysEndWithName: true, keys: packValues({ distinct, indexes }) }
}

function keysOf(packed: PackedAssets, names: readonly (string | null)[]): readonly string[] {
  const prefixOf = readValues(packed.keys) as (index: number) => string
  if (!packed.keysEndWithName) return names.map((_, index) => prefixOf(index))
  return names.map((name, index) => prefixOf(index) + nameInKey(name ?? ''))
}

/** Equal contexts may be separate objects; the window gets one object for each distinct context. */
function indexContexts(assets: readonly Asset[]): IndexedValues {
  const { distinct, indexes } = indexValues(assets.map(({ context }) => context))
  const byText = indexValues(distinct.map((context) => JSON.stringify(context)))
  return {
    distinct: byText.distinct.map((text) => JSON.parse(String(text)) as AssetContext),
    indexes: indexes.map((index) => byText.indexes[index] ?? 0),
  }
}

export function packAssets(assets: readonly Asset[]): PackedAssets {
  const pack = (valueOf: (asset: Asset) => unknown): string => packValues(indexValues(assets.map(valueOf)))
  const segments = indexValues(assets.map(({ segmentId }) => segmentId))
  const locales = indexValues(assets.map(({ locale }) => locale))
  const folders = indexValues(assets.map(({ relativePath }) => relativePath))
  return {
    count: assets.length,
    ...packKeys(assets, [segments, locales, folders]),
    names: joinTexts(assets.map(({ name }) => name)),
    createdDates: joinTexts(assets.map(({ createdDate }) => createdDate)),
    modifiedDates: joinTexts(assets.map(({ modifiedDate }) => modifiedDate)),
    contexts: packValues(indexContexts(assets)),
    locales: packValues(locales),
    folders: packValues(folders),
    contentTypes: pack(({ contentType }) => contentType),
    documents: pack(({ documentId }) => documentId),
    projects: pack(({ projectId }) => projectId),
    segments: packValues(segments),
    sizes: JSON.stringify(assets.map(({ size }) => size)),
  }
}

export function unpackAssets(packed: PackedAssets): Asset[] {
  const { count } = packed
  const names = splitTexts(packed.names, count)
  const keys = keysOf(packed, names)
  const created = splitTexts(packed.createdDates, count)
  const modified = splitTexts(packed.modifiedDates, count)
  const context = readValues(packed.contexts) as (index: number) => AssetContext
  const locale = readValues(packed.locales) as (index: number) => string | null
  const folder = readValues(packed.folders) as (index: number) => string
  const contentType = readValues(packed.contentTypes) as (index: number) => string
  const document = readValues(packed.documents) as (index: number) => string | null
  const project = readValues(packed.projects) as (index: number) => number | null
  const segment = readValues(packed.segments) as (index: number) => number
  const sizes = JSON.parse(packed.sizes) as (number | null)[]
  return keys.map((key, index) => ({
    key,
    context: context(index),
    segmentId: segment(index),
    locale: locale(index),
    relativePath: folder(index),
    name: names[index] ?? '',
    size: sizes[index] ?? null,
    contentType: contentType(index),
    createdDate: created[index] ?? null,
    modifiedDate: modified[index] ?? null,
    documentId: document(index),
    projectId: project(index),
  }))
}

/** The rest of a listing whose first `reported` assets were sent in parts. */
export function packAnswer(
  listing: Listing,
  { parts, reported }: { parts: number; reported: number },
): PackedAnswer {
  return { ...packListing({ ...listing, assets: listing.assets.slice(reported) }), parts }
}

export function packListing(listing: Listing): PackedListing {
  return { ...listing, assets: packAssets(listing.assets), isByName: false }
}

/** Sorts the assets once, so that the window need not sort them whenever it shows the listing. */
export function packByName(listing: Listing): PackedListing {
  const { assets } = listing
  const sorted: Asset[] = []
  for (const index of sortByName(assets)) {
    const asset = assets[index]
    if (asset !== undefined) sorted.push(asset)
  }
  return { ...listing, assets: packAssets(sorted), isByName: true }
}

export function unpackListing({ isByName: _, ...packed }: PackedListing): Listing {
  return { ...packed, assets: unpackAssets(packed.assets) }
}

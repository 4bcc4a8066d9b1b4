import type { Asset, AssetContext } from '../asset'
import { sortByName } from '../order/sort-by-name'
import type { Listing } from '../place'

/**
 * Assets on their way to the window, column by column: as objects, 100,000 of them take the bridge between the two worlds
 * two seconds, as a few long texts a tenth of that. Both ends stand in this file.
 */
export interface PackedAssets {
  readonly count: number
  /** Names and other texts that are mostly unlike one another, joined; see `joinTexts`. */
  readonly names: string
  readonly createdDates: string
  readonly modifiedDates: string
  /** What a key has before the name that ends it; whole keys where some do not end so. Values as below. */
  readonly keys: string
  readonly keysEndWithName: boolean
  /** JSON: the values that occur, and for each asset the place of its own. */
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

/** A listing as it crosses, and as it is kept. */
export type PackedListing = Omit<Listing, 'assets'> & {
  readonly assets: PackedAssets
  /** Its assets stand in the order by name (`order-by-name.ts`). */
  readonly isByName: boolean
}

/** A listing of which so many parts were told before: its assets are theirs, in their order, and then `assets`. */
export type PackedAnswer = PackedListing & { readonly parts: number }

const separator = '\u0000'
const nothing = '\u0001'
const joined = 'j'
const asJson = 'n'

/** Joined by a sign that none of them holds; where a server lists names with even that one, as JSON. */
function joinTexts(texts: readonly (string | null)[]): string {
  const isOdd = texts.some((text) => text !== null && (text.includes(separator) || text === nothing))
  if (isOdd) return asJson + JSON.stringify(texts)
  return joined + texts.map((text) => text ?? nothing).join(separator)
}

function splitTexts(packed: string, count: number): readonly (string | null)[] {
  const rest = packed.slice(1)
  if (packed.startsWith(asJson)) return JSON.parse(rest) as (string | null)[]
  if (count === 0) return []
  const texts = rest.split(separator)
  return rest.includes(nothing) ? texts.map((text) => (text === nothing ? null : text)) : texts
}

/** Distinct values, and for each asset the place of its own among them. */
interface Places {
  readonly distinct: readonly unknown[]
  readonly at: readonly number[]
}

/** For values of which most are equal. */
function placesOf(values: readonly unknown[]): Places {
  const places = new Map<unknown, number>()
  const distinct: unknown[] = []
  const at = values.map((value) => {
    const known = places.get(value)
    if (known !== undefined) return known
    places.set(value, distinct.length)
    return distinct.push(value) - 1
  })
  return { distinct, at }
}

function packPlaces({ distinct, at }: Places): string {
  return JSON.stringify([distinct, at])
}

/** Each distinct value is one object or text in the window, however many assets have it. */
function readValues(packed: string): (index: number) => unknown {
  const [distinct, at] = JSON.parse(packed) as [unknown[], number[]]
  return (index) => distinct[at[index] ?? 0]
}

/** What JSON would write otherwise than as it stands. */
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/

/** How a key ends: half of all that crosses would be names that are in there a second time. */
function nameInKey(name: string): string {
  return escaped.test(name) ? `${JSON.stringify(name)}]` : `"${name}"]`
}

function packKeys(
  assets: readonly Asset[],
  [segments, locales, folders]: readonly [Places, Places, Places],
): Pick<PackedAssets, 'keys' | 'keysEndWithName'> {
  const places = new Map<number, number>()
  const distinct: string[] = []
  const at: number[] = []
  for (const [index, { key, name }] of assets.entries()) {
    // What comes before the name is one text for all files of a segment, language and folder.
    const within = (segments.at[index] ?? 0) * locales.distinct.length + (locales.at[index] ?? 0)
    const group = within * folders.distinct.length + (folders.at[index] ?? 0)
    const end = nameInKey(name)
    const known = places.get(group)
    const before = known === undefined ? key.slice(0, key.length - end.length) : (distinct[known] ?? '')
    const isWhole = key.length === before.length + end.length && key.startsWith(before) && key.endsWith(end)
    if (!isWhole)
      return { keysEndWithName: false, keys: packPlaces(placesOf(assets.map((asset) => asset.key))) }
    if (known === undefined) places.set(group, distinct.push(before) - 1)
    at.push(known ?? distinct.length - 1)
  }
  return { keysEndWithName: true, keys: packPlaces({ distinct, at }) }
}

function keysOf(packed: PackedAssets, names: readonly (string | null)[]): readonly string[] {
  const before = readValues(packed.keys) as (index: number) => string
  if (!packed.keysEndWithName) return names.map((_, index) => before(index))
  return names.map((name, index) => before(index) + nameInKey(name ?? ''))
}

/** Equal ones may be many objects; the window has one of each. */
function placesOfContexts(assets: readonly Asset[]): Places {
  const { distinct, at } = placesOf(assets.map(({ context }) => context))
  const same = placesOf(distinct.map((context) => JSON.stringify(context)))
  return {
    distinct: same.distinct.map((text) => JSON.parse(String(text)) as AssetContext),
    at: at.map((place) => same.at[place] ?? 0),
  }
}

export function packAssets(assets: readonly Asset[]): PackedAssets {
  const pack = (valueOf: (asset: Asset) => unknown): string => packPlaces(placesOf(assets.map(valueOf)))
  const segments = placesOf(assets.map(({ segmentId }) => segmentId))
  const locales = placesOf(assets.map(({ locale }) => locale))
  const folders = placesOf(assets.map(({ relativePath }) => relativePath))
  return {
    count: assets.length,
    ...packKeys(assets, [segments, locales, folders]),
    names: joinTexts(assets.map(({ name }) => name)),
    createdDates: joinTexts(assets.map(({ createdDate }) => createdDate)),
    modifiedDates: joinTexts(assets.map(({ modifiedDate }) => modifiedDate)),
    contexts: packPlaces(placesOfContexts(assets)),
    locales: packPlaces(locales),
    folders: packPlaces(folders),
    contentTypes: pack(({ contentType }) => contentType),
    documents: pack(({ documentId }) => documentId),
    projects: pack(({ projectId }) => projectId),
    segments: packPlaces(segments),
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

/** What is left to send where the first `told` assets crossed in parts. */
export function packAnswer(
  listing: Listing,
  { parts, reported }: { parts: number; reported: number },
): PackedAnswer {
  return { ...packListing({ ...listing, assets: listing.assets.slice(reported) }), parts }
}

export function packListing(listing: Listing): PackedListing {
  return { ...listing, assets: packAssets(listing.assets), isByName: false }
}

/** Ordered once for all the times that it will be shown. */
export function packByName(listing: Listing): PackedListing {
  const { assets } = listing
  const inOrder: Asset[] = []
  for (const index of sortByName(assets)) {
    const asset = assets[index]
    if (asset !== undefined) inOrder.push(asset)
  }
  return { ...listing, assets: packAssets(inOrder), isByName: true }
}

export function unpackListing({ isByName: _, ...packed }: PackedListing): Listing {
  return { ...packed, assets: unpackAssets(packed.assets) }
}

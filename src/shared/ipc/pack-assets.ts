import type { Asset, AssetContext } from '../asset'
import type { Listing } from '../place'

/**
 * Assets on their way to the window, column by column: as objects, 100,000 of them take the bridge between the two worlds
 * two seconds, as a few long texts a tenth of that. Both ends stand in this file.
 */
export interface PackedAssets {
  readonly count: number
  /** Names and other texts that are mostly unlike one another, joined; see `joinTexts`. */
  readonly keys: string
  readonly names: string
  readonly createdDates: string
  readonly modifiedDates: string
  /** JSON: the values that occur, and for each asset the place of its own. */
  readonly contexts: string
  readonly locales: string
  readonly folders: string
  readonly contentTypes: string
  readonly documents: string
  readonly projects: string
  /** JSON arrays of numbers. */
  readonly segments: string
  readonly sizes: string
}

export type PackedListing = Omit<Listing, 'assets'> & { readonly assets: PackedAssets }

const SEPARATOR = '\u0000'
const NOTHING = '\u0001'
const JOINED = 'j'
const AS_JSON = 'n'

/** Joined by a sign that none of them holds; where a server lists names with even that one, as JSON. */
function joinTexts(texts: readonly (string | null)[]): string {
  const isOdd = texts.some((text) => text !== null && (text.includes(SEPARATOR) || text === NOTHING))
  if (isOdd) return AS_JSON + JSON.stringify(texts)
  return JOINED + texts.map((text) => text ?? NOTHING).join(SEPARATOR)
}

function splitTexts(packed: string, count: number): readonly (string | null)[] {
  const rest = packed.slice(1)
  if (packed.startsWith(AS_JSON)) return JSON.parse(rest) as (string | null)[]
  if (count === 0) return []
  const texts = rest.split(SEPARATOR)
  return rest.includes(NOTHING) ? texts.map((text) => (text === NOTHING ? null : text)) : texts
}

/** For values of which most are equal. */
function packValues(
  values: readonly unknown[],
  keyOf: (value: unknown) => unknown = (value) => value,
): string {
  const places = new Map<unknown, number>()
  const distinct: unknown[] = []
  const placeOf = (value: unknown): number => {
    const key = keyOf(value)
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, distinct.length)
    return distinct.push(value) - 1
  }
  const at = values.map(placeOf)
  return JSON.stringify([distinct, at])
}

/** Each distinct value is one object or text in the window, however many assets have it. */
function readValues(packed: string): (index: number) => unknown {
  const [distinct, at] = JSON.parse(packed) as [unknown[], number[]]
  return (index) => distinct[at[index] ?? 0]
}

export function packAssets(assets: readonly Asset[]): PackedAssets {
  return {
    count: assets.length,
    keys: joinTexts(assets.map(({ key }) => key)),
    names: joinTexts(assets.map(({ name }) => name)),
    createdDates: joinTexts(assets.map(({ createdDate }) => createdDate)),
    modifiedDates: joinTexts(assets.map(({ modifiedDate }) => modifiedDate)),
    contexts: packValues(
      assets.map(({ context }) => context),
      JSON.stringify,
    ),
    locales: packValues(assets.map(({ locale }) => locale)),
    folders: packValues(assets.map(({ relativePath }) => relativePath)),
    contentTypes: packValues(assets.map(({ contentType }) => contentType)),
    documents: packValues(assets.map(({ documentId }) => documentId)),
    projects: packValues(assets.map(({ projectId }) => projectId)),
    segments: JSON.stringify(assets.map(({ segmentId }) => segmentId)),
    sizes: JSON.stringify(assets.map(({ size }) => size)),
  }
}

export function unpackAssets(packed: PackedAssets): Asset[] {
  const { count } = packed
  const keys = splitTexts(packed.keys, count)
  const names = splitTexts(packed.names, count)
  const created = splitTexts(packed.createdDates, count)
  const modified = splitTexts(packed.modifiedDates, count)
  const context = readValues(packed.contexts) as (index: number) => AssetContext
  const locale = readValues(packed.locales) as (index: number) => string | null
  const folder = readValues(packed.folders) as (index: number) => string
  const contentType = readValues(packed.contentTypes) as (index: number) => string
  const document = readValues(packed.documents) as (index: number) => string | null
  const project = readValues(packed.projects) as (index: number) => number | null
  const segments = JSON.parse(packed.segments) as number[]
  const sizes = JSON.parse(packed.sizes) as (number | null)[]
  return keys.map((key, index) => ({
    key: key ?? '',
    context: context(index),
    segmentId: segments[index] ?? 0,
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

export function packListing(listing: Listing): PackedListing {
  return { ...listing, assets: packAssets(listing.assets) }
}

export function unpackListing(packed: PackedListing): Listing {
  return { ...packed, assets: unpackAssets(packed.assets) }
}

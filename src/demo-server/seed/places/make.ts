import { platformDate } from '../../store/clock'
import type { AssetSpec, BytesSpec, SegmentSpec } from '../../store/seed-spec'
import { pngFile } from '../files/png-file'
import { hashText } from '../paint/random'
import type { Screen } from '../paint/screens'
import { textsByLocale, type Text } from '../texts/text'

const firstDate = Date.UTC(2025, 0, 7, 8)
const dayCount = 600
const dayMs = 86_400_000

/** Where a file belongs. Without a locale it is neutral, without a folder at the root. */
export interface SeedLocation {
  readonly segmentId: number
  readonly locale?: string
  readonly folder?: string
}

/** A number between `min` and `max` that depends only on the key. */
export function between(key: string, min: number, max: number): number {
  return min + (hashText(key) % (max - min + 1))
}

function datesOf(key: string): { created: string; modified: string } {
  const hash = hashText(`${key} dates`)
  const created = firstDate + (hash % dayCount) * dayMs + (hash % 32_000) * 1000 + (hash % 997)
  const modified = hash % 3 === 0 ? created + ((hash % 20) + 1) * dayMs : created
  return { created: platformDate(created, hash % 10_000), modified: platformDate(modified, hash % 10_000) }
}

export function asset(location: SeedLocation, name: string, bytes: BytesSpec): AssetSpec {
  const key = `${location.segmentId}/${location.locale ?? ''}/${location.folder ?? ''}/${name}`
  return {
    segmentId: location.segmentId,
    locale: location.locale ?? null,
    relativePath: location.folder ?? '',
    name,
    bytes,
    ...datesOf(key),
  }
}

const minScreenshotBytes = 24_000
const maxScreenshotBytes = 160_000

export function screenshot(
  location: SeedLocation,
  name: string,
  content: Pick<Screen, 'kind' | 'title'>,
): AssetSpec {
  const locale = location.locale ?? 'all'
  const key = `${name} ${locale}`
  const screen = { ...content, locale, variant: hashText(name) % 1000 }
  return asset(location, name, pngFile(screen, between(key, minScreenshotBytes, maxScreenshotBytes)))
}

export function segmentsFrom(did: number, firstSid: number, texts: readonly Text[]): SegmentSpec[] {
  return texts.map((text, index) => ({
    sid: firstSid + index,
    did,
    bsid: index + 1,
    ctx: `${did}.${String(index + 1).padStart(3, '0')}`,
    texts: textsByLocale(text),
  }))
}

/** A text as part of a file name: `Start new game` becomes `start-new-game`. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .join('-')
    .slice(0, 40)
}

/** Calls `make` for each `step`-th text, starting with the first. */
export function mapEveryNth<T>(
  texts: readonly Text[],
  step: number,
  make: (text: Text, index: number) => readonly T[],
): T[] {
  return texts.flatMap((text, index) => (index % step === 0 ? make(text, index) : []))
}

import { platformDate } from '../../store/clock'
import type { AssetSpec, BytesSpec, SegmentSpec } from '../../store/seed-spec'
import { pngFile } from '../files/png-file'
import { hashText } from '../paint/random'
import type { Screen } from '../paint/screens'
import { textsByLocale, type Text } from '../texts/text'

const firstDay = Date.UTC(2025, 0, 7, 8)
const days = 600
const dayMs = 86_400_000

/** Where a file goes; no locale: language-neutral. */
export interface Spot {
  readonly segmentId: number
  readonly locale?: string
  readonly folder?: string
}

/** Chosen by the key: the same at each start, and not the same for all. */
export function between(key: string, least: number, most: number): number {
  return least + (hashText(key) % (most - least + 1))
}

function datesOf(key: string): { created: string; modified: string } {
  const hash = hashText(`${key} dates`)
  const created = firstDay + (hash % days) * dayMs + (hash % 32_000) * 1000 + (hash % 997)
  const modified = hash % 3 === 0 ? created + ((hash % 20) + 1) * dayMs : created
  return { created: platformDate(created, hash % 10_000), modified: platformDate(modified, hash % 10_000) }
}

export function asset(spot: Spot, name: string, bytes: BytesSpec): AssetSpec {
  const key = `${spot.segmentId}/${spot.locale ?? ''}/${spot.folder ?? ''}/${name}`
  return {
    segmentId: spot.segmentId,
    locale: spot.locale ?? null,
    relativePath: spot.folder ?? '',
    name,
    bytes,
    ...datesOf(key),
  }
}

const smallestScreenshot = 24_000
const biggestScreenshot = 160_000

export function screenshot(spot: Spot, name: string, look: Pick<Screen, 'kind' | 'title'>): AssetSpec {
  const locale = spot.locale ?? 'all'
  const key = `${name} ${locale}`
  const screen = { ...look, locale, variant: hashText(name) % 1000 }
  return asset(spot, name, pngFile(screen, between(key, smallestScreenshot, biggestScreenshot)))
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

/** For file names: `Start new game` → `start-new-game`. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
}

/** For each text with its segment; a step of 3 takes the first, the fourth… */
export function forEvery<T>(
  texts: readonly Text[],
  step: number,
  make: (text: Text, index: number) => readonly T[],
): T[] {
  return texts.flatMap((text, index) => (index % step === 0 ? make(text, index) : []))
}

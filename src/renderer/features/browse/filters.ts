import type { Asset, AssetKey, AssetKind } from '../../../shared/asset'
import { languageKey } from '../../lib/format'
import { getListingIndex } from './listing-index'
import { toSearchNeedle } from './search'

/** From and up to, both included; null is open. */
export interface Range {
  readonly from: number | null
  readonly to: number | null
}

export const protections = ['protected', 'open'] as const

/** Whether a file is locked on this computer. */
export type Protection = (typeof protections)[number]

/** What a file must be to be shown. Empty lists and null let everything through. */
export interface Filters {
  readonly kinds: readonly AssetKind[]
  /** Codes as they are shown: `all` for files of no language. */
  readonly languages: readonly string[]
  /** Folders as they are shown, "" for the root. What lies below one belongs to it. */
  readonly folders: readonly string[]
  readonly segments: readonly number[]
  /** Bytes. */
  readonly size: Range | null
  /** Days of the last change, `2026-01-31`, both included. */
  readonly modified: { readonly from: string | null; readonly to: string | null } | null
  readonly protection: readonly Protection[]
}

export type FilterName = keyof Filters

export const noFilters: Filters = {
  kinds: [],
  languages: [],
  folders: [],
  segments: [],
  size: null,
  modified: null,
  protection: [],
}

export const filterNames = Object.keys(noFilters) as readonly FilterName[]

/** Decides for each index into the assets whether the file is shown. */
export type Matcher = (index: number) => boolean

export function isActive(filters: Filters, name: FilterName): boolean {
  const value = filters[name]
  return Array.isArray(value) ? value.length > 0 : value !== null
}

export function activeFilters(filters: Filters): readonly FilterName[] {
  return filterNames.filter((name) => isActive(filters, name))
}

export function clearFilter(filters: Filters, name: FilterName): Filters {
  return { ...filters, [name]: noFilters[name] }
}

function isWithin(value: number, { from, to }: Range): boolean {
  return (from === null || value >= from) && (to === null || value <= to)
}

/** The day as the list shows it: the server's dates have no zone, and are taken for the user's own as everywhere here. */
export function dayOf(iso: string | null): string | null {
  if (iso === null || iso === '') return null
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return null
  const twoDigits = (value: number): string => String(value).padStart(2, '0')
  return `${String(date.getFullYear()).padStart(4, '0')}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`
}

function byFolder(assets: readonly Asset[], folders: readonly string[]): Matcher {
  const shown = getListingIndex(assets).folders
  const known = new Map<string, boolean>()
  const matches = (folder: string): boolean =>
    folders.some((each) => folder === each || (each !== '' && folder.startsWith(`${each}/`)))
  return (index) => {
    const folder = shown[index] ?? ''
    const before = known.get(folder)
    if (before !== undefined) return before
    const result = matches(folder)
    known.set(folder, result)
    return result
  }
}

function byDay(assets: readonly Asset[], range: NonNullable<Filters['modified']>): Matcher {
  return (index) => {
    const day = dayOf(assets[index]?.modifiedDate ?? null)
    return (
      day !== null && (range.from === null || day >= range.from) && (range.to === null || day <= range.to)
    )
  }
}

/** What is looked for. */
export interface FilterCriteria {
  readonly search: string
  readonly filters: Filters
  readonly isProtected: (key: AssetKey) => boolean
}

export function fileProtection(
  { key }: Asset,
  { isProtected }: Pick<FilterCriteria, 'isProtected'>,
): Protection {
  return isProtected(key) ? 'protected' : 'open'
}

function matcherOf(assets: readonly Asset[], criteria: FilterCriteria, name: FilterName): Matcher {
  const { filters } = criteria
  switch (name) {
    case 'kinds': {
      const { kinds } = getListingIndex(assets)
      const chosen = new Set<AssetKind | undefined>(filters.kinds)
      return (index) => chosen.has(kinds[index])
    }
    case 'languages': {
      const chosen = new Set(filters.languages)
      return (index) => chosen.has(languageKey(assets[index]?.locale ?? null))
    }
    case 'folders':
      return byFolder(assets, filters.folders)
    case 'segments': {
      const chosen = new Set(filters.segments)
      return (index) => chosen.has(assets[index]?.segmentId ?? 0)
    }
    case 'protection': {
      const chosen = new Set(filters.protection)
      return (index) => {
        const asset = assets[index]
        return asset !== undefined && chosen.has(fileProtection(asset, criteria))
      }
    }
    case 'size': {
      const range = filters.size ?? { from: null, to: null }
      return (index) => {
        const size = assets[index]?.size ?? null
        return size !== null && isWithin(size, range)
      }
    }
    case 'modified':
      return byDay(assets, filters.modified ?? { from: null, to: null })
  }
}

function bySearch(assets: readonly Asset[], search: string): Matcher | null {
  const needle = toSearchNeedle(search)
  if (needle === null) return null
  const paths = getListingIndex(assets).foldedPaths
  return (index) => paths[index]?.includes(needle) ?? false
}

/** All that must hold at once; null where everything is shown. */
export function matcher(assets: readonly Asset[], criteria: FilterCriteria): Matcher | null {
  const found = bySearch(assets, criteria.search)
  const all = activeFilters(criteria.filters).map((name) => matcherOf(assets, criteria, name))
  if (found !== null) all.push(found)
  return all.length === 0 ? null : (index) => all.every((matches) => matches(index))
}

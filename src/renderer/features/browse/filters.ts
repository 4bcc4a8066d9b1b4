import type { Asset, AssetKey, AssetKind } from '../../../shared/asset'
import { knownMoment } from '../../../shared/server-date'
import { languageKey } from '../../lib/format'
import { getListingIndex } from './listing-index'
import { toSearchNeedle } from './search'

/** An inclusive range; null means unbounded. */
export interface Range {
  readonly from: number | null
  readonly to: number | null
}

export const protections = ['protected', 'open'] as const

/** Whether a file is locked on this computer. */
export type Protection = (typeof protections)[number]

/** Conditions for a file to be shown. Empty lists and null match everything. */
export interface Filters {
  readonly kinds: readonly AssetKind[]
  /** Codes as shown: `all` for files without a language. */
  readonly languages: readonly string[]
  /** Folders as shown, "" for the root. Other folders include their subfolders. */
  readonly folders: readonly string[]
  readonly segments: readonly number[]
  /** Bytes. */
  readonly size: Range | null
  /** Days of the last change in the form `2026-01-31`, inclusive. */
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

/** Whether the file at an index of the assets is shown. */
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

/** The day of a listed date as shown in the list, in the time zone of this computer. */
export function dayOf(text: string | null): string | null {
  const moment = knownMoment(text)
  if (moment === null) return null
  const date = new Date(moment)
  const twoDigits = (value: number): string => String(value).padStart(2, '0')
  return `${String(date.getFullYear()).padStart(4, '0')}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`
}

function byFolder(assets: readonly Asset[], folders: readonly string[]): Matcher {
  const foldersByIndex = getListingIndex(assets).folders
  const cache = new Map<string, boolean>()
  const matches = (folder: string): boolean =>
    folders.some((parent) => folder === parent || (parent !== '' && folder.startsWith(`${parent}/`)))
  return (index) => {
    const folder = foldersByIndex[index] ?? ''
    const cached = cache.get(folder)
    if (cached !== undefined) return cached
    const result = matches(folder)
    cache.set(folder, result)
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

/** The search, the filters, and the protection that they refer to. */
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

/** Combines search and filters; null if everything is shown. */
export function matcher(assets: readonly Asset[], criteria: FilterCriteria): Matcher | null {
  const searchMatcher = bySearch(assets, criteria.search)
  const matchers = activeFilters(criteria.filters).map((name) => matcherOf(assets, criteria, name))
  if (searchMatcher !== null) matchers.push(searchMatcher)
  return matchers.length === 0 ? null : (index) => matchers.every((matches) => matches(index))
}

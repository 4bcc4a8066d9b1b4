import { assetKinds, type Asset } from '../../../shared/asset'
import { languageKey, languageKeyText, languageName } from '../../lib/format'
import { t } from '../../lib/intl'
import { getListingIndex } from './listing-index'
import { naturalRanks } from '../../../shared/order/natural-ranks'
import { foldText } from '../../../shared/order/fold-text'
import { fileProtection, protections, type FilterCriteria } from './filters'

export interface FilterOption {
  readonly value: string
  /** Shown, and searched in the list of options. */
  readonly text: string
  readonly more: string | null
  readonly count: number
}

export type ListFilter = 'kinds' | 'languages' | 'folders' | 'protection'

/** The files of a list, and their protection. */
interface FilteredList extends Pick<FilterCriteria, 'isProtected'> {
  readonly assets: readonly Asset[]
}

function valueOf(list: FilteredList, name: ListFilter): (index: number) => string {
  const { assets } = list
  const { kinds, folders } = getListingIndex(assets)
  switch (name) {
    case 'kinds':
      return (index) => kinds[index] ?? 'other'
    case 'languages':
      return (index) => languageKey(assets[index]?.locale ?? null)
    case 'folders':
      return (index) => folders[index] ?? ''
    case 'protection':
      return (index) => {
        const asset = assets[index]
        return asset === undefined ? 'open' : fileProtection(asset, list)
      }
  }
}

/** Text of a filter value, in its chip and in the list of options. */
export function optionText(name: ListFilter, value: string): string {
  switch (name) {
    case 'kinds': {
      const kind = assetKinds.find((candidate) => candidate === value)
      return kind === undefined ? value : t(`kind.${kind}`)
    }
    case 'languages':
      return languageKeyText(value)
    case 'folders':
      return value === '' ? t('folder.none') : value
    case 'protection': {
      const protection = protections.find((candidate) => candidate === value)
      return protection === undefined ? value : t(`filter.protection.${protection}`)
    }
  }
}

/** The values that occur in a listing, with the number of files of each, in natural order. */
export function filterOptions(list: FilteredList, name: ListFilter): readonly FilterOption[] {
  const counts = new Map<string, number>()
  const valueAt = valueOf(list, name)
  for (let index = 0; index < list.assets.length; index += 1) {
    const value = valueAt(index)
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const options = [...counts].map(([value, count]) => ({
    value,
    text: optionText(name, value),
    more: name === 'languages' ? languageName(value) : null,
    count,
  }))
  const ranks = naturalRanks(options.map(({ text }) => text))
  return options
    .map((option, index) => ({ option, rank: ranks[index] ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ option }) => option)
}

export function findOptions(options: readonly FilterOption[], search: string): readonly FilterOption[] {
  const needle = foldText(search.trim())
  if (needle === '') return options
  return options.filter(({ text, more }) => foldText(`${text} ${more ?? ''}`).includes(needle))
}

import { assetKinds, type Asset } from '../../../shared/asset'
import { languageCode, languageName } from '../../lib/format'
import { t } from '../../lib/intl'
import { listingIndex } from './listing-index'
import { naturalRanks } from '../../../shared/order/natural-ranks'
import { fold } from '../../../shared/order/fold'

export interface FilterOption {
  readonly value: string
  /** Shown, and what a search in the list of options looks at. */
  readonly text: string
  readonly more: string | null
  readonly count: number
}

type ListFilter = 'kinds' | 'languages' | 'folders'

function valueOf(assets: readonly Asset[], name: ListFilter): (index: number) => string {
  const { kinds, folders } = listingIndex(assets)
  switch (name) {
    case 'kinds':
      return (index) => kinds[index] ?? 'other'
    case 'languages':
      return (index) => languageCode(assets[index]?.locale ?? null)
    case 'folders':
      return (index) => folders[index] ?? ''
  }
}

/** What a value of a filter is called, in its chip and in the list of options. */
export function optionText(name: ListFilter, value: string): string {
  switch (name) {
    case 'kinds': {
      const kind = assetKinds.find((each) => each === value)
      return kind === undefined ? value : t(`kind.${kind}`)
    }
    case 'languages':
      return value
    case 'folders':
      return value === '' ? t('filter.rootFolder') : value
  }
}

/** The values that occur in a listing, with how many files each has: by nature. */
export function filterOptions(assets: readonly Asset[], name: ListFilter): readonly FilterOption[] {
  const counts = new Map<string, number>()
  const value = valueOf(assets, name)
  for (let index = 0; index < assets.length; index += 1) {
    const each = value(index)
    counts.set(each, (counts.get(each) ?? 0) + 1)
  }
  const options = [...counts].map(([each, count]) => ({
    value: each,
    text: optionText(name, each),
    more: name === 'languages' ? languageName(each) : null,
    count,
  }))
  const ranks = naturalRanks(options.map(({ text }) => text))
  return options
    .map((option, at) => ({ option, rank: ranks[at] ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ option }) => option)
}

export function findOptions(options: readonly FilterOption[], search: string): readonly FilterOption[] {
  const needle = fold(search.trim())
  if (needle === '') return options
  return options.filter(({ text, more }) => fold(`${text} ${more ?? ''}`).includes(needle))
}

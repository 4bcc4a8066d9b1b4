import { CopyX, FileSearch, X } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { t } from '../../lib/intl'
import { visibleText } from '../../lib/visible-text'
import type { BrowseState } from './browse-state'
import type { BrowseStore } from './browse-store'
import { filterLabels, filterText } from './filter-values'
import { activeFilters, clearFilter, matcher, type Wanted } from './filters'

/** Something that can be dropped, and how many files would be shown then. */
interface Way {
  readonly id: string
  readonly text: string
  readonly count: number
  readonly take: () => void
}

function countMatches(state: Pick<BrowseState, 'assets' | keyof Wanted>): number {
  const matches = matcher(state.assets, state)
  if (matches === null) return state.assets.length
  return state.assets.reduce((count, _, index) => (matches(index) ? count + 1 : count), 0)
}

function waysOut(state: BrowseState, store: BrowseStore): readonly Way[] {
  const { search, filters } = state
  const ways = activeFilters(filters).map((name): Way => {
    const without = clearFilter(filters, name)
    return {
      id: name,
      text: t('filter.value', { name: t(filterLabels[name]), value: visibleText(filterText(filters, name)) }),
      count: countMatches({ ...state, filters: without }),
      take: () => store.filterBy(without),
    }
  })
  if (search.trim() === '') return ways
  return [
    ...ways,
    {
      id: 'search',
      text: t('filter.value', { name: t('assets.search'), value: visibleText(search.trim()) }),
      count: countMatches({ ...state, search: '' }),
      take: () => store.search(''),
    },
  ]
}

/** Nothing of a list matches: what is in the way, and how much would be shown without it. */
export function NoMatch({ store }: { readonly store: BrowseStore }) {
  const state = useStore(store)
  const all = useMemo(() => waysOut(state, store), [state, store])
  // Where no single one is to blame, dropping any of them is a step.
  const helping = all.filter(({ count }) => count > 0)
  const ways = helping.length > 0 ? helping : all
  const [only] = ways
  if (only === undefined) {
    return (
      <EmptyState icon={<CopyX />} title={t('duplicates.none')} text={t('duplicates.none.text')}>
        <Button onPress={() => store.groupBy('none')}>{t('duplicates.stop')}</Button>
      </EmptyState>
    )
  }
  if (ways.length === 1 && only.id === 'search') {
    return (
      <EmptyState
        icon={<FileSearch />}
        title={t('list.noMatch')}
        text={t('assets.noMatch.text', { search: visibleText(state.search.trim()) })}
      >
        <Button onPress={only.take}>{t('search.clear')}</Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<FileSearch />} title={t('list.noMatch')} text={t('noMatch.filters')}>
      <span className="no-match-ways">
        {ways.map(({ id, text, count, take }) => (
          <Button key={id} icon={<X aria-hidden />} onPress={take}>
            <span className="no-match-text">{text}</span>
            <span className="no-match-count">{t('count.assets', { count })}</span>
          </Button>
        ))}
        <Button look="link" onPress={store.showAll}>
          {t('filter.clearAll')}
        </Button>
      </span>
    </EmptyState>
  )
}

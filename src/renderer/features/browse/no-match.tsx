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
import { activeFilters, clearFilter, matcher, type FilterCriteria } from './filters'

/** A filter or search that can be cleared, and the number of files that would be shown then. */
interface ClearOption {
  readonly id: string
  readonly text: string
  readonly count: number
  readonly apply: () => void
}

function countMatches(state: Pick<BrowseState, 'assets' | keyof FilterCriteria>): number {
  const matches = matcher(state.assets, state)
  if (matches === null) return state.assets.length
  return state.assets.reduce((count, _, index) => (matches(index) ? count + 1 : count), 0)
}

function clearOptions(state: BrowseState, store: BrowseStore): readonly ClearOption[] {
  const { search, filters } = state
  const options = activeFilters(filters).map((name): ClearOption => {
    const remaining = clearFilter(filters, name)
    return {
      id: name,
      text: t('filter.value', { name: t(filterLabels[name]), value: visibleText(filterText(filters, name)) }),
      count: countMatches({ ...state, filters: remaining }),
      apply: () => store.filterBy(remaining),
    }
  })
  if (search.trim() === '') return options
  return [
    ...options,
    {
      id: 'search',
      text: t('filter.value', { name: t('assets.search'), value: visibleText(search.trim()) }),
      count: countMatches({ ...state, search: '' }),
      apply: () => store.search(''),
    },
  ]
}

/** Shown if no file matches. Offers to clear single filters, with the number of files that each would reveal. */
export function NoMatch({ store }: { readonly store: BrowseStore }) {
  const state = useStore(store)
  const allOptions = useMemo(() => clearOptions(state, store), [state, store])
  // If no single option reveals a file, offer all of them: several have to be cleared.
  const effectiveOptions = allOptions.filter(({ count }) => count > 0)
  const options = effectiveOptions.length > 0 ? effectiveOptions : allOptions
  const [only] = options
  if (only === undefined) {
    return (
      <EmptyState icon={<CopyX />} title={t('duplicates.none')} text={t('duplicates.none.text')}>
        <Button onPress={() => store.groupBy('none')}>{t('duplicates.stop')}</Button>
      </EmptyState>
    )
  }
  if (options.length === 1 && only.id === 'search') {
    return (
      <EmptyState
        icon={<FileSearch />}
        title={t('list.noMatch')}
        text={t('assets.noMatch.text', { search: visibleText(state.search.trim()) })}
      >
        <Button onPress={only.apply}>{t('search.clear')}</Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<FileSearch />} title={t('list.noMatch')} text={t('noMatch.filters')}>
      <span className="no-match-options">
        {options.map(({ id, text, count, apply }) => (
          <Button key={id} icon={<X aria-hidden />} onPress={apply}>
            <span className="no-match-text">{text}</span>
            <span className="no-match-count">{t('count.assets', { count })}</span>
          </Button>
        ))}
        <Button variant="link" onPress={store.showAll}>
          {t('filter.clearAll')}
        </Button>
      </span>
    </EmptyState>
  )
}

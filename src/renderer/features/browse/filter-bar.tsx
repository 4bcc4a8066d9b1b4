import { ChevronDown, X } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { PopoverDialog } from '../../components/popover-dialog'
import { t } from '../../lib/intl'
import { visibleText } from '../../lib/visible-text'
import type { BrowseStore } from './browse-store'
import { FilterFields } from './filter-fields'
import { filterLabels, filterText } from './filter-values'
import { activeFilters, filterNames, isActive, noFilters, type FilterName } from './filters'
import './filter-bar.css'

interface FilterBarProps {
  readonly store: BrowseStore
}

function FilterChip({ store, name }: FilterBarProps & { readonly name: FilterName }) {
  const filters = useStore(store, (state) => state.filters)
  const isOn = isActive(filters, name)
  const label = t(filterLabels[name])
  const text = isOn
    ? t('filter.value', { name: label, value: visibleText(filterText(filters, name)) })
    : label
  return (
    <span className="filter-chip" data-active-filter={isOn || undefined}>
      <PopoverDialog
        label={label}
        trigger={
          <AriaButton className="filter-chip-main" aria-label={isOn ? text : t('filter.by', { name: label })}>
            <span className="filter-chip-text">{text}</span>
            <ChevronDown aria-hidden />
          </AriaButton>
        }
      >
        <FilterFields store={store} name={name} />
      </PopoverDialog>
      {isOn && (
        <AriaButton
          className="filter-chip-clear"
          aria-label={t('filter.clear', { name: label })}
          onPress={() => store.filterBy({ [name]: noFilters[name] })}
        >
          <X aria-hidden />
        </AriaButton>
      )}
    </span>
  )
}

/** The filters as chips. Each shows its value and can be cleared. */
export function FilterBar({ store }: FilterBarProps) {
  const filters = useStore(store, (state) => state.filters)
  const isOn = activeFilters(filters).length > 0
  return (
    <div role="group" aria-label={t('filter.bar')} className="filter-bar">
      {filterNames.map((name) => (
        <FilterChip key={name} store={store} name={name} />
      ))}
      {isOn && (
        <Button size="small" variant="link" onPress={() => store.filterBy(noFilters)}>
          {t('filter.clearAll')}
        </Button>
      )}
    </div>
  )
}

import { useMemo, useState } from 'react'
import { useStore } from 'zustand/react'
import { SearchBox } from '../../components/search-box'
import { UntrustedText } from '../../components/untrusted-text'
import { TextField } from '../../components/text-field'
import { Checkbox } from '../../components/checkbox'
import { formatCount, formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import type { BrowseStore } from './browse-store'
import { filterOptions, findOptions, type ListFilter } from './filter-options'
import { parseSegmentFilter, parseSizeFilter } from './filter-values'
import type { FilterName, Filters, Range } from './filters'

interface FieldsProps {
  readonly store: BrowseStore
}

/** Shorter lists have no search box. */
const minOptionsForSearch = 9
const maxShownOptions = 100

function withValue<Value>(values: readonly Value[], value: Value, isIncluded: boolean): readonly Value[] {
  const others = values.filter((other) => other !== value)
  return isIncluded ? [...others, value] : others
}

function OptionList({ store, name }: FieldsProps & { readonly name: ListFilter }) {
  const { assets, filters, isProtected } = useStore(store)
  const [search, setSearch] = useState('')
  const options = useMemo(() => filterOptions({ assets, isProtected }, name), [assets, isProtected, name])
  const found = findOptions(options, search)
  const chosen: readonly string[] = filters[name]
  const choose = (value: string, isIncluded: boolean) => {
    // The value is valid for this filter because it comes from its own options.
    const patch: Partial<Filters> = { [name]: withValue(chosen, value, isIncluded) }
    store.filterBy(patch)
  }
  const more = found.length - maxShownOptions
  return (
    <>
      {options.length >= minOptionsForSearch && (
        <SearchBox label={t('filter.find')} value={search} onChange={setSearch} />
      )}
      {found.length === 0 && <p className="filter-help">{t('filter.none')}</p>}
      <ul className="filter-options">
        {found.slice(0, maxShownOptions).map(({ value, text, more: name, count }) => (
          <li key={value} className="filter-option">
            <Checkbox
              isSelected={chosen.includes(value)}
              onChange={(isIncluded) => choose(value, isIncluded)}
            >
              <UntrustedText text={text} className="filter-option-text" />
              {name !== null && <span className="filter-option-more">{name}</span>}
            </Checkbox>
            <span className="filter-option-count">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="filter-help">{t('filter.more', { count: more })}</p>}
    </>
  )
}

const isOpenRange = (range: Range): boolean => range.from === null && range.to === null

function shownSize(bytes: number | null | undefined): string {
  return typeof bytes === 'number' ? formatSize(bytes) : ''
}

function SizeFields({ store }: FieldsProps) {
  const size = useStore(store, ({ filters }) => filters.size)
  const [texts, setTexts] = useState({ from: shownSize(size?.from), to: shownSize(size?.to) })
  const bytes = (text: string): number | null => (text.trim() === '' ? null : parseSizeFilter(text))
  const isWrong = (text: string): boolean => text.trim() !== '' && parseSizeFilter(text) === null
  const change = (patch: Partial<typeof texts>) => {
    const next = { ...texts, ...patch }
    setTexts(next)
    if (isWrong(next.from) || isWrong(next.to)) return
    const range = { from: bytes(next.from), to: bytes(next.to) }
    store.filterBy({ size: isOpenRange(range) ? null : range })
  }
  return (
    <>
      {(['from', 'to'] as const).map((edge) => (
        <TextField
          key={edge}
          label={t(`filter.${edge}`)}
          value={texts[edge]}
          error={isWrong(texts[edge]) ? t('filter.size.invalid') : null}
          onChange={(text) => change({ [edge]: text })}
        />
      ))}
      <p className="filter-help">{t('filter.size.unit')}</p>
    </>
  )
}

function DayFields({ store }: FieldsProps) {
  const days = useStore(store, ({ filters }) => filters.modified) ?? { from: null, to: null }
  const change = (patch: Partial<typeof days>) => {
    const next = { ...days, ...patch }
    store.filterBy({ modified: next.from === null && next.to === null ? null : next })
  }
  return (['from', 'to'] as const).map((edge) => (
    <label key={edge} className="filter-day">
      <span className="field-label">{t(`filter.${edge}`)}</span>
      <input
        type="date"
        className="field-input"
        max="9999-12-31"
        value={days[edge] ?? ''}
        onChange={({ target }) => change({ [edge]: target.value === '' ? null : target.value })}
      />
    </label>
  ))
}

function SegmentField({ store }: FieldsProps) {
  const segments = useStore(store, ({ filters }) => filters.segments)
  const [text, setText] = useState(segments.join(', '))
  const parsed = parseSegmentFilter(text)
  return (
    <TextField
      label={t('field.segment')}
      value={text}
      rows={3}
      help={t('filter.segments.help')}
      error={parsed.ok ? null : t('filter.segments.invalid', { token: parsed.token })}
      onChange={(next) => {
        setText(next)
        const ids = parseSegmentFilter(next)
        if (ids.ok) store.filterBy({ segments: ids.ids })
      }}
    />
  )
}

/** The fields of one filter. Changes take effect immediately. */
export function FilterFields({ store, name }: FieldsProps & { readonly name: FilterName }) {
  switch (name) {
    case 'kinds':
    case 'languages':
    case 'folders':
    case 'protection':
      return <OptionList store={store} name={name} />
    case 'segments':
      return <SegmentField store={store} />
    case 'size':
      return <SizeFields store={store} />
    case 'modified':
      return <DayFields store={store} />
  }
}

import { Download, LayoutGrid, ListFilter, PanelRight, RotateCw, Table2, Trash2 } from 'lucide-react'
import { useId, useMemo, useState, type ReactNode, type RefObject } from 'react'
import { Toolbar } from 'react-aria-components/Toolbar'
import { useStore } from 'zustand/react'
import { useShallow } from 'zustand/react/shallow'
import type { Asset } from '../../../shared/asset'
import { Button, ButtonWord } from '../../components/button'
import { ChoicePair } from '../../components/choice-pair'
import { SearchBox } from '../../components/search-box'
import { ShownText } from '../../components/shown-text'
import { Spinner } from '../../components/spinner'
import { Tip } from '../../components/tip'
import { formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import { AssetPane, type AssetPaneProps } from './asset-pane'
import { actionable } from './browse-store'
import { placeName } from '../../lib/place-name'
import { ColumnsBox } from './columns-box'
import { FilterBar } from './filter-bar'
import { activeFilters, noFilters } from './filters'
import { GroupMenu } from './group-menu'
import { sumAssets } from './totals'
import './asset-browser.css'

interface AssetBrowserProps extends AssetPaneProps {
  readonly searchRef: RefObject<HTMLInputElement | null>
  readonly isAsking: boolean
  readonly hasDetails: boolean
  /** Nothing can be deleted over this connection; main refuses it whatever is pressed here. */
  readonly isReadOnly: boolean
  /** Uploads what the user chooses; with it stands how. */
  readonly upload: (isDisabled: boolean) => ReactNode
  readonly onDownload: () => void
  /** More that can be done with the files that are selected. */
  readonly tools: (selected: readonly Asset[]) => ReactNode
  /** What must be told above the list. */
  readonly notice: ReactNode
  readonly onToggleDetails: () => void
}

function Head({ store, searchRef, gridRef }: Pick<AssetBrowserProps, 'store' | 'searchRef' | 'gridRef'>) {
  const { place, assets, search, shown, listing } = useStore(
    store,
    useShallow((state) => ({
      place: state.place,
      assets: state.assets,
      search: state.search,
      shown: state.view.length,
      listing: state.listing,
    })),
  )
  const totals = useMemo(() => sumAssets(assets), [assets])
  if (place === null) return null
  const { name } = placeName(place)
  return (
    <div className="browser-head">
      <h1 className="browser-title">
        <ShownText text={name} />
      </h1>
      <p className="browser-facts">
        {search.trim() !== ''
          ? t('assets.matching', { count: shown, total: assets.length })
          : listing !== null &&
            t('assets.facts', {
              count: totals.count,
              segments: listing.segments.length > 0 ? listing.segments.length : totals.segments,
              size: formatSize(totals.bytes),
            })}
      </p>
      <SearchBox
        label={t('assets.search')}
        value={search}
        onChange={store.search}
        isDisabled={assets.length === 0 && search === ''}
        inputRef={searchRef}
        onLeave={() => gridRef.current?.focus()}
      />
    </div>
  )
}

function looks() {
  return [
    { value: 'table', label: t('view.table'), icon: <Table2 aria-hidden /> },
    { value: 'grid', label: t('view.grid'), icon: <LayoutGrid aria-hidden /> },
  ] as const
}

/** By itself, since it alone in the toolbar changes with every step of the selection. */
function SelectedTools({ store, tools }: Pick<AssetBrowserProps, 'store' | 'tools'>) {
  return tools(useStore(store, actionable))
}

interface ActionsProps extends AssetBrowserProps {
  readonly hasFilters: boolean
  readonly onToggleFilters: () => void
}

function Actions(props: ActionsProps) {
  const { store, isAsking, hasDetails, hasFilters, isReadOnly } = props
  const { hasListing, hasSelected, isLoading, look } = useStore(
    store,
    useShallow((state) => ({
      hasListing: state.listing !== null,
      hasSelected: actionable(state).length > 0,
      isLoading: state.sweep !== null,
      look: state.look,
    })),
  )
  const whyId = useId()
  return (
    <Toolbar className="browser-actions" aria-label={t('assets.actions')}>
      <span title={isReadOnly ? t('readOnly.why') : undefined}>
        {props.upload(!hasListing || isReadOnly)}
      </span>
      <Button icon={<Download aria-hidden />} isDisabled={!hasSelected} onPress={props.onDownload}>
        {t('assets.download')}
      </Button>
      {/* A disabled button tells nothing of the pointer over it: what is around it does. */}
      <span title={isReadOnly ? t('readOnly.why') : undefined}>
        <Button
          look="danger-plain"
          icon={isAsking ? <Spinner /> : <Trash2 aria-hidden />}
          isDisabled={!hasSelected || isAsking || isReadOnly}
          {...(isReadOnly && { 'aria-describedby': whyId })}
          onPress={props.onDelete}
        >
          {t('action.delete')}
        </Button>
      </span>
      {isReadOnly && (
        <span id={whyId} className="visually-hidden">
          {t('readOnly.why')}
        </span>
      )}
      <SelectedTools store={store} tools={props.tools} />
      <span className="browser-gap" />
      <Button
        className={hasFilters ? 'is-on' : ''}
        aria-pressed={hasFilters}
        icon={<ListFilter aria-hidden />}
        onPress={props.onToggleFilters}
      >
        <ButtonWord>{t('filter.title')}</ButtonWord>
      </Button>
      <GroupMenu store={store} />
      <ChoicePair label={t('view.label')} value={look} choices={looks()} onChange={store.lookAs} />
      {look === 'table' && <ColumnsBox store={store.columns} />}
      <Tip text={t('action.refresh')}>
        <Button
          look="quiet"
          aria-label={t('action.refresh')}
          icon={isLoading ? <Spinner /> : <RotateCw aria-hidden />}
          isDisabled={isLoading}
          onPress={() => void store.refresh()}
        />
      </Tip>
      <Tip text={t(hasDetails ? 'details.hide' : 'details.show')}>
        <Button
          look="quiet"
          aria-label={t('details.title')}
          aria-pressed={hasDetails}
          icon={<PanelRight aria-hidden />}
          onPress={props.onToggleDetails}
        />
      </Tip>
    </Toolbar>
  )
}

/** The open place: its name and totals, what can be done, and its files. */
export function AssetBrowser(props: AssetBrowserProps) {
  const { place, filters } = useStore(
    props.store,
    useShallow((state) => ({ place: state.place, filters: state.filters })),
  )
  const [wantsFilters, setWantsFilters] = useState(false)
  // What is filtered stays in sight.
  const hasFilters = wantsFilters || activeFilters(filters).length > 0
  const toggleFilters = () => {
    if (hasFilters) props.store.filterBy(noFilters)
    setWantsFilters(!hasFilters)
  }
  return (
    <main className="asset-browser">
      {place !== null && (
        <header className="browser-header">
          <Head {...props} />
          <Actions {...props} hasFilters={hasFilters} onToggleFilters={toggleFilters} />
          {hasFilters && <FilterBar store={props.store} />}
        </header>
      )}
      <div className="browser-below" data-drop-list>
        {props.notice}
        <AssetPane {...props} />
      </div>
    </main>
  )
}

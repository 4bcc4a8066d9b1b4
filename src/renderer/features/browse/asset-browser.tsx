import { Download, LayoutGrid, ListFilter, PanelRight, RotateCw, Table2, Trash2 } from 'lucide-react'
import { useId, useMemo, useState, type ReactNode, type RefObject } from 'react'
import { Toolbar } from 'react-aria-components/Toolbar'
import { useStore } from 'zustand/react'
import { useShallow } from 'zustand/react/shallow'
import type { Asset } from '../../../shared/asset'
import { Button, ButtonLabel } from '../../components/button'
import { ChoicePair } from '../../components/choice-pair'
import { SearchBox } from '../../components/search-box'
import { UntrustedText } from '../../components/untrusted-text'
import { Spinner } from '../../components/spinner'
import { Tip } from '../../components/tip'
import { formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import { AssetPane, type AssetPaneProps } from './asset-pane'
import { actionableAssets } from './browse-store'
import { placeName } from '../../lib/place-name'
import { ColumnsBox } from './columns-box'
import { FilterBar } from './filter-bar'
import { activeFilters, noFilters } from './filters'
import { GroupMenu } from './group-menu'
import { sumAssets, type Totals } from './totals'
import './asset-browser.css'

interface AssetBrowserProps extends AssetPaneProps {
  readonly searchRef: RefObject<HTMLInputElement | null>
  readonly isPlanning: boolean
  readonly hasDetails: boolean
  /** Disables changes on a read-only connection. Main enforces this independently. */
  readonly isReadOnly: boolean
  /** Renders the upload button. */
  readonly upload: (isDisabled: boolean) => ReactNode
  readonly onDownload: () => void
  /** Renders further tools for the selected files. */
  readonly tools: (selected: readonly Asset[]) => ReactNode
  /** A notice shown above the list. */
  readonly notice: ReactNode
  readonly onToggleDetails: () => void
}

/** What is shown, of how much: the only count of the list, which follows filters and search. */
function factsText(shown: Totals, { count, segments }: Pick<Totals, 'count' | 'segments'>): string {
  return [
    shown.count === count ? t('count.files', { count }) : t('count.filesOf', { shown: shown.count, count }),
    formatSize(shown.bytes),
    shown.segments === segments
      ? t('count.segments', { count: segments })
      : t('count.segmentsOf', { shown: shown.segments, count: segments }),
  ].join(' · ')
}

function Title({ store, searchRef, gridRef }: Pick<AssetBrowserProps, 'store' | 'searchRef' | 'gridRef'>) {
  const { place, assets, search, view, listing } = useStore(
    store,
    useShallow((state) => ({
      place: state.place,
      assets: state.assets,
      search: state.search,
      view: state.view,
      listing: state.listing,
    })),
  )
  const all = useMemo(() => sumAssets(assets), [assets])
  const shown = useMemo(() => sumAssets(view), [view])
  if (place === null) return null
  const { name } = placeName(place)
  return (
    <div className="browser-heading">
      <h1 className="browser-title">
        <UntrustedText text={name} />
      </h1>
      <p className="browser-facts">
        {listing !== null &&
          factsText(shown, { count: all.count, segments: Math.max(listing.segments.length, all.segments) })}
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

function viewModeChoices() {
  return [
    { value: 'table', label: t('view.table'), icon: <Table2 aria-hidden /> },
    { value: 'grid', label: t('view.grid'), icon: <LayoutGrid aria-hidden /> },
  ] as const
}

/** A separate component, because it is the only part of the toolbar that renders on each change of the selection. */
function SelectedTools({ store, tools }: Pick<AssetBrowserProps, 'store' | 'tools'>) {
  return tools(useStore(store, actionableAssets))
}

interface BrowserActionsProps extends AssetBrowserProps {
  readonly showsFilters: boolean
  readonly onToggleFilters: () => void
}

function BrowserActions(props: BrowserActionsProps) {
  const { store, isPlanning, hasDetails, showsFilters, isReadOnly } = props
  const { hasListing, hasSelected, isLoading, viewMode } = useStore(
    store,
    useShallow((state) => ({
      hasListing: state.listing !== null,
      hasSelected: actionableAssets(state).length > 0,
      isLoading: state.loading !== null,
      viewMode: state.viewMode,
    })),
  )
  const reasonId = useId()
  return (
    <Toolbar className="browser-actions" aria-label={t('assets.actions')}>
      <span title={isReadOnly ? t('readOnly.why') : undefined}>
        {props.upload(!hasListing || isReadOnly)}
      </span>
      <Button icon={<Download aria-hidden />} isDisabled={!hasSelected} onPress={props.onDownload}>
        {t('assets.download')}
      </Button>
      {/* A disabled button shows no tooltip, so its wrapper does. */}
      <span title={isReadOnly ? t('readOnly.why') : undefined}>
        <Button
          variant="danger-plain"
          icon={isPlanning ? <Spinner /> : <Trash2 aria-hidden />}
          isDisabled={!hasSelected || isPlanning || isReadOnly}
          {...(isReadOnly && { 'aria-describedby': reasonId })}
          onPress={props.onDelete}
        >
          {t('action.delete')}
        </Button>
      </span>
      {isReadOnly && (
        <span id={reasonId} className="visually-hidden">
          {t('readOnly.why')}
        </span>
      )}
      <SelectedTools store={store} tools={props.tools} />
      <span className="browser-spacer" />
      <Button
        className={showsFilters ? 'is-active' : ''}
        aria-pressed={showsFilters}
        icon={<ListFilter aria-hidden />}
        onPress={props.onToggleFilters}
      >
        <ButtonLabel>{t('filter.title')}</ButtonLabel>
      </Button>
      <GroupMenu store={store} />
      <ChoicePair
        label={t('view.label')}
        value={viewMode}
        choices={viewModeChoices()}
        onChange={store.setViewMode}
      />
      {viewMode === 'table' && <ColumnsBox store={store.columns} />}
      <Tip text={t('action.refresh')}>
        <Button
          variant="quiet"
          aria-label={t('action.refresh')}
          icon={isLoading ? <Spinner /> : <RotateCw aria-hidden />}
          isDisabled={isLoading}
          onPress={() => void store.refresh()}
        />
      </Tip>
      <Tip text={t(hasDetails ? 'details.hide' : 'details.show')}>
        <Button
          variant="quiet"
          aria-label={t('details.title')}
          aria-pressed={hasDetails}
          icon={<PanelRight aria-hidden />}
          onPress={props.onToggleDetails}
        />
      </Tip>
    </Toolbar>
  )
}

/** The open place: its name and totals, the toolbar, and its files. */
export function AssetBrowser(props: AssetBrowserProps) {
  const { place, filters } = useStore(
    props.store,
    useShallow((state) => ({ place: state.place, filters: state.filters })),
  )
  const [isFilterBarOpen, setFilterBarOpen] = useState(false)
  // Active filters are always visible.
  const showsFilters = isFilterBarOpen || activeFilters(filters).length > 0
  const toggleFilters = () => {
    if (showsFilters) props.store.filterBy(noFilters)
    setFilterBarOpen(!showsFilters)
  }
  return (
    <main className="asset-browser">
      {place !== null && (
        <header className="browser-header">
          <Title {...props} />
          <BrowserActions {...props} showsFilters={showsFilters} onToggleFilters={toggleFilters} />
          {showsFilters && <FilterBar store={props.store} />}
        </header>
      )}
      <div className="browser-below" data-drop-list>
        {props.notice}
        <AssetPane {...props} />
      </div>
    </main>
  )
}

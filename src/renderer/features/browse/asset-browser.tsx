import { PanelRight, RotateCw, Trash2 } from 'lucide-react'
import { useMemo, type ReactNode, type RefObject } from 'react'
import { Toolbar } from 'react-aria-components/Toolbar'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { SearchBox } from '../../components/search-box'
import { ShownText } from '../../components/shown-text'
import { Spinner } from '../../components/spinner'
import { Tip } from '../../components/tip'
import { formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import { AssetPane, type AssetPaneProps } from './asset-pane'
import { actionable } from './browse-store'
import { placeName } from '../../lib/place-name'
import { sumAssets } from './totals'
import './asset-browser.css'

interface AssetBrowserProps extends AssetPaneProps {
  readonly searchRef: RefObject<HTMLInputElement | null>
  readonly isAsking: boolean
  readonly hasDetails: boolean
  /** What must be told above the list. */
  readonly notice: ReactNode
  readonly onToggleDetails: () => void
}

function Head({ store, searchRef }: Pick<AssetBrowserProps, 'store' | 'searchRef'>) {
  const { place, assets, search, view, listing } = useStore(store)
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
          ? t('assets.matching', { count: view.length, total: assets.length })
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
      />
    </div>
  )
}

function Actions(props: AssetBrowserProps) {
  const { store, isAsking, hasDetails } = props
  const state = useStore(store)
  const selected = actionable(state).length
  const isLoading = state.sweep !== null
  return (
    <Toolbar className="browser-actions" aria-label={t('assets.actions')}>
      <Button
        look="danger-plain"
        icon={isAsking ? <Spinner /> : <Trash2 aria-hidden />}
        isDisabled={selected === 0 || isAsking}
        onPress={props.onDelete}
      >
        {t('assets.delete')}
      </Button>
      <Button
        icon={isLoading ? <Spinner /> : <RotateCw aria-hidden />}
        isDisabled={isLoading}
        onPress={() => void store.refresh()}
      >
        {t('assets.refresh')}
      </Button>
      <span className="browser-gap" />
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
  const place = useStore(props.store, (state) => state.place)
  return (
    <main className="asset-browser">
      {place !== null && (
        <header className="browser-header">
          <Head store={props.store} searchRef={props.searchRef} />
          <Actions {...props} />
        </header>
      )}
      <div className="browser-below">
        {props.notice}
        <AssetPane {...props} />
      </div>
    </main>
  )
}

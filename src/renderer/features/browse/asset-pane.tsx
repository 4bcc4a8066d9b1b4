import {
  CircleSlash,
  CloudOff,
  FolderOpen,
  Library,
  OctagonPause,
  ShieldX,
  type LucideIcon,
} from 'lucide-react'
import type { MouseEvent, RefObject } from 'react'
import { useStore } from 'zustand/react'
import { useShallow } from 'zustand/react/shallow'
import type { AppFailure, FailureKind } from '../../../shared/failure'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { FailureNote } from '../../components/failure-note'
import { t } from '../../lib/intl'
import { AssetGrid } from './asset-grid'
import type { BrowseStore } from './browse-store'
import { HiddenSelection, ChangesNote } from './list-notes'
import { ListingNotes } from './listing-notes'
import { NoMatch } from './no-match'
import { SkeletonRows } from './skeleton-rows'
import { LoadingStrip } from './loading-strip'
import type { CopyFormat } from './use-grid-keys'

export interface AssetPaneProps {
  readonly store: BrowseStore
  readonly gridRef: RefObject<HTMLDivElement | null>
  readonly onDelete: () => void
  readonly onMenu: (event: MouseEvent) => void
  readonly onCopy: (what: CopyFormat) => void
  readonly onPreview: () => void
}

const failureIcons: Partial<Record<FailureKind, LucideIcon>> = {
  stopped: OctagonPause,
  unreachable: CloudOff,
  'timed-out': CloudOff,
  forbidden: ShieldX,
  certificate: ShieldX,
  'session-rejected': ShieldX,
}

function FailedPane({ failure, onRetry }: { readonly failure: AppFailure; readonly onRetry: () => void }) {
  const isStopped = failure.kind === 'stopped'
  const Icon = failureIcons[failure.kind] ?? CircleSlash
  return (
    <EmptyState
      icon={<Icon />}
      title={t(isStopped ? 'assets.stopped' : 'assets.failed')}
      text={isStopped ? t('assets.stopped.text') : <FailureNote failure={failure} />}
    >
      <Button onPress={onRetry}>{t('retry')}</Button>
    </EmptyState>
  )
}

function Rows(props: AssetPaneProps) {
  const { store } = props
  const { viewMode, loading, hasAssets, hasShown } = useStore(
    store,
    useShallow((state) => ({
      viewMode: state.viewMode,
      loading: state.loading,
      hasAssets: state.assets.length > 0,
      hasShown: state.view.length > 0,
    })),
  )
  if (hasShown || hasAssets) {
    return (
      <div className="browser-rows" data-view-mode={viewMode}>
        <AssetGrid
          store={store}
          gridRef={props.gridRef}
          onDelete={props.onDelete}
          onMenu={props.onMenu}
          onCopy={props.onCopy}
          onPreview={props.onPreview}
        />
        {!hasShown && (
          <div className="browser-no-match">
            <NoMatch store={store} />
          </div>
        )}
      </div>
    )
  }
  if (loading !== null) return <SkeletonRows />
  return <EmptyState icon={<FolderOpen />} title={t('assets.none')} text={t('assets.none.text')} />
}

/** The list below the header, or the reason why there is none. */
export function AssetPane(props: AssetPaneProps) {
  const { store } = props
  const { place, loading, failure, listing, isRemembered } = useStore(
    store,
    useShallow((state) => ({
      place: state.place,
      loading: state.loading,
      failure: state.failure,
      listing: state.listing,
      isRemembered: state.isRemembered,
    })),
  )
  const remembered = loading === null ? 'old' : 'refreshing'
  if (place === null) {
    return (
      <EmptyState icon={<Library />} title={t('assets.nothingOpen')} text={t('assets.nothingOpen.text')} />
    )
  }
  if (failure !== null && listing === null) {
    return <FailedPane failure={failure} onRetry={() => void store.openPlace(place)} />
  }
  return (
    <div className="browser-pane">
      {loading !== null && (
        <LoadingStrip
          loading={loading}
          onApprove={() => void store.approveLoading()}
          onCancel={() => void store.cancelLoading()}
        />
      )}
      {listing !== null && (
        <ListingNotes
          listing={listing}
          remembered={isRemembered ? remembered : null}
          failure={failure}
          onRetry={() => void store.refresh()}
        />
      )}
      <ChangesNote store={store} />
      <HiddenSelection store={store} />
      <Rows {...props} />
    </div>
  )
}

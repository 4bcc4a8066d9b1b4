import { CircleCheck, CloudOff, KeyRound, LockKeyhole } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { useStore } from 'zustand/react'
import type { Connection } from '../../shared/connection'
import { Countdown } from '../components/countdown'
import type { BrowseStore } from '../features/browse/browse-store'
import { isAutomaticOnly, selectedAssets } from '../features/browse/selection'
import { sumAssets } from '../features/browse/totals'
import { formatSize } from '../lib/format'
import { t } from '../lib/intl'

interface StatusBarProps {
  /** Null while the list is not shown; then no counts are. */
  readonly store: BrowseStore | null
  readonly connection: Connection
  readonly waitingUntil: number | null
  readonly isOffline: boolean
  /** Shown at the end of the bar, before the connection's state. */
  readonly children?: ReactNode
}

/** Counts of the listing and of the selection. */
function Counts({ store }: { readonly store: BrowseStore }) {
  const { listing, assets, selection, view } = useStore(store)
  const selected = useMemo(
    () => (isAutomaticOnly(selection) ? [] : selectedAssets(selection, view)),
    [selection, view],
  )
  const bytes = useMemo(() => sumAssets(selected).bytes, [selected])
  // While the listing loads, its count must not look like a total.
  if (listing === null)
    return assets.length > 0 && <span>{t('count.loading', { count: assets.length })}</span>
  return (
    <>
      <span role="status" aria-label={t('count.label')} className="status-count">
        {selected.length === 0
          ? t('count.assets', { count: assets.length })
          : t('count.selected', { selected: selected.length, count: assets.length })}
      </span>
      {selected.length > 0 && <span>{formatSize(bytes)}</span>}
    </>
  )
}

function ConnectionState({ waitingUntil, isOffline }: Pick<StatusBarProps, 'waitingUntil' | 'isOffline'>) {
  if (waitingUntil !== null) return <Countdown until={waitingUntil} />
  const Icon = isOffline ? CloudOff : CircleCheck
  return (
    <span className={`status-item ${isOffline ? 'status-offline' : 'status-connected'}`}>
      <Icon aria-hidden />
      {t(isOffline ? 'offline.short' : 'status.connected')}
    </span>
  )
}

export function StatusBar({ store, connection, children, ...state }: StatusBarProps) {
  const KeyIcon = connection.key === 'saved-securely' ? LockKeyhole : KeyRound
  return (
    <footer className="status-bar">
      {store !== null && <Counts store={store} />}
      <span className="status-spacer" />
      {children}
      {connection.kind !== 'demo' && (
        <span className="status-item">
          <KeyIcon aria-hidden />
          {t(`key.${connection.key}`)}
        </span>
      )}
      <ConnectionState {...state} />
    </footer>
  )
}

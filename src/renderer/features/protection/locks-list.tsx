import { File, Folder, Rows3, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand/react'
import type { ListedLock, LockReach } from '../../../shared/protection'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { SearchBox } from '../../components/search-box'
import { foldText } from '../../../shared/order/fold-text'
import { t } from '../../lib/intl'
import { visibleText } from '../../lib/visible-text'
import { LocksUnreadable } from './locks-unreadable'
import { LockText, lockName, lockLocation } from './lock-text'
import type { ProtectionStore } from './protection-store'
import './protection.css'

const lockIcons: Readonly<Record<LockReach, LucideIcon>> = { file: File, folder: Folder, segment: Rows3 }

const maxShownLocks = 200
const minLocksForSearch = 10

function serverName(serverKey: string): string {
  return serverKey.replace(/^https?:\/\//, '')
}

function matches(lock: ListedLock, search: string): boolean {
  const text = [lockName(lock), ...lockLocation(lock), lock.accountId, serverName(lock.serverKey)].join(' ')
  return foldText(text).includes(foldText(search.trim()))
}

function LockRow({ lock, onRemove }: { readonly lock: ListedLock; readonly onRemove: () => void }) {
  const Icon = lockIcons[lock.reach]
  const name = visibleText([lockName(lock), ...lockLocation(lock)].join(', '))
  return (
    <li className="lock-row">
      <Icon aria-hidden />
      <LockText lock={lock} />
      {!lock.isFromOpenConnection && (
        <span className="lock-elsewhere">
          {t('locks.elsewhere', { account: lock.accountId, server: serverName(lock.serverKey) })}
        </span>
      )}
      <Button size="small" variant="quiet" aria-label={t('locks.remove.of', { name })} onPress={onRemove}>
        {t('locks.remove')}
      </Button>
    </li>
  )
}

/** All locks on this computer, including those of other connections. */
export function LocksList({ store }: { readonly store: ProtectionStore }) {
  const { snapshot, failure } = useStore(store)
  const [search, setSearch] = useState('')
  if (snapshot === null) return null
  const found = snapshot.locks.filter((lock) => matches(lock, search))
  return (
    <div className="locks">
      {failure !== null && <FailureNote failure={failure} />}
      {!snapshot.isReadable && <LocksUnreadable store={store} />}
      {snapshot.isReadable && snapshot.locks.length === 0 && <p className="locks-none">{t('locks.none')}</p>}
      {snapshot.locks.length >= minLocksForSearch && (
        <SearchBox label={t('locks.search')} value={search} onChange={setSearch} />
      )}
      {found.length > 0 && (
        <ul className="locks-list" aria-label={t('locks.list')}>
          {found.slice(0, maxShownLocks).map((lock) => (
            <LockRow key={lock.id} lock={lock} onRemove={() => void store.remove([lock])} />
          ))}
        </ul>
      )}
      {found.length > maxShownLocks && (
        <p className="locks-none">{t('locks.more', { count: found.length - maxShownLocks })}</p>
      )}
    </div>
  )
}

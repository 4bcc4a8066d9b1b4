import { Download, RotateCcw, Trash2 } from 'lucide-react'
import { useEffect, type ReactNode, type RefObject } from 'react'
import { Toolbar } from 'react-aria-components/Toolbar'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { FailureNote } from '../../components/failure-note'
import { Note } from '../../components/note'
import { SearchBox } from '../../components/search-box'
import { formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import { BinGrid } from './bin-grid'
import { chosenCopies } from './bin-selection'
import { binActions } from './bin-actions'
import type { BinNotice, BinStore } from './bin-store'
import './recycle-bin.css'

interface RecycleBinScreenProps {
  readonly store: BinStore
  /** Without a connection, copies can be saved and deleted but not restored. */
  readonly isConnected: boolean
  readonly searchRef?: RefObject<HTMLInputElement | null>
  /** A notice shown above the list. */
  readonly notice?: ReactNode
}

function Title({ store, searchRef }: Pick<RecycleBinScreenProps, 'store' | 'searchRef'>) {
  const { snapshot, search, rows, selection } = useStore(store)
  const chosen = chosenCopies(selection, rows).length
  const space = snapshot?.space
  return (
    <div className="bin-title-line">
      <h1 className="bin-title">{t('screen.recycle-bin')}</h1>
      <p className="bin-facts">
        {space !== undefined &&
          t('bin.space', {
            copies: space.copies,
            used: formatSize(space.usedBytes),
            limit: formatSize(space.limitBytes),
          })}
        {chosen > 0 && ` · ${t('bin.selected', { selected: chosen, count: rows.length })}`}
      </p>
      <SearchBox
        label={t('bin.search')}
        value={search}
        onChange={store.search}
        {...(searchRef === undefined ? {} : { inputRef: searchRef })}
      />
    </div>
  )
}

function BinToolbar({ store, isConnected }: Pick<RecycleBinScreenProps, 'store' | 'isConnected'>) {
  const { restorable, canRestore, canSave, canPurge } = binActions(useStore(store), isConnected)
  return (
    <Toolbar className="bin-actions" aria-label={t('bin.actions')}>
      <Button
        icon={<RotateCcw aria-hidden />}
        isDisabled={!canRestore}
        onPress={() => void store.restore(restorable.map(({ id }) => id))}
      >
        {t('action.restore')}
      </Button>
      <Button icon={<Download aria-hidden />} isDisabled={!canSave} onPress={() => void store.saveSelected()}>
        {t('bin.save')}
      </Button>
      <Button
        variant="danger-plain"
        icon={<Trash2 aria-hidden />}
        isDisabled={!canPurge}
        onPress={() => void store.purgeSelected()}
      >
        {t('bin.remove')}
      </Button>
      <span className="bin-note">{t('bin.notEncrypted')}</span>
    </Toolbar>
  )
}

function noticeText(notice: BinNotice): string {
  if (notice.kind === 'held') return t('bin.purged.held', { count: notice.count })
  const { saved, failed } = notice.report
  const [first] = failed
  const lines = saved.length > 0 ? [t('bin.saved', { count: saved.length })] : []
  if (first !== undefined) lines.push(t('bin.notSaved', { reason: t(`save.${first.why}`) }))
  return lines.join(' ')
}

/** Warns if the bin is read-only, has copies that its log does not list, or saw the clock jump. */
function BinWarnings({ store }: Pick<RecycleBinScreenProps, 'store'>) {
  const space = useStore(store).snapshot?.space
  if (space === undefined) return null
  return (
    <>
      {space.isReadOnly && <Note tone="warn">{t('bin.readOnly')}</Note>}
      {space.expired > 0 && <Note tone="plain">{t('bin.expired', { count: space.expired })}</Note>}
      {space.isCut && <Note tone="warn">{t('bin.cut')}</Note>}
      {space.unknownCopies > 0 && (
        <Note tone="warn">{t('bin.unknownCopies', { count: space.unknownCopies })}</Note>
      )}
      {space.clockJumped && <Note tone="plain">{t('bin.clockJumped')}</Note>}
    </>
  )
}

function Notices({ store, isConnected }: Pick<RecycleBinScreenProps, 'store' | 'isConnected'>) {
  const { failure, notice } = useStore(store)
  return (
    <div className="bin-notices">
      <BinWarnings store={store} />
      {!isConnected && <Note tone="plain">{t('bin.signedOut')}</Note>}
      {failure !== null && (
        <FailureNote failure={failure}>
          <Button size="small" onPress={store.dismiss}>
            {t('action.dismiss')}
          </Button>
        </FailureNote>
      )}
      {notice !== null && (
        <div role="status" className="bin-notice">
          {noticeText(notice)}
          <Button size="small" variant="link" onPress={store.dismiss}>
            {t('action.dismiss')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Copies of deleted files on this computer, to restore, save or delete. Only restoring needs a connection. */
export function RecycleBinScreen({ store, isConnected, searchRef, notice }: RecycleBinScreenProps) {
  const { copies, rows } = useStore(store)
  useEffect(() => {
    store.openScreen()
    return store.closeScreen
  }, [store])
  return (
    <main className="bin">
      <header className="bin-header">
        <Title store={store} {...(searchRef === undefined ? {} : { searchRef })} />
        <BinToolbar store={store} isConnected={isConnected} />
      </header>
      {notice}
      <Notices store={store} isConnected={isConnected} />
      {copies !== null && copies.length === 0 ? (
        <EmptyState icon={<Trash2 />} title={t('bin.empty')} text={t('bin.empty.plain')} />
      ) : (
        <div className="bin-rows">
          <BinGrid store={store} isConnected={isConnected} />
          {copies !== null && rows.length === 0 && <p className="bin-no-match">{t('bin.noMatch')}</p>}
        </div>
      )}
    </main>
  )
}

import { ArrowLeft, ScrollText, Settings, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { RefshelfApi } from '../../shared/ipc/contract'
import { useStore } from 'zustand/react'
import { Button } from '../components/button'
import { t } from '../lib/intl'
import { ActivityScreen, RecycleBinScreen, SettingsPart, ShortcutsDialog } from './deferred-screens'
import type { Stores } from './stores'

interface SignedOutProps {
  readonly api: RefshelfApi
  readonly stores: Stores
  /** The connect screen. */
  readonly children: ReactNode
}

/** The window without a connection: the connect screen, the recycle bin, the activity log and the settings. */
export function SignedOut({ api, stores, children }: SignedOutProps) {
  const part = useStore(stores.navigation, (state) => state.part)
  const space = useStore(stores.bin, ({ snapshot }) => snapshot?.space)
  const copies = (space?.copies ?? 0) + (space?.unknownCopies ?? 0)
  const searchRef = useRef<HTMLInputElement>(null)
  const { showPart } = stores.navigation
  const [hasShortcuts, setHasShortcuts] = useState(false)
  useEffect(
    () =>
      api.watchCommand((command) => {
        if (command === 'show-shortcuts') setHasShortcuts(true)
      }),
    [api],
  )
  return (
    <div className="signed-out">
      <nav className="signed-out-nav" data-over={part === 'assets' || undefined} aria-label={t('nav.main')}>
        {part !== 'assets' && (
          <Button variant="quiet" icon={<ArrowLeft aria-hidden />} onPress={() => showPart('assets')}>
            {t('connect.title')}
          </Button>
        )}
        {part !== 'recycle-bin' && copies > 0 && (
          <Button variant="quiet" icon={<Trash2 aria-hidden />} onPress={() => showPart('recycle-bin')}>
            {t('screen.recycle-bin')}
          </Button>
        )}
        {part !== 'activity' && (
          <Button variant="quiet" icon={<ScrollText aria-hidden />} onPress={() => showPart('activity')}>
            {t('screen.activity')}
          </Button>
        )}
        {part !== 'settings' && (
          <Button variant="quiet" icon={<Settings aria-hidden />} onPress={() => showPart('settings')}>
            {t('screen.settings')}
          </Button>
        )}
      </nav>
      {part === 'recycle-bin' && <RecycleBinScreen store={stores.bin} isConnected={false} />}
      {part === 'activity' && <ActivityScreen store={stores.activity} searchRef={searchRef} />}
      {part === 'settings' && <SettingsPart stores={stores} />}
      {part === 'assets' && children}
      <ShortcutsDialog isOpen={hasShortcuts} onClose={() => setHasShortcuts(false)} />
    </div>
  )
}

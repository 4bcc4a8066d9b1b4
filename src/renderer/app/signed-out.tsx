import { ArrowLeft, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand/react'
import { Button } from '../components/button'
import { RecycleBinScreen } from '../features/recycle-bin/recycle-bin-screen'
import { t } from '../lib/intl'
import type { Stores } from './stores'

interface SignedOutProps {
  readonly stores: Stores
  /** The connect screen. */
  readonly children: ReactNode
}

/** Without a connection: the connect screen, and the copies that this computer has. */
export function SignedOut({ stores, children }: SignedOutProps) {
  const part = useStore(stores.navigation, (state) => state.part)
  const copies = useStore(stores.bin, ({ news }) => news?.space.copies ?? 0)
  const isBin = part === 'recycle-bin'
  return (
    <div className="signed-out">
      {(isBin || copies > 0) && (
        <nav className="signed-out-nav" aria-label={t('nav.main')}>
          {isBin ? (
            <Button
              look="quiet"
              icon={<ArrowLeft aria-hidden />}
              onPress={() => stores.navigation.go('assets')}
            >
              {t('connect.title')}
            </Button>
          ) : (
            <Button
              look="quiet"
              icon={<Trash2 aria-hidden />}
              onPress={() => stores.navigation.go('recycle-bin')}
            >
              {t('bin.title')}
            </Button>
          )}
        </nav>
      )}
      {isBin ? <RecycleBinScreen store={stores.bin} isConnected={false} /> : children}
    </div>
  )
}

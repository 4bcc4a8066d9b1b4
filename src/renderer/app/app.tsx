import { useStore } from 'zustand/react'
import type { AppStatus } from '../../shared/app-status'
import type { RefshelfApi } from '../../shared/ipc/contract'
import { Button } from '../components/button'
import { FailureNote } from '../components/failure-note'
import { ConnectScreen } from '../features/connect/connect-screen'
import { ContextMenus } from '../lib/context-menu'
import { t } from '../lib/intl'
import { BackgroundOperations } from './background-operations'
import { EditConnection, ForgetDialog } from './deferred-screens'
import { Shell } from './deferred-shell'
import { SignedOut } from './signed-out'
import type { Stores } from './stores'
import './app.css'

interface AppProps {
  readonly api: RefshelfApi
  readonly stores: Stores
}

function TrialBanner({ runtimeVersion, isEndOfLife }: Pick<AppStatus, 'runtimeVersion' | 'isEndOfLife'>) {
  return (
    <section className="trial-banner" aria-label={t('trial.title')}>
      <strong>{t('trial.title')}</strong>
      <span>{t(isEndOfLife ? 'trial.endOfLife' : 'trial.text', { version: runtimeVersion })}</span>
    </section>
  )
}

function UnsafeBanner({ unsafeSwitches }: Pick<AppStatus, 'unsafeSwitches'>) {
  return (
    <section className="trial-banner unsafe-banner" aria-label={t('unsafe.title')}>
      <strong>{t('unsafe.title')}</strong>
      <span>{t('unsafe.text', { switches: unsafeSwitches.join(', ') })}</span>
    </section>
  )
}

function Screen({ api, stores, status }: AppProps & { readonly status: AppStatus }) {
  const { connection, saved, autoOpened, startFailure } = status
  if (connection !== null) return <Shell api={api} stores={stores} status={status} connection={connection} />
  return (
    <SignedOut api={api} stores={stores}>
      <ConnectScreen
        store={stores.connect}
        saved={saved}
        autoOpened={autoOpened}
        startFailure={startFailure}
      />
      <BackgroundOperations stores={stores} />
    </SignedOut>
  )
}

/** The screen depends only on the status from main, so a reload shows the same one. */
export function App({ api, stores }: AppProps) {
  const { status, failure } = useStore(stores.session)
  if (status === null) {
    return (
      <div className="app-start">
        {failure !== null && (
          <FailureNote failure={failure}>
            <Button size="small" onPress={() => void stores.session.loadStatus()}>
              {t('retry')}
            </Button>
          </FailureNote>
        )}
      </div>
    )
  }
  return (
    <ContextMenus api={api}>
      <div className="app">
        {status.unsafeSwitches.length > 0 && <UnsafeBanner unsafeSwitches={status.unsafeSwitches} />}
        {status.trialRuntime && <TrialBanner {...status} />}
        <Screen api={api} stores={stores} status={status} />
        <EditConnection store={stores.connect} saved={status.saved} />
        <ForgetDialog store={stores.connect} saved={status.saved} />
      </div>
    </ContextMenus>
  )
}

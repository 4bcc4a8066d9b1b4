import { FlaskConical, ListChecks, ScanSearch, ShieldCheck } from 'lucide-react'
import { useStore } from 'zustand/react'
import type { AutoOpenedConnection } from '../../../shared/app-status'
import type { SavedConnection } from '../../../shared/connection'
import type { AppFailure } from '../../../shared/failure'
import { AppMark } from '../../components/app-mark'
import { Button } from '../../components/button'
import { Spinner } from '../../components/spinner'
import { t } from '../../lib/intl'
import { ConnectForm } from './connect-form'
import type { Attempt, ConnectState, ConnectStore } from './connect-store'
import { SavedCard } from './saved-card'
import './connect.css'

interface ConnectScreenProps {
  readonly store: ConnectStore
  readonly saved: readonly SavedConnection[]
  /** The saved connection that main opens automatically. */
  readonly autoOpened: AutoOpenedConnection | null
  /** Why the connection requested at start failed; shown until the next attempt. */
  readonly startFailure: AppFailure | null
}

function Promises() {
  return (
    <ul className="connect-promises">
      <li>
        <ScanSearch aria-hidden />
        {t('connect.promise.look')}
      </li>
      <li>
        <ListChecks aria-hidden />
        {t('connect.promise.ask')}
      </li>
      <li>
        <ShieldCheck aria-hidden />
        {t('connect.promise.verify')}
      </li>
    </ul>
  )
}

interface SavedListProps extends Pick<ConnectScreenProps, 'store' | 'saved'> {
  readonly busy: Attempt | null
  /** Why the connection that opens at start could not be opened. */
  readonly savedFailure: { readonly id: string; readonly failure: AppFailure } | null
}

/** The failure of the last attempt, or else of the connection opened at start. */
function failureOf(
  id: string,
  { failed }: ConnectState,
  savedFailure: SavedListProps['savedFailure'],
): AppFailure | null {
  if (failed?.attempt.kind === 'saved' && failed.attempt.id === id) return failed.failure
  return savedFailure?.id === id ? savedFailure.failure : null
}

function SavedList({ store, saved, busy, savedFailure }: SavedListProps) {
  const state = useStore(store)
  const { keyRequest } = state
  return (
    <section className="connect-saved" aria-labelledby="connect-saved-title">
      <h2 id="connect-saved-title" className="connect-saved-title">
        {t('saved.title')}
      </h2>
      <ul className="connect-saved-list scrolls">
        {saved.map((connection) => (
          <SavedCard
            key={connection.id}
            saved={connection}
            isBusy={busy?.kind === 'saved' && busy.id === connection.id}
            isDisabled={busy !== null}
            failure={failureOf(connection.id, state, savedFailure)}
            keyRequest={keyRequest?.id === connection.id ? keyRequest : null}
            onOpen={() => void store.openSaved(connection.id)}
            onKey={(request, apiKey) => void store.openWithKey(request, apiKey)}
            onRequestKey={store.requestKey}
            onForget={() => void store.askToForget(connection.id)}
            onReadOnly={(readOnly) => store.setReadOnly(connection.id, readOnly)}
          />
        ))}
      </ul>
    </section>
  )
}

export function ConnectScreen(props: ConnectScreenProps) {
  const { store, saved, autoOpened, startFailure } = props
  const { busy: attempt, failed } = useStore(store)
  const busy = autoOpened?.isOpening === true ? ({ kind: 'saved', id: autoOpened.id } as const) : attempt
  const formFailure = failed !== null && failed.attempt.kind !== 'saved' ? failed.failure : null
  const atStart = busy === null && failed === null ? startFailure : null
  const failure = formFailure ?? (autoOpened === null ? atStart : null)
  const savedFailure =
    autoOpened !== null && atStart !== null ? { id: autoOpened.id, failure: atStart } : null
  return (
    <main className="connect scrolls">
      <div className="connect-card">
        <div className="connect-side">
          <div className="connect-brand">
            <AppMark size={40} />
            <p className="connect-name">{t('app.name')}</p>
            <p className="connect-line">{t('connect.line')}</p>
          </div>
          {saved.length > 0 ? (
            <SavedList store={store} saved={saved} busy={busy} savedFailure={savedFailure} />
          ) : (
            <Promises />
          )}
          <div className="connect-demo">
            <Button
              size="large"
              isDisabled={busy !== null}
              icon={busy?.kind === 'demo' ? <Spinner /> : <FlaskConical aria-hidden />}
              onPress={() => void store.openDemo()}
            >
              {t('connect.demo')}
            </Button>
            <p className="connect-demo-note">{t('connect.demo.note')}</p>
          </div>
        </div>
        <div className="connect-main">
          <h1 className="connect-title">{t('connect.title')}</h1>
          <ConnectForm
            isBusy={busy?.kind === 'form'}
            isDisabled={busy !== null}
            failure={failure}
            onConnect={(request) => void store.connect(request)}
          />
        </div>
      </div>
    </main>
  )
}

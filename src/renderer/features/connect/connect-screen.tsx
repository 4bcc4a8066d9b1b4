import { FlaskConical, ListChecks, ScanSearch, ShieldCheck } from 'lucide-react'
import { useStore } from 'zustand/react'
import type { SavedAtStart } from '../../../shared/app-status'
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
  /** The saved connection that main opens by itself. */
  readonly savedAtStart: SavedAtStart | null
  /** Why the connection that is asked for at start could not be made; shown until something else was tried. */
  readonly startFailure: AppFailure | null
  readonly canStoreKeys: boolean
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
  readonly ofSaved: { readonly id: string; readonly failure: AppFailure } | null
}

/** What was tried last, else what failed at start. */
function failureOf(
  id: string,
  { failed }: ConnectState,
  ofSaved: SavedListProps['ofSaved'],
): AppFailure | null {
  if (failed?.attempt.kind === 'saved' && failed.attempt.id === id) return failed.failure
  return ofSaved?.id === id ? ofSaved.failure : null
}

function SavedList({ store, saved, busy, ofSaved }: SavedListProps) {
  const state = useStore(store)
  const { keyWanted } = state
  return (
    <section className="connect-saved" aria-labelledby="connect-saved-title">
      <h2 id="connect-saved-title" className="connect-saved-title">
        {t('saved.title')}
      </h2>
      <ul className="connect-saved-list scrolls">
        {saved.map((one) => (
          <SavedCard
            key={one.id}
            saved={one}
            isBusy={busy?.kind === 'saved' && busy.id === one.id}
            isDisabled={busy !== null}
            failure={failureOf(one.id, state, ofSaved)}
            keyWanted={keyWanted?.id === one.id ? keyWanted : null}
            onOpen={() => void store.openSaved(one.id)}
            onKey={(wanted, apiKey) => void store.openWithKey(wanted, apiKey)}
            onAskForKey={store.askForKey}
            onForget={() => void store.forget(one.id)}
            onReadOnly={(readOnly) => store.setReadOnly(one.id, readOnly)}
          />
        ))}
      </ul>
    </section>
  )
}

export function ConnectScreen(props: ConnectScreenProps) {
  const { store, saved, savedAtStart, startFailure, canStoreKeys } = props
  const { busy: tried, failed } = useStore(store)
  const busy = savedAtStart?.isOpening === true ? ({ kind: 'saved', id: savedAtStart.id } as const) : tried
  const ofForm = failed !== null && failed.attempt.kind !== 'saved' ? failed.failure : null
  const atStart = busy === null && failed === null ? startFailure : null
  const failure = ofForm ?? (savedAtStart === null ? atStart : null)
  const ofSaved = savedAtStart !== null && atStart !== null ? { id: savedAtStart.id, failure: atStart } : null
  return (
    <main className="connect scrolls">
      <div className="connect-card">
        <div className="connect-side">
          <div className="connect-brand">
            <AppMark size={40} />
            <p className="connect-name">{t('app.name')}</p>
            <p className="connect-line">{t('connect.line')}</p>
          </div>
          {saved.length > 0 ? <SavedList {...{ store, saved, busy, ofSaved }} /> : <Promises />}
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
            canStoreKeys={canStoreKeys}
            onConnect={(request) => void store.connect(request)}
          />
        </div>
      </div>
    </main>
  )
}

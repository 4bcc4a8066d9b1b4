import { useStore } from 'zustand/react'
import type { SavedConnection } from '../../../shared/connection'
import { Button } from '../../components/button'
import { ColorDot } from '../../components/color-dot'
import { DialogBody, DialogFrame, DialogTitle } from '../../components/dialog-frame'
import { FailureNote } from '../../components/failure-note'
import { Spinner } from '../../components/spinner'
import { accountText } from '../../lib/format'
import { t } from '../../lib/intl'
import { ConnectForm } from './connect-form'
import type { ConnectStore } from './connect-store'
import { KeyForm } from './key-form'
import { KeyActions } from './key-actions'
import './connect-dialog.css'

interface ConnectDialogProps {
  readonly store: ConnectStore
  readonly saved: readonly SavedConnection[]
  /** Name of the open connection. It stays open until another one is. */
  readonly openName: string
}

function AddConnectionForm({ store, openName }: Omit<ConnectDialogProps, 'saved'>) {
  const { busy, failed } = useStore(store)
  return (
    <>
      <DialogTitle>{t('connectTo.add')}</DialogTitle>
      <p className="connect-dialog-text">{t('connectTo.stays', { name: openName })}</p>
      <ConnectForm
        isBusy={busy?.kind === 'form'}
        isDisabled={busy !== null}
        failure={failed?.failure ?? null}
        onConnect={(request) => void store.connect(request)}
      />
      <Button isDisabled={busy !== null} onPress={store.closeDialog}>
        {t('action.cancel')}
      </Button>
    </>
  )
}

/** Opens a saved connection. Asks for the key if none is stored or the stored one does not work. */
function OpenSaved({ store, saved }: { readonly store: ConnectStore; readonly saved: SavedConnection }) {
  const { busy, failed, keyRequest } = useStore(store)
  const { id, name } = saved
  const retry = () => void store.openSaved(id)
  const isKeyFailure =
    failed?.failure.kind === 'wrong-key' ||
    failed?.failure.kind === 'stored-key-unreadable' ||
    failed?.failure.kind === 'stored-key-elsewhere'
  return (
    <>
      <DialogTitle>
        <span className="connect-dialog-name">
          <ColorDot color={saved.color} />
          <span>{t('connectTo.title', { name })}</span>
        </span>
      </DialogTitle>
      <p className="connect-dialog-text">
        {accountText({ ...saved, host: saved.serverUrl.replace(/^https?:\/\//, '') })}
      </p>
      {failed !== null && <FailureNote failure={failed.failure} />}
      {busy !== null && (
        <p role="status" className="connect-dialog-busy">
          <Spinner />
          {t('switcher.opening', { name })}
        </p>
      )}
      {keyRequest !== null && (
        <KeyForm
          key={keyRequest.use}
          name={name}
          use={keyRequest.use}
          onSubmit={(apiKey) => void store.openWithKey(keyRequest, apiKey)}
          onCancel={store.closeDialog}
        />
      )}
      {failed !== null && (
        <div className="dialog-actions">
          {isKeyFailure ? (
            <KeyActions id={id} isDisabled={busy !== null} onOpen={retry} onRequestKey={store.requestKey} />
          ) : (
            <Button size="small" onPress={retry}>
              {t('action.retry')}
            </Button>
          )}
          <Button size="small" autoFocus onPress={store.closeDialog}>
            {t('action.cancel')}
          </Button>
        </div>
      )}
    </>
  )
}

function OpenDemo({ store }: { readonly store: ConnectStore }) {
  const { busy, failed } = useStore(store)
  return (
    <>
      <DialogTitle>{t('connectTo.title', { name: t('demo.name') })}</DialogTitle>
      {failed !== null && <FailureNote failure={failed.failure} />}
      <div className="dialog-actions">
        <Button size="small" isDisabled={busy !== null} onPress={() => void store.openDemo()}>
          {t('action.retry')}
        </Button>
        <Button size="small" autoFocus isDisabled={busy !== null} onPress={store.closeDialog}>
          {t('action.cancel')}
        </Button>
      </div>
    </>
  )
}

/**
 * Dialog over the workspace: adds a connection, or shows what prevents a saved one from opening. The current connection
 * stays open.
 */
export function ConnectDialog(props: ConnectDialogProps) {
  const { store, saved } = props
  const { dialog, busy } = useStore(store)
  const entry = dialog?.kind === 'saved' ? saved.find(({ id }) => id === dialog.id) : undefined
  return (
    <DialogFrame
      isOpen={dialog !== null && (dialog.kind !== 'saved' || entry !== undefined)}
      onClose={store.closeDialog}
      size="small"
      isBusy={busy !== null}
    >
      <DialogBody className="connect-dialog">
        {dialog?.kind === 'form' && <AddConnectionForm {...props} />}
        {dialog?.kind === 'demo' && <OpenDemo store={store} />}
        {entry !== undefined && <OpenSaved store={store} saved={entry} />}
      </DialogBody>
    </DialogFrame>
  )
}

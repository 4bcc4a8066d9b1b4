import { useEffect, useRef } from 'react'
import { useStore } from 'zustand/react'
import type { AccountData, AccountHolding, AccountPart } from '../../../shared/account-data'
import type { SavedConnection } from '../../../shared/connection'
import { Button } from '../../components/button'
import { Checkbox } from '../../components/checkbox'
import { ColorDot } from '../../components/color-dot'
import { DialogBody, DialogFrame, DialogTitle } from '../../components/dialog-frame'
import { FailureNote } from '../../components/failure-note'
import { Note } from '../../components/note'
import { Spinner } from '../../components/spinner'
import { accountText, formatCount, formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import type { ConnectStore } from './connect-store'
import { copiesOf, type Forgetting } from './forgetting'
import './connect-dialog.css'
import './forget-dialog.css'

interface ForgetDialogProps {
  readonly store: ConnectStore
  readonly saved: readonly SavedConnection[]
}

function sizeText({ size }: AccountHolding): string {
  if (size === null) return t('forget.unreadable')
  return size.bytes === null
    ? formatCount(size.items)
    : `${formatCount(size.items)} · ${formatSize(size.bytes)}`
}

/** What is removed: every part that holds something, or that cannot be read. */
function RemovedParts({ holdings }: { readonly holdings: readonly AccountHolding[] }) {
  return (
    <ul className="forget-parts" aria-label={t('forget.parts')}>
      {holdings.map((holding) => (
        <li key={holding.part}>
          <span>{t(`accountPart.${holding.part}`)}</span>
          <span className="forget-size">{sizeText(holding)}</span>
        </li>
      ))}
    </ul>
  )
}

/** What stays whatever is chosen. */
function StayingParts({ data }: { readonly data: AccountData }) {
  const { locks, unreadable } = data
  return (
    <div className="forget-stays">
      <p>{t('forget.stays')}</p>
      <ul>
        <li>{t('forget.stays.activity')}</li>
        {copiesOf(data) === null && <li>{t('forget.stays.copiesUnknown')}</li>}
        {locks === null && <li>{t('forget.stays.locksUnknown')}</li>}
        {locks !== null && locks > 0 && <li>{t('forget.stays.locks', { count: locks })}</li>}
        <li>{t('forget.stays.calls')}</li>
        <li>{t('forget.stays.files')}</li>
        {unreadable > 0 && <li>{t('forget.stays.unreadable', { count: unreadable })}</li>}
      </ul>
    </div>
  )
}

interface CopiesChoiceProps {
  readonly store: ConnectStore
  readonly forgetting: Forgetting
  readonly copies: { readonly items: number; readonly bytes: number | null }
}

function CopiesChoice({ store, forgetting, copies }: CopiesChoiceProps) {
  const { removeData, removeCopies, isBusy } = forgetting
  return (
    <div className="forget-copies" data-enabled={removeData}>
      <Checkbox
        isSelected={removeCopies}
        isDisabled={!removeData || isBusy}
        onChange={(isChecked) => store.chooseToRemove({ removeCopies: isChecked })}
        note={t('forget.copies.note', { count: copies.items })}
      >
        {t('forget.copies', { count: copies.items, size: formatSize(copies.bytes) })}
      </Checkbox>
    </div>
  )
}

function UnfinishedNote({ unfinished }: Pick<AccountData, 'unfinished'>) {
  return (
    <Note tone="warn">
      <p>{t('forget.unfinished')}</p>
      <ul className="forget-unfinished">
        {unfinished.map(({ work, count }) => (
          <li key={work}>{t(`unfinished.${work}`, { count })}</li>
        ))}
      </ul>
    </Note>
  )
}

/** The choice to remove the data of the account, with what that is. */
function DataChoice({ store, forgetting }: Omit<CopiesChoiceProps, 'copies'>) {
  const { data, removeData, isBusy } = forgetting
  if (data === null) {
    return forgetting.failure === null ? (
      <p role="status" className="connect-dialog-busy">
        <Spinner />
        {t('forget.reading')}
      </p>
    ) : null
  }
  const isBlocked = data.unfinished.length > 0
  const copies = copiesOf(data)
  const parts = data.holdings.filter(({ part, size }) => part !== 'copies' && size?.items !== 0)
  if (parts.length === 0 && copies?.items === 0 && !isBlocked)
    return <p className="connect-dialog-text">{t('forget.none')}</p>
  return (
    <>
      <Checkbox
        isSelected={removeData}
        isDisabled={isBlocked || isBusy}
        onChange={(isChecked) => store.chooseToRemove({ removeData: isChecked })}
        note={parts.length > 0 ? <RemovedParts holdings={parts} /> : undefined}
      >
        {t('forget.all')}
      </Checkbox>
      {isBlocked && <UnfinishedNote unfinished={data.unfinished} />}
      {copies !== null && copies.items > 0 && (
        <CopiesChoice store={store} forgetting={forgetting} copies={copies} />
      )}
      <StayingParts data={data} />
    </>
  )
}

function NotRemovedNote({ parts }: { readonly parts: readonly AccountPart[] }) {
  return (
    <div role="alert">
      <Note tone="warn">
        <p>{t('forget.notRemoved')}</p>
        <ul className="forget-unfinished">
          {parts.map((part) => (
            <li key={part}>{t(`accountPart.${part}`)}</li>
          ))}
        </ul>
      </Note>
    </div>
  )
}

interface ForgetFormProps {
  readonly store: ConnectStore
  readonly saved: SavedConnection
  readonly forgetting: Forgetting
}

function ForgetForm({ store, saved, forgetting }: ForgetFormProps) {
  const { isBusy, failure, notRemoved } = forgetting
  const keep = useRef<HTMLButtonElement>(null)
  // Runs after the dialog's own effects.
  useEffect(() => keep.current?.focus(), [])
  return (
    <>
      <DialogTitle>
        <span className="connect-dialog-name">
          <ColorDot color={saved.color} />
          <span>{t('saved.forget.ask', { name: saved.name })}</span>
        </span>
      </DialogTitle>
      <p className="connect-dialog-text">
        {accountText({ ...saved, host: saved.serverUrl.replace(/^https?:\/\//, '') })}
      </p>
      <div className="forget-body scrolls">
        <DataChoice store={store} forgetting={forgetting} />
        {failure !== null && <FailureNote failure={failure} />}
        {notRemoved.length > 0 && <NotRemovedNote parts={notRemoved} />}
      </div>
      <div className="dialog-actions">
        <Button ref={keep} isDisabled={isBusy} onPress={store.keepSaved}>
          {t('saved.forget.keep')}
        </Button>
        <Button
          variant="danger"
          isDisabled={isBusy}
          icon={isBusy ? <Spinner /> : undefined}
          onPress={() => void store.forgetSaved()}
        >
          {t('saved.forget.confirm')}
        </Button>
      </div>
    </>
  )
}

/** Asks before a saved connection is forgotten, and what else of its account is to be removed from this computer. */
export function ForgetDialog({ store, saved }: ForgetDialogProps) {
  const forgetting = useStore(store, (state) => state.forgetting)
  const entry = saved.find(({ id }) => id === forgetting?.id)
  return (
    <DialogFrame
      isOpen={entry !== undefined}
      onClose={store.keepSaved}
      size="small"
      isBusy={forgetting?.isBusy === true}
    >
      <DialogBody className="connect-dialog forget-dialog">
        {entry !== undefined && forgetting !== null && (
          <ForgetForm store={store} saved={entry} forgetting={forgetting} />
        )}
      </DialogBody>
    </DialogFrame>
  )
}

import { useStore } from 'zustand/react'
import type { SyntheticEvent } from 'react'
import { isSameContext } from '../../../shared/asset-context'
import type { WorkAccount } from '../../../shared/connection'
import type { UploadPlan } from '../../../shared/transfers'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { Note } from '../../components/note'
import { AccountLine } from '../../components/account-line'
import { DialogBody, DialogFrame, DialogTitle } from '../../components/dialog-frame'
import { Spinner } from '../../components/spinner'
import { formatSize, formatTime } from '../../lib/format'
import { t } from '../../lib/intl'
import { ConflictChoice } from './conflict-choice'
import { UploadFiles } from './upload-files'
import { UploadRefused } from './upload-refused'
import {
  canReplaceExisting,
  canStart,
  commonChoice,
  costOf,
  countAlreadyThere,
  countFiles,
  countListed,
  countReplaced,
  tickedConflicts,
  type UploadDialogState,
} from './upload-state'
import type { UploadStore } from './upload-store'
import { UploadTargetFields } from './upload-target-fields'
import { areAtTarget, toUploadTarget } from './upload-target'
import './upload-dialog.css'

interface UploadDialogProps {
  readonly store: UploadStore
  /** The open account, or null. */
  readonly account: WorkAccount | null
}

function costText(plan: UploadPlan, state: UploadDialogState): string {
  const { waitMs } = plan
  const { calls, bytes } = costOf({ ...state, plan })
  const facts = { calls, size: formatSize(bytes) }
  return waitMs === 0
    ? t('upload.cost', facts)
    : t('upload.cost.waits', { ...facts, time: formatTime(Date.now() + waitMs) })
}

/** One choice for all files whose names are taken. */
function ChoiceForAll({ state, store }: { readonly state: UploadDialogState; readonly store: UploadStore }) {
  const conflicts = tickedConflicts(state)
  if (conflicts.length === 0) return null
  return (
    <div className="upload-choice-for-all">
      <span className="upload-choice-for-all-text">{t('upload.all.count', { count: conflicts.length })}</span>
      {conflicts.length > 1 && (
        <>
          <span aria-hidden className="upload-choice-for-all-label">
            {t('upload.all')}
          </span>
          <ConflictChoice
            label={t('upload.all')}
            value={commonChoice(state)}
            canReplace={conflicts.some(canReplaceExisting)}
            isDisabled={state.isStarting || state.isPlanning}
            onChange={store.chooseAll}
          />
        </>
      )}
    </div>
  )
}

/** Adds to the upload, since some systems let users choose only one folder at a time. */
function AddFiles({ state, store }: { readonly state: UploadDialogState; readonly store: UploadStore }) {
  const isDisabled = state.isStarting || state.isIncluding
  return (
    <div className="upload-add">
      {(['files', 'folder'] as const).map((what) => (
        <Button key={what} size="small" isDisabled={isDisabled} onPress={() => void store.addFiles(what)}>
          {t(`upload.add.${what}`)}
        </Button>
      ))}
    </div>
  )
}

/** Notes to read before the upload is started. */
function Notes({ state }: { readonly state: UploadDialogState }) {
  const { plan, source } = state
  const replaced = countReplaced(state)
  const alreadyThere = countAlreadyThere(state)
  const uploadsToProject = plan !== null && !isSameContext(plan.uploadsTo, plan.target.context)
  return (
    <>
      {uploadsToProject && (
        <Note tone="plain">
          {t('upload.toProject', {
            scope: plan.uploadsTo.family === 'classic' ? plan.uploadsTo.scope : plan.uploadsTo.documentId,
          })}
        </Note>
      )}
      {source.kind === 'assets' && <Note tone="plain">{t('copy.cost')}</Note>}
      {alreadyThere > 0 && (
        <Note tone="plain">{t('upload.alreadyThere.count', { count: alreadyThere })}</Note>
      )}
      {replaced > 0 && <Note tone="warn">{t('upload.replaces', { count: replaced })}</Note>}
    </>
  )
}

/** State of the plan, in a line that is always rendered to avoid layout shifts. */
function StateLine({ state }: { readonly state: UploadDialogState }) {
  const { plan, isPlanning, source, fields, place } = state
  const target = toUploadTarget(fields, place)
  const isSame = target !== null && areAtTarget(source, target)
  return (
    <p className="upload-cost" role="status">
      {isPlanning ? (
        <>
          <Spinner /> {t('upload.planning')}
        </>
      ) : plan !== null ? (
        costText(plan, state)
      ) : isSame ? (
        t('upload.same')
      ) : (
        target === null && countListed(state) > 0 && t('upload.segment.choose')
      )}
    </p>
  )
}

function Body({ state, store, account }: UploadDialogProps & { readonly state: UploadDialogState }) {
  const { source, plan, failure, grant, isStarting } = state
  const action = source.kind === 'files' ? 'upload' : 'copy'
  const count = countFiles(state)
  const shownAccount = plan ?? account
  function submit(event: SyntheticEvent) {
    event.preventDefault()
    void store.startUpload()
  }
  return (
    <DialogBody className="upload">
      <form className="upload-form" onSubmit={submit} noValidate>
        <DialogTitle>{t(`${action}.title`, { count })}</DialogTitle>
        {shownAccount !== null && (
          <AccountLine account={shownAccount} openAccount={account?.accountKey ?? null} />
        )}
        {countListed(state) > 0 && <UploadTargetFields state={state} onChange={store.change} />}
        {failure !== null && (
          <FailureNote failure={failure}>
            <Button size="small" onPress={store.retryPlan}>
              {t('retry')}
            </Button>
          </FailureNote>
        )}
        <UploadRefused
          grant={grant}
          isDisabled={isStarting || state.isIncluding}
          onInclude={(entryId) => void store.includeJunk(entryId)}
        />
        <ChoiceForAll state={state} store={store} />
        <UploadFiles state={state} label={t(`${action}.list`)} onChoose={store.choose} onTick={store.tick} />
        {source.kind === 'files' && <AddFiles state={state} store={store} />}
        <div className="upload-actions">
          <Notes state={state} />
          <StateLine state={state} />
          <Button isDisabled={isStarting} onPress={store.cancel}>
            {t('action.cancel')}
          </Button>
          <Button
            type="submit"
            variant="primary"
            isDisabled={!canStart(state)}
            {...(isStarting && { icon: <Spinner /> })}
          >
            {t(action === 'upload' ? 'action.upload' : 'copy.confirm')}
          </Button>
        </div>
      </form>
    </DialogBody>
  )
}

/** Dialog of an upload or copy. Escape cancels, Enter in a field starts it, and a click outside does nothing. */
export function UploadDialog({ store, account }: UploadDialogProps) {
  const state = useStore(store)
  const isAsking = state.step === 'asking'
  return (
    <DialogFrame isOpen={isAsking} onClose={store.cancel} size="large" isBusy={isAsking && state.isStarting}>
      {isAsking && <Body state={state} store={store} account={account} />}
    </DialogFrame>
  )
}

import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useStore } from 'zustand/react'
import type { SyntheticEvent } from 'react'
import type { WorkOrigin } from '../../../shared/connection'
import type { UploadPlan } from '../../../shared/transfers'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { Note } from '../../components/note'
import { OriginLine } from '../../components/origin-line'
import { Spinner } from '../../components/spinner'
import { formatSize, formatTime } from '../../lib/format'
import { t } from '../../lib/intl'
import { ConflictChoice } from './conflict-choice'
import { UploadFiles } from './upload-files'
import { UploadRefused } from './upload-refused'
import {
  canReplace,
  canStart,
  choiceOfAll,
  conflictsOf,
  countOf,
  replacedOf,
  type UploadAsking,
} from './upload-state'
import type { UploadStore } from './upload-store'
import { UploadTargetFields } from './upload-target-fields'
import { areThere, isSameContext, targetOf } from './upload-target'
import './upload-dialog.css'

interface UploadDialogProps {
  readonly store: UploadStore
  /** The connection that is open, or null. */
  readonly origin: WorkOrigin | null
}

function costText({ calls, bytes, waitMs }: UploadPlan): string {
  const facts = { calls, size: formatSize(bytes) }
  return waitMs === 0
    ? t('upload.cost', facts)
    : t('upload.cost.waits', { ...facts, time: formatTime(Date.now() + waitMs) })
}

/** One choice for all files whose places are taken. */
function ForAll({ state, store }: { readonly state: UploadAsking; readonly store: UploadStore }) {
  const conflicts = conflictsOf(state.plan)
  if (conflicts.length === 0) return null
  return (
    <div className="upload-all">
      <span className="upload-all-text">{t('upload.all.count', { count: conflicts.length })}</span>
      {conflicts.length > 1 && (
        <>
          <span aria-hidden className="upload-all-label">
            {t('upload.all')}
          </span>
          <ConflictChoice
            label={t('upload.all')}
            value={choiceOfAll(state)}
            canReplace={conflicts.some(canReplace)}
            isDisabled={state.isStarting || state.isPlanning}
            onChange={store.chooseAll}
          />
        </>
      )}
    </div>
  )
}

/** What must be known before it is started. */
function Notes({ state }: { readonly state: UploadAsking }) {
  const { plan, source } = state
  const replaced = replacedOf(state)
  const isOfProject = plan !== null && !isSameContext(plan.uploadsTo, plan.target.context)
  return (
    <>
      {isOfProject && (
        <Note tone="plain">
          {t('upload.toProject', {
            scope: plan.uploadsTo.family === 'classic' ? plan.uploadsTo.scope : plan.uploadsTo.documentId,
          })}
        </Note>
      )}
      {source.kind === 'assets' && <Note tone="plain">{t('copy.cost')}</Note>}
      {replaced > 0 && <Note tone="warn">{t('upload.replaces', { count: replaced })}</Note>}
    </>
  )
}

/** How it stands with the plan: in one line that is always there, so that nothing moves when it comes. */
function StateLine({ state }: { readonly state: UploadAsking }) {
  const { plan, isPlanning, source, fields, place } = state
  const target = targetOf(fields, place)
  const isSame = target !== null && areThere(source, target)
  return (
    <p className="upload-cost" role="status">
      {isPlanning ? (
        <>
          <Spinner /> {t('upload.planning')}
        </>
      ) : plan !== null ? (
        costText(plan)
      ) : isSame ? (
        t('upload.same')
      ) : (
        target === null && countOf(state) > 0 && t('upload.segment.choose')
      )}
    </p>
  )
}

function Body({ state, store, origin }: UploadDialogProps & { readonly state: UploadAsking }) {
  const { source, plan, failure, grant, isStarting } = state
  const act = source.kind === 'files' ? 'upload' : 'copy'
  const count = countOf(state)
  const shownOrigin = plan ?? origin
  function submit(event: SyntheticEvent) {
    event.preventDefault()
    void store.start()
  }
  return (
    <Dialog className="upload scrolls">
      <form className="upload-form" onSubmit={submit} noValidate>
        <Heading slot="title" className="upload-title">
          {t(`${act}.title`, { count })}
        </Heading>
        {shownOrigin !== null && <OriginLine origin={shownOrigin} openAccount={origin?.accountKey ?? null} />}
        {count > 0 && <UploadTargetFields state={state} onChange={store.change} />}
        {failure !== null && (
          <FailureNote failure={failure}>
            <Button size="small" onPress={store.planAgain}>
              {t('retry')}
            </Button>
          </FailureNote>
        )}
        <UploadRefused grant={grant} />
        <ForAll state={state} store={store} />
        <UploadFiles state={state} label={t(`${act}.list`)} onChoose={store.choose} />
        <div className="upload-end">
          <Notes state={state} />
          <StateLine state={state} />
          <Button isDisabled={isStarting} onPress={store.cancel}>
            {t('action.cancel')}
          </Button>
          <Button
            type="submit"
            look="primary"
            isDisabled={!canStart(state)}
            {...(isStarting && { icon: <Spinner /> })}
          >
            {t(act === 'upload' ? 'action.upload' : 'copy.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** What goes where, before anything is sent. Escape cancels, Enter in a field starts it; a click beside it does nothing. */
export function UploadDialog({ store, origin }: UploadDialogProps) {
  const state = useStore(store)
  const isAsking = state.step === 'asking'
  return (
    <ModalOverlay
      className="veil"
      isOpen={isAsking}
      isDismissable={false}
      isKeyboardDismissDisabled={isAsking && state.isStarting}
      onOpenChange={(isOpen) => {
        if (!isOpen) store.cancel()
      }}
    >
      <Modal className="upload-box">{isAsking && <Body state={state} store={store} origin={origin} />}</Modal>
    </ModalOverlay>
  )
}

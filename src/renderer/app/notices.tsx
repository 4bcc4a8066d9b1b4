import { useStore } from 'zustand/react'
import { Button } from '../components/button'
import { FailureNote } from '../components/failure-note'
import { Note } from '../components/note'
import { PlanFailure } from '../features/delete/plan-failure'
import { LocksUnreadable } from '../features/protection/locks-unreadable'
import { UploadFailure } from '../features/transfers/upload-failure'
import { t } from '../lib/intl'
import type { Stores } from './stores'

interface NoticesProps {
  readonly stores: Stores
}

/** Failures that belong to no single row of the list. They are shown above it until dismissed. */
export function Notices({ stores }: NoticesProps) {
  const failure = useStore(stores.session, (state) => state.failure)
  const binFailure = useStore(stores.bin, (state) => state.failure)
  const protectionFailure = useStore(stores.protection, (state) => state.failure)
  const hasUploadFailure = useStore(stores.uploads, ({ step }) => step === 'failed')
  const isUnreadable = useStore(stores.protection, ({ snapshot }) => snapshot?.isReadable === false)
  const unreadableRuns = useStore(stores.session, ({ status }) => status?.unreadableRuns ?? 0)
  return (
    <>
      {unreadableRuns > 0 && (
        <div className="notice">
          <Note tone="warn">{t('deletion.unreadable', { count: unreadableRuns })}</Note>
        </div>
      )}
      <PlanFailure store={stores.deletion} />
      {hasUploadFailure && (
        <div className="notice">
          <UploadFailure store={stores.uploads} />
        </div>
      )}
      {binFailure !== null && (
        <div className="notice">
          <FailureNote failure={binFailure}>
            <Button size="small" onPress={stores.bin.dismiss}>
              {t('action.dismiss')}
            </Button>
          </FailureNote>
        </div>
      )}
      {protectionFailure !== null && (
        <div className="notice">
          <FailureNote failure={protectionFailure}>
            <Button size="small" onPress={stores.protection.dismiss}>
              {t('action.dismiss')}
            </Button>
          </FailureNote>
        </div>
      )}
      {isUnreadable && (
        <div className="notice">
          <LocksUnreadable store={stores.protection} />
        </div>
      )}
      {failure !== null && (
        <div className="notice">
          <FailureNote failure={failure}>
            <Button size="small" onPress={stores.session.dismissFailure}>
              {t('action.dismiss')}
            </Button>
          </FailureNote>
        </div>
      )}
    </>
  )
}

import { useStore } from 'zustand/react'
import { Button } from '../components/button'
import { FailureNote } from '../components/failure-note'
import { PlanFailure } from '../features/delete/plan-failure'
import { t } from '../lib/intl'
import type { Stores } from './stores'

interface NoticesProps {
  readonly stores: Stores
}

/** Failures that have no place of their own in the list: they stand above it until they are dismissed. */
export function Notices({ stores }: NoticesProps) {
  const failure = useStore(stores.session, (state) => state.failure)
  const binFailure = useStore(stores.bin, (state) => state.failure)
  return (
    <>
      <PlanFailure store={stores.deletion} />
      {binFailure !== null && (
        <div className="notice">
          <FailureNote failure={binFailure}>
            <Button size="small" onPress={stores.bin.dismiss}>
              {t('result.dismiss')}
            </Button>
          </FailureNote>
        </div>
      )}
      {failure !== null && (
        <div className="notice">
          <FailureNote failure={failure}>
            <Button size="small" onPress={stores.session.dropFailure}>
              {t('result.dismiss')}
            </Button>
          </FailureNote>
        </div>
      )}
    </>
  )
}

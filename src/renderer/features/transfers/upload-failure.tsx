import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { t } from '../../lib/intl'
import type { UploadStore } from './upload-store'

/** Why the chosen files could not be read. Nothing was sent. */
export function UploadFailure({ store }: { readonly store: UploadStore }) {
  const state = useStore(store)
  if (state.step !== 'failed') return null
  return (
    <FailureNote failure={state.failure}>
      <Button size="small" onPress={store.dismissFailure}>
        {t('action.dismiss')}
      </Button>
    </FailureNote>
  )
}

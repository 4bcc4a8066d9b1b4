import { Download } from 'lucide-react'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { Spinner } from '../../components/spinner'
import { t } from '../../lib/intl'
import { isolatedText } from '../../lib/visible-text'
import type { PreviewStore } from './preview-store'

export function SaveButton({ store }: { readonly store: PreviewStore }) {
  const isSaving = useStore(store, ({ saving }) => saving.step === 'saving')
  return (
    <Button
      size="small"
      icon={isSaving ? <Spinner /> : <Download aria-hidden />}
      isDisabled={isSaving}
      onPress={() => void store.saveAs()}
    >
      {t('preview.saveAs')}
    </Button>
  )
}

/** Result of the last attempt to save the file. */
export function SaveNote({ store }: { readonly store: PreviewStore }) {
  const saving = useStore(store, (state) => state.saving)
  if (saving.step === 'failed') return <FailureNote failure={saving.failure} />
  return (
    <p role="status" className="preview-saved">
      {saving.step === 'saved' && t('preview.saved', { name: isolatedText(saving.fileName) })}
    </p>
  )
}

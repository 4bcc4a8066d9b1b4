import { X } from 'lucide-react'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { t } from '../../lib/intl'
import type { DeleteStore } from './delete-store'

interface PlanFailureProps {
  readonly store: DeleteStore
}

/** Why planning failed or the confirmation was refused. Nothing was deleted. */
export function PlanFailure({ store }: PlanFailureProps) {
  const prompt = useStore(store, (state) => state.prompt)
  if (prompt.step !== 'failed') return null
  return (
    <div className="plan-failure">
      <FailureNote failure={prompt.failure}>
        {prompt.at === 'plan' && <span>{t('question.nothingDeleted')}</span>}
        <Button size="small" icon={<X aria-hidden />} onPress={store.dismissFailure}>
          {t('action.dismiss')}
        </Button>
      </FailureNote>
    </div>
  )
}

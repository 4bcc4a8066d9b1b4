import { z } from 'zod'
import type { App } from '../../../core/app'
import { refuseWithoutConsent } from '../../../core/deletion/consent'
import type { DeletionQuestion } from '../../../shared/deletion'
import { idSchema, selectedAssetSchema } from '../../../shared/ipc/schemas'
import { succeed } from '../../../shared/result'
import { confirmWithoutCopies } from '../../native-questions'
import type { Handlers } from '../router'

export function deletionHandlers(
  app: App,
): Pick<
  Handlers,
  | 'planDeletion'
  | 'choosePlan'
  | 'discardPlan'
  | 'confirmDeletion'
  | 'stopDeletion'
  | 'continueDeletion'
  | 'dismissDeletion'
> {
  const { deletions } = app
  const runInput = z.strictObject({ runId: idSchema })
  const planInput = z.strictObject({ planId: idSchema })
  return {
    planDeletion: {
      input: z.strictObject({ assets: z.array(selectedAssetSchema).min(1).max(200_000) }),
      run: ({ assets }) => deletions.planDeletion(assets),
    },
    choosePlan: {
      input: planInput.extend({ keepsCopies: z.boolean(), maxFiles: z.int().positive().optional() }),
      run: ({ planId, ...choice }) => deletions.choosePlan(planId, choice),
    },
    discardPlan: {
      input: planInput,
      run: ({ planId }) => {
        deletions.discardPlan(planId)
        return succeed(undefined)
      },
    },
    confirmDeletion: {
      input: planInput.extend({ typedCount: z.string().max(100) }),
      run: async ({ planId, typedCount }) => {
        const question = deletions.findQuestion(planId)
        const consent = { typedCount, confirmWithoutCopies: askWithoutCopies }
        const refused = question === null ? null : await refuseWithoutConsent(question, consent)
        if (refused !== null) return refused
        return deletions.confirmPlan(planId)
      },
    },
    stopDeletion: { input: runInput, run: ({ runId }) => deletions.stopRun(runId) },
    continueDeletion: { input: runInput, run: ({ runId }) => deletions.continueDeletion(runId) },
    dismissDeletion: {
      input: runInput,
      run: ({ runId }) => {
        deletions.dismissRun(runId)
        return succeed(undefined)
      },
    },
  }
}

function askWithoutCopies({ files, host, accountId }: DeletionQuestion): Promise<boolean> {
  const names = files.flatMap(({ asset, planned }) =>
    planned.state === 'will-be-deleted' ? [asset.name] : [],
  )
  return confirmWithoutCopies({ host, accountId }, names)
}

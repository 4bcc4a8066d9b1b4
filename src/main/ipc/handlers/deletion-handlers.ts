import { z } from 'zod'
import { idSchema, selectedAssetSchema } from '../../../shared/ipc/schemas'
import { succeed } from '../../../shared/result'
import type { Services } from '../../services'
import type { Handlers } from '../router'

export function deletionHandlers(
  services: Services,
): Pick<
  Handlers,
  | 'planDeletion'
  | 'chooseCopies'
  | 'discardPlan'
  | 'confirmDeletion'
  | 'stopDeletion'
  | 'continueDeletion'
  | 'dismissDeletion'
> {
  const { deletions, replacements } = services
  const runInput = z.strictObject({ runId: idSchema })
  const planInput = z.strictObject({ planId: idSchema })
  return {
    planDeletion: {
      input: z.strictObject({ assets: z.array(selectedAssetSchema).min(1).max(200_000) }),
      run: ({ assets }) => deletions.planDeletion(assets),
    },
    chooseCopies: {
      input: planInput.extend({ keepCopies: z.boolean() }),
      run: ({ planId, keepCopies }) => replacements.chooseCopies(planId, keepCopies),
    },
    discardPlan: {
      input: planInput,
      run: ({ planId }) => {
        replacements.discardQuestion(planId)
        return succeed(undefined)
      },
    },
    confirmDeletion: { input: planInput, run: ({ planId }) => replacements.confirmQuestion(planId) },
    stopDeletion: { input: runInput, run: ({ runId }) => deletions.stopRun(runId) },
    continueDeletion: { input: runInput, run: ({ runId }) => deletions.continueDeletion(runId) },
    dismissDeletion: {
      input: runInput,
      run: ({ runId }) => {
        deletions.dismissRun(runId)
        services.broadcastStatus()
        return succeed(undefined)
      },
    },
  }
}

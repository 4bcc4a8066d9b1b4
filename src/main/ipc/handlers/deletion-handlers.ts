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
  | 'stopJob'
  | 'continueJob'
  | 'dismissJob'
> {
  const { deletions, replacements } = services
  const job = z.strictObject({ jobId: idSchema })
  const plan = z.strictObject({ planId: idSchema })
  return {
    planDeletion: {
      input: z.strictObject({ assets: z.array(selectedAssetSchema).min(1).max(200_000) }),
      run: ({ assets }) => deletions.plan(assets),
    },
    chooseCopies: {
      input: plan.extend({ keepCopies: z.boolean() }),
      run: ({ planId, keepCopies }) => replacements.chooseCopies(planId, keepCopies),
    },
    discardPlan: {
      input: plan,
      run: ({ planId }) => {
        replacements.discard(planId)
        return succeed(undefined)
      },
    },
    confirmDeletion: { input: plan, run: ({ planId }) => replacements.confirm(planId) },
    stopJob: { input: job, run: ({ jobId }) => deletions.stop(jobId) },
    continueJob: { input: job, run: ({ jobId }) => deletions.continueJob(jobId) },
    dismissJob: {
      input: job,
      run: ({ jobId }) => {
        deletions.dismiss(jobId)
        services.announceStatus()
        return succeed(undefined)
      },
    },
  }
}

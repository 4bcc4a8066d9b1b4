import type { Services } from './services'

/** Stops all operations and waits for their pending calls. Restores queued behind a deletion are not started. */
export async function finishOperations({ binService, deletions, transferService }: Services): Promise<void> {
  const others = [binService.restores.finishNow(), transferService.finishOperations()]
  await deletions.finishRunning()
  await Promise.all(others)
  await binService.restores.whenFinished()
}

/** Finishes operations, closes all services, signs out and stops the demo server. */
export async function shutDown(services: Services): Promise<void> {
  const {
    activityService,
    binService,
    connections,
    demo,
    previews: previewModule,
    budget,
    placeService,
  } = services
  await finishOperations(services)
  binService.close()
  await placeService.close()
  previewModule.previews.close()
  await previewModule.cache.whenSettled()
  await activityService.close()
  await connections.signOutAll()
  await budget.budgets.close()
  await demo.stop()
}

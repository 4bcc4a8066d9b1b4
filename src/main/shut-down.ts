import type { Services } from './services'

/** Stops what runs and waits until everything in flight is told; copies that a deletion made way for are not sent. */
export async function finishOperations({ binService, deletions, transferService }: Services): Promise<void> {
  const others = [binService.restores.finishNow(), transferService.finishOperations()]
  await deletions.finishRunning()
  await Promise.all(others)
  await binService.restores.whenFinished()
}

/** Finishes what is in flight, gives the token back, stops the demo server. */
export async function shutDown(services: Services): Promise<void> {
  const {
    activityService,
    binService,
    connections,
    demo,
    previews: looking,
    budget: meter,
    placeService,
  } = services
  await finishOperations(services)
  binService.close()
  await placeService.close()
  looking.previews.close()
  await looking.cache.whenSettled()
  await activityService.close()
  await connections.signOutAll()
  await meter.budgets.close()
  await demo.stop()
}

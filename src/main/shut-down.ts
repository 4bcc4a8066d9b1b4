import type { Services } from './services'

/** Stops all operations and waits for their pending calls. Restores queued behind a deletion are not started. */
export async function finishOperations({ binService, deletions, transferService }: Services): Promise<void> {
  const others = [binService.restores.finishNow(), transferService.finishOperations()]
  await deletions.finishRunning()
  await Promise.all(others)
  await binService.restores.whenFinished()
}

/** Flushes what must be saved, returns the token and stops the demo server. The parts close in parallel, so none delays another. */
export async function close(services: Services): Promise<void> {
  const { activityService, binService, previews, placeService } = services
  binService.close()
  previews.previews.close()
  previews.inspectors.previews.close()
  previews.inspectors.thumbnails.close()
  await Promise.all([
    placeService.close(),
    previews.cache.whenSettled(),
    activityService.close(),
    endConnections(services),
  ])
}

async function endConnections({ connections, demo, budget }: Services): Promise<void> {
  await connections.signOutAll()
  await budget.budgets.close()
  await demo.stop()
}

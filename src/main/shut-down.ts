import type { Services } from './services'

/** Stops what runs and waits until everything in flight is told; copies that a deletion made way for are not sent. */
export async function finishNow({ binDesk, deletions, transferDesk }: Services): Promise<void> {
  const others = [binDesk.restores.finishNow(), transferDesk.finishNow()]
  await deletions.finishNow()
  await Promise.all(others)
  await binDesk.restores.finished()
}

/** Finishes what is in flight, gives the token back, stops the demo server. */
export async function shutDown(services: Services): Promise<void> {
  const { activityDesk, binDesk, connections, demo, looking, meter, placeDesk } = services
  await finishNow(services)
  binDesk.close()
  await placeDesk.close()
  looking.previews.close()
  await looking.kept.settled()
  await activityDesk.close()
  await connections.end()
  await meter.budgets.close()
  await demo.stop()
}

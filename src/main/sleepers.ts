import type { Deletions } from '../core/deletion/deletions'
import type { Restores } from '../core/recycle-bin/restores'
import type { Transfers } from '../core/transfers/transfers'
import type { Sleeper } from './sleep'

/** What must pause while the computer sleeps, and holds sleep off while it runs. */
export function sleepersOf(
  deletions: Deletions,
  transfers: Transfers,
  restores: Restores,
): readonly Sleeper[] {
  return [
    {
      isRunning: () => deletions.isRunning(),
      suspend: () => deletions.pause(),
      wake: () => deletions.resume(),
    },
    {
      isRunning: () => transfers.isRunning(),
      suspend: () => void transfers.suspend(),
      wake: () => transfers.wake(),
    },
    {
      // It goes on by itself, and only looks again at what it listed before.
      isRunning: () => false,
      suspend: () => restores.fallAsleep(),
      wake: () => undefined,
    },
  ]
}

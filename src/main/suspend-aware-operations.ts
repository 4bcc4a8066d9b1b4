import type { Deletions } from '../core/deletion/deletions'
import type { Restores } from '../core/recycle-bin/restores'
import type { Transfers } from '../core/transfers/transfers'
import type { SuspendAware } from './power-save-guard'

/** What must pause while the computer sleeps, and holds sleep off while it runs. */
export function suspendAwareOperations(
  deletions: Deletions,
  transfers: Transfers,
  restores: Restores,
): readonly SuspendAware[] {
  return [
    {
      isRunning: () => deletions.isRunning(),
      suspend: () => deletions.pause(),
      resume: () => deletions.resume(),
    },
    {
      isRunning: () => transfers.isRunning(),
      suspend: () => void transfers.suspend(),
      resume: () => transfers.wake(),
    },
    {
      // It goes on by itself, and only looks again at what it listed before.
      isRunning: () => false,
      suspend: () => restores.suspend(),
      resume: () => undefined,
    },
  ]
}

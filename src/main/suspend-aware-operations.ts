import type { Deletions } from '../core/deletion/deletions'
import type { Restores } from '../core/recycle-bin/restores'
import type { Transfers } from '../core/transfers/transfers'
import type { SuspendAware } from './power-save-guard'

/** Operations that keep the computer awake while they run, and pause while it sleeps. */
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
      // A restore needs no pause; it only refreshes listings made before the suspend.
      isRunning: () => false,
      suspend: () => restores.suspend(),
      resume: () => undefined,
    },
  ]
}

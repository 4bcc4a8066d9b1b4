import type { Deletions } from '../core/deletion/deletions'
import type { Transfers } from '../core/transfers/transfers'
import type { Sleeper } from './sleep'

/** What must pause while the computer sleeps, and holds sleep off while it runs. */
export function sleepersOf(deletions: Deletions, transfers: Transfers): readonly Sleeper[] {
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
  ]
}

import { useStore } from 'zustand/react'
import type { Stores } from './stores'

/** Whether any operation is running, or has finished and is still listed. */
export function useHasOperations({ deletion, bin, transfers }: Stores): boolean {
  const hasRun = useStore(deletion, ({ run }) => run !== null)
  const isRestoring = useStore(bin, ({ snapshot }) => (snapshot?.restore ?? null) !== null)
  const hasTransfers = useStore(transfers, ({ batches, isPersisted }) => batches.length > 0 || !isPersisted)
  return hasRun || isRestoring || hasTransfers
}

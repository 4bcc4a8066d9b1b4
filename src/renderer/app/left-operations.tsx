import { useState } from 'react'
import { useStore } from 'zustand/react'
import { Operations } from '../features/delete/operations'
import { RestoreResult } from '../features/recycle-bin/restore-result'
import type { Stores } from './stores'

/** True from when something was seen under way here, for as long as it is the same one. */
function useSeen(id: string | null, isUnderWay: boolean): boolean {
  const [seen, setSeen] = useState<string | null>(null)
  if (isUnderWay && id !== seen) setSeen(id)
  return id !== null && (isUnderWay || id === seen)
}

/** While nothing is open: what an earlier run did not end, and what still runs on a connection that was left. */
export function LeftOperations({ stores }: { readonly stores: Stores }) {
  const job = useStore(stores.deletion, (state) => state.job)
  const restore = useStore(stores.bin, ({ news }) => news?.restore ?? null)
  const showsJob = useSeen(job?.id ?? null, job !== null && job.phase !== 'done')
  const showsRestore = useSeen(restore === null ? null : 'restore', restore !== null && !restore.isDone)
  if (!showsJob && !showsRestore) return null
  return (
    <aside className="app-left scrolls">
      {showsRestore && <RestoreResult store={stores.bin} account={null} />}
      {showsJob && <Operations store={stores.deletion} account={null} />}
    </aside>
  )
}

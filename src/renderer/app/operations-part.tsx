import { Operations } from '../features/delete/operations'
import { RestoreResult } from '../features/recycle-bin/restore-result'
import type { Stores } from './stores'

interface OperationsPartProps {
  readonly stores: Stores
  /** The account that is open, or null. */
  readonly account: string | null
}

/** What goes on and what came of it, of whichever connection. */
export function OperationsPart({ stores: { bin, deletion }, account }: OperationsPartProps) {
  return (
    <>
      <RestoreResult
        store={bin}
        account={account}
        onReplace={(copyIds) => void deletion.askToReplace(copyIds)}
      />
      <Operations store={deletion} account={account} onRestore={(copyId) => void bin.restore([copyId])} />
    </>
  )
}

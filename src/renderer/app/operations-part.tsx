import type { Ref } from 'react'
import { Operations } from '../features/delete/operations'
import { RestoreResult } from '../features/recycle-bin/restore-result'
import type { Stores } from './stores'

interface OperationsPartProps {
  readonly stores: Stores
  /** The account that is open, or null. */
  readonly account: string | null
  /** Where a notice of the system leads. */
  readonly partRef: Ref<HTMLDivElement>
}

/** What goes on and what came of it, of whichever connection. */
export function OperationsPart({ stores: { bin, deletion }, account, partRef }: OperationsPartProps) {
  return (
    <div ref={partRef} tabIndex={-1} className="operations-part">
      <RestoreResult
        store={bin}
        account={account}
        onReplace={(copyIds) => void deletion.askToReplace(copyIds)}
      />
      <Operations store={deletion} account={account} onRestore={(copyId) => void bin.restore([copyId])} />
    </div>
  )
}

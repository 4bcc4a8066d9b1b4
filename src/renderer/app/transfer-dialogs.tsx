import type { WorkAccount } from '../../shared/connection'
import type { Connection } from '../../shared/connection'
import { DropLine } from '../features/transfers/drop-line'
import { StagingNote } from '../features/transfers/staging-note'
import { UploadDialog } from './deferred-screens'
import type { Stores } from './stores'

interface TransferDialogsProps {
  readonly stores: Stores
  readonly connection: Connection
  readonly account: string | null
}

function toWorkAccount({ name, color, host, accountId }: Connection, accountKey: string): WorkAccount {
  return { accountKey, connectionName: name, connectionColor: color, host, accountId }
}

/** Dialogs and notes about transfers, shown on top of the window. */
export function TransferDialogs({ stores, connection, account }: TransferDialogsProps) {
  return (
    <>
      <UploadDialog
        store={stores.uploads}
        account={account === null ? null : toWorkAccount(connection, account)}
      />
      <DropLine store={stores.drags} uploads={stores.uploads} />
      <StagingNote store={stores.staging} />
    </>
  )
}

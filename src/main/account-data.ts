import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { AccountRemoval, type AccountHolder, type RemovalOptions } from '../core/accounts/account-removal'
import type { Connections } from '../core/connections/connections'
import { accountKey } from '../core/connections/open-connection'
import type { Deletions } from '../core/deletion/deletions'
import type { EncodingChoices } from '../core/previews/encoding-choices'
import type { PreviewCache } from '../core/previews/preview-cache'
import type { Protections } from '../core/protection/protections'
import type { RecycleBin } from '../core/recycle-bin/recycle-bin'
import type { Restores } from '../core/recycle-bin/restores'
import type { Staging } from '../core/transfers/staging'
import type { Transfers } from '../core/transfers/transfers'
import type { PartSize, UnfinishedCount } from '../shared/account-data'
import { removeLeftoverParts } from './adapters/leftover-parts'
import type { PastedFiles } from './adapters/pasted-files'

interface AccountDataPorts {
  readonly connections: Pick<Connections, 'current' | 'isOpen'>
  readonly deletions: Deletions
  readonly restores: Pick<Restores, 'isRunningOn' | 'currentRestore' | 'dismissRestore'>
  readonly bin: RecycleBin
  /** Deletes copies and records it. Rejects with the disk error. */
  readonly purge: (copyIds: readonly string[]) => Promise<unknown>
  readonly transfers: Transfers
  readonly pasted: PastedFiles
  readonly staging: Staging
  readonly cache: PreviewCache
  readonly encodingChoices: () => EncodingChoices
  readonly listings: AccountHolder
  readonly places: AccountHolder
  readonly locks: Pick<Protections, 'isReadable' | 'listLocks'>
  readonly userData: string
}

/** Everything that the app keeps of accounts on disk, in one list. */
export function createAccountRemoval(ports: AccountDataPorts): AccountRemoval {
  const { deletions, bin, staging, cache, encodingChoices, listings, places, locks } = ports
  return new AccountRemoval({
    holders: {
      transfers: transfersOf(ports),
      journals: deletions,
      staging,
      previews: cache,
      encodings: {
        measureAccount: (account) => encodingChoices().measureAccount(account),
        forgetAccount: (account) => encodingChoices().forgetAccount(account),
      },
      listings,
      places,
      copies: copiesOf(ports),
      'removed-copies': bin,
    },
    unfinished: (account) => Promise.resolve(unfinishedOf(ports, account)),
    locks: (account) =>
      locks.isReadable() ? locks.listLocks().filter((lock) => accountKey(lock) === account).length : null,
    countUnreadable: () => countUnreadable(ports),
    removeLeftovers: () => removeLeftoverParts(foldersOf(ports.userData), performance.timeOrigin),
  })
}

function transfersOf({ transfers, pasted, connections }: AccountDataPorts): AccountHolder {
  return {
    measureAccount: (account) => transfers.measureAccount(account),
    forgetAccount: async (account) => {
      await transfers.forgetAccount(account)
      // A plan on an open connection may still need its pasted files.
      const needed = connections.current() === null ? transfers.localSources() : null
      if (needed !== null) await pasted.removeOthers(needed)
    },
  }
}

function copiesOf({ bin, restores, purge }: AccountDataPorts): AccountHolder {
  return {
    measureAccount: async (account): Promise<PartSize> => {
      const copies = await bin.listOfAccount(account)
      return { items: copies.length, bytes: copies.reduce((sum, { size }) => sum + size, 0) }
    },
    forgetAccount: async (account, { copyIds }: RemovalOptions) => {
      if (restores.currentRestore()?.accountKey === account) restores.dismissRestore()
      await purge(copyIds ?? [])
    },
  }
}

function unfinishedOf(ports: AccountDataPorts, account: string): readonly UnfinishedCount[] {
  const { connections, deletions, restores, transfers } = ports
  const counts: readonly UnfinishedCount[] = [
    { work: 'connection', count: Number(connections.isOpen(account)) },
    { work: 'deletion', count: Number(deletions.isRunningOn(account)) },
    { work: 'interrupted-deletion', count: deletions.countInterrupted(account) },
    { work: 'restore', count: Number(restores.isRunningOn(account)) },
    { work: 'transfers', count: transfers.countUnfinished(account) },
  ]
  return counts.filter(({ count }) => count > 0)
}

/** The folders whose files are replaced as a whole. */
function foldersOf(userData: string): readonly string[] {
  const names = ['places', 'listings', 'transfers', 'recycle-bin']
  return [userData, ...names.map((name) => path.join(userData, name))]
}

async function countUnreadable(ports: AccountDataPorts): Promise<number> {
  const { bin, deletions, transfers, userData } = ports
  const unknownCopies = await bin.measureSpace().then(
    (space) => space.unknownCopies,
    () => 0,
  )
  const logsAside = await transfers.countLogsAside().catch(() => 0)
  const files = await readdir(userData).catch(() => [])
  const locksAside = files.filter((name) => name.startsWith('protections-aside-')).length
  return unknownCopies + deletions.unreadableCount() + logsAside + locksAside
}

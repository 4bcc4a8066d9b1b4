import type { AppStatus } from '../shared/app-status'
import type { Connections } from './connections/connections'
import type { ConnectivityMonitor } from './connections/connectivity-monitor'
import { accountKeyOf, type OpenConnection } from './connections/open-connection'
import type { StartConnection } from './connections/start-connection'
import type { Deletions } from './deletion/deletions'
import type { InitialPlace } from './places/initial-place'

/** The part of the status that core knows; main adds the facts of its runtime. */
export type CoreStatus = Omit<
  AppStatus,
  'version' | 'trialRuntime' | 'runtimeVersion' | 'isEndOfLife' | 'unsafeSwitches'
>

export interface StatusSources {
  readonly connections: Pick<Connections, 'current' | 'savedConnections'>
  readonly monitor: Pick<ConnectivityMonitor, 'isUnreachable'>
  readonly deletions: Pick<Deletions, 'currentRun' | 'unreadableCount'>
  readonly initialPlace: Pick<InitialPlace, 'current'>
  readonly startConnection: Pick<StartConnection, 'autoOpened' | 'failure'>
}

export async function readAppStatus(sources: StatusSources): Promise<CoreStatus> {
  const { connections, monitor, deletions, initialPlace, startConnection } = sources
  const open = connections.current()
  const ofConnection = statusOf(open)
  return {
    ...ofConnection,
    saved: await connections.savedConnections(),
    initialPlace: initialPlace.current(),
    autoOpened: startConnection.autoOpened,
    startFailure: startConnection.failure,
    isServerUnreachable: open !== null && monitor.isUnreachable(open.serverKey),
    deletion: deletions.currentRun(),
    unreadableRuns: deletions.unreadableCount(),
  }
}

/** The part that depends on the open connection. */
function statusOf(
  open: OpenConnection | null,
): Pick<AppStatus, 'connection' | 'accountKey' | 'waitingUntil' | 'budget'> {
  if (open === null) return { connection: null, accountKey: null, waitingUntil: null, budget: null }
  const { connection, client } = open
  return {
    connection,
    accountKey: accountKeyOf(open),
    waitingUntil: client.waitingUntil(),
    budget: client.budget(),
  }
}

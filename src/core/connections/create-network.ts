import type { AppBase } from '../app-base'
import { Budgets } from '../wordbee/budget/budgets'
import { ConnectivityMonitor, urlOrigin } from './connectivity-monitor'
import { Connections } from './connections'
import { KeyStore } from './key-store'

export type Network = ReturnType<typeof createNetwork>

/** The connections and what they are made of. */
export function createNetwork({ ports, events, live }: AppBase) {
  const { clock, random, hash, settings, network, storage, keychain, dialogs } = ports
  const files = storage.files('.')
  const budgets = new Budgets({
    files: storage.logs('budget'),
    clock,
    hash,
    allowance: () => settings.getSettings().hourlyAllowance,
    onChange: () => events.emit('budgetChanged', undefined),
  })
  const monitor = new ConnectivityMonitor({
    http: network.http,
    clock,
    probe: network.probe,
    isOpen: (origin) => {
      const open = live.current()
      return open !== null && urlOrigin(open.serverKey) === origin
    },
    onChange: () => events.emit('connectivityChanged', undefined),
  })
  const connections = new Connections({
    live,
    clock,
    random,
    files,
    demo: network.demo,
    http: monitor,
    keys: new KeyStore({ files, clock, hash, ...keychain }),
    policy: network.policy,
    budgetOf: (serverKey, accountId) => budgets.open(serverKey, accountId),
    confirmKeyOwner: dialogs.confirmKeyOwner,
    onChange: () => events.emit('connectionsChanged', undefined),
  })
  return {
    name: 'connections',
    connections,
    monitor,
    budgets: {
      name: 'budgets',
      onSettingsChanged: () => budgets.allowanceChanged(),
      resume: () => budgets.onResume(),
    },
    close: async () => {
      await connections.signOutAll()
      await budgets.close()
      await network.demo.stop()
    },
  }
}

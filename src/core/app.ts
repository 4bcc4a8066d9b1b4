import type { ForgetReport, ForgetRequest } from '../shared/account-data'
import type { Result } from '../shared/result'
import type { AccountRemoval } from './accounts/account-removal'
import { createAccountRemoval } from './accounts/create-account-removal'
import { forgetConnection, type ConfirmCopies } from './accounts/forget-connection'
import { Activity } from './activity/activity'
import { DeletionRecorder } from './activity/deletion-recorder'
import type { AppBase } from './app-base'
import type { AppEvents } from './app-events'
import type { AppPorts } from './app-ports'
import { createNetwork, type Network } from './connections/create-network'
import { LiveConnections } from './connections/live-connections'
import type { OpenConnection } from './connections/open-connection'
import { StartConnection } from './connections/start-connection'
import { Deletions } from './deletion/deletions'
import { RunJournals } from './deletion/journal'
import { OpenRuns } from './deletion/open-runs'
import { Emitter } from './lib/emitter'
import { Lifecycle } from './lifecycle'
import { InitialPlace } from './places/initial-place'
import { JobProjects } from './places/job-projects'
import { PlaceHistory } from './places/place-history'
import { Places } from './places/places'
import { createPreviews, type PreviewModule } from './previews/create-previews'
import { ConnectedProtection } from './protection/connected-protection'
import { Protections } from './protection/protections'
import { readAppStatus, type CoreStatus } from './read-app-status'
import { CopyReplacements } from './recycle-bin/copy-replacements'
import { createRecycleBin, type RecycleBinModule } from './recycle-bin/create-recycle-bin'
import { resetDemo } from './reset-demo'
import { signOut } from './sign-out'
import { createTransfers, type TransferModule } from './transfers/create-transfers'
import { toUploadFact } from './transfers/upload-fact'

/** The app without a window: all subsystems, their events, and their lifecycle. */
export type App = ReturnType<typeof createApp>

/**
 * Builds every subsystem, in the order in which they need each other. A subsystem that must know changes of the connection or
 * other steps in the life of the app is one more entry of the `Lifecycle`.
 */
export function createApp(ports: AppPorts) {
  const events = new Emitter<AppEvents>()
  const live = new LiveConnections()
  const base: AppBase = { ports, events, live, access: live.access }
  const network = createNetwork(base)
  const places = createPlaces(base)
  const activity = createActivity(base)
  const previews = createPreviews(base)
  const protection = createProtection(base)
  const openRuns = new OpenRuns()
  const recycleBin = createRecycleBin(base, openRuns, activity)
  const deletion = createDeletions(base, { protection, recycleBin, activity, openRuns })
  const transfers = createTransferModule(base, {
    ...deletion,
    network,
    places,
    previews,
    recycleBin,
    activity,
  })
  const removal = createRemoval(base, {
    network,
    places,
    previews,
    protection,
    recycleBin,
    transfers,
    ...deletion,
  })
  const startConnection = createStartConnection(base, network, places)
  const lifecycle = createLifecycle(ports, {
    network,
    places,
    previews,
    protection,
    recycleBin,
    transfers,
    ...deletion,
  })
  connectEvents(base, { lifecycle, places, previews, transfers })
  const { connections } = network
  const { deletions, copyReplacements } = deletion
  return {
    events,
    lifecycle,
    access: live.access,
    settings: ports.settings,
    startConnection,
    connections,
    places,
    activity,
    previews,
    protection,
    recycleBin,
    deletions,
    copyReplacements,
    transfers,
    removal,
    ...createSteps({
      network,
      deletions,
      places,
      recycleBin,
      transfers,
      removal,
      startConnection,
      lifecycle,
    }),
  }
}

/** The one list of subsystems: each step in the life of the app reaches them in this order. */
function createLifecycle(
  { logError }: AppPorts,
  parts: {
    readonly network: Network
    readonly places: ReturnType<typeof createPlaces>
    readonly previews: PreviewModule
    readonly protection: ConnectedProtection
    readonly deletions: Deletions
    readonly recorder: DeletionRecorder
    readonly recycleBin: RecycleBinModule
    readonly transfers: TransferModule
  },
): Lifecycle {
  const { network, places, previews, protection, deletions, recorder, recycleBin, transfers } = parts
  return new Lifecycle(
    [
      network.budgets,
      places.initialPlace,
      places.places,
      places.history,
      protection,
      deletions,
      recycleBin.connected,
      recycleBin.restores,
      ...transfers.subsystems,
      previews.thumbnails,
      previews.previews,
      previews.cache,
      recorder,
      network,
    ],
    logError,
  )
}

/** What a user asks of several subsystems at once. */
function createSteps(parts: {
  readonly network: Network
  readonly deletions: Deletions
  readonly places: ReturnType<typeof createPlaces>
  readonly recycleBin: RecycleBinModule
  readonly transfers: TransferModule
  readonly removal: AccountRemoval
  readonly startConnection: StartConnection
  readonly lifecycle: Lifecycle
}) {
  const { deletions, recycleBin, transfers, removal, startConnection, lifecycle } = parts
  const { connections, monitor } = parts.network
  const { initialPlace } = parts.places
  const status = { connections, monitor, deletions, initialPlace, startConnection }
  const work = { deletions, restores: recycleBin.restores, transfers: transfers.transfers }
  return {
    readStatus: (): Promise<CoreStatus> => readAppStatus(status),
    /** Failure: `deletion-running`. */
    signOut: (): Promise<Result<undefined>> => signOut({ connections, deletions, lifecycle }),
    /** Failures: `deletion-running`, `transfers-running`, `demo-failed`. */
    resetDemo: (): Promise<Result<undefined>> => resetDemo({ connections, lifecycle, ...work }),
    /** Failures: those of `forgetConnection`. */
    forgetConnection: (request: ForgetRequest, confirm: ConfirmCopies): Promise<Result<ForgetReport>> =>
      forgetConnection({ connections, removal, bin: recycleBin.bin }, request, confirm),
  }
}

function createPlaces({ ports, events, access }: AppBase) {
  const { clock, hash, storage, start } = ports
  const places = new Places({
    clock,
    connections: access,
    onPart: (part) => events.emit('listingPart', part),
    onOpening: (progress) => events.emit('opening', progress),
  })
  const history = new PlaceHistory({
    places,
    clock,
    hash,
    connections: access,
    placeFiles: storage.files('places'),
    listingFiles: storage.files('listings'),
    onListed: (accountKey, listed) => events.emit('segmentsListed', { accountKey, ...listed }),
    onSavedPlaces: (saved) => events.emit('savedPlaces', saved),
  })
  const initialPlace = new InitialPlace(start.place, () => events.emit('statusChanged', undefined))
  return { places, history, initialPlace, jobProjects: new JobProjects() }
}

function createActivity({ ports, events }: AppBase): Activity {
  const { clock, hash, storage, userName, text } = ports
  return new Activity({
    logs: storage.logs('activity'),
    files: storage.files('activity'),
    hash,
    clock,
    userName,
    text,
    onChange: (head) => events.emit('activityChanged', head),
  })
}

function createProtection({ ports, events, access }: AppBase): ConnectedProtection {
  const { clock, random, storage } = ports
  const locks = new Protections({
    files: storage.files('.'),
    clock,
    random,
    onChange: () => events.emit('locksChanged', undefined),
  })
  const protection = new ConnectedProtection({
    locks,
    connections: access,
    onChange: (snapshot) => events.emit('protectionsChanged', snapshot),
  })
  events.on('locksChanged', () => protection.changed())
  return protection
}

function createDeletions(
  { ports, events, access: connections }: AppBase,
  parts: {
    readonly protection: ConnectedProtection
    readonly recycleBin: RecycleBinModule
    readonly activity: Activity
    readonly openRuns: OpenRuns
  },
) {
  const { clock, random, storage, settings, logError } = ports
  const { bin, restores, connected } = parts.recycleBin
  const recorder = new DeletionRecorder({
    activity: parts.activity,
    listCopies: () => bin.listCopies(),
    onError: logError,
  })
  const deletions = new Deletions({
    clock,
    random,
    connections,
    copies: (open) => bin.backupStore(open),
    guard: parts.protection.guard,
    limits: () => settings.getSettings(),
    journals: new RunJournals(storage.logs('jobs')),
    onRunChange: () => events.emit('runChanged', undefined),
    onRunEnd: (run) => events.emit('runEnded', run),
    onDismissed: () => events.emit('statusChanged', undefined),
    ensureRecorded: (run) => {
      connected.settleRun(run)
      return recorder.ensureRecorded(run)
    },
    onRefresh: (refresh) => events.emit('segmentsChanged', refresh),
  })
  parts.openRuns.follow(deletions)
  events.on('runEnded', (run) => recorder.recordRun(run))
  events.on('runEnded', (run) => connected.settleRun(run))
  const copyReplacements = new CopyReplacements({ deletions, restores, bin, connections })
  return { recorder, deletions, copyReplacements }
}

function createTransferModule(
  { ports, events, access: connections }: AppBase,
  parts: {
    readonly network: Network
    readonly places: ReturnType<typeof createPlaces>
    readonly previews: PreviewModule
    readonly recycleBin: RecycleBinModule
    readonly deletions: Deletions
    readonly activity: Activity
  },
): TransferModule {
  const { clock, random, hash, storage, settings, localFiles, dialogs } = ports
  const { network, places, previews, recycleBin, deletions, activity } = parts
  return createTransfers({
    clock,
    random,
    hash,
    connections,
    deletions,
    log: storage.logs('transfers'),
    localFiles,
    chooseFolder: dialogs.chooseFolder,
    settings: () => settings.getSettings(),
    cache: previews.files,
    jobProjects: places.jobProjects,
    knownBytes: () => recycleBin.connected.knownBytes(),
    isReachable: (open) => !network.monitor.isUnreachable(open.serverKey),
    onRefresh: (refresh) => events.emit('segmentsChanged', refresh),
    onUploadEnded: (...ended) => void activity.recordFacts([toUploadFact(...ended)]),
    onChange: () => events.emit('transfersChanged', undefined),
    onBatchEnded: (batch) => events.emit('batchEnded', batch),
    onStaging: (snapshot) => events.emit('stagingChanged', snapshot),
  })
}

function createRemoval(
  { ports }: AppBase,
  parts: {
    readonly network: Network
    readonly places: ReturnType<typeof createPlaces>
    readonly previews: PreviewModule
    readonly protection: ConnectedProtection
    readonly recycleBin: RecycleBinModule
    readonly transfers: TransferModule
    readonly deletions: Deletions
  },
): AccountRemoval {
  const { network, places, previews, protection, recycleBin, transfers, deletions } = parts
  return createAccountRemoval({
    connections: network.connections,
    deletions,
    restores: recycleBin.restores,
    bin: recycleBin.bin,
    purge: (copyIds) => recycleBin.connected.purge(copyIds),
    transfers: transfers.transfers,
    removeOtherPasted: ports.localFiles.removeOtherPasted,
    staging: transfers.staging,
    cache: previews.files,
    encodingChoices: previews.encodingChoices,
    history: places.history,
    locks: protection,
    listFiles: () => ports.storage.files('.').list(),
    removeLeftovers: ports.storage.removeLeftovers,
  })
}

function createStartConnection(
  { ports, events }: AppBase,
  { connections }: Network,
  { initialPlace, history }: ReturnType<typeof createPlaces>,
): StartConnection {
  return new StartConnection(ports.start, {
    connections,
    whenShown: ports.whenShown,
    onChange: () => events.emit('statusChanged', undefined),
    preloadListing: (account) => {
      const place = initialPlace.current()
      if (place !== null) history.preloadListing(account, place)
    },
  })
}

/** Who follows what happens elsewhere. */
function connectEvents(
  { ports, events, live }: AppBase,
  parts: {
    readonly lifecycle: Lifecycle
    readonly places: ReturnType<typeof createPlaces>
    readonly previews: PreviewModule
    readonly transfers: TransferModule
  },
): void {
  const { lifecycle, places, previews, transfers } = parts
  let last: OpenConnection | null = null
  ports.settings.onChange = () => {
    lifecycle.settingsChanged()
    events.emit('settingsChanged', undefined)
  }
  // For every change of a connection, and when a throttle pause starts or ends.
  events.on('connectionsChanged', () => {
    const open = live.current()
    if (open !== last) {
      last = open
      lifecycle.connectionChanged(open)
    }
    events.emit('transfersChanged', undefined)
    events.emit('statusChanged', undefined)
  })
  events.on('connectivityChanged', () => {
    transfers.transfers.connectivityChanged()
    events.emit('statusChanged', undefined)
  })
  events.on('runEnded', () => events.emit('statusChanged', undefined))
  events.on('segmentsListed', ({ accountKey, ...listed }) => {
    void previews.files.applyListing(accountKey, listed)
    places.jobProjects.recordAssets(accountKey, listed.assets)
    void transfers.staging.applyListing(accountKey, listed)
  })
  events.on('segmentsChanged', (refresh) => {
    events.emit('segmentsListed', refresh)
    for (const expanded of places.jobProjects.expandRefresh(refresh)) {
      places.history.applyRefresh(expanded)
      events.emit('segmentsRefreshed', expanded)
    }
  })
}

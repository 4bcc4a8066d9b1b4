import path from 'node:path'
import { app, Menu } from 'electron'
import { Connections } from '../core/connections/connections'
import { Deletions } from '../core/deletion/deletions'
import { RunJournals } from '../core/deletion/journal'
import { toPurgeFact, toRestoreFact } from '../core/recycle-bin/activity-facts'
import { Replacements } from '../core/recycle-bin/replacements'
import { SettingsStore } from '../core/settings/settings'
import type { AppStatus } from '../shared/app-status'
import type { AccountSegmentsRefresh } from '../shared/deletion'
import type { PlaceRequest } from '../shared/place'
import type { SettingsSnapshot } from '../shared/settings'
import { ActivityService } from './activity-service'
import { DiskFiles } from './adapters/disk-files'
import { DiskLogFiles } from './adapters/disk-log-files'
import { createSecretBox } from './adapters/secret-box'
import { systemClock, systemRandom } from './adapters/system-ports'
import { buildAppMenu } from './app-menu'
import { StatusBroadcaster } from './status-broadcaster'
import { Appearance } from './appearance'
import { InitialPlace } from './initial-place'
import { BinService } from './bin-service'
import { BudgetService } from './budget-service'
import type { StartRequest } from './command-line'
import { createDemoMode } from './demo-mode'
import { systemDesktop } from './desktop-notifications'
import { broadcast } from './ipc/router'
import { LanguageService } from './language-service'
import { logError } from './log'
import { createPreviews } from './previews'
import { createPlatformHttp } from './platform-http'
import { openKeys } from './open-keys'
import { PlaceService } from './place-service'
import { ProtectionService } from './protection-service'
import { OperationNotifier } from './operation-notifier'
import { isTrialRuntime } from './runtime'
import { PowerSaveGuard } from './power-save-guard'
import { suspendAwareOperations } from './suspend-aware-operations'
import { StartConnection } from './start-connection'
import { statusOf } from './status-of'
import { TransferService } from './transfer-service'

/** Core with the real ports, and the few things that belong to a run of the app. */
export class Services {
  readonly files: DiskFiles
  readonly connections: Connections
  readonly deletions: Deletions
  readonly placeService: PlaceService
  readonly activityService: ActivityService
  readonly settings: SettingsStore
  readonly appearance = new Appearance(() => this.settings)
  readonly language: LanguageService
  readonly binService: BinService
  readonly protection: ProtectionService
  readonly replacements: Replacements
  readonly transferService: TransferService
  readonly previews = createPreviews({
    connection: () => this.connections.current(),
    acquire: (open) => this.connections.acquire(open),
    settings: () => this.settings.getSettings(),
  })
  readonly atStart: StartConnection
  readonly budget: BudgetService
  readonly demo
  private readonly powerSaveGuard: PowerSaveGuard
  private readonly box = createSecretBox()
  private readonly trialRuntime = isTrialRuntime(process.versions.electron)
  private readonly initialPlace: InitialPlace
  private knownConnection: ReturnType<Connections['current']> = null
  private readonly http = createPlatformHttp({
    connection: () => this.connections.current(),
    onChange: () => this.onConnectivityChange(),
  })
  private readonly notifier = new OperationNotifier(
    systemDesktop(() => this.settings.getSettings().notifications),
    systemClock,
  )
  private readonly statusBroadcaster = new StatusBroadcaster(
    () => this.readStatus(),
    () => this.deletions.currentRun(),
    this.notifier,
  )

  constructor(start: StartRequest) {
    const [userData, clock, random] = [app.getPath('userData'), systemClock, systemRandom]
    const connection = (): ReturnType<Connections['current']> => this.connections.current()
    const acquire: Connections['acquire'] = (open) => this.connections.acquire(open)
    this.files = new DiskFiles(userData)
    this.settings = new SettingsStore(this.files, () => this.onSettingsChange())
    this.language = new LanguageService(
      start.language,
      () => this.settings.getSettings().language,
      () => Menu.setApplicationMenu(buildAppMenu(process.platform, (step) => this.appearance.stepZoom(step))),
    )
    this.budget = new BudgetService(path.join(userData, 'budget'), {
      allowance: () => this.settings.getSettings().hourlyAllowance,
      read: () => this.connections.current()?.client.budget() ?? null,
    })
    this.demo = createDemoMode(path.join(userData, 'demo'))
    this.initialPlace = new InitialPlace(start.place)
    this.connections = new Connections({
      ...{ clock, random, files: this.files, demo: this.demo, http: this.http },
      keys: openKeys(this.files, this.box),
      policy: { loopbackOnly: this.trialRuntime },
      budgetOf: (serverKey, accountId) => this.budget.budgets.open(serverKey, accountId),
      onChange: () => this.onConnectionChange(),
    })
    this.atStart = this.openAtStart(start)
    this.activityService = new ActivityService(path.join(userData, 'activity'), () =>
      this.binService.bin.listCopies(),
    )
    this.placeService = this.createPlaceService(userData)
    this.binService = new BinService({
      folder: path.join(userData, 'recycle-bin'),
      files: this.files,
      settings: () => this.settings.getSettings(),
      ...{ connection, acquire },
      isRunOpen: (runId) => this.deletions.isRunOpen(runId),
      onRefresh: (refresh) => this.publishRefresh(refresh),
      onNews: ({ restore }) => this.notifier.onRestoreChange(restore),
      onRestored: (entry, outcome) =>
        void this.activityService.log.recordFacts([toRestoreFact(entry, outcome)]),
      onPurged: (entry) => void this.activityService.log.recordFacts([toPurgeFact(entry)]),
    })
    this.protection = new ProtectionService({ files: this.files, connection })
    this.deletions = new Deletions({
      ...{ clock, random, connection, acquire, copies: (open) => this.binService.bin.backupStore(open) },
      ...{ guard: this.protection.guard, limits: () => this.settings.getSettings() },
      journals: new RunJournals(new DiskLogFiles(path.join(userData, 'jobs'))),
      onRunChange: () => {
        this.powerSaveGuard.update()
        this.statusBroadcaster.broadcastRun()
      },
      onRunEnd: (job) => {
        this.activityService.recordRun(job)
        this.replacements.runEnded(job)
        this.broadcastStatus()
      },
      ensureRecorded: (job) => this.activityService.ensureRecorded(job),
      onRefresh: (refresh) => this.publishRefresh(refresh),
    })
    const { bin, restores } = this.binService
    this.replacements = new Replacements({ deletions: this.deletions, restores, bin, connection, acquire })
    this.transferService = this.createTransferService(userData)
    this.powerSaveGuard = new PowerSaveGuard(
      suspendAwareOperations(this.deletions, this.transferService.transfers, restores),
    )
  }

  /** What earlier runs left on this disk, before anything is shown. */
  async load(): Promise<void> {
    // A file that cannot be read stays as it is; the defaults are the careful ones.
    await this.settings.loadSettings().catch(() => undefined)
    this.appearance.apply()
    await this.language.applySettings()
    await this.protection.locks.loadLocks()
    await this.deletions.loadInterrupted().catch((error: unknown) => {
      logError('journals not read', error)
    })
    this.binService.load()
    await this.transferService.load()
  }

  async readStatus(): Promise<AppStatus> {
    const open = this.connections.current()
    return {
      ...statusOf(open),
      version: app.getVersion(),
      trialRuntime: this.trialRuntime,
      runtimeVersion: process.versions.electron,
      keychain: (await this.box.isAvailable().catch(() => false)) ? 'available' : 'unavailable',
      saved: await this.connections.savedConnections(),
      initialPlace: this.initialPlace.current(),
      autoOpened: this.atStart.saved,
      startFailure: this.atStart.failure,
      isServerUnreachable: open !== null && this.http.isUnreachable(open.serverKey),
      deletion: this.deletions.currentRun(),
      unreadableRuns: this.deletions.unreadableCount(),
    }
  }

  readSettings(): SettingsSnapshot {
    return {
      settings: this.settings.getSettings(),
      isReadable: this.settings.isReadable(),
      language: this.language.snapshot(),
    }
  }

  /** The window opens a place: the next page that it loads opens it again. */
  recordOpenedPlace(place: PlaceRequest): void {
    if (this.initialPlace.recordOpened(place)) this.broadcastStatus()
  }

  /** Another page stands in the window, after a crash or a reload: nobody waits for what the last one asked for. */
  onPageLoad(): void {
    this.placeService.places.cancelAllOpenings()
    this.previews.previews.end()
    this.transferService.localFiles.staging.unstageAssets()
    // A question of the page before is nobody's: what waits for it must not wait for ever.
    this.replacements.forgetQuestions()
    this.initialPlace.onPageLoad()
  }

  /** It may be the place that the page dies of. */
  onRepeatedCrash(): void {
    this.initialPlace.forgetOpened()
  }

  broadcastStatus(): void {
    this.statusBroadcaster.broadcastStatus()
  }

  /** What is listed ends; a restore of this connection too, with what it has sent told. A deletion is in the caller's way. */
  async signOut(): Promise<void> {
    const open = this.connections.current()
    if (open !== null) {
      this.binService.restores.signedOut(open)
      await this.transferService.signedOut(open)
    }
    await this.connections.signOut()
  }

  private openAtStart(start: StartRequest): StartConnection {
    return new StartConnection(start, {
      connections: this.connections,
      preloadListing: (account) => {
        const place = this.initialPlace.current()
        if (place !== null) this.placeService.preloadListing(account, place)
      },
      onChange: () => this.broadcastStatus(),
    })
  }

  private createPlaceService(folder: string): PlaceService {
    return new PlaceService(folder, {
      connection: () => this.connections.current(),
      onListed: (account, listed) => this.applyListing(account, listed),
    })
  }

  private createTransferService(userData: string): TransferService {
    return new TransferService({
      ...{ userData, replacements: this.replacements, previews: this.previews },
      ...{ connection: () => this.connections.current(), acquire: (open) => this.connections.acquire(open) },
      settings: () => this.settings.getSettings(),
      isReachable: (open) => !this.http.isUnreachable(open.serverKey),
      onRefresh: (refresh) => this.publishRefresh(refresh),
      record: (facts) => void this.activityService.log.recordFacts(facts),
      onMoved: (batches) => {
        this.powerSaveGuard.update()
        this.notifier.onTransferProgress(batches)
      },
      onEnded: (batch) => this.notifier.onBatchEnd(batch),
    })
  }

  private publishRefresh(refresh: AccountSegmentsRefresh): void {
    this.applyListing(refresh.accountKey, refresh)
    for (const each of this.transferService.jobProjects.expandRefresh(refresh)) {
      this.placeService.applyRefresh(each)
      broadcast('watchRefresh', each)
    }
  }

  /** What a listing shows, whole, of segments: nothing that is kept may say otherwise. */
  private applyListing(account: string, listed: Pick<AccountSegmentsRefresh, 'segmentIds' | 'assets'>): void {
    void this.previews.cache.applyListing(account, listed)
    this.transferService.applyListing(account, listed)
  }

  /** Called for each change, also when a pause of the server begins or ends. */
  private onConnectionChange(): void {
    const open = this.connections.current()
    if (open !== this.knownConnection) {
      this.initialPlace.connectionChanged(this.knownConnection === null)
      this.knownConnection = open
      this.placeService.places.cancelAllOpenings()
      this.deletions.connectionChanged()
      this.replacements.forgetQuestions()
      this.binService.connectionChanged()
      this.transferService.connectionChanged()
      this.previews.thumbnails.connectionChanged()
      this.previews.previews.end()
      this.protection.broadcastSnapshot()
    }
    this.transferService.onWaitChange()
    this.broadcastStatus()
  }

  private onConnectivityChange(): void {
    this.transferService.transfers.connectivityChanged()
    this.broadcastStatus()
  }

  private onSettingsChange(): void {
    this.budget.budgets.allowanceChanged()
    void this.language.applySettings()
    this.binService.broadcastList()
    void this.previews.cache.trimToLimit()
    this.appearance.apply()
    broadcast('watchSettings', this.readSettings())
  }
}

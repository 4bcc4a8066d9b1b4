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
import { confirmKeyOwner } from './native-questions'
import { createPreviews } from './previews'
import { createPlatformHttp } from './platform-http'
import { openKeys } from './open-keys'
import { PlaceService } from './place-service'
import { ProtectionService } from './protection-service'
import { OperationNotifier } from './operation-notifier'
import { isEndOfLife, isTrialRuntime } from './runtime'
import { PowerSaveGuard } from './power-save-guard'
import { suspendAwareOperations } from './suspend-aware-operations'
import { StartConnection } from './start-connection'
import { statusOf } from './status-of'
import { TransferService } from './transfer-service'

/** Composes the app: core with its real adapters, and the services of main. */
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
    files: () => this.files,
    connection: () => this.connections.current(),
    acquire: (open) => this.connections.acquire(open),
    settings: () => this.settings.getSettings(),
  })
  readonly startConnection: StartConnection
  readonly budget: BudgetService
  readonly demo
  private readonly powerSaveGuard: PowerSaveGuard
  private readonly trialRuntime = isTrialRuntime(process.versions.electron)
  private readonly initialPlace: InitialPlace
  private resolveShown: () => void = () => undefined
  private readonly shown = new Promise<void>((resolve) => (this.resolveShown = resolve))
  private lastConnection: ReturnType<Connections['current']> = null
  private readonly http = createPlatformHttp({
    connection: () => this.connections.current(),
    onChange: () => this.onConnectivityChange(),
    usesProxy: !this.trialRuntime,
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

  /** `unsafeSwitches`: those of this start, which only tests may use. */
  constructor(
    start: StartRequest,
    private readonly unsafeSwitches: readonly string[],
  ) {
    const userData = app.getPath('userData')
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
      clock: systemClock,
      random: systemRandom,
      files: this.files,
      demo: this.demo,
      http: this.http,
      keys: openKeys(this.files, createSecretBox()),
      policy: { loopbackOnly: this.trialRuntime },
      budgetOf: (serverKey, accountId) => this.budget.budgets.open(serverKey, accountId),
      confirmKeyOwner,
      onChange: () => this.onConnectionChange(),
    })
    this.startConnection = this.openAtStart(start)
    this.activityService = new ActivityService(path.join(userData, 'activity'), () =>
      this.binService.bin.listCopies(),
    )
    this.placeService = this.createPlaceService(userData)
    this.binService = this.createBinService(userData)
    this.protection = new ProtectionService({ files: this.files, connection })
    this.deletions = this.createDeletions(userData)
    const { bin, restores } = this.binService
    this.replacements = new Replacements({ deletions: this.deletions, restores, bin, connection, acquire })
    this.transferService = this.createTransferService(userData)
    this.powerSaveGuard = new PowerSaveGuard(
      suspendAwareOperations(this.deletions, this.transferService.transfers, restores),
    )
  }

  /** Loads the state of earlier runs from disk, before anything is shown. */
  async load(): Promise<void> {
    // An unreadable settings file is left untouched; the defaults are the safe choice.
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
      isEndOfLife: isEndOfLife(process.versions.electron),
      unsafeSwitches: this.unsafeSwitches,
      runtimeVersion: process.versions.electron,
      saved: await this.connections.savedConnections(),
      initialPlace: this.initialPlace.current(),
      autoOpened: this.startConnection.autoOpened,
      startFailure: this.startConnection.failure,
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

  /** Remembers the place that the window opens, so that a reload opens it again. */
  recordOpenedPlace(place: PlaceRequest): void {
    if (this.initialPlace.recordOpened(place)) this.broadcastStatus()
  }

  /** The page was loaded, possibly after a crash or a reload: drop the work of the previous page. */
  onPageLoad(): void {
    this.placeService.places.cancelAllOpenings()
    this.previews.previews.endPreviews()
    this.transferService.localFiles.staging.unstageAssets()
    // The previous page can no longer answer its dialog; drop it so that waiters are released.
    this.replacements.forgetQuestions()
    this.initialPlace.onPageLoad()
  }

  /** The page has painted for the first time. */
  onShown(): void {
    this.resolveShown()
  }

  /** The place may be the cause of the crashes. */
  onRepeatedCrash(): void {
    this.initialPlace.forgetOpened()
  }

  broadcastStatus(): void {
    this.statusBroadcaster.broadcastStatus()
  }

  /** Ends listings, restores and transfers of the connection first. Callers refuse to sign out during a deletion. */
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
      whenShown: () => this.shown,
      onChange: () => this.broadcastStatus(),
    })
  }

  private createBinService(userData: string): BinService {
    return new BinService({
      folder: path.join(userData, 'recycle-bin'),
      files: this.files,
      settings: () => this.settings.getSettings(),
      connection: () => this.connections.current(),
      acquire: (open) => this.connections.acquire(open),
      isRunOpen: (runId) => this.deletions.isRunOpen(runId),
      inspector: this.previews.inspectors.thumbnails,
      onRefresh: (refresh) => this.publishRefresh(refresh),
      onSnapshot: ({ restore }) => this.notifier.onRestoreChange(restore),
      onRestored: (entry, outcome) =>
        void this.activityService.log.recordFacts([toRestoreFact(entry, outcome)]),
      onPurged: (entry) => void this.activityService.log.recordFacts([toPurgeFact(entry)]),
    })
  }

  private createDeletions(userData: string): Deletions {
    return new Deletions({
      clock: systemClock,
      random: systemRandom,
      connection: () => this.connections.current(),
      acquire: (open) => this.connections.acquire(open),
      copies: (open) => this.binService.bin.backupStore(open),
      guard: this.protection.guard,
      limits: () => this.settings.getSettings(),
      journals: new RunJournals(new DiskLogFiles(path.join(userData, 'jobs'))),
      onRunChange: () => {
        this.powerSaveGuard.update()
        this.statusBroadcaster.broadcastRun()
      },
      onRunEnd: (run) => {
        this.activityService.recordRun(run)
        this.binService.settleRun(run)
        this.replacements.runEnded(run)
        this.broadcastStatus()
      },
      ensureRecorded: (run) => {
        this.binService.settleRun(run)
        return this.activityService.ensureRecorded(run)
      },
      onRefresh: (refresh) => this.publishRefresh(refresh),
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
      userData,
      replacements: this.replacements,
      knownBytes: () => this.binService.knownBytes(),
      previews: this.previews,
      connection: () => this.connections.current(),
      acquire: (open) => this.connections.acquire(open),
      settings: () => this.settings.getSettings(),
      isReachable: (open) => !this.http.isUnreachable(open.serverKey),
      onRefresh: (refresh) => this.publishRefresh(refresh),
      record: (facts) => void this.activityService.log.recordFacts(facts),
      onProgress: (batches) => {
        this.powerSaveGuard.update()
        this.notifier.onTransferProgress(batches)
      },
      onBatchEnded: (batch) => this.notifier.onBatchEnd(batch),
    })
  }

  private publishRefresh(refresh: AccountSegmentsRefresh): void {
    this.applyListing(refresh.accountKey, refresh)
    for (const expanded of this.transferService.jobProjects.expandRefresh(refresh)) {
      this.placeService.applyRefresh(expanded)
      broadcast('watchRefresh', expanded)
    }
  }

  /** Updates caches from a complete listing of segments. */
  private applyListing(account: string, listed: Pick<AccountSegmentsRefresh, 'segmentIds' | 'assets'>): void {
    void this.previews.cache.applyListing(account, listed)
    this.transferService.applyListing(account, listed)
  }

  /** Called for every change of the connection, and when a throttle pause starts or ends. */
  private onConnectionChange(): void {
    const open = this.connections.current()
    if (open !== this.lastConnection) {
      this.initialPlace.connectionChanged(this.lastConnection === null)
      this.lastConnection = open
      this.placeService.places.cancelAllOpenings()
      this.deletions.connectionChanged()
      this.replacements.forgetQuestions()
      this.binService.connectionChanged()
      this.transferService.connectionChanged()
      this.previews.thumbnails.connectionChanged()
      this.previews.previews.endPreviews()
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

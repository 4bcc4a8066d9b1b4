import path from 'node:path'
import { app, Menu } from 'electron'
import { Connections } from '../core/connections/connections'
import { Deletions } from '../core/deletion/deletions'
import { JobJournals } from '../core/deletion/journal'
import { purgeFact, restoreFact } from '../core/recycle-bin/acts'
import { Replacements } from '../core/recycle-bin/replacements'
import { SettingsStore } from '../core/settings/settings'
import type { AppStatus } from '../shared/app-status'
import type { AccountRefresh } from '../shared/deletion'
import type { PlaceRequest } from '../shared/place'
import type { SettingsNews } from '../shared/settings'
import { ActivityDesk } from './activity-desk'
import { DiskFiles } from './adapters/disk-files'
import { DiskLogFiles } from './adapters/disk-log-files'
import { createSecretBox } from './adapters/secret-box'
import { systemClock, systemRandom } from './adapters/system-ports'
import { buildAppMenu } from './app-menu'
import { Announcer } from './announcer'
import { Appearance } from './appearance'
import { AskedPlace } from './asked-place'
import { BinDesk } from './bin-desk'
import { BudgetMeter } from './budget-meter'
import type { StartRequest } from './command-line'
import { createDemoMode } from './demo-mode'
import { systemDesktop } from './desktop'
import { broadcast } from './ipc/router'
import { LanguageDesk } from './language-desk'
import { logError } from './log'
import { createLooking } from './looking'
import { createPlatformHttp } from './platform-http'
import { openKeys } from './open-keys'
import { PlaceDesk } from './place-desk'
import { ProtectionDesk } from './protection-desk'
import { JobHerald } from './job-herald'
import { isTrialRuntime } from './runtime'
import { SleepGuard } from './sleep'
import { sleepersOf } from './sleepers'
import { StartConnection } from './start-connection'
import { statusOf } from './status-of'
import { TransferDesk } from './transfer-desk'

/** Core with the real ports, and the few things that belong to a run of the app. */
export class Services {
  readonly files: DiskFiles
  readonly connections: Connections
  readonly deletions: Deletions
  readonly placeDesk: PlaceDesk
  readonly activityDesk: ActivityDesk
  readonly settings: SettingsStore
  readonly appearance = new Appearance(() => this.settings)
  readonly language: LanguageDesk
  readonly binDesk: BinDesk
  readonly protection: ProtectionDesk
  readonly replacements: Replacements
  readonly transferDesk: TransferDesk
  readonly looking = createLooking({
    connection: () => this.connections.current(),
    hold: (open) => this.connections.hold(open),
    settings: () => this.settings.current(),
  })
  readonly atStart: StartConnection
  readonly meter: BudgetMeter
  readonly demo
  private readonly sleepGuard: SleepGuard
  private readonly box = createSecretBox()
  private readonly trialRuntime = isTrialRuntime(process.versions.electron)
  private readonly asked: AskedPlace
  private knownConnection: ReturnType<Connections['current']> = null
  private readonly http = createPlatformHttp({
    connection: () => this.connections.current(),
    onChange: () => this.onReachChange(),
  })
  private readonly herald = new JobHerald(
    systemDesktop(() => this.settings.current().notifications),
    systemClock,
  )
  private readonly announcer = new Announcer(
    () => this.readStatus(),
    () => this.deletions.current(),
    this.herald,
  )

  constructor(start: StartRequest) {
    const [userData, clock, random] = [app.getPath('userData'), systemClock, systemRandom]
    const connection = (): ReturnType<Connections['current']> => this.connections.current()
    const hold: Connections['hold'] = (open) => this.connections.hold(open)
    this.files = new DiskFiles(userData)
    this.settings = new SettingsStore(this.files, () => this.onSettingsChange())
    this.language = new LanguageDesk(
      start.language,
      () => this.settings.current().language,
      () => Menu.setApplicationMenu(buildAppMenu(process.platform, (step) => this.appearance.stepZoom(step))),
    )
    this.meter = new BudgetMeter(path.join(userData, 'budget'), {
      allowance: () => this.settings.current().hourlyAllowance,
      read: () => this.connections.current()?.client.budget() ?? null,
    })
    this.demo = createDemoMode(path.join(userData, 'demo'))
    this.asked = new AskedPlace(start.place)
    this.connections = new Connections({
      ...{ clock, random, files: this.files, demo: this.demo, http: this.http },
      keys: openKeys(this.files, this.box),
      policy: { loopbackOnly: this.trialRuntime },
      budgetOf: (serverKey, accountId) => this.meter.budgets.open(serverKey, accountId),
      onChange: () => this.onConnectionChange(),
    })
    this.atStart = this.openAtStart(start)
    this.activityDesk = new ActivityDesk(path.join(userData, 'activity'), () => this.binDesk.bin.list())
    this.placeDesk = this.openPlaceDesk(userData)
    this.binDesk = new BinDesk({
      folder: path.join(userData, 'recycle-bin'),
      settings: () => this.settings.current(),
      ...{ connection, hold },
      isJobOpen: (jobId) => this.deletions.isOpen(jobId),
      onRefresh: (refresh) => this.tellRefresh(refresh),
      onNews: ({ restore }) => this.herald.restoreChanged(restore),
      onRestored: (entry, outcome) => void this.activityDesk.log.record([restoreFact(entry, outcome)]),
      onPurged: (entry) => void this.activityDesk.log.record([purgeFact(entry)]),
    })
    this.protection = new ProtectionDesk({ files: this.files, connection })
    this.deletions = new Deletions({
      ...{ clock, random, connection, hold, copies: (open) => this.binDesk.bin.keeper(open) },
      ...{ guard: this.protection.guard, limits: () => this.settings.current() },
      journals: new JobJournals(new DiskLogFiles(path.join(userData, 'jobs'))),
      onJobChange: () => {
        this.sleepGuard.update()
        this.announcer.announceJob()
      },
      onJobEnd: (job) => {
        this.activityDesk.noteJob(job)
        this.replacements.jobEnded(job)
        this.announceStatus()
      },
      ensureRecorded: (job) => this.activityDesk.ensureRecorded(job),
      onRefresh: (refresh) => this.tellRefresh(refresh),
    })
    const { bin, restores } = this.binDesk
    this.replacements = new Replacements({ deletions: this.deletions, restores, bin, connection, hold })
    this.transferDesk = this.openTransferDesk(userData)
    this.sleepGuard = new SleepGuard(sleepersOf(this.deletions, this.transferDesk.transfers, restores))
  }

  /** What earlier runs left on this disk, before anything is shown. */
  async load(): Promise<void> {
    // A file that cannot be read stays as it is; the defaults are the careful ones.
    await this.settings.load().catch(() => undefined)
    this.appearance.apply()
    await this.language.follow()
    await this.protection.locks.load()
    await this.deletions.load().catch((error: unknown) => {
      logError('journals not read', error)
    })
    this.binDesk.load()
    await this.transferDesk.load()
  }

  async readStatus(): Promise<AppStatus> {
    const open = this.connections.current()
    return {
      ...statusOf(open),
      version: app.getVersion(),
      trialRuntime: this.trialRuntime,
      runtimeVersion: process.versions.electron,
      keychain: (await this.box.isAvailable().catch(() => false)) ? 'available' : 'unavailable',
      saved: await this.connections.saved(),
      requestedPlace: this.asked.current(),
      savedAtStart: this.atStart.saved,
      startFailure: this.atStart.failure,
      isServerLost: open !== null && this.http.isLost(open.serverKey),
      job: this.deletions.current(),
      unreadableJobs: this.deletions.unreadable(),
    }
  }

  readSettings(): SettingsNews {
    return {
      settings: this.settings.current(),
      isReadable: this.settings.isReadable(),
      language: this.language.news(),
    }
  }

  /** The window opens a place: the next page that it loads opens it again. */
  noteOpenedPlace(place: PlaceRequest): void {
    if (this.asked.noteOpened(place)) this.announceStatus()
  }

  /** Another page stands in the window, after a crash or a reload: nobody waits for what the last one asked for. */
  pageLoaded(): void {
    this.placeDesk.places.cancelAll()
    this.looking.previews.end()
    this.transferDesk.out.staging.unstage()
    // A question of the page before is nobody's: what waits for it must not wait for ever.
    this.replacements.forgetQuestions()
    this.asked.pageLoaded()
  }

  /** It may be the place that the page dies of. */
  pageKeptCrashing(): void {
    this.asked.forgetOpened()
  }

  announceStatus(): void {
    this.announcer.announceStatus()
  }

  /** What is listed ends; a restore of this connection too, with what it has sent told. A deletion is in the caller's way. */
  async signOut(): Promise<void> {
    const open = this.connections.current()
    if (open !== null) {
      this.binDesk.restores.signedOut(open)
      await this.transferDesk.signedOut(open)
    }
    await this.connections.signOut()
  }

  private openAtStart(start: StartRequest): StartConnection {
    return new StartConnection(start, {
      connections: this.connections,
      prepare: (account) => {
        const place = this.asked.current()
        if (place !== null) this.placeDesk.prepare(account, place)
      },
      onChange: () => this.announceStatus(),
    })
  }

  private openPlaceDesk(folder: string): PlaceDesk {
    return new PlaceDesk(folder, {
      connection: () => this.connections.current(),
      onListed: (account, listed) => this.takeListing(account, listed),
    })
  }

  private openTransferDesk(userData: string): TransferDesk {
    return new TransferDesk({
      ...{ userData, replacements: this.replacements, looking: this.looking },
      ...{ connection: () => this.connections.current(), hold: (open) => this.connections.hold(open) },
      settings: () => this.settings.current(),
      isReachable: (open) => !this.http.isLost(open.serverKey),
      onRefresh: (refresh) => this.tellRefresh(refresh),
      record: (facts) => void this.activityDesk.log.record(facts),
      onMoved: (batches) => {
        this.sleepGuard.update()
        this.herald.transfersMoved(batches)
      },
      onEnded: (batch) => this.herald.batchEnded(batch),
    })
  }

  private tellRefresh(refresh: AccountRefresh): void {
    this.takeListing(refresh.accountKey, refresh)
    for (const each of this.transferDesk.jobProjects.spread(refresh)) {
      this.placeDesk.takeRefresh(each)
      broadcast('watchRefresh', each)
    }
  }

  /** What a listing shows, whole, of segments: nothing that is kept may say otherwise. */
  private takeListing(account: string, listed: Pick<AccountRefresh, 'segmentIds' | 'assets'>): void {
    void this.looking.kept.takeListing(account, listed)
    this.transferDesk.takeListing(account, listed)
  }

  /** Called for each change, also when a pause of the server begins or ends. */
  private onConnectionChange(): void {
    const open = this.connections.current()
    if (open !== this.knownConnection) {
      this.asked.connectionChanged(this.knownConnection === null)
      this.knownConnection = open
      this.placeDesk.places.cancelAll()
      this.deletions.connectionChanged()
      this.replacements.forgetQuestions()
      this.binDesk.connectionChanged()
      this.transferDesk.connectionChanged()
      this.looking.thumbnails.connectionChanged()
      this.looking.previews.end()
      this.protection.announce()
    }
    this.transferDesk.waitChanged()
    this.announceStatus()
  }

  private onReachChange(): void {
    this.transferDesk.transfers.reachChanged()
    this.announceStatus()
  }

  private onSettingsChange(): void {
    this.meter.budgets.allowanceChanged()
    void this.language.follow()
    this.binDesk.announceList()
    void this.looking.kept.trim()
    this.appearance.apply()
    broadcast('watchSettings', this.readSettings())
  }
}

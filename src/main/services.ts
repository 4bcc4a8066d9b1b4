import path from 'node:path'
import { app, Menu } from 'electron'
import { Connections } from '../core/connections/connections'
import { accountKeyOf } from '../core/connections/open-connection'
import { KeyStore } from '../core/connections/key-store'
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
import { nodeHash, systemClock, systemRandom } from './adapters/system-ports'
import { buildAppMenu } from './app-menu'
import { Announcer } from './announcer'
import { Appearance } from './appearance'
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
import { PlaceDesk } from './place-desk'
import { ProtectionDesk } from './protection-desk'
import { JobHerald } from './job-herald'
import { isTrialRuntime } from './runtime'
import { SleepGuard } from './sleep'
import { StartConnection } from './start-connection'

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
  readonly looking = createLooking({
    connection: () => this.connections.current(),
    hold: (open) => this.connections.hold(open),
    settings: () => this.settings.current(),
  })
  private readonly atStart: StartConnection
  private readonly meter: BudgetMeter
  private readonly demo
  private readonly sleepGuard: SleepGuard
  private readonly box = createSecretBox()
  private readonly trialRuntime = isTrialRuntime(process.versions.electron)
  private requestedPlace: PlaceRequest | null
  private openedPlace: PlaceRequest | null = null
  private readonly http = createPlatformHttp({
    connection: () => this.connections.current(),
    onChange: () => this.announceStatus(),
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
    const userData = app.getPath('userData')
    const [clock, random] = [systemClock, systemRandom]
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
    this.requestedPlace = start.place
    this.connections = new Connections({
      ...{ clock, random, files: this.files, demo: this.demo, http: this.http, keys: this.openKeys() },
      policy: { loopbackOnly: this.trialRuntime },
      budgetOf: (serverKey, accountId) => this.meter.budgets.open(serverKey, accountId),
      onChange: () => this.onConnectionChange(),
    })
    this.atStart = this.openAtStart(start)
    this.activityDesk = new ActivityDesk(path.join(userData, 'activity'), () => this.binDesk.bin.list())
    const connection = (): ReturnType<Connections['current']> => this.connections.current()
    const hold: Connections['hold'] = (open) => this.connections.hold(open)
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
    this.sleepGuard = new SleepGuard(this.deletions)
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
  }

  async readStatus(): Promise<AppStatus> {
    const open = this.connections.current()
    return {
      version: app.getVersion(),
      trialRuntime: this.trialRuntime,
      runtimeVersion: process.versions.electron,
      keychain: (await this.box.isAvailable().catch(() => false)) ? 'available' : 'unavailable',
      connection: open?.connection ?? null,
      accountKey: open === null ? null : accountKeyOf(open),
      saved: await this.connections.saved(),
      requestedPlace: this.requestedPlace,
      savedAtStart: this.atStart.saved,
      startFailure: this.atStart.failure,
      isServerLost: open !== null && this.http.isLost(open.serverKey),
      waitingUntil: open?.client.waitingUntil() ?? null,
      budget: open?.client.budget() ?? null,
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

  /** Connects as is asked or set; why it failed stands in the status. */
  async connectAsAsked(): Promise<void> {
    await this.atStart.open()
  }

  /** The window opens a place: the next page that it loads opens it again. */
  noteOpenedPlace(place: PlaceRequest): void {
    this.openedPlace = place
    if (this.requestedPlace === null) return
    this.requestedPlace = null
    this.announceStatus()
  }

  /** Another page stands in the window, after a crash or a reload: nobody waits for what the last one asked for. */
  pageLoaded(): void {
    this.placeDesk.places.cancelAll()
    this.looking.previews.end()
    this.requestedPlace = this.openedPlace ?? this.requestedPlace
  }

  /** It may be the place that the page dies of. */
  pageKeptCrashing(): void {
    this.openedPlace = null
  }

  announceStatus(): void {
    this.announcer.announceStatus()
  }

  /** What is listed ends; a restore of this connection too, with what it has sent told. A deletion is in the caller's way. */
  async signOut(): Promise<void> {
    const open = this.connections.current()
    if (open !== null) this.binDesk.restores.signedOut(open)
    await this.connections.signOut()
  }

  /** Stops what runs and waits until everything in flight is told; copies that a deletion made way for are not sent. */
  async finishNow(): Promise<void> {
    const restoring = this.binDesk.restores.finishNow()
    await this.deletions.finishNow()
    await restoring
    await this.binDesk.restores.finished()
  }

  /** Finishes what is in flight, gives the token back, stops the demo server. */
  async shutDown(): Promise<void> {
    await this.finishNow()
    this.binDesk.close()
    await this.placeDesk.close()
    this.looking.previews.close()
    await this.looking.kept.settled()
    await this.activityDesk.close()
    await this.connections.end()
    await this.meter.budgets.close()
    await this.demo.stop()
  }

  private openKeys(): KeyStore {
    return new KeyStore({
      ...{ files: this.files, box: this.box, hash: nodeHash, clock: systemClock },
      ...{ platform: process.platform, appName: app.getName() },
    })
  }

  private openAtStart(start: StartRequest): StartConnection {
    return new StartConnection(start, {
      connections: this.connections,
      prepare: (account) => {
        if (this.requestedPlace !== null) this.placeDesk.prepare(account, this.requestedPlace)
      },
      onChange: () => this.announceStatus(),
    })
  }

  private openPlaceDesk(folder: string): PlaceDesk {
    return new PlaceDesk(folder, {
      connection: () => this.connections.current(),
      onListed: (account, listed) => void this.looking.kept.takeListing(account, listed),
    })
  }

  private tellRefresh(refresh: AccountRefresh): void {
    this.placeDesk.takeRefresh(refresh)
    void this.looking.kept.takeListing(refresh.accountKey, refresh)
    broadcast('watchRefresh', refresh)
  }

  /** Called for each change, also when a pause of the server begins or ends. */
  private onConnectionChange(): void {
    const open = this.connections.current()
    if (open !== this.knownConnection) {
      // What was open there is none of the next one's; what the command line asks for waits for the first.
      this.openedPlace = null
      if (this.knownConnection !== null) this.requestedPlace = null
      this.knownConnection = open
      this.placeDesk.places.cancelAll()
      this.deletions.connectionChanged()
      this.replacements.connectionChanged()
      this.binDesk.connectionChanged()
      this.looking.thumbnails.connectionChanged()
      this.looking.previews.end()
      this.protection.announce()
    }
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

  private knownConnection: ReturnType<Connections['current']> = null
}

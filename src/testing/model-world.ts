import { RecycleBin } from '../core/recycle-bin/recycle-bin'
import type { DeletionQuestion } from '../shared/deletion'
import { harnessContext, DeletionHarness, storedFile } from './deletion-harness'
import { toSelectedAsset } from './client-deletion-harness'
import { contentOf, MemoryPlatform, type PlatformFile } from './memory-platform'
import { FakeClock, FakeRandom, nodeHash } from './memory-ports'
import { MemoryBlobs, MemoryDisk, MemoryLogFiles } from './memory-storage'
import { memoryTrustedTime } from './memory-trusted-time'
import { ModelNetwork, toRow, type Script } from './model-network'
import { InvariantChecker, type Life } from './invariant-checker'

/** All segments of the world, and its files: same-named ones in other languages and folders among them, and an empty one. */
const segmentIds = [1, 2]
export const modelFiles: readonly PlatformFile[] = [
  ...[
    storedFile('a', { size: 8 }),
    storedFile('a', { locale: 'en', size: 9 }),
    storedFile('a', { locale: 'de', size: 10 }),
  ],
  ...[
    storedFile('b', { relativePath: 'en', size: 11 }),
    storedFile('b', { locale: 'en', size: 12 }),
    storedFile('c', { size: 13 }),
  ],
  ...[
    storedFile('d', { segmentId: 2, size: 14 }),
    storedFile('e', { segmentId: 2, size: 0 }),
    storedFile('f', { segmentId: 2 }),
  ],
]

/** How a process goes: bytes of an append under way that reach the disk. */
const persistedBytes = {
  none: () => 0,
  half: (_path: string, bytes: Uint8Array) => bytes.length >> 1,
  all: () => 1e9,
}

/** A turn of the event loop: whatever waits for nothing but memory is done after it. */
const nextTurn = (): Promise<void> => new Promise((resume) => setImmediate(resume))

/** Turns after which a job that still runs is one that never ends. */
const maxTurns = 20_000

/**
 * A server, a bad way to it, other people, and one user's computer that may die at any request; with a watch on all that
 * is sent, answered and told.
 */
export class ModelWorld {
  readonly platform = new MemoryPlatform(modelFiles)
  private readonly checker = new InvariantChecker()
  private readonly network: ModelNetwork
  private life: Life = { isAlive: true }
  private harness: DeletionHarness
  private disk = new MemoryDisk()
  private questions: DeletionQuestion[] = []
  private versions = 0
  private isSignedIn = true
  private isSuspended = false

  constructor() {
    const { platform, checker } = this
    platform.beforeDelete = (named, leaving) => this.recordRemoval(named, leaving)
    this.network = new ModelNetwork({
      ...{ platform, checker, journal: () => this.readJournal() },
      die: (keeps) => this.kill(keeps),
    })
    this.harness = this.createHarness()
    this.harness.connect()
  }

  // What others do.

  /** Somebody uploads, or replaces what is there. */
  putFile(file: PlatformFile): void {
    this.versions += 1
    const modifiedDate = `2026-04-01T00:00:00.000${String(this.versions).padStart(4, '0')}`
    this.platform.put({ ...file, size: file.size === 0 ? 0 : 5 + (this.versions % 7), modifiedDate })
  }

  removeFile(file: PlatformFile): void {
    const { key } = toRow(file)
    this.platform.removeWhere((other) => toRow(other).key === key)
  }

  /** Whether the server takes files along whose place or name it mixes up with those of the one that it deletes. */
  setTakesSiblings(does: boolean): void {
    this.platform.alsoDeletes = (gone) =>
      does ? this.platform.all().filter((other) => other !== gone && areMixedUp(gone, other)) : []
  }

  /** The next DELETE takes one more. */
  takeOneMore(file: PlatformFile): void {
    const before = this.platform.alsoDeletes
    this.platform.alsoDeletes = (gone) => {
      this.platform.alsoDeletes = before
      const { key } = toRow(file)
      return [...before(gone), ...this.platform.all().filter((other) => toRow(other).key === key)]
    }
  }

  // What happens to the computer.

  /** From now on, or only at this write, the disk is full. */
  fillDisk(stays: boolean): void {
    const { disk } = this
    disk.fault = (operation) => {
      if (operation !== 'append' && operation !== 'write') return null
      if (!stays) disk.fault = () => null
      return 'ENOSPC'
    }
  }

  suspend(): void {
    this.harness.deletions.pause()
    this.isSuspended = true
  }

  passTime(ms: number): void {
    this.harness.clock.advance(ms)
  }

  async crash(): Promise<void> {
    this.kill('none')
    await this.whenIdle()
  }

  // What the user does.

  async planDeletion(
    chosen: readonly PlatformFile[],
    keepsCopies: boolean,
    script: Script = new Map(),
  ): Promise<void> {
    this.network.setScript(script)
    const keys = new Set(chosen.map((file) => toRow(file).key))
    await this.perform(async ({ deletions, client }) => {
      const listing = await client.listSegments(harnessContext, segmentIds).catch(() => null)
      const assets = listing?.assets.filter(({ key }) => keys.has(key)) ?? []
      const question = await deletions.planDeletion(assets.map(toSelectedAsset))
      if (!question.ok) return
      const chosenCopies = keepsCopies ? question : deletions.chooseCopies(question.value.planId, false)
      if (chosenCopies.ok) this.questions.push(chosenCopies.value)
    })
  }

  /** Confirms the open question, perhaps by two clicks at once. */
  async confirmDeletion(script: Script, clicks: number): Promise<void> {
    const question = this.questions.pop()
    if (question === undefined || this.harness.deletions.currentRun()?.phase === 'interrupted') return
    this.network.setScript(script)
    this.checker.recordConfirmation(this.life, question)
    await this.perform(async ({ deletions }) => {
      await Promise.all(Array.from({ length: clicks }, () => deletions.confirmPlan(question.planId)))
    })
    this.checker.revokeConsent()
  }

  async continueDeletion(script: Script, clicks: number): Promise<void> {
    const run = this.harness.deletions.currentRun()
    if (run?.phase !== 'interrupted') return
    this.network.setScript(script)
    if (this.isSignedIn) this.checker.recordContinuation(this.life, run.id)
    await this.perform(async ({ deletions }) => {
      await Promise.all(Array.from({ length: clicks }, () => deletions.continueDeletion(run.id)))
    })
    this.checker.revokeConsent()
  }

  /** Signs in (anew), and does not wait for what that sets going. */
  signIn(): void {
    this.isSignedIn = true
    this.questions = []
    this.harness.connect()
  }

  signOut(): void {
    this.isSignedIn = false
    this.questions = []
    this.harness.disconnect()
  }

  /** Stops what runs, or ends what was interrupted. */
  stopDeletion(): void {
    const run = this.harness.deletions.currentRun()
    if (run === null) return
    this.checker.recordStop()
    void this.harness.deletions.stopRun(run.id)
  }

  /** Waits until nothing goes on any more; throws what the watch found. */
  async checkInvariants(): Promise<void> {
    await this.whenIdle()
    this.network.setScript(new Map())
    this.disk.fault = () => null
    if (this.harness.deletions.isRunning()) throw new Error('a job that never ends')
    const [wrong] = this.checker.violations
    if (wrong !== undefined) throw new Error(wrong)
  }

  private async perform(work: (harness: DeletionHarness) => Promise<void>): Promise<void> {
    void work(this.harness).catch((error: unknown) => this.checker.violations.push(String(error)))
    await this.whenIdle()
  }

  private async whenIdle(): Promise<void> {
    for (let turns = 0; turns < maxTurns; turns += 1) {
      await nextTurn()
      if (!this.harness.clock.isIdle()) continue
      if (!this.life.isAlive) void this.restart()
      else if (this.isSuspended) this.wake()
      else if (!this.network.releaseNext()) return
    }
    throw new Error('a world that never comes to rest')
  }

  private wake(): void {
    this.isSuspended = false
    this.harness.deletions.resume()
  }

  private kill(keeps: keyof typeof persistedBytes): void {
    if (!this.life.isAlive) return
    this.life.isAlive = false
    this.disk.fault = () => null
    this.disk = this.harness.kill(persistedBytes[keeps])
  }

  private async restart(): Promise<void> {
    this.life = { isAlive: true }
    this.isSuspended = false
    this.questions = []
    this.harness = this.createHarness()
    const { harness } = this
    await harness.deletions.loadInterrupted()
    if (this.isSignedIn && harness === this.harness) harness.connect()
  }

  private createHarness(): DeletionHarness {
    const { life, disk } = this
    this.checker.recordStart()
    const clock = new FakeClock()
    const bin = new RecycleBin({
      ...{ clock, random: new FakeRandom(), onChange: () => undefined },
      time: memoryTrustedTime(clock),
      measure: (chunks) => nodeHash.measure(chunks),
      ...{ blobs: new MemoryBlobs(disk, 'bin'), logs: new MemoryLogFiles(disk, 'logs') },
      settings: () => ({ binDays: 30, binBytes: 2 ** 31, keepCopies: true }),
      isRunOpen: () => true,
    })
    const harness = new DeletionHarness(this.platform, disk, (open) => bin.backupStore(open))
    harness.network = this.network.port(life)
    harness.onReport = (run) => {
      if (life.isAlive) this.checker.recordReport(life, run)
    }
    harness.onEnd = (run) => {
      if (life.isAlive) this.checker.recordEnd(run)
    }
    return harness
  }

  private recordRemoval(named: readonly PlatformFile[], leaving: readonly PlatformFile[]): void {
    if (named.length > 1) this.checker.violations.push('a DELETE that names more than one file')
    if (this.network.isRepeating) return
    for (const each of leaving) {
      const isNamed = named.includes(each)
      if (!isNamed && !named.some((gone) => areMixedUp(gone, each))) continue
      this.checker.recordRemoval(
        toRow(each),
        isNamed ? { version: this.network.deletableVersion } : null,
        this.hasCopy(each),
      )
    }
  }

  /** Whether the bytes stand in the bin's folder, and its log speaks of them. Read off the disk, not asked of the bin. */
  private hasCopy(taken: PlatformFile): boolean {
    const wanted = contentOf(taken)
    const log = textOf(this.disk.files.get('logs/bin.log'))
    return [...this.disk.files].some(([path, bytes]) => {
      if (!path.startsWith('bin/') || bytes.length !== wanted.length || textOf(bytes) !== wanted) return false
      return log.includes(path.slice('bin/'.length))
    })
  }

  private readJournal(): string {
    return textOf(this.disk.files.get(`jobs/job-${this.checker.currentRunId()}.log`))
  }
}

/** A file without a language may stand for all of its name; and in a folder `en` it may be the one of the language `en`. */
function areMixedUp(gone: PlatformFile, other: PlatformFile): boolean {
  if (gone.segmentId !== other.segmentId || gone.name !== other.name) return false
  const storedIn = ({ locale, relativePath }: PlatformFile): string =>
    `${locale ?? ''}/${relativePath}`.replace(/^\/|\/$/g, '')
  return (
    storedIn(gone) === storedIn(other) || (gone.locale === null && gone.relativePath === other.relativePath)
  )
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined
    ? ''
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

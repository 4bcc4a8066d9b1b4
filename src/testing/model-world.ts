import { RecycleBin } from '../core/recycle-bin/recycle-bin'
import type { DeletionQuestion } from '../shared/deletion'
import { harnessContext, DeletionHarness, storedFile } from './deletion-harness'
import { toSelectedAsset } from '../shared/selected-asset'
import { contentOf, MemoryPlatform, type PlatformFile } from './memory-platform'
import { FakeClock, FakeRandom, nodeHash } from './memory-ports'
import { MemoryBlobs, MemoryDisk, MemoryLogFiles } from './memory-storage'
import { memoryTrustedTime } from './memory-trusted-time'
import { ModelNetwork, toRow, type Script } from './model-network'
import { InvariantChecker, type Life } from './invariant-checker'

/** All segments of the world. */
const segmentIds = [1, 2]
/** Its files, with namesakes in other languages and folders, and an empty file. */
export const modelFiles: readonly PlatformFile[] = [
  storedFile('a', { size: 8 }),
  storedFile('a', { locale: 'en', size: 9 }),
  storedFile('a', { locale: 'de', size: 10 }),
  storedFile('b', { relativePath: 'en', size: 11 }),
  storedFile('b', { locale: 'en', size: 12 }),
  storedFile('c', { size: 13 }),
  storedFile('d', { segmentId: 2, size: 14 }),
  storedFile('e', { segmentId: 2, size: 0 }),
  storedFile('f', { segmentId: 2 }),
]

/** Bytes of an append in progress that reach the disk when the process crashes. */
const persistedBytes = {
  none: () => 0,
  half: (_path: string, bytes: Uint8Array) => bytes.length >> 1,
  all: () => 1e9,
}

/** One turn of the event loop: everything that waits only for memory is done after it. */
const nextTurn = (): Promise<void> => new Promise((resume) => setImmediate(resume))

/** Event loop turns after which a run counts as endless. */
const maxTurns = 20_000

/**
 * A server, an unreliable network, other users, and the computer of one user, which may crash at any request. An
 * `InvariantChecker` checks all requests, responses and reports.
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
    platform.beforeDelete = (named, removed) => this.recordRemoval(named, removed)
    this.network = new ModelNetwork({
      platform,
      checker,
      journal: () => this.readJournal(),
      crash: (keeps) => this.kill(keeps),
    })
    this.harness = this.createHarness()
    this.harness.connect()
  }

  // Other users and the server.

  /** Another user uploads a file, or replaces it if it exists. */
  putFile(file: PlatformFile): void {
    this.versions += 1
    const modifiedDate = `2026-04-01T00:00:00.000${String(this.versions).padStart(4, '0')}`
    this.platform.put({ ...file, size: file.size === 0 ? 0 : 5 + (this.versions % 7), modifiedDate })
  }

  removeFile(file: PlatformFile): void {
    const { key } = toRow(file)
    this.platform.removeWhere((other) => toRow(other).key === key)
  }

  /** Whether a DELETE also removes files that the server may confuse with the named one. */
  setDeletesSiblings(isOn: boolean): void {
    this.platform.alsoDeletes = (deleted) =>
      isOn ? this.platform.all().filter((other) => other !== deleted && areConfusable(deleted, other)) : []
  }

  /** The next DELETE removes this file as well. */
  deleteWithNext(file: PlatformFile): void {
    const previous = this.platform.alsoDeletes
    this.platform.alsoDeletes = (deleted) => {
      this.platform.alsoDeletes = previous
      const { key } = toRow(file)
      return [...previous(deleted), ...this.platform.all().filter((other) => toRow(other).key === key)]
    }
  }

  // The user's computer.

  /** Fills the disk, permanently or only for the next write. */
  fillDisk(isPermanent: boolean): void {
    const { disk } = this
    disk.fault = (operation) => {
      if (operation !== 'append' && operation !== 'write') return null
      if (!isPermanent) disk.fault = () => null
      return 'ENOSPC'
    }
  }

  suspend(): void {
    this.harness.deletions.suspend()
    this.isSuspended = true
  }

  passTime(ms: number): void {
    this.harness.clock.advance(ms)
  }

  async crash(): Promise<void> {
    this.kill('none')
    await this.whenIdle()
  }

  // The user.

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
      const finalQuestion = keepsCopies
        ? question
        : deletions.choosePlan(question.value.planId, { keepsCopies: false })
      if (finalQuestion.ok) this.questions.push(finalQuestion.value)
    })
  }

  /** Confirms the latest question, with one or more concurrent clicks. */
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

  /** Signs in, again if necessary, without waiting for what that starts. */
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

  /** Stops the current run, or ends an interrupted one. */
  stopDeletion(): void {
    const run = this.harness.deletions.currentRun()
    if (run === null) return
    this.checker.recordStop()
    void this.harness.deletions.stopRun(run.id)
  }

  /** Waits until the world is idle, and throws the first violation. */
  async checkInvariants(): Promise<void> {
    await this.whenIdle()
    this.network.setScript(new Map())
    this.disk.fault = () => null
    if (this.harness.deletions.isRunning()) throw new Error('the deletion does not end')
    const [violation] = this.checker.violations
    if (violation !== undefined) throw new Error(violation)
  }

  private async perform(work: (harness: DeletionHarness) => Promise<void>): Promise<void> {
    void work(this.harness).catch((error: unknown) => this.checker.violations.push(String(error)))
    await this.whenIdle()
  }

  private async whenIdle(): Promise<void> {
    for (let turn = 0; turn < maxTurns; turn += 1) {
      await nextTurn()
      if (!this.harness.clock.isIdle()) continue
      if (!this.life.isAlive) void this.restart()
      else if (this.isSuspended) this.wake()
      else if (!this.network.releaseNext()) return
    }
    throw new Error('the world does not become idle')
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
    await harness.deletions.load()
    if (this.isSignedIn && harness === this.harness) harness.connect()
  }

  private createHarness(): DeletionHarness {
    const { life, disk } = this
    this.checker.recordStart()
    const clock = new FakeClock()
    const bin = new RecycleBin({
      clock,
      random: new FakeRandom(),
      onChange: () => undefined,
      time: memoryTrustedTime(clock),
      measure: (chunks) => nodeHash.measure(chunks),
      blobs: new MemoryBlobs(disk, 'bin'),
      logs: new MemoryLogFiles(disk, 'logs'),
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

  private recordRemoval(named: readonly PlatformFile[], removed: readonly PlatformFile[]): void {
    if (named.length > 1) this.checker.violations.push('a DELETE names more than one file')
    if (this.network.isRepeating) return
    for (const file of removed) {
      const isNamed = named.includes(file)
      if (!isNamed && !named.some((target) => areConfusable(target, file))) continue
      this.checker.recordRemoval(
        toRow(file),
        isNamed ? { version: this.network.deletableVersion } : null,
        this.hasCopy(file),
      )
    }
  }

  /** Whether the bin has the bytes of this file and lists them. Reads the disk instead of using the bin. */
  private hasCopy(file: PlatformFile): boolean {
    const content = contentOf(file)
    const log = textOf(this.disk.files.get('logs/bin.log'))
    return [...this.disk.files].some(([path, bytes]) => {
      if (!path.startsWith('bin/') || bytes.length !== content.length || textOf(bytes) !== content)
        return false
      return log.includes(path.slice('bin/'.length))
    })
  }

  private readJournal(): string {
    return textOf(this.disk.files.get(`jobs/job-${this.checker.currentRunId()}.log`))
  }
}

/**
 * Whether a DELETE of one file may hit the other: a file without a language may match its namesakes in all languages, and
 * one in a folder `en` may be stored where the namesake of the language `en` is.
 */
function areConfusable(deleted: PlatformFile, other: PlatformFile): boolean {
  if (deleted.segmentId !== other.segmentId || deleted.name !== other.name) return false
  const storedIn = ({ locale, relativePath }: PlatformFile): string =>
    `${locale ?? ''}/${relativePath}`.replace(/^\/|\/$/g, '')
  return (
    storedIn(deleted) === storedIn(other) ||
    (deleted.locale === null && deleted.relativePath === other.relativePath)
  )
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined
    ? ''
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

import { RecycleBin } from '../core/recycle-bin/recycle-bin'
import type { DeletionQuestion } from '../shared/deletion'
import { benchContext, DeletionBench, file } from './deletion-bench'
import { toSelected } from './deletion-desk'
import { contentOf, MemoryPlatform, type StoredFile } from './memory-platform'
import { FakeClock, FakeRandom, nodeHash } from './memory-ports'
import { MemoryBlobs, MemoryDisk, MemoryLogFiles } from './memory-storage'
import { ModelNetwork, toRow, type Script } from './model-network'
import { ModelWatch, type Life } from './model-watch'

/** All segments of the world, and its files: same-named ones in other languages and folders among them, and an empty one. */
const segmentIds = [1, 2]
export const places: readonly StoredFile[] = [
  ...[file('a', { size: 8 }), file('a', { locale: 'en', size: 9 }), file('a', { locale: 'de', size: 10 })],
  ...[
    file('b', { relativePath: 'en', size: 11 }),
    file('b', { locale: 'en', size: 12 }),
    file('c', { size: 13 }),
  ],
  ...[
    file('d', { segmentId: 2, size: 14 }),
    file('e', { segmentId: 2, size: 0 }),
    file('f', { segmentId: 2 }),
  ],
]

/** How a process goes: bytes of an append under way that reach the disk. */
const kept = { none: () => 0, half: (_path: string, bytes: Uint8Array) => bytes.length >> 1, all: () => 1e9 }

/** A turn of the event loop: whatever waits for nothing but memory is done after it. */
const turn = (): Promise<void> => new Promise((resume) => setImmediate(resume))

/** Turns after which a job that still runs is one that never ends. */
const mostTurns = 20_000

/**
 * A server, a bad way to it, other people, and one user's computer that may die at any request; with a watch on all that
 * is sent, answered and told.
 */
export class ModelWorld {
  readonly platform = new MemoryPlatform(places)
  private readonly watch = new ModelWatch()
  private readonly network: ModelNetwork
  private life: Life = { isAlive: true }
  private bench: DeletionBench
  private disk = new MemoryDisk()
  private questions: DeletionQuestion[] = []
  private versions = 0
  private isSignedIn = true
  private sleeps = false

  constructor() {
    const { platform, watch } = this
    platform.beforeDelete = (named, leaving) => this.takes(named, leaving)
    this.network = new ModelNetwork({
      ...{ platform, watch, journal: () => this.readJournal() },
      die: (keeps) => this.die(keeps),
    })
    this.bench = this.boot()
    this.bench.connect()
  }

  // What others do.

  /** Somebody uploads, or replaces what is there. */
  put(place: StoredFile): void {
    this.versions += 1
    const modifiedDate = `2026-04-01T00:00:00.000${String(this.versions).padStart(4, '0')}`
    this.platform.put({ ...place, size: place.size === 0 ? 0 : 5 + (this.versions % 7), modifiedDate })
  }

  remove(place: StoredFile): void {
    const { key } = toRow(place)
    this.platform.removeWhere((other) => toRow(other).key === key)
  }

  /** Whether the server takes files along whose place or name it mixes up with those of the one that it deletes. */
  takeSiblings(does: boolean): void {
    this.platform.takesWithIt = (gone) =>
      does ? this.platform.all().filter((other) => other !== gone && areMixedUp(gone, other)) : []
  }

  /** The next DELETE takes one more. */
  takeOneMore(place: StoredFile): void {
    const before = this.platform.takesWithIt
    this.platform.takesWithIt = (gone) => {
      this.platform.takesWithIt = before
      const { key } = toRow(place)
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

  sleep(): void {
    this.bench.deletions.pause()
    this.sleeps = true
  }

  passTime(ms: number): void {
    this.bench.clock.advance(ms)
  }

  async crash(): Promise<void> {
    this.die('none')
    await this.untilQuiet()
  }

  // What the user does.

  async plan(chosen: readonly StoredFile[], keepsCopies: boolean, script: Script = new Map()): Promise<void> {
    this.network.meet(script)
    const keys = new Set(chosen.map((place) => toRow(place).key))
    await this.doing(async ({ deletions, client }) => {
      const listing = await client.listSegments(benchContext, segmentIds).catch(() => null)
      const assets = listing?.assets.filter(({ key }) => keys.has(key)) ?? []
      const question = await deletions.plan(assets.map(toSelected))
      if (!question.ok) return
      const chosenCopies = keepsCopies ? question : deletions.chooseCopies(question.value.planId, false)
      if (chosenCopies.ok) this.questions.push(chosenCopies.value)
    })
  }

  /** Confirms the open question, perhaps by two clicks at once. */
  async confirm(script: Script, clicks: number): Promise<void> {
    const question = this.questions.pop()
    if (question === undefined || this.bench.deletions.current()?.phase === 'interrupted') return
    this.network.meet(script)
    this.watch.confirms(this.life, question)
    await this.doing(async ({ deletions }) => {
      await Promise.all(Array.from({ length: clicks }, () => deletions.confirm(question.planId)))
    })
    this.watch.revokes()
  }

  async goOn(script: Script, clicks: number): Promise<void> {
    const job = this.bench.deletions.current()
    if (job?.phase !== 'interrupted') return
    this.network.meet(script)
    if (this.isSignedIn) this.watch.continues(this.life, job.id)
    await this.doing(async ({ deletions }) => {
      await Promise.all(Array.from({ length: clicks }, () => deletions.continueJob(job.id)))
    })
    this.watch.revokes()
  }

  /** Signs in (anew), and does not wait for what that sets going. */
  signIn(): void {
    this.isSignedIn = true
    this.questions = []
    this.bench.connect()
  }

  signOut(): void {
    this.isSignedIn = false
    this.questions = []
    this.bench.disconnect()
  }

  /** Stops what runs, or ends what was interrupted. */
  stop(): void {
    const job = this.bench.deletions.current()
    if (job === null) return
    this.watch.stops()
    void this.bench.deletions.stop(job.id)
  }

  /** Waits until nothing goes on any more; throws what the watch found. */
  async check(): Promise<void> {
    await this.untilQuiet()
    this.network.meet(new Map())
    this.disk.fault = () => null
    if (this.bench.deletions.isRunning()) throw new Error('a job that never ends')
    const [wrong] = this.watch.wrongs
    if (wrong !== undefined) throw new Error(wrong)
  }

  private async doing(work: (bench: DeletionBench) => Promise<void>): Promise<void> {
    void work(this.bench).catch((error: unknown) => this.watch.wrongs.push(String(error)))
    await this.untilQuiet()
  }

  private async untilQuiet(): Promise<void> {
    for (let turns = 0; turns < mostTurns; turns += 1) {
      await turn()
      if (!this.bench.clock.isQuiet()) continue
      if (!this.life.isAlive) void this.startAgain()
      else if (this.sleeps) this.wake()
      else if (!this.network.release()) return
    }
    throw new Error('a world that never comes to rest')
  }

  private wake(): void {
    this.sleeps = false
    this.bench.deletions.resume()
  }

  private die(keeps: keyof typeof kept): void {
    if (!this.life.isAlive) return
    this.life.isAlive = false
    this.disk.fault = () => null
    this.disk = this.bench.die(kept[keeps])
  }

  private async startAgain(): Promise<void> {
    this.life = { isAlive: true }
    this.sleeps = false
    this.questions = []
    this.bench = this.boot()
    const { bench } = this
    await bench.deletions.load()
    if (this.isSignedIn && bench === this.bench) bench.connect()
  }

  private boot(): DeletionBench {
    const { life, disk } = this
    this.watch.starts()
    const bin = new RecycleBin({
      ...{ clock: new FakeClock(), random: new FakeRandom(), onChange: () => undefined },
      measure: (chunks) => nodeHash.measure(chunks),
      ...{ blobs: new MemoryBlobs(disk, 'bin'), logs: new MemoryLogFiles(disk, 'logs') },
      settings: () => ({ binDays: 30, binBytes: 2 ** 31, keepCopies: true }),
      isJobOpen: () => true,
    })
    const bench = new DeletionBench(this.platform, disk, (open) => bin.keeper(open))
    bench.network = this.network.port(life)
    bench.onTold = (job) => {
      if (life.isAlive) this.watch.tells(life, job)
    }
    bench.onEnd = (job) => {
      if (life.isAlive) this.watch.ends(job)
    }
    return bench
  }

  private takes(named: readonly StoredFile[], leaving: readonly StoredFile[]): void {
    if (named.length > 1) this.watch.wrongs.push('a DELETE that names more than one file')
    if (this.network.isRepeating) return
    for (const each of leaving) {
      const isNamed = named.includes(each)
      if (!isNamed && !named.some((gone) => areMixedUp(gone, each))) continue
      this.watch.takes(toRow(each), isNamed ? { version: this.network.wanted } : null, this.hasCopy(each))
    }
  }

  /** Whether the bytes stand in the bin's folder, and its log speaks of them. Read off the disk, not asked of the bin. */
  private hasCopy(taken: StoredFile): boolean {
    const wanted = contentOf(taken)
    const log = textOf(this.disk.files.get('logs/bin.log'))
    return [...this.disk.files].some(([path, bytes]) => {
      if (!path.startsWith('bin/') || bytes.length !== wanted.length || textOf(bytes) !== wanted) return false
      return log.includes(path.slice('bin/'.length))
    })
  }

  private readJournal(): string {
    return textOf(this.disk.files.get(`jobs/job-${this.watch.jobId()}.log`))
  }
}

/** A file without a language may stand for all of its name; and in a folder `en` it may be the one of the language `en`. */
function areMixedUp(gone: StoredFile, other: StoredFile): boolean {
  if (gone.segmentId !== other.segmentId || gone.name !== other.name) return false
  const storedIn = ({ locale, relativePath }: StoredFile): string =>
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

import { RecycleBin } from '../core/recycle-bin/recycle-bin'
import type { JobView } from '../shared/deletion'
import { DeletionBench, file } from './deletion-bench'
import { FakeClock, FakeRandom, nodeMeasure } from './memory-ports'
import { contentOf, MemoryPlatform, type Fault, type StoredFile } from './memory-platform'
import { MemoryBlobs, MemoryDisk, MemoryLogFiles } from './memory-storage'

const names = ['a', 'b', 'c', 'd', 'e', 'f']

/**
 * A server, other people, and one user's computer that may die at any request; with a watch on every DELETE that arrives.
 * What it finds wrong it throws at the next check.
 */
export class ModelWorld {
  readonly platform: MemoryPlatform
  bench: DeletionBench
  private disk = new MemoryDisk()
  private bin: RecycleBin
  private confirmed = new Set<string>()
  private mayAsk = false
  private readonly wrongs: string[] = []
  private readonly taken: StoredFile[] = []
  private versions = 0
  private nextFault: { readonly nth: number; readonly fault: Fault } | null = null

  constructor() {
    this.platform = new MemoryPlatform(
      names.map((name, at) => file(name, { segmentId: 1 + (at % 2), size: 8 + at })),
    )
    this.platform.beforeDelete = (named) => this.watch(named)
    ;[this.bench, this.bin] = this.boot()
    this.bench.connect()
  }

  /** Somebody else uploads or replaces a file. */
  put(name: string): void {
    this.versions += 1
    const modifiedDate = `2026-04-01T00:00:00.${String(this.versions).padStart(7, '0')}Z`
    this.platform.put(
      file(name, { segmentId: 1 + (names.indexOf(name) % 2), size: 5 + (this.versions % 7), modifiedDate }),
    )
  }

  remove(name: string): void {
    this.platform.remove(name)
  }

  /** The n-th request after the next confirmation meets this. */
  fault(nth: number, fault: Fault): void {
    this.nextFault = { nth, fault }
  }

  /** Plans and confirms these files; resolves when the job ends, or the computer has died after so many requests. */
  async delete(chosen: readonly string[], diesAfter: number | null): Promise<void> {
    const assets = (await this.bench.look([1, 2])).filter(({ name }) => chosen.includes(name))
    if (assets.length === 0) return
    const question = await this.bench.deletions.plan(assets)
    if (!question.ok) return
    this.confirmed = new Set(question.value.files.map(({ asset }) => asset.name))
    this.mayAsk = true
    await this.untilEndOrDeath(() => this.bench.deletions.confirm(question.value.planId), diesAfter)
  }

  async goOn(diesAfter: number | null): Promise<void> {
    const job = this.bench.deletions.current()
    if (job?.phase !== 'interrupted') return
    this.confirmed = new Set(job.files.map(({ identity }) => identity.name))
    this.mayAsk = true
    await this.untilEndOrDeath(() => this.bench.deletions.continueJob(job.id), diesAfter)
  }

  async giveUp(): Promise<void> {
    const job = this.bench.deletions.current()
    if (job?.phase === 'interrupted') await this.bench.deletions.stop(job.id)
  }

  /** The invariants of `security.md` 6.2. */
  async check(): Promise<void> {
    this.nextFault = null
    await inAWhile()
    if (this.wrongs.length > 0) throw new Error(this.wrongs.join('; '))
    const job = this.bench.deletions.current()
    if (job !== null) this.checkTold(job)
    await this.checkCopies()
  }

  private boot(): [DeletionBench, RecycleBin] {
    const clock = new FakeClock()
    const bin = new RecycleBin({
      ...{ clock, random: new FakeRandom(), measure: nodeMeasure, onChange: () => undefined },
      ...{ blobs: new MemoryBlobs(this.disk, 'bin'), logs: new MemoryLogFiles(this.disk, 'logs') },
      settings: () => ({ binDays: 30, binBytes: 2 ** 31, keepCopies: true }),
      isJobOpen: () => true,
    })
    const bench: DeletionBench = new DeletionBench(
      this.platform,
      this.disk,
      bin.keeper(() => bench.open()),
    )
    return [bench, bin]
  }

  private async untilEndOrDeath(
    begin: () => Promise<{ ok: boolean }>,
    diesAfter: number | null,
  ): Promise<void> {
    const ended = this.bench.untilEnded()
    const died = new Promise<void>((resolve) => {
      const last = this.platform.requests.length + (diesAfter ?? Number.POSITIVE_INFINITY)
      this.platform.afterWork = ({ nth }) => {
        if (nth === last) resolve(this.die())
      }
    })
    const meets = this.nextFault
    let seen = 0
    this.platform.fault = () => ((seen += 1) === meets?.nth ? meets.fault : null)
    const begun = begin().then((started) => (started.ok ? ended : undefined))
    await Promise.race([begun, died])
    this.platform.afterWork = () => undefined
    this.platform.fault = () => null
    this.mayAsk = false
  }

  private async die(): Promise<void> {
    this.disk = this.bench.die()
    // What was on its way when the process died still arrives; after that nothing may, until somebody says Continue.
    await inAWhile()
    this.mayAsk = false
    ;[this.bench, this.bin] = this.boot()
    await this.bench.deletions.load()
    this.bench.connect()
    await inAWhile()
  }

  private watch(named: readonly StoredFile[]): void {
    if (!this.mayAsk) this.wrongs.push('a DELETE without a confirmation')
    if (named.length > 1) this.wrongs.push('a DELETE that names more than one file')
    for (const each of named) {
      if (!this.confirmed.has(each.name)) this.wrongs.push(`${each.name} was not confirmed`)
      this.taken.push(each)
    }
  }

  /** No success without the listing: what is told as gone is gone, unless somebody else brought it back later. */
  private checkTold(job: JobView): void {
    for (const { identity, outcome } of job.files) {
      if (outcome.state === 'asking' && job.phase === 'done') throw new Error('an end without an outcome')
      if (outcome.state !== 'deleted-and-verified') continue
      const wasTaken = this.taken.some(({ name }) => name === identity.name)
      if (!wasTaken) throw new Error(`${identity.name} is told as deleted, and nobody asked for it`)
    }
  }

  /** Nothing that we asked for is gone without a good copy on the disk. */
  private async checkCopies(): Promise<void> {
    const entries = await this.bin.list()
    for (const gone of this.taken) {
      const wanted = contentOf(gone)
      const copies = entries.filter(({ identity, size }) => identity.name === gone.name && size === gone.size)
      const contents = await Promise.all(copies.map(({ id }) => this.readCopy(id)))
      if (!contents.includes(wanted)) throw new Error(`${gone.name} was asked for without a good copy`)
    }
  }

  private async readCopy(id: string): Promise<string> {
    const decoder = new TextDecoder()
    let content = ''
    for await (const chunk of this.bin.read(id)) content += decoder.decode(chunk)
    return content
  }
}

async function inAWhile(): Promise<void> {
  for (let turns = 0; turns < 25; turns += 1) await new Promise((resume) => setImmediate(resume))
}

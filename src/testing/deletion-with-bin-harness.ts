import { RecycleBin } from '../core/recycle-bin/recycle-bin'
import type { BinEntry } from '../core/recycle-bin/bin-log'
import { defaultSettings } from '../core/settings/settings'
import { DeletionHarness } from './deletion-harness'
import { FakeClock, FakeRandom, nodeHash } from './memory-ports'
import { MemoryPlatform, type PlatformFile } from './memory-platform'
import { MemoryBlobs, MemoryDisk, MemoryLogFiles } from './memory-storage'
import { memoryTrustedTime } from './memory-trusted-time'

/** Deletions on an in-memory platform, with a real recycle bin on an in-memory disk. */
export class DeletionWithBinHarness {
  readonly deletionHarness: DeletionHarness
  readonly bin: {
    /** Number of changes of the bin so far: one for each complete copy. */
    readonly copyCount: () => number
    readonly list: () => Promise<readonly BinEntry[]>
  }
  readonly recycleBin: RecycleBin
  private readonly blobs: MemoryBlobs

  constructor(
    files: readonly PlatformFile[],
    private readonly platform = new MemoryPlatform(files),
    disk = new MemoryDisk(),
  ) {
    this.blobs = new MemoryBlobs(disk, 'bin')
    let changes = 0
    const clock = new FakeClock()
    const bin = new RecycleBin({
      clock,
      random: new FakeRandom(),
      settings: () => defaultSettings,
      time: memoryTrustedTime(clock),
      measure: (chunks) => nodeHash.measure(chunks),
      blobs: this.blobs,
      logs: new MemoryLogFiles(disk, 'logs'),
      isRunOpen: () => true,
      onChange: () => (changes += 1),
    })
    this.recycleBin = bin
    this.deletionHarness = new DeletionHarness(this.platform, disk, (open) => bin.backupStore(open))
    this.bin = { copyCount: () => changes, list: () => bin.listCopies() }
  }

  /** Crashes the app and restarts it with the same server and the durable part of the disk. */
  async restart(): Promise<DeletionWithBinHarness> {
    const next = new DeletionWithBinHarness([], this.platform, this.deletionHarness.kill())
    await next.deletionHarness.deletions.load()
    return next
  }
}

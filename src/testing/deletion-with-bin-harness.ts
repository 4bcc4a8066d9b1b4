import { RecycleBin } from '../core/recycle-bin/recycle-bin'
import type { BinEntry } from '../core/recycle-bin/bin-log'
import { defaultSettings } from '../core/settings/settings'
import { DeletionHarness } from './deletion-harness'
import { FakeClock, FakeRandom, nodeHash } from './memory-ports'
import { MemoryPlatform, type PlatformFile } from './memory-platform'
import { MemoryBlobs, MemoryDisk, MemoryLogFiles } from './memory-storage'
import { memoryTrustedTime } from './memory-trusted-time'

/** Deleting over a platform in memory, with a real recycle bin on a disk in memory. */
export class DeletionWithBinHarness {
  readonly deletionHarness: DeletionHarness
  readonly bin: {
    /** Copies that are whole, at this moment. */
    readonly copies: () => number
    readonly list: () => Promise<readonly BinEntry[]>
  }
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
      ...{ clock, random: new FakeRandom(), settings: () => defaultSettings },
      time: memoryTrustedTime(clock),
      measure: (chunks) => nodeHash.measure(chunks),
      ...{ blobs: this.blobs, logs: new MemoryLogFiles(disk, 'logs') },
      isRunOpen: () => true,
      onChange: () => (changes += 1),
    })
    this.deletionHarness = new DeletionHarness(this.platform, disk, (open) => bin.backupStore(open))
    this.bin = { copies: () => changes, list: () => bin.listCopies() }
  }

  /** The process dies; the next start finds the same server, and of the disk what had reached it. */
  async restart(): Promise<DeletionWithBinHarness> {
    const next = new DeletionWithBinHarness([], this.platform, this.deletionHarness.kill())
    await next.deletionHarness.deletions.loadInterrupted()
    return next
  }
}

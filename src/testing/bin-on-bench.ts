import { RecycleBin } from '../core/recycle-bin/recycle-bin'
import type { BinEntry } from '../core/recycle-bin/bin-log'
import { defaultSettings } from '../core/settings/settings'
import { DeletionBench } from './deletion-bench'
import { FakeClock, FakeRandom, nodeHash } from './memory-ports'
import { MemoryPlatform, type StoredFile } from './memory-platform'
import { MemoryBlobs, MemoryDisk, MemoryLogFiles } from './memory-storage'

/** Deleting over a platform in memory, with a real recycle bin on a disk in memory. */
export class BinBench {
  readonly bench: DeletionBench
  readonly bin: {
    /** Copies that are whole, at this moment. */
    readonly copies: () => number
    readonly list: () => Promise<readonly BinEntry[]>
  }
  private readonly blobs: MemoryBlobs

  constructor(
    files: readonly StoredFile[],
    private readonly platform = new MemoryPlatform(files),
    disk = new MemoryDisk(),
  ) {
    this.blobs = new MemoryBlobs(disk, 'bin')
    let whole = 0
    const bin = new RecycleBin({
      ...{ clock: new FakeClock(), random: new FakeRandom(), settings: () => defaultSettings },
      measure: (chunks) => nodeHash.measure(chunks),
      ...{ blobs: this.blobs, logs: new MemoryLogFiles(disk, 'logs') },
      isJobOpen: () => true,
      onChange: () => (whole += 1),
    })
    this.bench = new DeletionBench(this.platform, disk, (open) => bin.keeper(open))
    this.bin = { copies: () => whole, list: () => bin.list() }
  }

  /** The process dies; the next start finds the same server, and of the disk what had reached it. */
  async restart(): Promise<BinBench> {
    const next = new BinBench([], this.platform, this.bench.die())
    await next.bench.deletions.load()
    return next
  }
}

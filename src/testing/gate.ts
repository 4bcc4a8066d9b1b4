import { MemoryDisk } from './memory-storage'

/** Opened once; whoever waits for it goes on then. */
export class Gate {
  open: () => void = () => undefined
  readonly isOpen = new Promise<void>((resolve) => (this.open = resolve))
}

/** Long enough for everything in memory that waits for nothing else. */
export async function flushEventLoop(): Promise<void> {
  for (let turns = 0; turns < 80; turns += 1) await new Promise((resume) => setImmediate(resume))
}

/** A disk that writes the intents of one file of a deletion only when it is let. */
export class GatedDisk extends MemoryDisk {
  canWrite = Promise.resolve()

  constructor(private readonly nthFile: number) {
    super()
  }

  override async appendBytes(path: string, bytes: Uint8Array): Promise<void> {
    const isIntent = Buffer.from(bytes).includes(`"t":"intent","n":${String(this.nthFile)},`)
    if (isIntent) await this.canWrite
    return super.appendBytes(path, bytes)
  }
}

import { MemoryDisk } from './memory-storage'

/** Blocks those who await `isOpen` until a test calls `open`. */
export class Gate {
  open: () => void = () => undefined
  readonly isOpen = new Promise<void>((resolve) => (this.open = resolve))
}

/** Waits until all work that needs no real I/O is done. */
export async function flushEventLoop(): Promise<void> {
  for (let turn = 0; turn < 80; turn += 1) await new Promise((resume) => setImmediate(resume))
}

/** A disk that holds back the intents of one file of a deletion until `canWrite` resolves. */
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

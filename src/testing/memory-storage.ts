import { createHash } from 'node:crypto'
import type { BlobsPort, LogFilesPort, WrittenBlob } from '../core/ports'

export type DiskOperation = 'append' | 'truncate' | 'replace' | 'write' | 'remove' | 'read' | 'list'

/** Like an error of Node: `code` distinguishes a full disk (`ENOSPC`) from missing permission (`EACCES`). */
export class DiskFaultError extends Error {
  override readonly name = 'DiskFaultError'
  constructor(readonly code: string) {
    super(code)
  }
}

/**
 * An in-memory disk, shared by several folders so that they fill up and crash together. Completed operations are durable.
 * Of an append in progress, a crash keeps the first bytes or nothing.
 */
export class MemoryDisk {
  /** Durable bytes by `folder/name`. */
  readonly files: Map<string, Uint8Array>
  /** Size in bytes. A write that exceeds it stores the part that fits, and fails with `ENOSPC`. */
  capacity = Number.POSITIVE_INFINITY
  /** Called before each operation. A code such as `EACCES` makes it fail. */
  fault: (operation: DiskOperation, path: string) => string | null = () => null
  private readonly inProgress = new Map<string, Uint8Array>()
  private isDead = false

  constructor(files: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.files = new Map(files)
  }

  used(): number {
    return [...this.files.values(), ...this.inProgress.values()].reduce((sum, { length }) => sum + length, 0)
  }

  /**
   * Crashes the process: its pending operations never settle. Returns the disk for the next start; `keep` determines how
   * many bytes of an append in progress are durable.
   */
  crash(keep: (path: string, bytes: Uint8Array) => number = () => 0): MemoryDisk {
    this.isDead = true
    const completeFiles = [...this.files].filter(([path]) => !path.endsWith('.part'))
    const next = new MemoryDisk(new Map(completeFiles))
    next.capacity = this.capacity
    for (const [path, bytes] of this.inProgress) {
      if (!path.endsWith('.part')) next.putFile(path, bytes.subarray(0, keep(path, bytes)))
    }
    return next
  }

  /** Runs one operation: asynchronous, may fail, and never settles after a crash. */
  async run<Value>(
    operation: DiskOperation,
    path: string,
    work: () => Value | Promise<Value>,
  ): Promise<Value> {
    await this.tick()
    const code = this.fault(operation, path)
    if (code !== null) throw new DiskFaultError(code)
    const value = await work()
    await this.tick()
    return value
  }

  /** Appends bytes to a file in two steps: in progress, then durable. */
  async appendBytes(path: string, bytes: Uint8Array): Promise<void> {
    const space = Math.max(0, this.capacity - this.used())
    this.inProgress.set(path, bytes.subarray(0, space))
    await this.tick()
    this.inProgress.delete(path)
    this.putFile(path, bytes.subarray(0, space))
    if (space < bytes.length) throw new DiskFaultError('ENOSPC')
  }

  private putFile(path: string, bytes: Uint8Array): void {
    if (bytes.length > 0)
      this.files.set(path, Buffer.concat([this.files.get(path) ?? new Uint8Array(), bytes]))
  }

  private async tick(): Promise<void> {
    await Promise.resolve()
    if (this.isDead) await new Promise<never>(() => undefined)
  }
}

abstract class MemoryFolder {
  constructor(
    readonly disk = new MemoryDisk(),
    private readonly folder = 'folder',
  ) {}

  list(): Promise<readonly string[]> {
    const prefix = `${this.folder}/`
    return this.disk.run('list', this.folder, () =>
      [...this.disk.files.keys()]
        .filter((path) => path.startsWith(prefix) && !path.endsWith('.part'))
        .map((path) => path.slice(prefix.length)),
    )
  }

  remove(name: string): Promise<void> {
    const path = this.pathOf(name)
    return this.disk.run('remove', path, () => void this.disk.files.delete(path))
  }

  protected pathOf(name: string): string {
    return `${this.folder}/${name}`
  }
}

/** In-memory logs. As on a real disk, a failed append may leave part of its bytes. */
export class MemoryLogFiles extends MemoryFolder implements LogFilesPort {
  read(name: string): Promise<Uint8Array | null> {
    const path = this.pathOf(name)
    return this.disk.run('read', path, () => this.disk.files.get(path) ?? null)
  }

  append(name: string, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(name)
    return this.disk.run('append', path, () => this.disk.appendBytes(path, bytes))
  }

  truncate(name: string, bytes: number): Promise<void> {
    const path = this.pathOf(name)
    return this.disk.run('truncate', path, () => {
      this.disk.files.set(path, (this.disk.files.get(path) ?? new Uint8Array()).slice(0, bytes))
    })
  }

  replace(name: string, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(name)
    const part = `${path}.part`
    return this.disk.run('replace', path, async () => {
      try {
        await this.disk.appendBytes(part, bytes)
        this.disk.files.set(path, bytes)
      } finally {
        this.disk.files.delete(part)
      }
    })
  }
}

let parts = 0

/** In-memory blobs. Partial ones are never listed, and are gone after a crash. */
export class MemoryBlobs extends MemoryFolder implements BlobsPort {
  async write(
    name: string,
    chunks: AsyncIterable<Uint8Array>,
    accept: (written: WrittenBlob) => boolean,
  ): Promise<WrittenBlob> {
    const path = this.pathOf(name)
    const part = `${path}.${String((parts += 1))}.part`
    try {
      return await this.disk.run('write', path, async () => {
        const written = await this.stream(part, chunks)
        if (accept(written)) this.rename(part, path)
        return written
      })
    } finally {
      this.disk.files.delete(part)
    }
  }

  async *read(name: string): AsyncGenerator<Uint8Array> {
    const path = this.pathOf(name)
    const bytes = await this.disk.run('read', path, () => this.disk.files.get(path))
    if (bytes === undefined) throw new DiskFaultError('ENOENT')
    for (let start = 0; start < bytes.length; start += 65_536) yield bytes.subarray(start, start + 65_536)
  }

  freeBytes(): Promise<number> {
    return Promise.resolve(Math.max(0, this.disk.capacity - this.disk.used()))
  }

  private async stream(part: string, chunks: AsyncIterable<Uint8Array>): Promise<WrittenBlob> {
    const hash = createHash('sha256')
    let size = 0
    for await (const chunk of chunks) {
      await this.disk.appendBytes(part, chunk)
      hash.update(chunk)
      size += chunk.byteLength
    }
    return { size, sha256: hash.digest('hex') }
  }

  private rename(part: string, path: string): void {
    if (this.disk.files.has(path)) throw new DiskFaultError('EEXIST')
    this.disk.files.set(path, this.disk.files.get(part) ?? new Uint8Array())
    this.disk.files.delete(part)
  }
}

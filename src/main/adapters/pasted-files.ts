import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pastedName } from '../../core/local-names/pasted-name'
import type { RandomSource } from '../../core/ports'
import type { PastedContent } from '../../shared/transfers'

interface PastedFilesPorts {
  readonly folder: string
  readonly random: Pick<RandomSource, 'id'>
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Files without a path, such as a screenshot of the clipboard, kept in a private folder until they are uploaded. */
export class PastedFiles {
  constructor(private readonly ports: PastedFilesPorts) {}

  /** Writes each file to a separate folder, so that names never collide. Returns the paths. Throws disk errors. */
  async save(contents: readonly PastedContent[]): Promise<readonly string[]> {
    const { folder, random, now } = this.ports
    const paths: string[] = []
    for (const { name, type, bytes } of contents) {
      const own = path.join(folder, random.id())
      await mkdir(own, { recursive: true, mode: 0o700 })
      const file = path.join(own, pastedName({ name, type, at: new Date(now()) }))
      await writeFile(file, bytes, { mode: 0o600, flag: 'wx' })
      paths.push(file)
    }
    return paths
  }

  /** Removes the given files if they are pasted ones. Never rejects. */
  async remove(files: readonly string[]): Promise<void> {
    for (const own of files.map((file) => path.dirname(file)))
      if (path.dirname(own) === this.ports.folder) await removeFolder(own)
  }

  /** Removes what an earlier start left, except the files that the queue may still read. Never rejects. */
  async removeOthers(kept: ReadonlySet<string>): Promise<void> {
    const { folder } = this.ports
    const keptFolders = new Set([...kept].map((file) => path.dirname(file)))
    for (const name of await readdir(folder).catch(() => []))
      if (!keptFolders.has(path.join(folder, name))) await removeFolder(path.join(folder, name))
  }
}

/** What cannot be removed is tried again at the next start. */
async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined)
}

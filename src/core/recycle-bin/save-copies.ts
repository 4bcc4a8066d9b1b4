import type { SaveFailure, SaveReport } from '../../shared/recycle-bin'
import type { SavePort, SaveTarget, WrittenBlob } from '../ports'
import { toStorageCause } from '../storage/storage-cause'
import type { BinEntry } from './bin-log'
import { uniqueLocalNames } from '../local-names/free-names'
import { toLocalName } from '../local-names/local-name'
import type { RecycleBin } from './recycle-bin'

/** Saves copies where the user chooses: one to a file, several to a folder. Needs no connection. */
export async function saveCopies(
  bin: Pick<RecycleBin, 'findCopy' | 'readCopy' | 'withPinned'>,
  save: SavePort,
  copyIds: readonly string[],
): Promise<SaveReport> {
  const ids = [...new Set(copyIds)]
  const found = await Promise.all(ids.map((id) => bin.findCopy(id)))
  const entries = found.filter((entry) => entry !== null)
  const missing = ids.filter((id) => !entries.some((entry) => entry.id === id))
  const targets = await chooseTargets(save, entries)
  if (targets === null) return { cancelled: true, saved: [], failed: [] }
  const saved: string[] = []
  const failed: { copyId: string; why: SaveFailure }[] = missing.map((copyId) => ({
    copyId,
    why: 'copy-gone',
  }))
  for (const [index, entry] of entries.entries()) {
    const target = targets[index]
    const why =
      target === undefined ? 'storage' : await bin.withPinned(entry.id, () => saveCopy(bin, entry, target))
    if (why === null) saved.push(entry.id)
    else failed.push({ copyId: entry.id, why })
  }
  return { cancelled: false, saved, failed }
}

async function chooseTargets(
  save: SavePort,
  entries: readonly BinEntry[],
): Promise<readonly SaveTarget[] | null> {
  const [first, ...others] = entries
  if (first === undefined) return []
  if (others.length === 0) {
    const target = await save.chooseFile(localNameOf(first))
    return target === null ? null : [target]
  }
  const folder = await save.chooseFolder()
  if (folder === null) return null
  return uniqueLocalNames(entries.map(localNameOf), folder.isTaken).map((name) => folder.targetFor(name))
}

function localNameOf({ identity, sha256 }: BinEntry): string {
  return toLocalName(identity.name, `asset-${sha256.slice(0, 8)}`)
}

/** Null on success: size and hash of the written file match the entry. */
async function saveCopy(
  bin: Pick<RecycleBin, 'findCopy' | 'readCopy'>,
  entry: BinEntry,
  target: SaveTarget,
): Promise<SaveFailure | null> {
  const isSame = (written: WrittenBlob): boolean =>
    written.size === entry.size && written.sha256 === entry.sha256
  try {
    // The copy may have been removed while the dialog was open.
    if ((await bin.findCopy(entry.id)) === null) return 'copy-gone'
    return isSame(await target.write(bin.readCopy(entry.id), isSame)) ? null : 'copy-damaged'
  } catch (error) {
    return toStorageCause(error)
  }
}

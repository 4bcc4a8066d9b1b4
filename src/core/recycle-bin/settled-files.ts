import type { DeletionFile, DeletionRun } from '../../shared/deletion'
import type { CopiedFileState } from '../../shared/recycle-bin'
import type { BinEntry } from './bin-log'

/** What the final state of a file says about the server. */
function stateOfFile({ outcome }: DeletionFile): CopiedFileState {
  switch (outcome.state) {
    case 'deleted-and-verified':
    case 'already-gone':
      return 'gone'
    case 'still-on-server':
    case 'not-deleted':
      return 'on-server'
    case 'waiting':
    case 'asking':
    case 'asked':
    case 'unknown':
    case 'not-checked':
      return 'not-checked'
  }
}

/**
 * What became of the files that were copied for a run that has ended. A copied file that the run does not name was at
 * risk: it is still there unless it vanished, or unless no closing listing shows that.
 */
export function settledFiles(run: DeletionRun): (entry: Pick<BinEntry, 'id'>) => CopiedFileState {
  const states = new Map<string, CopiedFileState>()
  for (const file of run.files) if (file.copyId !== null) states.set(file.copyId, stateOfFile(file))
  for (const { copyId } of run.vanished) if (copyId !== null) states.set(copyId, 'gone')
  const isListed =
    run.stop?.reason !== 'listing-failed' && run.files.every((file) => stateOfFile(file) !== 'not-checked')
  const others = isListed ? 'on-server' : 'not-checked'
  return ({ id }) => states.get(id) ?? others
}

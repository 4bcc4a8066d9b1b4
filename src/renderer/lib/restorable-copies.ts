import type { DeletionRun } from '../../shared/deletion'

/** The copies from which an ended deletion can be undone: those of verified files that were not restored since. */
export function restorableCopies(
  run: Pick<DeletionRun, 'files' | 'phase'> | null,
  restoredIds: readonly string[],
): readonly string[] {
  if (run?.phase !== 'done') return []
  const restored = new Set(restoredIds)
  return run.files.flatMap(({ copyId, outcome }) =>
    outcome.state === 'deleted-and-verified' && copyId !== null && !restored.has(copyId) ? [copyId] : [],
  )
}

const callsPerFile = 3
const filesPerRound = 10
const callsPerRound = 2

/** API calls of a restore without faults: an upload, its attachment and a comparison for each file, and listings. */
export function restoreCalls(files: number): number {
  return files * callsPerFile + Math.ceil(files / filesPerRound) * callsPerRound
}

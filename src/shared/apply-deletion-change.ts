import type { DeletionChange, DeletionRun } from './deletion'

/** The run after a change. Null if an earlier change is missing, or if the change is of another run. */
export function applyDeletionChange(run: DeletionRun, change: DeletionChange): DeletionRun | null {
  const { runId, since, files: changed, ...facts } = change
  if (run.id !== runId || run.revision < since) return null
  // The run contains this change already.
  if (run.revision >= change.revision) return run
  const files = [...run.files]
  for (const { n, ...state } of changed) {
    const file = files[n]
    if (file === undefined) return null
    files[n] = { ...file, ...state }
  }
  return { ...run, ...facts, files }
}

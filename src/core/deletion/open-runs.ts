import type { Deletions } from './deletions'

/**
 * Whether a deletion run has not ended. The recycle bin must know it to keep the copies of such a run, and deletions need the
 * recycle bin: this object exists before both.
 */
export class OpenRuns {
  private deletions: Pick<Deletions, 'isRunOpen'> | null = null

  /** Called once, when the deletions are built. */
  follow(deletions: Pick<Deletions, 'isRunOpen'>): void {
    this.deletions = deletions
  }

  /** Before the deletions are built, every run counts as open: then no copy is removed. */
  readonly isRunOpen = (runId: string): boolean => this.deletions?.isRunOpen(runId) ?? true
}

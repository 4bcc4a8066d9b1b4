import type { FileState } from '../shared/deletion'

type State = FileState['state']

const final: readonly State[] = [
  'deleted-and-verified',
  'already-gone',
  'still-on-server',
  'not-checked',
  'not-deleted',
]

/** The states that may be reported after a given one, until the app restarts. */
const allowedNext: Record<string, readonly State[]> = {
  waiting: ['asking', ...final],
  // Back to waiting if the response proves that nothing was done.
  asking: ['asked', 'waiting', ...final],
  asked: final,
  unknown: ['waiting', ...final],
}

export function isFinal(state: State): boolean {
  return final.includes(state)
}

export function canFollow(before: State, after: State): boolean {
  return (allowedNext[before] ?? []).includes(after)
}

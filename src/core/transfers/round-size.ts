/** How much is sent between two listings: little enough that each proof comes soon, much enough that it costs little. */
export const roundSize = { files: 20, bytes: 64 * 1024 * 1024, ms: 15_000 } as const

/** Whether a file still fits a round; a large one, or one of unknown size, is a round of its own. */
export function fitsRound(
  round: { readonly files: number; readonly bytes: number },
  size: number | null,
): boolean {
  if (round.files === 0) return true
  return round.files < roundSize.files && round.bytes + (size ?? roundSize.bytes) <= roundSize.bytes
}

/** Rounds that sending these files in their order takes on a line that is fast enough. */
export function countRounds(sizes: readonly (number | null)[]): number {
  let rounds = 0
  let round = { files: 0, bytes: 0 }
  for (const size of sizes) {
    if (rounds === 0 || !fitsRound(round, size)) {
      rounds += 1
      round = { files: 0, bytes: 0 }
    }
    round = { files: round.files + 1, bytes: round.bytes + (size ?? roundSize.bytes) }
  }
  return rounds
}

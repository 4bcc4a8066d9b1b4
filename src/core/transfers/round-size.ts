/** Limits of one round, the uploads between two listings: small enough to verify soon, large enough to cost few calls. */
export const roundSize = { files: 20, bytes: 64 * 1024 * 1024, ms: 15_000 } as const

/** Whether a file still fits a round. A large file, or one of unknown size, gets a separate round. */
export function fitsRound(
  round: { readonly files: number; readonly bytes: number },
  size: number | null,
): boolean {
  if (round.files === 0) return true
  return round.files < roundSize.files && round.bytes + (size ?? roundSize.bytes) <= roundSize.bytes
}

/** The number of rounds to send these files in order, if the time limit of a round is not reached. */
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

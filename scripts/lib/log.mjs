/** One line for the person at the terminal. The prefix tells our lines from those of the tools we run. */
export function log(text) {
  console.log(`refshelf: ${text}`)
}

/** A stop that is no surprise: its message is a sentence for a person, and no stack trace helps them. */
export class StopError extends Error {}

/** Runs a script's main function; its result is the exit code. */
export async function runScript(main) {
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0
  } catch (error) {
    if (!(error instanceof StopError)) throw error
    log(error.message)
    process.exitCode = 1
  }
}

/** @param {number} since milliseconds of the monotonic clock */
export function secondsSince(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

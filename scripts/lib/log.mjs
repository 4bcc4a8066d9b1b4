/** Prints a line with a prefix that distinguishes it from the output of other tools. */
export function log(text) {
  console.log(`refshelf: ${text}`)
}

/** An expected failure, whose message is printed without a stack trace. */
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

/** @param {number} since a time of `performance.now()` */
export function secondsSince(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

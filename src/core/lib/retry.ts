/**
 * Repeats failed work for as long as `shouldRetry` allows, and then throws the last error. `attempt` counts from 1. A promise of
 * `shouldRetry` may include the pause before the next attempt.
 */
export async function retry<Value>(
  work: () => Promise<Value>,
  shouldRetry: (error: unknown, attempt: number) => boolean | Promise<boolean>,
): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(await shouldRetry(error, attempt))) throw error
    }
  }
}

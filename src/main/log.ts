/** To the terminal only: no file of ours could hold a secret by accident. The stack, not the message, which may hold data. */
export function logError(what: string, error: unknown): void {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 6).join('\n') : ''
  process.stderr.write(`refshelf: ${what}: ${error instanceof Error ? error.name : 'unknown'}\n${frames}\n`)
}

/** Logs to the terminal only, so that no file can contain a secret. Omits the error message, which may contain data. */
export function logError(what: string, error: unknown): void {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 6).join('\n') : ''
  process.stderr.write(`refshelf: ${what}: ${error instanceof Error ? error.name : 'unknown'}\n${frames}\n`)
}

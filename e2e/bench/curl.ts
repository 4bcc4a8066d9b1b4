import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What everything that moves bytes is held against: the same call by `curl`, on the same server in the same run. Milliseconds. */
export async function timeCurl(
  url: string,
  headers: Readonly<Record<string, string>>,
  work: readonly string[],
): Promise<number> {
  const signed = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const start = performance.now()
  await run('curl', ['--silent', '--show-error', '--fail', '--noproxy', '*', ...signed, ...work, url])
  return performance.now() - start
}

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execFileAsync = promisify(execFile)

/** The baseline of the transfer benchmarks: the same call by `curl`, to the same server in the same run. Milliseconds. */
export async function timeCurl(
  url: string,
  headers: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<number> {
  const headerArguments = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const start = performance.now()
  await execFileAsync('curl', [
    '--silent',
    '--show-error',
    '--fail',
    '--noproxy',
    '*',
    ...headerArguments,
    ...args,
    url,
  ])
  return performance.now() - start
}

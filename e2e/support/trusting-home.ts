import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Makes a home folder in which Chromium on Linux trusts this authority, as on a computer that a company set up. */
export async function makeTrustingHome(folder: string, authority: string): Promise<string> {
  const home = path.join(folder, 'trusting-home')
  const store = path.join(home, '.pki', 'nssdb')
  await mkdir(store, { recursive: true })
  const file = path.join(home, 'authority.pem')
  await writeFile(file, authority)
  const certutil = (...args: readonly string[]): Buffer =>
    execFileSync('certutil', ['-d', `sql:${store}`, ...args])
  certutil('-N', '--empty-password')
  certutil('-A', '-n', 'authority', '-t', 'C,,', '-i', file)
  return home
}

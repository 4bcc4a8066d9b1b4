import type { Session } from 'electron'
import { createHash } from 'node:crypto'

/** How long a certificate counts after Chromium accepted it, in ms. Chromium checks again with a new connection. */
const validForMs = 3_600_000
/** More certificates than one platform has. */
const maxCertificates = 200

/**
 * The certificates that Chromium accepted for each host in this session, by the system's rules. A connection outside of
 * Chromium's stack is used only if the server proves that it has the key of one of them (docs/threat-model.md#certificates).
 */
export class VerifiedCertificates {
  /** Host and fingerprint, with the time of the last check. */
  private readonly acceptedAt = new Map<string, number>()

  /** `acceptsAll`: Chromium ignores errors, as a test may start it. */
  constructor(
    private readonly now: () => number,
    private readonly acceptsAll = false,
  ) {}

  /** Notes what this session accepts. The verdict stays Chromium's. */
  watch(session: Pick<Session, 'setCertificateVerifyProc'>): void {
    const useVerdictOfChromium = -3
    session.setCertificateVerifyProc(({ hostname, certificate, errorCode }, callback) => {
      if (errorCode === 0 || this.acceptsAll) this.add(hostname, certificate.fingerprint)
      callback(useVerdictOfChromium)
    })
  }

  /** Whether Chromium accepted exactly this certificate (DER) for this host within the last hour. */
  isAccepted(host: string, certificate: Uint8Array): boolean {
    const fingerprint = `sha256/${createHash('sha256').update(certificate).digest('base64')}`
    const at = this.acceptedAt.get(toKey(host, fingerprint))
    return at !== undefined && this.now() - at < validForMs
  }

  private add(host: string, fingerprint: string): void {
    const key = toKey(host, fingerprint)
    this.acceptedAt.delete(key)
    this.acceptedAt.set(key, this.now())
    const [oldest] = this.acceptedAt.keys()
    if (this.acceptedAt.size > maxCertificates && oldest !== undefined) this.acceptedAt.delete(oldest)
  }
}

function toKey(host: string, fingerprint: string): string {
  return JSON.stringify([host.toLowerCase(), fingerprint])
}

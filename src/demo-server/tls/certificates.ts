import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

export interface CertificateOptions {
  /** The host name or IPv4 address of the certificate. Default: 127.0.0.1; any other simulates a wrong host. */
  readonly host?: string
  /** Default: from a day ago to a year from now. A past period simulates an expired certificate. */
  readonly validFrom?: Date
  readonly validTo?: Date
}

const dayMs = 86_400_000

/** Encodes a DER element: tag, length, content. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts)
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const commonName = oid('550403')
const subjectAlternativeName = oid('551d11')

const nameOf = (host: string) =>
  sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(host, 'utf8')))))

/** UTCTime, which covers the years up to 2049. */
const time = (date: Date) =>
  der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`, 'latin1'))

function alternativeName(host: string): Buffer {
  const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(host)
  const name = isAddress ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host))
  return der(0xa3, sequence(sequence(subjectAlternativeName, der(0x04, sequence(name)))))
}

/** Basic constraints: this is an authority. */
const authorityExtension = der(
  0xa3,
  sequence(
    sequence(
      oid('551d13'),
      der(0x01, Buffer.from([0xff])),
      der(0x04, sequence(der(0x01, Buffer.from([0xff])))),
    ),
  ),
)

const pem = (label: string, bytes: Buffer) =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`

interface KeyPair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** The issuer of a certificate. */
interface Issuer {
  readonly name: string
  readonly privateKey: KeyObject
}

export interface TlsIdentity {
  readonly key: string
  readonly cert: string
}

/** A certificate authority of the tests, as a company has one. */
export interface CertificateAuthority {
  readonly cert: string
  readonly issue: (options?: CertificateOptions) => TlsIdentity
}

const createKeys = (): KeyPair => generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

function signCertificate(
  { publicKey }: KeyPair,
  { host = '127.0.0.1', validFrom, validTo }: CertificateOptions,
  { issuer, extensions }: { readonly issuer: Issuer; readonly extensions: Buffer },
): string {
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(8)])
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), // version 3
    der(0x02, serial),
    ecdsaWithSha256,
    nameOf(issuer.name),
    sequence(
      time(validFrom ?? new Date(Date.now() - dayMs)),
      time(validTo ?? new Date(Date.now() + 365 * dayMs)),
    ),
    nameOf(host),
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions,
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, issuer.privateKey))
  return pem('CERTIFICATE', sequence(body, ecdsaWithSha256, signature))
}

const pemKeyOf = ({ privateKey }: KeyPair): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

/** Generates an untrusted certificate, to test how a client treats one. */
export function createSelfSignedCertificate(options: CertificateOptions = {}): TlsIdentity {
  const keys = createKeys()
  const host = options.host ?? '127.0.0.1'
  const issuer = { name: host, privateKey: keys.privateKey }
  return {
    key: pemKeyOf(keys),
    cert: signCertificate(keys, options, { issuer, extensions: alternativeName(host) }),
  }
}

/** Generates an authority that a test can make trusted, so that the other faults of a certificate show. */
export function createCertificateAuthority(name: string): CertificateAuthority {
  const authorityKeys = createKeys()
  const issuer = { name, privateKey: authorityKeys.privateKey }
  return {
    cert: signCertificate(authorityKeys, { host: name }, { issuer, extensions: authorityExtension }),
    issue(options = {}) {
      const keys = createKeys()
      const extensions = alternativeName(options.host ?? '127.0.0.1')
      return { key: pemKeyOf(keys), cert: signCertificate(keys, options, { issuer, extensions }) }
    },
  }
}

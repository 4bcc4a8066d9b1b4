import type { HttpPort, HttpTimeouts } from '../ports'
import { sendMapped } from './exchange'
import { errorLimitBytes, readText } from './read-body'
import { readWireError, toWordbeeError, type WireError } from './wire-error'
import { parseJson } from '../parse-json'
import { withDetail, WordbeeError } from './wordbee-error'

export interface Credentials {
  readonly accountId: string
  readonly apiKey: string
}

export interface SignInPorts {
  readonly http: HttpPort
  readonly timeouts: HttpTimeouts
  readonly root: string
  readonly redact: (text: string) => string
}

/**
 * Asks for a session token. Not counted by the server's allowance.
 * Failures: `wrong-key`, `throttled`, `answer-unexpected` (not this platform), `server-error`, and those of the network.
 * Source: `api2/authentication`; a bare JSON string is what clients see, an object with `token` is accepted too.
 */
export async function signIn(ports: SignInPorts, credentials: Credentials): Promise<string> {
  const response = await sendMapped(ports.http, {
    method: 'POST',
    url: `${ports.root}/auth/token`,
    headers: { 'Content-Type': 'application/json' },
    body: {
      kind: 'text',
      text: JSON.stringify({ accountid: credentials.accountId, key: credentials.apiKey }),
    },
    timeouts: ports.timeouts,
  })
  const body = await readText(response, errorLimitBytes)
  if (response.status < 200 || response.status >= 300)
    throw refusal(readWireError(response.status, body), ports.redact)
  const token = readToken(body)
  if (token === null)
    throw new WordbeeError(withDetail('answer-unexpected', ''), {
      status: response.status,
      nothingWasDone: true,
    })
  return token
}

/** Gives the token back. What comes of it is of no consequence: the server drops idle tokens by itself. */
export async function giveBack(ports: SignInPorts, accountId: string, token: string): Promise<void> {
  const headers = { 'X-Auth-Token': token, 'X-Auth-AccountId': accountId }
  const request = {
    method: 'DELETE',
    url: `${ports.root}/auth/token`,
    headers,
    timeouts: ports.timeouts,
  } as const
  const response = await sendMapped(ports.http, request)
  await readText(response, errorLimitBytes)
}

function readToken(body: string): string | null {
  const parsed = parseJson(body)
  const text =
    typeof parsed === 'object' && parsed !== null && 'token' in parsed
      ? parsed.token
      : (parsed ?? body.trim())
  // A token goes into a header: one line of plain characters. HTML of a proxy or portal is none.
  return typeof text === 'string' && /^[\x21-\x7e]{1,1000}$/.test(text) && !text.includes('<') ? text : null
}

/** At sign-in every refusal is about the key or the account; the key is in nobody's words (`redact`). */
function refusal(error: WireError, redact: (text: string) => string): WordbeeError {
  const isRefused =
    error.status === 401 || error.status === 403 || (error.status === 400 && error.title !== '')
  if (isRefused) {
    return new WordbeeError(withDetail('wrong-key', redact(error.title)), {
      status: error.status,
      nothingWasDone: true,
    })
  }
  if (error.status === 429 || error.status >= 500)
    return toWordbeeError({ ...error, title: redact(error.title) }, null)
  return new WordbeeError(withDetail('answer-unexpected', `HTTP ${String(error.status)}`), {
    status: error.status,
    nothingWasDone: true,
  })
}

import type { Handler } from '../http/call-context'
import { invalidKeyReply, stampError } from '../http/error-bodies'
import { readJsonObject } from '../http/read-json'
import { emptyReply, jsonReply, textReply, type Reply } from '../http/reply'
import type { Switches } from '../switches'

function tokenReply(token: string, form: Switches['tokenResponse']): Reply {
  switch (form) {
    case 'json-string':
      return jsonReply(token)
    case 'plain-text':
      return textReply(200, 'text/plain; charset=utf-8', token)
    case 'object':
      return jsonReply({ token })
  }
}

/**
 * Signs in. The body is not recorded in the call log, because it contains the key. See
 * docs/platform-api.md#sign-in-and-session.
 */
export const signIn: Handler = async ({ platform, incoming }) => {
  const body = await readJsonObject(incoming)
  const token = platform.sessions.signIn(body['accountid'], body['key'])
  if (token === null) return invalidKeyReply(stampError(platform))
  return tokenReply(token, platform.switches.tokenResponse)
}

/** Signs out and responds 200 with an empty body; the real response is not documented. */
export const signOut: Handler = ({ platform, call }) => {
  platform.sessions.end(call.token)
  return emptyReply()
}

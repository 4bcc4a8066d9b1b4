import type { Handler } from '../http/call-context'
import { invalidParameter } from '../http/error-bodies'
import { readInteger } from '../http/read-json'
import { jsonReply } from '../http/reply'

/** Always finished, because this server runs nothing in the background. See docs/platform-api.md#asynchronous-operations. */
export const operationStatus: Handler = ({ query }) => {
  const requestid = readInteger(query.get('requestid'))
  if (requestid === undefined) throw invalidParameter('requestid', 'Not a number.')
  return jsonReply({
    trm: { requestid, isbatch: false, status: 'Finished', statusText: 'Finished' },
    result: { items: [] },
    custom: {},
  })
}

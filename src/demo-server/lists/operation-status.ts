import type { Handler } from '../http/call-context'
import { invalidParameter } from '../http/error-bodies'
import { readInteger } from '../http/read-json'
import { jsonReply } from '../http/reply'

/** Nothing here runs in the background, so that every operation is done by the time it is asked about. See docs/platform-api.md#asynchronous-operations. */
export const operationStatus: Handler = ({ query }) => {
  const requestid = readInteger(query.get('requestid'))
  if (requestid === undefined) throw invalidParameter('requestid', 'Not a number.')
  return jsonReply({
    trm: { requestid, isbatch: false, status: 'Finished', statusText: 'Finished' },
    result: { items: [] },
    custom: {},
  })
}

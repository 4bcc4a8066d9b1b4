import type { Handler } from '../http/call-context'
import { invalidParameter } from '../http/error-bodies'
import { readInteger } from '../http/read-json'
import { jsonReply } from '../http/reply'

/** 8.1: nothing here runs in the background, so that every operation is done by the time it is asked about. */
export const operationStatus: Handler = ({ query }) => {
  const requestid = readInteger(query.get('requestid'))
  if (requestid === undefined) throw invalidParameter('requestid', 'Not a number.')
  return jsonReply({
    trm: { requestid, isbatch: false, status: 'Finished', statusText: 'Finished' },
    result: { items: [] },
    custom: {},
  })
}

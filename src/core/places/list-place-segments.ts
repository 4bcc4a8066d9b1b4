import type { SegmentedPlace, SegmentList } from '../../shared/place'
import { fail, succeed, type Result } from '../../shared/result'
import { toFailure } from '../wordbee/wordbee-error'
import { CallCounter, NotApprovedError } from './call-counter'
import { findSegments } from './find-segments'
import type { OpenPlaceRequest } from './open-place'

type ListPlaceSegmentsRequest = Pick<OpenPlaceRequest, 'client' | 'onFound' | 'onCost' | 'signal'> & {
  readonly place: SegmentedPlace
}

/** Lists the segments of a place, without their assets. Failures: `stopped` and the client's. */
export async function listPlaceSegments(request: ListPlaceSegmentsRequest): Promise<Result<SegmentList>> {
  const { client, place, onCost } = request
  const counter = new CallCounter({ estimateWaitMs: (calls) => client.estimateWaitMs(calls), onCost })
  try {
    return succeed(await findSegments({ ...request, counter, remainingCalls: () => 0 }, place))
  } catch (error) {
    if (error instanceof NotApprovedError) return fail({ kind: 'stopped', retry: 'now' })
    return fail(toFailure(error))
  }
}

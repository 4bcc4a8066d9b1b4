import type { SegmentedPlace, SegmentList } from '../../shared/place'
import { fail, succeed, type Result } from '../../shared/result'
import { toFailure } from '../wordbee/wordbee-error'
import { CallMeter, NotApprovedError } from './call-meter'
import { findSegments } from './find-segments'
import type { OpenPlace } from './open-place'

type ListPlaceSegments = Pick<OpenPlace, 'client' | 'onFound' | 'onCost' | 'signal'> & {
  readonly place: SegmentedPlace
}

/** The segments of a place, which costs the calls of the search alone. Failures: `stopped` and the client's. */
export async function listPlaceSegments(request: ListPlaceSegments): Promise<Result<SegmentList>> {
  const { client, place, onCost } = request
  const meter = new CallMeter({ estimateWaitMs: (calls) => client.estimateWaitMs(calls), onCost })
  try {
    return succeed(await findSegments({ ...request, meter, callsAfter: () => 0 }, place))
  } catch (error) {
    if (error instanceof NotApprovedError) return fail({ kind: 'stopped', retry: 'now' })
    return fail(toFailure(error))
  }
}

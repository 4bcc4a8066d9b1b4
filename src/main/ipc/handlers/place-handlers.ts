import { z } from 'zod'
import { idSchema, placeSchema } from '../../../shared/ipc/schemas'
import { succeed } from '../../../shared/result'
import type { Services } from '../../services'
import type { Handlers } from '../router'

type PlaceCalls =
  | 'listProjects'
  | 'listJobs'
  | 'listFlexDocuments'
  | 'listDocuments'
  | 'openPlace'
  | 'cancelOpen'
  | 'approveOpen'

const pageSchema = z.strictObject({ search: z.string().max(1_000), skip: z.number().int().nonnegative() })

export function placeHandlers(services: Services): Pick<Handlers, PlaceCalls> {
  const { places } = services
  return {
    listProjects: { input: pageSchema, run: (request) => places.listProjects(request) },
    listJobs: { input: pageSchema, run: (request) => places.listJobs(request) },
    listFlexDocuments: { input: pageSchema, run: (request) => places.listFlexDocuments(request) },
    listDocuments: {
      input: z.strictObject({ projectId: z.number().int().positive() }),
      run: ({ projectId }) => places.listDocuments(projectId),
    },
    openPlace: {
      input: z.strictObject({ requestId: idSchema, place: placeSchema }),
      run: ({ requestId, place }) => {
        services.forgetRequestedPlace()
        return places.open(requestId, place)
      },
    },
    approveOpen: {
      input: z.strictObject({ requestId: idSchema }),
      run: ({ requestId }) => {
        places.approve(requestId)
        return succeed(undefined)
      },
    },
    cancelOpen: {
      input: z.strictObject({ requestId: idSchema }),
      run: ({ requestId }) => {
        places.cancel(requestId)
        return succeed(undefined)
      },
    },
  }
}

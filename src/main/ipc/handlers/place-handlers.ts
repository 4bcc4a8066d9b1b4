import { z } from 'zod'
import { packListing } from '../../../shared/ipc/pack-assets'
import { idSchema, placeSchema } from '../../../shared/ipc/schemas'
import { succeed } from '../../../shared/result'
import type { Services } from '../../services'
import type { Handlers } from '../router'

export function placeHandlers(
  services: Services,
): Pick<Handlers, 'listProjects' | 'listDocuments' | 'openPlace' | 'cancelOpen'> {
  const { places } = services
  return {
    listProjects: {
      input: z.strictObject({ search: z.string().max(1_000), skip: z.number().int().nonnegative() }),
      run: (request) => places.listProjects(request),
    },
    listDocuments: {
      input: z.strictObject({ projectId: z.number().int().positive() }),
      run: ({ projectId }) => places.listDocuments(projectId),
    },
    openPlace: {
      input: z.strictObject({ requestId: idSchema, place: placeSchema }),
      run: async ({ requestId, place }) => {
        services.forgetRequestedPlace()
        const listing = await places.open(requestId, place)
        return listing.ok ? succeed(packListing(listing.value)) : listing
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

import { z } from 'zod'
import { packAnswer } from '../../../shared/ipc/pack-assets'
import { idSchema } from '../../../shared/ipc/schemas'
import { placeSchema, segmentedPlaceSchema } from '../../../shared/place-schema'
import { succeed } from '../../../shared/result'
import type { Services } from '../../services'
import type { Handlers } from '../router'

type PlaceCalls =
  | 'listProjects'
  | 'listJobs'
  | 'listFlexDocuments'
  | 'listDocuments'
  | 'listSegments'
  | 'openPlace'
  | 'recallPlace'
  | 'approveOpen'
  | 'cancelOpen'
  | 'readSavedPlaces'
  | 'pinPlace'
  | 'forgetPlace'

const pageSchema = z.strictObject({ search: z.string().max(1_000), skip: z.number().int().nonnegative() })

export function placeHandlers(services: Services): Pick<Handlers, PlaceCalls> {
  const { placeService } = services
  const { places } = placeService
  return {
    listProjects: { input: pageSchema, run: (request) => places.listProjects(request) },
    listJobs: { input: pageSchema, run: (request) => places.listJobs(request) },
    listFlexDocuments: { input: pageSchema, run: (request) => places.listFlexDocuments(request) },
    listDocuments: {
      input: z.strictObject({ requestId: idSchema, projectId: z.number().int().positive() }),
      run: ({ requestId, projectId }) => places.listDocuments(requestId, projectId),
    },
    listSegments: {
      input: z.strictObject({ requestId: idSchema, place: segmentedPlaceSchema }),
      run: ({ requestId, place }) => places.listSegments(requestId, place),
    },
    openPlace: {
      input: z.strictObject({ requestId: idSchema, place: placeSchema }),
      run: async ({ requestId, place }) => {
        services.recordOpenedPlace(place)
        const opened = await placeService.openPlace(requestId, place)
        return opened.ok ? succeed(packAnswer(opened.value.listing, opened.value)) : opened
      },
    },
    recallPlace: {
      input: z.strictObject({ place: placeSchema }),
      run: ({ place }) => placeService.recallListing(place),
    },
    readSavedPlaces: { input: z.undefined(), run: () => placeService.readSavedPlaces() },
    pinPlace: {
      input: z.strictObject({ id: idSchema, isPinned: z.boolean() }),
      run: ({ id, isPinned }) => placeService.pinPlace(id, isPinned),
    },
    forgetPlace: { input: z.strictObject({ id: idSchema }), run: ({ id }) => placeService.removePlace(id) },
    approveOpen: {
      input: z.strictObject({ requestId: idSchema }),
      run: ({ requestId }) => {
        places.approveOpening(requestId)
        return succeed(undefined)
      },
    },
    cancelOpen: {
      input: z.strictObject({ requestId: idSchema }),
      run: ({ requestId }) => {
        places.cancelOpening(requestId)
        return succeed(undefined)
      },
    },
  }
}

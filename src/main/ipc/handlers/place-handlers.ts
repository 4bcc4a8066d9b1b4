import { z } from 'zod'
import type { App } from '../../../core/app'
import { packAnswer } from '../../../shared/ipc/pack-assets'
import { idSchema } from '../../../shared/ipc/schemas'
import { placeSchema, segmentedPlaceSchema } from '../../../shared/place-schema'
import { succeed } from '../../../shared/result'
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

export function placeHandlers(app: App): Pick<Handlers, PlaceCalls> {
  const { places, history, initialPlace } = app.places
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
        initialPlace.recordOpened(place)
        const opened = await history.openPlace(requestId, place)
        return opened.ok ? succeed(packAnswer(opened.value.listing, opened.value)) : opened
      },
    },
    recallPlace: {
      input: z.strictObject({ place: placeSchema }),
      run: ({ place }) => history.recallListing(place),
    },
    readSavedPlaces: { input: z.undefined(), run: () => history.readSavedPlaces() },
    pinPlace: {
      input: z.strictObject({ id: idSchema, isPinned: z.boolean() }),
      run: ({ id, isPinned }) => history.pinPlace(id, isPinned),
    },
    forgetPlace: { input: z.strictObject({ id: idSchema }), run: ({ id }) => history.removePlace(id) },
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

import type { Asset } from '../../shared/asset'
import type { DeletionQuestion } from '../../shared/deletion'
import type { PlaceRequest } from '../../shared/place'
import type { QuestionPlace } from '../features/delete/question-facts'
import type { PlacesState } from '../features/places/places-state'

/** What the window knows of names: the open place, and the loaded lists. */
interface KnownPlaces {
  readonly place: PlaceRequest | null
  readonly places: Pick<PlacesState, 'projects' | 'documents'>
}

/** The value that all files share, or null. */
function sharedValue<Value>(assets: readonly Asset[], valueOf: (asset: Asset) => Value | null): Value | null {
  const values = new Set(assets.map(valueOf))
  const [value = null] = values
  return values.size === 1 ? value : null
}

function projectIdOf({ projectId, context }: Asset): number | null {
  if (projectId !== null) return projectId
  const id = context.family === 'classic' ? /^pr(\d+)$/.exec(context.scope)?.[1] : undefined
  return id === undefined ? null : Number(id)
}

/** Whether the files belong to the open place. Its name would mislead about others, as those of a bin or an upload. */
function isOfPlace(asset: Asset, place: PlaceRequest): boolean {
  const { context } = asset
  switch (place.kind) {
    case 'project':
    case 'document':
      return projectIdOf(asset) === place.projectId
    case 'job':
      return context.family === 'classic' && context.scope === place.scope
    case 'flex':
      return context.family === 'flex' && context.documentId === place.flexId
    case 'segments':
      return false
  }
}

/** A document's own name, without the folders before it. */
function fileNameOf(fullName: string): string {
  return (
    fullName
      .split('\\')
      .filter((part) => part !== '')
      .at(-1) ?? fullName
  )
}

/** Project and document of the files of a plan, by name. */
export function questionPlace({ files }: DeletionQuestion, { place, places }: KnownPlaces): QuestionPlace {
  const assets = files.map(({ asset }) => asset)
  const openPlace = place !== null && assets.every((asset) => isOfPlace(asset, place)) ? place : null
  const projectId = sharedValue(assets, projectIdOf)
  const documentId = sharedValue(assets, (asset) => asset.documentId)
  const documents = projectId === null ? undefined : places.documents.get(projectId)
  const listed =
    documents?.state === 'ready' ? documents.rows.find(({ id }) => String(id) === documentId) : undefined
  return {
    project:
      places.projects.rows.find(({ id }) => id === projectId)?.reference ??
      (openPlace !== null && 'projectName' in openPlace ? openPlace.projectName : null),
    document:
      listed !== undefined
        ? fileNameOf(listed.name)
        : openPlace?.kind === 'flex' ||
            (openPlace?.kind === 'document' && String(openPlace.documentId) === documentId)
          ? fileNameOf(openPlace.documentName)
          : null,
    documents: new Set(assets.flatMap((asset) => asset.documentId ?? [])).size,
  }
}

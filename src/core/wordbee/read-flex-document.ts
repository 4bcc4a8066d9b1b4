import type { ReadJson } from './read-json'
import { wireFlexFacts } from './wire-rows'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/** The facts about a Flex document that a search for its segments needs. */
export interface FlexFacts {
  readonly documentId: number | null
  readonly projectId: number | null
  readonly sourceLanguage: string | null
}

/**
 * Reads a Flex document by the id that Flex calls use. Failure: `answer-unexpected`.
 * Source: `api2/apps-wbflex-documents-id-short`.
 */
export async function readFlexDocument(
  readJson: ReadJson,
  request: { readonly root: string; readonly flexId: string; readonly signal?: AbortSignal },
): Promise<FlexFacts> {
  const { root, flexId, signal } = request
  const response = await readJson({
    method: 'GET',
    url: `${root}/apps/wbflex/documents/${encodeURIComponent(flexId)}/short`,
    ...(signal === undefined ? {} : { signal }),
  })
  const read = wireFlexFacts.safeParse(response)
  if (!read.success)
    throw new WordbeeError(failureWithDetail('answer-unexpected', ''), { status: 200, nothingWasDone: false })
  const { id, pid, src } = read.data
  return { documentId: id ?? null, projectId: pid ?? null, sourceLanguage: src?.v ?? null }
}

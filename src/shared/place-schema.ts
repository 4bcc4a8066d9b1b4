import { z } from 'zod'

/** Schemas of places that come from a window or from disk. The window must not import them, because it has no zod. */

export const segmentIdSchema = z.number().int().positive().max(Number.MAX_SAFE_INTEGER)

/** `pr7214`, `jbs773`, `jbc2002`, `flex19914`. Source: docs/platform-api.md#scopes. */
export const scopeSchema = z.string().regex(/^(pr|jbs|jbc)\d{1,15}$|^flex[A-Za-z]?\d{1,15}$/)

/** The longest text that a listed row may hold, in UTF-16 units (docs/threat-model.md#size-limits). */
export const maxListedText = 1_048_576

const longText = z.string().max(maxListedText)
const wireId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const languageCode = z.string().max(100).nullable()
const size = z.number().int().nonnegative().nullable()

const segmentedPlaces = [
  z.strictObject({
    kind: z.literal('document'),
    projectId: wireId,
    projectName: longText,
    documentId: wireId,
    documentName: longText,
    documentSegments: size,
  }),
  z.strictObject({
    kind: z.literal('job'),
    scope: z.string().regex(/^jb[sc]\d{1,15}$/),
    jobName: longText,
    projectName: longText.nullable(),
    sourceLanguage: languageCode,
  }),
  z.strictObject({
    kind: z.literal('flex'),
    flexId: z.string().regex(/^[A-Za-z]?\d{1,15}$/),
    documentName: longText,
    documentId: wireId.nullable(),
    documentSegments: size,
    projectId: wireId.nullable(),
    projectName: longText.nullable(),
    sourceLanguage: languageCode,
  }),
] as const

/** Places that consist of one list of segments: a document, a job or a Flex document. */
export const segmentedPlaceSchema = z.discriminatedUnion('kind', segmentedPlaces)

/** A document, a project, a job, a Flex document, or segments by their ids. */
export const placeSchema = z.discriminatedUnion('kind', [
  ...segmentedPlaces,
  z.strictObject({ kind: z.literal('project'), projectId: wireId, projectName: longText }),
  z.strictObject({
    kind: z.literal('segments'),
    scope: scopeSchema,
    segmentIds: z.array(segmentIdSchema).min(1).max(200_000).readonly(),
  }),
])

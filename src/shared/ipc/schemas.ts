import { z } from 'zod'

/** Building blocks of what handlers parse. Only main imports this file: preload and window carry no zod. */

const segmentId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER)

/** `pr7214`, `jbs773`, `jbc2002`, `flex19914`. Source: section 5.1 of the API notes, `product.md`. */
export const scopeSchema = z.string().regex(/^(pr|jbs|jbc)\d{1,15}$|^flex[A-Za-z]?\d{1,15}$/)

export const contextSchema = z.discriminatedUnion('family', [
  z.strictObject({ family: z.literal('classic'), scope: z.string().regex(/^(pr|jbs|jbc)\d{1,15}$/) }),
  z.strictObject({ family: z.literal('flex'), documentId: z.string().regex(/^[A-Za-z]?\d{1,15}$/) }),
])

export const selectedAssetSchema = z.strictObject({
  context: contextSchema,
  segmentId,
  locale: z.string().max(1_000).nullable(),
  relativePath: z.string().max(10_000),
  name: z.string().max(10_000),
  size: z.number().nullable(),
  modifiedDate: z.string().max(100).nullable(),
})

const longText = z.string().max(10_000)
const wireId = z.number().int().positive()
const languageCode = z.string().max(100).nullable()

/** A place of its own name: a document, a project, a job, a Flex document, or segments by their ids. */
export const placeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('project'), projectId: wireId, projectName: longText }),
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
    documentSegments: z.number().int().nonnegative().nullable(),
    projectId: wireId.nullable(),
    projectName: longText.nullable(),
    sourceLanguage: languageCode,
  }),
  z.strictObject({
    kind: z.literal('document'),
    projectId: wireId,
    projectName: longText,
    documentId: wireId,
    documentName: longText,
    documentSegments: z.number().int().nonnegative().nullable(),
  }),
  z.strictObject({
    kind: z.literal('segments'),
    scope: scopeSchema,
    segmentIds: z.array(segmentId).min(1).max(200_000),
  }),
])

/** Names a request, a plan or a job; made by us, so it is short and plain. */
export const idSchema = z.string().regex(/^[\w-]{1,64}$/)

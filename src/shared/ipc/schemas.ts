import { z } from 'zod'
import { segmentIdSchema } from '../place-schema'

/** Building blocks of what handlers parse. Only main imports this file: preload and window carry no zod. */

export const contextSchema = z.discriminatedUnion('family', [
  z.strictObject({ family: z.literal('classic'), scope: z.string().regex(/^(pr|jbs|jbc)\d{1,15}$/) }),
  z.strictObject({ family: z.literal('flex'), documentId: z.string().regex(/^[A-Za-z]?\d{1,15}$/) }),
])

const identity = {
  context: contextSchema,
  segmentId: segmentIdSchema,
  locale: z.string().max(1_000).nullable(),
  relativePath: z.string().max(10_000),
  name: z.string().max(10_000),
}

export const identitySchema = z.strictObject(identity)

export const selectedAssetSchema = z.strictObject({
  ...identity,
  size: z.number().nullable(),
  modifiedDate: z.string().max(100).nullable(),
})

/** Names a request, a plan or a job; made by us, so it is short and plain. */
export const idSchema = z.string().regex(/^[\w-]{1,64}$/)

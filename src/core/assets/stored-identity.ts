import { z } from 'zod'

/** A context as it stands in logs on this disk. A change of its shape is a new version of each of them. */
export const storedContext = z.discriminatedUnion('family', [
  z.object({ family: z.literal('classic'), scope: z.string() }),
  z.object({ family: z.literal('flex'), documentId: z.string() }),
])

/** An identity as it stands there: names and folders byte for byte. */
export const storedIdentity = z.object({
  context: storedContext,
  segmentId: z.number().int().positive(),
  locale: z.string().nullable(),
  relativePath: z.string(),
  name: z.string(),
})

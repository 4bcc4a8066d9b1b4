import { z } from 'zod'

/** A context as stored on disk. A change of its shape requires a new version of every file that contains it. */
export const storedContext = z.discriminatedUnion('family', [
  z.object({ family: z.literal('classic'), scope: z.string() }),
  z.object({ family: z.literal('flex'), documentId: z.string() }),
])

/** An identity as stored on disk, with name and folder unchanged. */
export const storedIdentity = z.object({
  context: storedContext,
  segmentId: z.number().int().positive(),
  locale: z.string().nullable(),
  relativePath: z.string(),
  name: z.string(),
})

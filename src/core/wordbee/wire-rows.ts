import { z } from 'zod'

const wireNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
])
const optionalText = z.string().nullish().catch(null)

/** A page of any list: rows stand in `rows` or `items`. Source: `api2/list`, section 6.5 of the API notes. */
const wirePage = z.object({
  rows: z.array(z.unknown()).optional(),
  items: z.array(z.unknown()).optional(),
  total: wireNumber.nullish().catch(null),
  hasmore: z.boolean().nullish().catch(null),
})

export interface WirePage {
  readonly rows: readonly unknown[]
  readonly total: number | null
  readonly hasMore: boolean | null
}

export function readPage(answer: unknown): WirePage | null {
  const page = wirePage.safeParse(answer)
  const rows = page.success ? (page.data.rows ?? page.data.items) : undefined
  if (!page.success || rows === undefined) return null
  return { rows, total: page.data.total ?? null, hasMore: page.data.hasmore ?? null }
}

/** Fields seen in practice; ids come as numbers and as texts. Source: section 6.3 of the API notes. */
export const wireProject = z.object({
  id: wireNumber,
  reference: optionalText,
  client: optionalText,
  statust: optionalText,
  src: optionalText,
})

/** Source: section 6.5 of the API notes. */
export const wireDocument = z.object({
  did: wireNumber,
  name: optionalText,
  segments: wireNumber.nullish().catch(null),
})

/** `GET /projects/{id}/locales`: seen, not documented. */
export const wireLocales = z.array(z.object({ v: z.string(), src: z.boolean().nullish() }))

/** A text of the query language between double quotes: a quote inside is written twice. Source: `atl:491753`. */
export function quoteText(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

import { z } from 'zod'

/** A count, as a number or as digits in a string. */
export const wireNumber = z.union([
  z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
])
/** An id, as a number or as digits in a string. */
export const wireId = z.union([
  z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  z
    .string()
    .regex(/^0*[1-9]\d{0,14}$/)
    .transform(Number),
])
const optionalText = z.string().nullish().catch(null)

/** A page of any list; its rows are in `rows` or `items`. Source: `api2/list`, docs/platform-api.md#documents. */
const wirePage = z.object({
  rows: z.array(z.unknown()).nullish(),
  items: z.array(z.unknown()).nullish(),
  total: wireNumber.nullish().catch(null),
  hasmore: z.boolean().nullish().catch(null),
})

export interface WirePage {
  readonly rows: readonly unknown[]
  readonly total: number | null
  readonly hasMore: boolean | null
}

export function readPage(response: unknown): WirePage | null {
  const page = wirePage.safeParse(response)
  const rows = page.success ? (page.data.rows ?? page.data.items) : null
  if (!page.success || rows === null || rows === undefined) return null
  return { rows, total: page.data.total ?? null, hasMore: page.data.hasmore ?? null }
}

/** A bare list, or the rows of a page; else null. Not for assets, where a shorter list would prove a deletion. */
export function readBareList(response: unknown): readonly unknown[] | null {
  const list = z.array(z.unknown()).safeParse(response)
  return list.success ? list.data : (readPage(response)?.rows ?? null)
}

/** Fields seen in practice; ids are numbers or strings. Source: docs/platform-api.md#projects. */
export const wireProject = z.object({
  id: wireId,
  reference: optionalText,
  client: optionalText,
  statust: optionalText,
  src: optionalText,
})

/** Source: docs/platform-api.md#jobs. */
export const wireJob = z.object({
  id: z.union([z.string(), z.number()]).nullish().catch(null),
  jobid: wireId.nullish().catch(null),
  iscodyt: z.boolean().nullish().catch(null),
  reference: optionalText,
  pid: wireId.nullish().catch(null),
  pname: optionalText,
  task: optionalText,
  taskt: optionalText,
  trg: optionalText,
  src: optionalText,
  statust: optionalText,
})

/**
 * The scope of a job: `s773` is `jbs773`, `c2002` is `jbc2002`; else from `jobid` and `iscodyt`, or null.
 * Inferred: docs/platform-api.md#scopes.
 */
export function jobScope({ id, jobid, iscodyt }: z.infer<typeof wireJob>): string | null {
  const [, kind, number] = /^([sc])(\d{1,15})$/i.exec(String(id ?? '')) ?? []
  if (kind !== undefined && number !== undefined) return `jb${kind.toLowerCase()}${number}`
  if (typeof jobid !== 'number' || typeof iscodyt !== 'boolean') return null
  return `${iscodyt ? 'jbc' : 'jbs'}${String(jobid)}`
}

/** Source: `api2/finding-documents-flex`. The id is used as a string. */
export const wireFlexDocument = z.object({
  id: z.union([z.string().regex(/^[A-Za-z]?\d{1,15}$/), z.number().int().positive().transform(String)]),
  did: wireId.nullish().catch(null),
  name: optionalText,
  pid: wireId.nullish().catch(null),
  preference: optionalText,
  src: optionalText,
  segments: wireNumber.nullish().catch(null),
})

/** `GET apps/wbflex/documents/{id}`: the document's numeric id, and its project. Source: `api2/apps-wbflex-documents-id`. */
export const wireFlexFacts = z.object({
  id: wireId.nullish().catch(null),
  pid: wireId.nullish().catch(null),
  name: optionalText,
  src: z.object({ v: optionalText }).nullish().catch(null),
})

/** Source: docs/platform-api.md#documents. */
export const wireDocument = z.object({
  did: wireId,
  name: optionalText,
  segments: wireNumber.nullish().catch(null),
})

/** `GET /projects/{id}/locales`: seen in practice, not documented. */
export const wireLocales = z.array(z.object({ v: z.string(), src: z.boolean().nullish() }))

/** A string literal of the query language: in double quotes, with inner quotes doubled. Source: `atl:491753`. */
export function quoteText(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

import type { z } from 'zod'
import { parseJson } from '../parse-json'
import type { FilesPort } from '../ports'

export interface JsonDocument<Value> {
  /** The stored value, or the empty one if there is no file. Throws `UnreadableDocumentError` for any other content. */
  readonly read: () => Promise<Value>
  readonly write: (value: Value) => Promise<void>
}

/** The file does not match the schema, or comes from a newer version. It is left unchanged. */
export class UnreadableDocumentError extends Error {
  override readonly name = 'UnreadableDocumentError'
  constructor(readonly fileName: string) {
    super(`unreadable: ${fileName}`)
  }
}

/** A small value in one file, which every write replaces atomically. The schema includes the format version. */
export function createJsonDocument<Value>(options: {
  readonly files: FilesPort
  readonly fileName: string
  readonly schema: z.ZodType<Value>
  readonly empty: Value
}): JsonDocument<Value> {
  const { files, fileName, schema, empty } = options
  return {
    async read() {
      const bytes = await files.read(fileName)
      if (bytes === null) return empty
      const value = schema.safeParse(parseJson(new TextDecoder().decode(bytes)))
      if (!value.success) throw new UnreadableDocumentError(fileName)
      return value.data
    },
    async write(value) {
      await files.write(fileName, new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`))
    },
  }
}

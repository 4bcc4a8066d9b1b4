import { z } from 'zod'
import { parseJson } from '../parse-json'
import type { LogFilesPort } from '../ports'

const fileName = 'bin-extended.json'
const schema = z.object({ v: z.literal(1), events: z.number().int().nonnegative() })

/**
 * How many events the log had when a copy was last kept for longer. A log with fewer has lost its end, and with it perhaps that
 * event, so that no date in it may be trusted. 0 if nothing was recorded, and null if the record cannot be read.
 */
export async function readExtensionCount(files: Pick<LogFilesPort, 'read'>): Promise<number | null> {
  try {
    const bytes = await files.read(fileName)
    if (bytes === null) return 0
    const read = schema.safeParse(parseJson(new TextDecoder().decode(bytes)))
    return read.success ? read.data.events : null
  } catch {
    return null
  }
}

/** Never rejects: an old count is smaller, and only finds less damage. */
export async function writeExtensionCount(
  files: Pick<LogFilesPort, 'replace'>,
  events: number,
): Promise<void> {
  const record: z.infer<typeof schema> = { v: 1, events }
  await files.replace(fileName, new TextEncoder().encode(JSON.stringify(record))).catch(() => undefined)
}

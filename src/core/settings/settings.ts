import { z } from 'zod'
import type { FilesPort } from '../ports'
import { createJsonDocument, type JsonDocument } from '../storage/json-document'

const gibibyte = 1024 ** 3

/** What the user may change. A field that a file lacks has its default, so that a new field needs no new version. */
export interface Settings {
  readonly v: 1
  /** Whether the question proposes copies; each plan decides for itself (P3). */
  readonly keepCopies: boolean
  /** Days after which a copy is removed. */
  readonly binDays: number
  /** Bytes that all copies together may take. */
  readonly binBytes: number
  /** DELETEs at once after the first file was verified. */
  readonly deletesInFlight: number
  /** Ceilings of one job: above either, nothing is sent. */
  readonly maxFilesPerJob: number
  readonly maxBytesPerJob: number
  /** Calls that the server allows in an hour. */
  readonly hourlyAllowance: number
}

export const defaultSettings: Settings = {
  v: 1,
  keepCopies: true,
  binDays: 30,
  binBytes: 2 * gibibyte,
  deletesInFlight: 4,
  maxFilesPerJob: 5_000,
  maxBytesPerJob: 20 * gibibyte,
  hourlyAllowance: 1_000,
}

const count = (most: number) => z.number().int().min(1).max(most)

const schema = z.object({
  v: z.literal(1),
  keepCopies: z.boolean().default(defaultSettings.keepCopies),
  binDays: count(3_650).default(defaultSettings.binDays),
  binBytes: count(1024 * gibibyte).default(defaultSettings.binBytes),
  deletesInFlight: count(8).default(defaultSettings.deletesInFlight),
  maxFilesPerJob: count(1_000_000).default(defaultSettings.maxFilesPerJob),
  maxBytesPerJob: count(1024 * gibibyte).default(defaultSettings.maxBytesPerJob),
  hourlyAllowance: count(1_000_000).default(defaultSettings.hourlyAllowance),
})

/** The settings of this computer, read once and kept in memory. One document for all rooms. */
export class SettingsStore {
  private readonly document: JsonDocument<Settings>
  private value: Settings = defaultSettings

  constructor(
    files: FilesPort,
    private readonly onChange: (settings: Settings) => void = () => undefined,
  ) {
    this.document = createJsonDocument({ files, fileName: 'settings.json', schema, empty: defaultSettings })
  }

  /** Throws `UnreadableDocumentError`; the defaults, which are the careful ones, hold then. */
  async load(): Promise<void> {
    this.value = await this.document.read()
  }

  current(): Settings {
    return this.value
  }

  /** Throws where the file cannot be read (it may be a newer version's) or written; nothing has changed then. */
  async change(patch: Partial<Omit<Settings, 'v'>>): Promise<Settings> {
    const next = schema.parse({ ...(await this.document.read()), ...patch })
    await this.document.write(next)
    this.value = next
    this.onChange(next)
    return next
  }
}

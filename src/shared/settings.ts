/** What the user may change, for this computer and all its connections. */
export interface Settings {
  readonly v: 1
  /** Whether the question proposes copies; each plan decides for itself (P3). */
  readonly keepCopies: boolean
  /** Days that a new copy is kept. */
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

const gibibyte = 1024 ** 3

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

export type SettingsPatch = Partial<Omit<Settings, 'v'>>

/** The settings that are whole numbers. */
export type NumberSetting = Exclude<keyof Settings, 'v' | 'keepCopies'>

/** The largest value of each; the smallest is 1. */
export const largestSetting: Readonly<Record<NumberSetting, number>> = {
  binDays: 3_650,
  binBytes: 1024 * gibibyte,
  deletesInFlight: 8,
  maxFilesPerJob: 1_000_000,
  maxBytesPerJob: 1024 * gibibyte,
  hourlyAllowance: 1_000_000,
}

export interface SettingsNews {
  readonly settings: Settings
  /** False where the file cannot be read (or is a newer version's): the defaults hold, and nothing can be changed. */
  readonly isReadable: boolean
}

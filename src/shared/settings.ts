/** Languages of the interface, by their codes. */
export const uiLanguages = ['en', 'de', 'fr', 'es', 'ja'] as const

export type UiLanguage = (typeof uiLanguages)[number]

/** English with accents, longer and in brackets: shows what is not translated, and what does not fit. For tests only. */
export const pseudoLocale = 'en-XA'

/** What the texts of a run can be in. */
export type TextLocale = UiLanguage | typeof pseudoLocale

/** In which language the app speaks, and why. */
export interface LanguageSnapshot {
  readonly shown: TextLocale
  /** What `system` stands for on this computer. */
  readonly system: UiLanguage
  /** The switch `--lang` decides in this run, whatever the settings say. */
  readonly isForced: boolean
}

export const themes = ['system', 'light', 'dark'] as const

export type Theme = (typeof themes)[number]

/** Percent of the usual size of everything in the window. */
export const zooms = [80, 90, 100, 110, 125, 150, 175, 200] as const

export type Zoom = (typeof zooms)[number]

/** What the user may change, for this computer and all its connections. */
export interface Settings {
  readonly v: 1
  /** Whether the question proposes copies; each plan decides for itself (docs/rules.md#p3). */
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
  /** `system`: that of the computer where the app speaks it, else English. */
  readonly language: UiLanguage | 'system'
  readonly theme: Theme
  readonly zoom: Zoom
  /** Whether the end of a long job is told by the system while the window is in the background. */
  readonly notifications: boolean
  /** Whether a file that is selected alone is loaded for the preview by itself: one API call each. */
  readonly autoPreview: boolean
  /** Whether thumbnails of what is on the screen are made without being asked for: one API call each. */
  readonly autoThumbnails: boolean
  /** Bytes that previews and thumbnails kept on this computer may take. */
  readonly previewCacheBytes: number
  /** Bytes of the largest file that is uploaded; the server's own limit is not documented. */
  readonly maxUploadBytes: number
  /** Bytes up to which files are brought to this computer for being dragged out or copied. */
  readonly maxStagedBytes: number
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
  language: 'system',
  theme: 'system',
  zoom: 100,
  notifications: true,
  autoPreview: true,
  autoThumbnails: false,
  previewCacheBytes: gibibyte / 2,
  maxUploadBytes: 2 * gibibyte,
  maxStagedBytes: gibibyte / 4,
}

export type SettingsPatch = Partial<Omit<Settings, 'v'>>

/** The settings that are whole numbers. */
export type NumberSetting = Exclude<
  { [Field in keyof Settings]: number extends Settings[Field] ? Field : never }[keyof Settings],
  'v'
>

/** The largest value of each; the smallest is 1. */
export const maxSettings: Readonly<Record<NumberSetting, number>> = {
  binDays: 3_650,
  binBytes: 1024 * gibibyte,
  deletesInFlight: 8,
  maxFilesPerJob: 1_000_000,
  maxBytesPerJob: 1024 * gibibyte,
  hourlyAllowance: 1_000_000,
  previewCacheBytes: 1024 * gibibyte,
  maxUploadBytes: 1024 * gibibyte,
  maxStagedBytes: 1024 * gibibyte,
}

export interface SettingsSnapshot {
  readonly settings: Settings
  /** False where the file cannot be read (or is a newer version's): the defaults hold, and nothing can be changed. */
  readonly isReadable: boolean
  readonly language: LanguageSnapshot
}

/** Language codes of the interface. */
export const uiLanguages = ['en', 'de', 'fr', 'es', 'ja'] as const

export type UiLanguage = (typeof uiLanguages)[number]

/** For tests: English with accents, longer and in brackets, which reveals untranslated and truncated texts. */
export const pseudoLocale = 'en-XA'

/** A locale of the interface, including the pseudo locale. */
export type TextLocale = UiLanguage | typeof pseudoLocale

/** The language of the interface, and why it was chosen. */
export interface LanguageSnapshot {
  readonly shown: TextLocale
  /** What the setting `system` means on this computer. */
  readonly system: UiLanguage
  /** The switch `--lang` overrides the settings in this run. */
  readonly isForced: boolean
}

export const themes = ['system', 'light', 'dark'] as const

export type Theme = (typeof themes)[number]

/** Zoom levels in percent. */
export const zooms = [80, 90, 100, 110, 125, 150, 175, 200] as const

export type Zoom = (typeof zooms)[number]

/** The user's settings, for all connections of this computer. */
export interface Settings {
  readonly v: 1
  /** Default for new plans: whether files are backed up before they are deleted (docs/rules.md#p3). */
  readonly keepCopies: boolean
  /** Days until a new copy expires. */
  readonly binDays: number
  /** Maximum bytes of all copies together. */
  readonly binBytes: number
  /** Concurrent DELETE calls after the first file was verified. */
  readonly deletesInFlight: number
  /** Limits of one deletion; above either, nothing is sent. */
  readonly maxFilesPerJob: number
  readonly maxBytesPerJob: number
  /** Calls per hour that the server allows. */
  readonly hourlyAllowance: number
  /** `system`: the computer's language if the app supports it, otherwise English. */
  readonly language: UiLanguage | 'system'
  readonly theme: Theme
  readonly zoom: Zoom
  /** Show a system notification when a long operation ends while the window is in the background. */
  readonly notifications: boolean
  /** Load the preview of a single selected file automatically, with one API call each. */
  readonly autoPreview: boolean
  /** Make thumbnails of visible files automatically, with one API call each. */
  readonly autoThumbnails: boolean
  /** Maximum bytes of cached previews and thumbnails. */
  readonly previewCacheBytes: number
  /** Maximum bytes of an uploaded file; the server's limit is not documented. */
  readonly maxUploadBytes: number
  /**
   * Download each uploaded file and compare its bytes, with one API call each, while calls are left. A file that replaces
   * another, and a restored one, are compared in any case.
   */
  readonly compareUploads: boolean
  /** Maximum bytes of files staged for dragging or copying to other programs. */
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
  compareUploads: true,
  maxStagedBytes: gibibyte / 4,
}

export type SettingsPatch = Partial<Omit<Settings, 'v'>>

/** Settings whose values are integers. */
export type NumberSetting = Exclude<
  { [Field in keyof Settings]: number extends Settings[Field] ? Field : never }[keyof Settings],
  'v'
>

/** Maximum values; the minimum is always 1. */
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
  /** False if the file is damaged or of a newer version: the defaults apply, and nothing can be changed. */
  readonly isReadable: boolean
  readonly language: LanguageSnapshot
}

import { z } from 'zod'
import {
  defaultSettings,
  maxSettings,
  themes,
  uiLanguages,
  zooms,
  type NumberSetting,
  type Settings,
  type SettingsPatch,
} from '../../shared/settings'
import { SerialQueue } from '../lib/serial-queue'
import type { FilesPort } from '../ports'
import { createJsonDocument, type JsonDocument } from '../storage/json-document'

export { defaultSettings, type Settings }

const integerSetting = (field: NumberSetting) => z.number().int().min(1).max(maxSettings[field])

const fields = {
  keepCopies: z.boolean(),
  binDays: integerSetting('binDays'),
  binBytes: integerSetting('binBytes'),
  deletesInFlight: integerSetting('deletesInFlight'),
  maxFilesPerJob: integerSetting('maxFilesPerJob'),
  maxBytesPerJob: integerSetting('maxBytesPerJob'),
  hourlyAllowance: integerSetting('hourlyAllowance'),
  language: z.enum(['system', ...uiLanguages]),
  theme: z.enum(themes),
  zoom: z.literal(zooms),
  notifications: z.boolean(),
  autoPreview: z.boolean(),
  autoThumbnails: z.boolean(),
  previewCacheBytes: integerSetting('previewCacheBytes'),
  maxUploadBytes: integerSetting('maxUploadBytes'),
  compareUploads: z.boolean(),
  maxStagedBytes: integerSetting('maxStagedBytes'),
}

/** Missing fields get their defaults, so that a new field does not need a new version. */
const schema = z.object({
  v: z.literal(1),
  keepCopies: fields.keepCopies.default(defaultSettings.keepCopies),
  binDays: fields.binDays.default(defaultSettings.binDays),
  binBytes: fields.binBytes.default(defaultSettings.binBytes),
  deletesInFlight: fields.deletesInFlight.default(defaultSettings.deletesInFlight),
  maxFilesPerJob: fields.maxFilesPerJob.default(defaultSettings.maxFilesPerJob),
  maxBytesPerJob: fields.maxBytesPerJob.default(defaultSettings.maxBytesPerJob),
  hourlyAllowance: fields.hourlyAllowance.default(defaultSettings.hourlyAllowance),
  language: fields.language.default(defaultSettings.language),
  theme: fields.theme.default(defaultSettings.theme),
  zoom: fields.zoom.default(defaultSettings.zoom),
  notifications: fields.notifications.default(defaultSettings.notifications),
  autoPreview: fields.autoPreview.default(defaultSettings.autoPreview),
  autoThumbnails: fields.autoThumbnails.default(defaultSettings.autoThumbnails),
  previewCacheBytes: fields.previewCacheBytes.default(defaultSettings.previewCacheBytes),
  maxUploadBytes: fields.maxUploadBytes.default(defaultSettings.maxUploadBytes),
  compareUploads: fields.compareUploads.default(defaultSettings.compareUploads),
  maxStagedBytes: fields.maxStagedBytes.default(defaultSettings.maxStagedBytes),
})

/** A change that a window may request: any of the fields within their ranges, and nothing else. */
export const settingsPatchSchema = z.strictObject({
  keepCopies: fields.keepCopies.exactOptional(),
  binDays: fields.binDays.exactOptional(),
  binBytes: fields.binBytes.exactOptional(),
  deletesInFlight: fields.deletesInFlight.exactOptional(),
  maxFilesPerJob: fields.maxFilesPerJob.exactOptional(),
  maxBytesPerJob: fields.maxBytesPerJob.exactOptional(),
  hourlyAllowance: fields.hourlyAllowance.exactOptional(),
  language: fields.language.exactOptional(),
  theme: fields.theme.exactOptional(),
  zoom: fields.zoom.exactOptional(),
  notifications: fields.notifications.exactOptional(),
  autoPreview: fields.autoPreview.exactOptional(),
  autoThumbnails: fields.autoThumbnails.exactOptional(),
  previewCacheBytes: fields.previewCacheBytes.exactOptional(),
  maxUploadBytes: fields.maxUploadBytes.exactOptional(),
  compareUploads: fields.compareUploads.exactOptional(),
  maxStagedBytes: fields.maxStagedBytes.exactOptional(),
})

/** The settings of this computer, read once and cached in memory. One document for all workspaces. */
export class SettingsStore {
  private readonly document: JsonDocument<Settings>
  private value: Settings = defaultSettings
  private isLoaded = false
  private readonly queue = new SerialQueue()

  constructor(
    files: FilesPort,
    /** Called after each change. */
    public onChange: (settings: Settings) => void = () => undefined,
  ) {
    this.document = createJsonDocument({ files, fileName: 'settings.json', schema, empty: defaultSettings })
  }

  /** Throws `UnreadableDocumentError`; the defaults, which are the cautious values, then apply. */
  async loadSettings(): Promise<void> {
    this.value = await this.document.read()
    this.isLoaded = true
  }

  getSettings(): Settings {
    return this.value
  }

  /** False until the file has been read, and if it cannot be read. */
  isReadable(): boolean {
    return this.isLoaded
  }

  /**
   * Throws if the file cannot be read (it may be of a newer version) or written; nothing has changed then. Changes are
   * serialized so that concurrent ones do not undo each other.
   */
  updateSettings(patch: SettingsPatch): Promise<Settings> {
    return this.queue.run(() => this.writeSettings(patch))
  }

  private async writeSettings(patch: SettingsPatch): Promise<Settings> {
    const next = schema.parse({ ...(await this.document.read()), ...patch })
    await this.document.write(next)
    this.value = next
    this.isLoaded = true
    this.onChange(next)
    return next
  }
}

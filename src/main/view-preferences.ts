import { z } from 'zod'
import { createJsonDocument } from '../core/storage/json-document'
import type { FilesPort } from '../core/ports'
import { columns, defaultPreferences, type ViewPreferences } from '../shared/view-preferences'

const columnSchema = z.strictObject({
  column: z.enum(columns),
  isShown: z.boolean(),
  width: z.number().int().min(1).max(10_000).nullable(),
})

/** Requires every column exactly once, because a missing column could never be shown again. */
const hasEveryColumn = (choices: readonly { readonly column: string }[]): boolean =>
  new Set(choices.map(({ column }) => column)).size === columns.length

export const viewPreferencesSchema = z.strictObject({
  v: z.literal(1),
  columns: z.array(columnSchema).length(columns.length).refine(hasEveryColumn).nullable(),
})

export interface ViewPreferencesStore {
  readonly read: () => Promise<ViewPreferences>
  /** Writes immediately. Of changes during a write, only the latest is written afterwards. */
  readonly write: (value: ViewPreferences) => Promise<void>
  /** Resolves once everything is written. Call before the app quits. */
  readonly save: () => Promise<void>
}

/** Persists how lists look. Dragging a column causes many writes per second. */
export function createViewPreferencesStore(files: FilesPort): ViewPreferencesStore {
  const schema = viewPreferencesSchema
  const document = createJsonDocument({ files, fileName: 'view.json', schema, empty: defaultPreferences })
  let unwritten: ViewPreferences | null = null
  let writing: Promise<void> | null = null

  async function writeAll(): Promise<void> {
    try {
      while (unwritten !== null) {
        const next: ViewPreferences = unwritten
        unwritten = null
        await document.write(next)
      }
    } finally {
      writing = null
    }
  }

  return {
    // An unreadable file is left untouched; lists get the defaults.
    read: () => document.read().catch(() => defaultPreferences),
    write: (value) => {
      unwritten = value
      writing ??= writeAll()
      return writing
    },
    // A failed write does not block quitting; `write` has already rejected.
    save: async () => {
      await writing?.catch(() => undefined)
    },
  }
}

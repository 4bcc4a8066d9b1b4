import { z } from 'zod'
import { createJsonDocument } from '../core/storage/json-document'
import type { FilesPort } from '../core/ports'
import { columns, defaultPreferences, type ViewPreferences } from '../shared/view-preferences'

const columnSchema = z.strictObject({
  column: z.enum(columns),
  isShown: z.boolean(),
  width: z.number().int().min(1).max(10_000).nullable(),
})

/** Every column once: one that is missing could never be brought back. */
const isWhole = (choices: readonly { readonly column: string }[]): boolean =>
  new Set(choices.map(({ column }) => column)).size === columns.length

export const viewPreferencesSchema = z.strictObject({
  v: z.literal(1),
  columns: z.array(columnSchema).length(columns.length).refine(isWhole).nullable(),
})

export interface ViewPreferencesStore {
  readonly read: () => Promise<ViewPreferences>
  /** Writes at once; what comes while a write is under way is written after it, the newest alone. */
  readonly write: (value: ViewPreferences) => Promise<void>
  /** Resolves when nothing is left to write; before the app leaves. */
  readonly save: () => Promise<void>
}

/** How lists look, on the disk. A column that is being dragged tells of itself many times a second. */
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
    // A file that is not ours stays where it is: lists look as usual then.
    read: () => document.read().catch(() => defaultPreferences),
    write: (value) => {
      unwritten = value
      writing ??= writeAll()
      return writing
    },
    // What could not be written is no reason to stay; whoever asked for it was told.
    save: async () => {
      await writing?.catch(() => undefined)
    },
  }
}

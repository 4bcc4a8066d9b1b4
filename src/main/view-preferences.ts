import { z } from 'zod'
import { createJsonDocument, type JsonDocument } from '../core/storage/json-document'
import type { FilesPort } from '../core/ports'
import { columns, usualPreferences, type ViewPreferences } from '../shared/view-preferences'

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

export function viewPreferencesDocument(files: FilesPort): JsonDocument<ViewPreferences> {
  return createJsonDocument({
    files,
    fileName: 'view.json',
    schema: viewPreferencesSchema,
    empty: usualPreferences,
  })
}

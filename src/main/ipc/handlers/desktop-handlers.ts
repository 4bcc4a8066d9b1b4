import { clipboard } from 'electron'
import { z } from 'zod'
import { contextChoices } from '../../../shared/menu'
import { succeed } from '../../../shared/result'
import { showContextMenu } from '../../context-menus'
import { showAssetMenu } from '../../asset-menu'
import { viewPreferencesSchema, type ViewPreferencesStore } from '../../view-preferences'
import type { Handlers } from '../router'

type Names = 'showAssetMenu' | 'showContextMenu' | 'copyText' | 'readViewPreferences' | 'saveViewPreferences'

const pixels = z.number().min(0).max(100_000)
const pointSchema = z.strictObject({ x: pixels, y: pixels }).nullable()

/** Native menus, the clipboard and view preferences. */
export function desktopHandlers(
  preferences: ViewPreferencesStore,
  zoom: () => number,
): Pick<Handlers, Names> {
  return {
    showAssetMenu: {
      input: z.strictObject({
        selected: z.number().int().nonnegative(),
        inFolders: z.boolean(),
        protection: z.enum(['none', 'some', 'unknown']),
        isReadOnly: z.boolean(),
        at: pointSchema,
      }),
      run: async (selection) => succeed(await showAssetMenu(selection, zoom())),
    },
    showContextMenu: {
      input: z.strictObject({
        items: z
          .array(z.strictObject({ choice: z.enum(contextChoices), isEnabled: z.boolean() }))
          .min(1)
          .max(contextChoices.length),
        at: pointSchema,
      }),
      run: async (request) => succeed(await showContextMenu(request, zoom())),
    },
    copyText: {
      // The identities of 100,000 files take about 15 million characters.
      input: z.strictObject({ text: z.string().max(50_000_000) }),
      run: ({ text }) => {
        void clipboard.writeText(text)
        return succeed(undefined)
      },
    },
    readViewPreferences: {
      input: z.undefined(),
      run: async () => succeed(await preferences.read()),
    },
    saveViewPreferences: {
      input: viewPreferencesSchema,
      run: async (value) => {
        await preferences.write(value)
        return succeed(undefined)
      },
    },
  }
}

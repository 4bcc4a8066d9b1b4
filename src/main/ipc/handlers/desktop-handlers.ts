import { clipboard } from 'electron'
import { z } from 'zod'
import { succeed } from '../../../shared/result'
import { askAssetMenu } from '../../asset-menu'
import type { Handlers } from '../router'

/** What belongs to the desktop, not to the platform. */
export function desktopHandlers(): Pick<Handlers, 'showAssetMenu' | 'copyText'> {
  return {
    showAssetMenu: {
      input: z.strictObject({
        selected: z.number().int().nonnegative(),
        inFolders: z.boolean(),
        protection: z.enum(['none', 'some', 'unknown']),
        isReadOnly: z.boolean(),
      }),
      run: async (selection) => succeed(await askAssetMenu(selection)),
    },
    copyText: {
      input: z.strictObject({ text: z.string().max(1_000_000) }),
      run: ({ text }) => {
        void clipboard.writeText(text)
        return succeed(undefined)
      },
    },
  }
}
